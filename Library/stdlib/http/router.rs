//! Which handler answers a request: by its method and path, with middleware around.

use super::message::Request;
use super::reply::{IntoReply, Reply};
use super::response::Response;
use super::url::decode;
use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::rc::Rc;

type Handler = Rc<dyn Fn(Request) -> Reply>;
type Layer = Rc<dyn Fn(Request, Next) -> Reply>;

/// Answers requests by their methods and paths. It is a handler itself, for `serve` and `Server::serve`.
///
/// ```
/// use stdlib::http::{Request, Response, Router};
/// let app = Router::new()
///     .get("/", |_: Request| "home")
///     .get("/users/:id", |req: Request| format!("user {}", req.param("id").unwrap_or("")))
///     .post("/users", |_: Request| Response::with_status(201, "made"))
///     .get("/files/*path", |req: Request| format!("file {}", req.param("path").unwrap_or("")))
///     .after(|response| response.header("x-served-by", "router"));
/// # drop(app);
/// ```
///
/// A path's parts are texts, `:name`, which stands for one part, or at the end `*name`, which stands for all
/// that follows, nothing too. Parts are decoded before they are compared; texts win over names, and names over
/// rests. A path that no route has is answered with 404, a method that a path does not have with 405 and
/// `Allow`, OPTIONS with `Allow`, HEAD as GET.
pub struct Router {
    table: RefCell<Table>,
    layers: RefCell<Vec<Layer>>,
    /// Made at the first request.
    whole: OnceCell<Handler>,
}

#[derive(Default)]
struct Table {
    routes: Vec<Route>,
    root: Node,
    fallback: Option<Handler>,
}

struct Route {
    method: &'static str,
    pattern: String,
    names: Vec<Rc<str>>,
    handler: Handler,
}

#[derive(Default)]
struct Node {
    texts: Vec<(String, Node)>,
    name: Option<Box<Node>>,
    /// Routes whose patterns end here, and those that end with a rest here.
    routes: Vec<u32>,
    rests: Vec<u32>,
}

const ANY: &str = "";

fn boxed<H, R, M>(handler: H) -> Handler
where
    H: Fn(Request) -> R + 'static,
    R: IntoReply<M> + 'static,
    M: 'static,
{
    Rc::new(move |request| handler(request).into_reply().boxed())
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident $method:literal)*) => { $(
        $(#[$doc])*
        pub fn $name<H, R, M>(self, pattern: &str, handler: H) -> Router
        where
            H: Fn(Request) -> R + 'static,
            R: IntoReply<M> + 'static,
            M: 'static,
        {
            self.add($method, pattern, boxed(handler))
        }
    )* };
}

