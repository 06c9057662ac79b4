//! Builders for `Debug` output of structs, tuples, lists, sets and maps.

use super::{Debug, Formatter, Result, Write};

/// Indents everything that is written through it, for `{:#?}`.
struct PadAdapter<'buffer, 'state> {
    out: &'buffer mut (dyn Write + 'buffer),
    state: &'state mut bool,
}

impl Write for PadAdapter<'_, '_> {
    fn write_str(&mut self, text: &str) -> Result {
        let mut rest = text;
        while !rest.is_empty() {
            if *self.state {
                self.out.write_str("    ")?;
            }
            let newline = rest.as_bytes().iter().position(|byte| *byte == b'\n');
            *self.state = newline.is_some();
            let end = match newline {
                Some(index) => index + 1,
                None => rest.len(),
            };
            // SAFETY: a character ends there. A checked cut brings its message into every program.
            let (line, others) = unsafe { (rest.get_unchecked(..end), rest.get_unchecked(end..)) };
            self.out.write_str(line)?;
            rest = others;
        }
        Ok(())
    }

    fn write_char(&mut self, c: char) -> Result {
        if *self.state {
            self.out.write_str("    ")?;
        }
        *self.state = c == '\n';
        self.out.write_char(c)
    }
}

/// Formats with the same options, one level deeper, and ends the line with a comma.
fn write_indented(f: &mut Formatter<'_>, write: &mut dyn FnMut(&mut Formatter<'_>) -> Result) -> Result {
    let mut on_newline = true;
    let options = f.options;
    let mut adapter = PadAdapter { out: &mut *f.out, state: &mut on_newline };
    let mut inner = Formatter { options, out: &mut adapter };
    write(&mut inner)?;
    inner.out.write_str(",\n")
}

/// A builder for structs.
pub struct DebugStruct<'a, 'b: 'a> {
    f: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}

pub(super) fn debug_struct_new<'a, 'b>(f: &'a mut Formatter<'b>, name: &str) -> DebugStruct<'a, 'b> {
    let result = f.write_str(name);
    DebugStruct { f, result, has_fields: false }
}

impl<'a, 'b: 'a> DebugStruct<'a, 'b> {
    /// Adds a field with its name.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Size { width: u8, height: u8 }
    /// impl fmt::Debug for Size {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_struct("Size").field("w", &self.width).field("h", &self.height).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Size { width: 2, height: 3 }), "Size { w: 2, h: 3 }");
    /// ```
    pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(name, value);
        }
        self.has_fields = true;
        self
    }

    fn write_field(&mut self, name: &str, value: &dyn Debug) -> Result {
        if self.f.alternate() {
            if !self.has_fields {
                self.f.write_str(" {\n")?;
            }
            write_indented(self.f, &mut |f| {
                f.write_str(name)?;
                f.write_str(": ")?;
                value.fmt(f)
            })
        } else {
            self.f.write_str(if self.has_fields { ", " } else { " { " })?;
            self.f.write_str(name)?;
            self.f.write_str(": ")?;
            value.fmt(self.f)
        }
    }

    /// Ends with `..`: there are fields that are not shown.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Session {
    ///     user: &'static str,
    ///     _key: u64,
    /// }
    /// impl fmt::Debug for Session {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_struct("Session").field("user", &self.user).finish_non_exhaustive()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Session { user: "ann", _key: 1 }), r#"Session { user: "ann", .. }"#);
    /// ```
    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            self.result = if !self.has_fields {
                self.f.write_str(" { .. }")
            } else if self.f.alternate() {
                self.f.write_str("    ..\n}")
            } else {
                self.f.write_str(", .. }")
            };
        }
        self.result
    }

    /// Closes what was begun and tells whether all could be written.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Empty;
    /// impl fmt::Debug for Empty {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_struct("Empty").finish()
    ///     }
    /// }
    /// assert_eq!(format!("{Empty:?}"), "Empty");
    /// ```
    pub fn finish(&mut self) -> Result {
        if self.has_fields && self.result.is_ok() {
            self.result = self.f.write_str(if self.f.alternate() { "}" } else { " }" });
        }
        self.result
    }
}

/// A builder for tuples.
pub struct DebugTuple<'a, 'b: 'a> {
    f: &'a mut Formatter<'b>,
    result: Result,
    fields: usize,
    empty_name: bool,
}

pub(super) fn debug_tuple_new<'a, 'b>(f: &'a mut Formatter<'b>, name: &str) -> DebugTuple<'a, 'b> {
    let result = f.write_str(name);
    DebugTuple { f, result, fields: 0, empty_name: name.is_empty() }
}

