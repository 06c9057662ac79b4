//! What a connector or acceptor was told, so that a changed copy does not change the original.

use super::session::Context;
use std::io;
use std::sync::Arc;

/// One thing that it was told.
#[derive(Clone)]
pub(super) enum Setting {
    TrustSystem,
    /// Certificates as PEM.
    Trust(Arc<[u8]>),
    /// Certificates and a key as PEM.
    Identity(Arc<[u8]>, Arc<[u8]>),
    Verify(bool),
    Protocols(Vec<String>),
}

impl Setting {
    /// The protocols that may be spoken, the best first.
    pub fn protocols(names: &[&str]) -> Setting {
        Setting::Protocols(names.iter().map(|name| name.to_string()).collect())
    }
    fn apply(&self, context: &Context) -> io::Result<()> {
        match self {
            Setting::TrustSystem => context.trust_system(),
            Setting::Trust(pem) => context.trust(pem),
            Setting::Identity(certificates, key) => context.identity(certificates, key),
            Setting::Verify(is_on) => {
                context.verify(*is_on);
                Ok(())
            }
            Setting::Protocols(names) => context.protocols(names),
        }
    }
}

/// A context of OpenSSL, and how it was made.
#[derive(Clone)]
pub(super) struct Settings {
    is_server: bool,
    all: Vec<Setting>,
    context: Arc<Context>,
}

impl Settings {
    /// Settings of connections, of the side that accepts them or that makes them.
    pub fn new(is_server: bool) -> io::Result<Settings> {
        Ok(Settings { is_server, all: Vec::new(), context: Arc::new(Context::new(is_server)?) })
    }
    /// The finished settings.
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }
    /// A context that nobody else has is changed; else a new one is made in the same way.
    pub fn with(mut self, setting: Setting) -> io::Result<Settings> {
        if Arc::get_mut(&mut self.context).is_none() {
            let context = Context::new(self.is_server)?;
            for setting in &self.all {
                setting.apply(&context)?;
            }
            self.context = Arc::new(context);
        }
        setting.apply(&self.context)?;
        self.all.push(setting);
        Ok(self)
    }
}