impl Router {
    /// A router without routes.
    pub fn new() -> Router {
        Router { table: RefCell::default(), layers: RefCell::default(), whole: OnceCell::new() }
    }
    methods! {
        /// Answers GET and HEAD. Panics, as the others do, when the pattern is malformed or there already.
        get "GET"
        post "POST"
        put "PUT"
        patch "PATCH"
        delete "DELETE"
        /// Answers all methods that the path has no other handler for.
        any ""
    }
    /// Answers requests that no route has; without it they get 404.
    pub fn fallback<H, R, M>(mut self, handler: H) -> Router
    where
        H: Fn(Request) -> R + 'static,
        R: IntoReply<M> + 'static,
        M: 'static,
    {
        self.table.get_mut().fallback = Some(boxed(handler));
        self
    }
    /// Adds the routes of another router, with its middleware, under a prefix. Its handlers see whole paths.
    pub fn nest(mut self, prefix: &str, other: Router) -> Router {
        let layers: Rc<[Layer]> = other.layers.take().into();
        for route in other.table.take().routes {
            let handler = around(layers.clone(), route.handler);
            let pattern = format!("{}{}", prefix.trim_end_matches('/'), route.pattern);
            self = self.add(route.method, &pattern, handler);
        }
        self
    }
    /// Calls `layer` for each request with what comes next: earlier layers are around later ones.
    ///
    /// ```
    /// use stdlib::http::{Next, Request, Response, Router};
    /// async fn allowed(request: Request, next: Next) -> Response {
    ///     match request.header("authorization") {
    ///         Some("Bearer secret") => next.run(request).await,
    ///         _ => Response::with_status(401, "Unauthorized"),
    ///     }
    /// }
    /// let app = Router::new().get("/", |_: Request| "home").layer(allowed);
    /// # drop(app);
    /// ```
    pub fn layer<H, R, M>(mut self, layer: H) -> Router
    where
        H: Fn(Request, Next) -> R + 'static,
        R: IntoReply<M> + 'static,
        M: 'static,
    {
        self.layers.get_mut().push(Rc::new(move |request, next| layer(request, next).into_reply().boxed()));
        self
    }
    /// Looks at each request first, and answers it if it gives a response.
    pub fn before(self, check: impl Fn(&mut Request) -> Option<Response> + 'static) -> Router {
        let layer = move |mut request: Request, next: Next| -> Reply {
            match check(&mut request) {
                Some(response) => Reply::Now(response),
                None => next.call(request),
            }
        };
        self.layer(layer)
    }
    /// Changes each response last.
    pub fn after(self, change: impl Fn(Response) -> Response + 'static) -> Router {
        let change = Rc::new(change);
        let layer = move |request: Request, next: Next| -> Reply {
            match next.call(request) {
                Reply::Now(response) => Reply::Now(change(response)),
                Reply::Later(future) => {
                    let change = change.clone();
                    Reply::Later(Box::pin(async move { change(future.await) }))
                }
            }
        };
        self.layer(layer)
    }

    fn add(mut self, method: &'static str, pattern: &str, handler: Handler) -> Router {
        let Some(path) = pattern.strip_prefix('/') else { panic!("the pattern `{pattern}` does not start with `/`") };
        let mut names: Vec<Rc<str>> = Vec::new();
        let table = self.table.get_mut();
        let mut node = &mut table.root;
        let mut has_rest = false;
        for part in path.split('/') {
            assert!(!has_rest, "`{pattern}` goes on after a rest");
            if let Some(name) = part.strip_prefix('*') {
                names.push(name.into());
                has_rest = true;
            } else if let Some(name) = part.strip_prefix(':') {
                assert!(!name.is_empty(), "`{pattern}` has a parameter without a name");
                names.push(name.into());
                node = &mut **node.name.get_or_insert_with(Box::default);
            } else {
                let index = match node.texts.iter().position(|child| child.0 == part) {
                    Some(index) => index,
                    None => {
                        node.texts.push((part.to_string(), Node::default()));
                        node.texts.len() - 1
                    }
                };
                node = &mut node.texts[index].1;
            }
        }
        let routes = if has_rest { &mut node.rests } else { &mut node.routes };
        let is_there = routes.iter().any(|route| table.routes[*route as usize].method == method);
        assert!(!is_there, "there are two routes for {method} `{pattern}`");
        routes.push(table.routes.len() as u32);
        table.routes.push(Route { method, pattern: pattern.to_string(), names, handler });
        self
    }
}

impl Table {
    fn dispatch(&self, mut request: Request) -> Reply {
        let Some(path) = request.path().strip_prefix('/') else {
            // `OPTIONS *` and whole addresses, which are for proxies.
            return match &self.fallback {
                Some(fallback) => fallback(request),
                None => Reply::Now(Response::with_status(400, "Bad Request")),
            };
        };
        let mut parts: Vec<String> = Vec::new();
        for part in path.split('/') {
            match decode(part) {
                Some(part) => parts.push(part),
                None => return Reply::Now(Response::with_status(400, "Bad Request")),
            }
        }
        let mut values = Vec::new();
        let mut allowed = Vec::new();
        let found = self.find(&self.root, &parts, request.method(), &mut values, &mut allowed);
        if let Some(route) = found {
            let route = &self.routes[route as usize];
            request.parameters = route.names.iter().cloned().zip(values).collect();
            return (route.handler)(request);
        }
        if allowed.is_empty() {
            return match &self.fallback {
                Some(fallback) => fallback(request),
                None => Reply::Now(Response::not_found()),
            };
        }
        allowed.push("OPTIONS");
        allowed.sort();
        allowed.dedup();
        let response = if request.method() == "OPTIONS" {
            Response::with_status(204, "")
        } else {
            Response::with_status(405, "Method Not Allowed")
        };
        Reply::Now(response.header("allow", &allowed.join(", ")))
    }