impl<'a, 'b: 'a> DebugTuple<'a, 'b> {
    /// Adds a field.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Pair(u8, char);
    /// impl fmt::Debug for Pair {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_tuple("Pair").field(&self.0).field(&self.1).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Pair(1, 'z')), "Pair(1, 'z')");
    /// assert_eq!(format!("{:#?}", Pair(1, 'z')), "Pair(\n    1,\n    'z',\n)");
    /// ```
    pub fn field(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_field(value);
        }
        self.fields += 1;
        self
    }

    fn write_field(&mut self, value: &dyn Debug) -> Result {
        if self.f.alternate() {
            if self.fields == 0 {
                self.f.write_str("(\n")?;
            }
            write_indented(self.f, &mut |f| value.fmt(f))
        } else {
            self.f.write_str(if self.fields == 0 { "(" } else { ", " })?;
            value.fmt(self.f)
        }
    }

    /// Ends with `..`: there are fields that are not shown.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            self.result = if self.fields == 0 {
                self.f.write_str("(..)")
            } else if self.f.alternate() {
                self.f.write_str("    ..\n)")
            } else {
                self.f.write_str(", ..)")
            };
        }
        self.result
    }

    /// Closes what was begun and tells whether all could be written.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Unit;
    /// impl fmt::Debug for Unit {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_tuple("Unit").finish()
    ///     }
    /// }
    /// assert_eq!(format!("{Unit:?}"), "Unit");
    /// ```
    pub fn finish(&mut self) -> Result {
        if self.fields > 0 && self.result.is_ok() {
            if self.fields == 1 && self.empty_name && !self.f.alternate() {
                self.result = self.f.write_str(",");
            }
            if self.result.is_ok() {
                self.result = self.f.write_str(")");
            }
        }
        self.result
    }
}

/// What lists and sets share.
struct DebugInner<'a, 'b: 'a> {
    f: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
}

impl<'a, 'b: 'a> DebugInner<'a, 'b> {
    fn entry(&mut self, entry: &dyn Debug) {
        if self.result.is_ok() {
            self.result = self.write_entry(entry);
        }
        self.has_fields = true;
    }

    fn write_entry(&mut self, entry: &dyn Debug) -> Result {
        if self.f.alternate() {
            if !self.has_fields {
                self.f.write_str("\n")?;
            }
            write_indented(self.f, &mut |f| entry.fmt(f))
        } else {
            if self.has_fields {
                self.f.write_str(", ")?;
            }
            entry.fmt(self.f)
        }
    }

    fn finish(&mut self, closing: &str) -> Result {
        if self.result.is_ok() {
            self.result = self.f.write_str(closing);
        }
        self.result
    }

    fn finish_non_exhaustive(&mut self, closing: &str) -> Result {
        if self.result.is_ok() {
            self.result = if !self.has_fields {
                self.f.write_str("..")
            } else if self.f.alternate() {
                self.f.write_str("    ..\n")
            } else {
                self.f.write_str(", ..")
            };
        }
        self.finish(closing)
    }
}

/// A builder for sets.
pub struct DebugSet<'a, 'b: 'a> {
    inner: DebugInner<'a, 'b>,
}

pub(super) fn debug_set_new<'a, 'b>(f: &'a mut Formatter<'b>) -> DebugSet<'a, 'b> {
    let result = f.write_str("{");
    DebugSet { inner: DebugInner { f, result, has_fields: false } }
}

impl<'a, 'b: 'a> DebugSet<'a, 'b> {
    /// Adds an element.
    pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self {
        self.inner.entry(entry);
        self
    }

    /// Adds elements.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Digits(u8);
    /// impl fmt::Debug for Digits {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_set().entries(0..self.0).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Digits(3)), "{0, 1, 2}");
    /// ```
    pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self {
        for entry in entries {
            self.inner.entry(&entry);
        }
        self
    }

    /// Ends the set.
    pub fn finish(&mut self) -> Result {
        self.inner.finish("}")
    }

    /// Ends with `..`: there are elements that are not shown.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.inner.finish_non_exhaustive("}")
    }
}

/// A builder for lists.
pub struct DebugList<'a, 'b: 'a> {
    inner: DebugInner<'a, 'b>,
}

pub(super) fn debug_list_new<'a, 'b>(f: &'a mut Formatter<'b>) -> DebugList<'a, 'b> {
    let result = f.write_str("[");
    DebugList { inner: DebugInner { f, result, has_fields: false } }
}

impl<'a, 'b: 'a> DebugList<'a, 'b> {
    /// Adds an element.
    pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self {
        self.inner.entry(entry);
        self
    }

    /// Adds elements.
    pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self {
        for entry in entries {
            self.inner.entry(&entry);
        }
        self
    }

    /// Ends the list.
    pub fn finish(&mut self) -> Result {
        self.inner.finish("]")
    }

    /// Ends with `..`: there are elements that are not shown.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        self.inner.finish_non_exhaustive("]")
    }
}

/// A builder for maps.
pub struct DebugMap<'a, 'b: 'a> {
    f: &'a mut Formatter<'b>,
    result: Result,
    has_fields: bool,
    has_key: bool,
    /// Whether the next output of an alternate key-value pair starts a line.
    on_newline: bool,
}

pub(super) fn debug_map_new<'a, 'b>(f: &'a mut Formatter<'b>) -> DebugMap<'a, 'b> {
    let result = f.write_str("{");
    DebugMap { f, result, has_fields: false, has_key: false, on_newline: true }
}

impl<'a, 'b: 'a> DebugMap<'a, 'b> {
    /// Adds a key and its value.
    pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self {
        self.key(key).value(value)
    }

    /// Adds a key. Its value comes next.
    pub fn key(&mut self, key: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_key(key);
        }
        self
    }

    fn write_key(&mut self, key: &dyn Debug) -> Result {
        if self.has_key {
            panic!("attempted to begin a new map entry without completing the previous one");
        }
        if self.f.alternate() {
            if !self.has_fields {
                self.f.write_str("\n")?;
            }
            self.on_newline = true;
            let options = self.f.options;
            let mut adapter = PadAdapter { out: &mut *self.f.out, state: &mut self.on_newline };
            let mut inner = Formatter { options, out: &mut adapter };
            key.fmt(&mut inner)?;
            inner.out.write_str(": ")?;
        } else {
            if self.has_fields {
                self.f.write_str(", ")?;
            }
            key.fmt(self.f)?;
            self.f.write_str(": ")?;
        }
        self.has_key = true;
        Ok(())
    }

    /// Adds the value of the key before it.
    ///
    /// # Panics
    /// Panics if there is no such key.
    pub fn value(&mut self, value: &dyn Debug) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.write_value(value);
        }
        self.has_fields = true;
        self
    }

    fn write_value(&mut self, value: &dyn Debug) -> Result {
        if !self.has_key {
            panic!("attempted to format a map value before its key");
        }
        if self.f.alternate() {
            let options = self.f.options;
            let mut adapter = PadAdapter { out: &mut *self.f.out, state: &mut self.on_newline };
            let mut inner = Formatter { options, out: &mut adapter };
            value.fmt(&mut inner)?;
            inner.out.write_str(",\n")?;
        } else {
            value.fmt(self.f)?;
        }
        self.has_key = false;
        Ok(())
    }

    /// Adds keys and their values.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Squares(u32);
    /// impl fmt::Debug for Squares {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_map().entries((1..=self.0).map(|n| (n, n * n))).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Squares(3)), "{1: 1, 2: 4, 3: 9}");
    /// ```
    pub fn entries<K: Debug, V: Debug, I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) -> &mut Self {
        for (key, value) in entries {
            self.entry(&key, &value);
        }
        self
    }

    /// Closes what was begun and tells whether all could be written.
    ///
    /// # Panics
    /// If a key has no value.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Empty;
    /// impl fmt::Debug for Empty {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_map().finish()
    ///     }
    /// }
    /// assert_eq!(format!("{Empty:?}"), "{}");
    /// ```
    pub fn finish(&mut self) -> Result {
        if self.result.is_ok() {
            if self.has_key {
                panic!("attempted to finish a map with a partial entry");
            }
            self.result = self.f.write_str("}");
        }
        self.result
    }

    /// Ends with `..`: there are entries that are not shown.
    pub fn finish_non_exhaustive(&mut self) -> Result {
        if self.result.is_ok() {
            if self.has_key {
                panic!("attempted to finish a map with a partial entry");
            }
            self.result = self.f.write_str(match (self.has_fields, self.f.alternate()) {
                (false, _) => "..}",
                (true, false) => ", ..}",
                (true, true) => "    ..\n}",
            });
        }
        self.result
    }
}

/// A value whose formatting is a closure.
pub struct FromFn<F>(F);

/// A value that is formatted by calling a closure.
pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F> {
    FromFn(f)
}

impl<F: Fn(&mut Formatter<'_>) -> Result> Debug for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
impl<F: Fn(&mut Formatter<'_>) -> Result> super::Display for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