    /// The route of a path, with what its names stand for. Methods of routes that have only the path are
    /// added to `allowed`.
    fn find(
        &self, node: &Node, parts: &[String], method: &str, values: &mut Vec<String>,
        allowed: &mut Vec<&'static str>,
    ) -> Option<u32> {
        let Some((part, rest)) = parts.split_first() else {
            return self.select(&node.routes, method, allowed);
        };
        if let Some(child) = node.texts.iter().find(|child| child.0 == *part) {
            if let Some(route) = self.find(&child.1, rest, method, values, allowed) {
                return Some(route);
            }
        }
        if let Some(child) = &node.name {
            if !part.is_empty() {
                values.push(part.clone());
                if let Some(route) = self.find(child, rest, method, values, allowed) {
                    return Some(route);
                }
                values.pop();
            }
        }
        let route = self.select(&node.rests, method, allowed)?;
        values.push(parts.join("/"));
        Some(route)
    }
    fn select(&self, routes: &[u32], method: &str, allowed: &mut Vec<&'static str>) -> Option<u32> {
        let has = |wanted: &str| routes.iter().copied().find(|route| self.routes[*route as usize].method == wanted);
        let found = has(method).or_else(|| if method == "HEAD" { has("GET") } else { None }).or_else(|| has(ANY));
        if found.is_none() {
            for route in routes {
                let method = self.routes[*route as usize].method;
                allowed.push(method);
                if method == "GET" {
                    allowed.push("HEAD");
                }
            }
        }
        found
    }
}
impl Default for Router {
    fn default() -> Router {
        Router::new()
    }
}
impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.table.borrow().routes.iter().map(|route| (route.method, &route.pattern))).finish()
    }
}

/// A handler with layers around it.
fn around(layers: Rc<[Layer]>, handler: Handler) -> Handler {
    if layers.is_empty() {
        return handler;
    }
    Rc::new(move |request| Next { layers: layers.clone(), at: 0, handler: handler.clone() }.call(request))
}

/// What a layer calls to go on: the next layer, at last the handler.
pub struct Next {
    layers: Rc<[Layer]>,
    at: usize,
    handler: Handler,
}
impl Next {
    /// The response of what comes next.
    pub async fn run(self, request: Request) -> Response {
        self.call(request).finish().await
    }
    /// The same without waiting.
    pub fn call(mut self, request: Request) -> Reply {
        match self.layers.get(self.at).cloned() {
            Some(layer) => {
                self.at += 1;
                layer(request, self)
            }
            None => (self.handler)(request),
        }
    }
}

impl FnOnce<(Request,)> for Router {
    type Output = Reply;
    extern "rust-call" fn call_once(self, arguments: (Request,)) -> Reply {
        self.call(arguments)
    }
}
impl FnMut<(Request,)> for Router {
    extern "rust-call" fn call_mut(&mut self, arguments: (Request,)) -> Reply {
        self.call(arguments)
    }
}
impl Fn<(Request,)> for Router {
    extern "rust-call" fn call(&self, (request,): (Request,)) -> Reply {
        let whole = self.whole.get_or_init(|| {
            let (table, layers) = (self.table.take(), self.layers.take());
            around(layers.into(), Rc::new(move |request| table.dispatch(request)))
        });
        whole(request)
    }
}
