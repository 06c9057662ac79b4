#!/usr/bin/env python3
"""Random well-typed programs, compiled by rustc and by polyc at -O0 and -O2: the same bytes, the same exit code.

  programs.py [--seconds N] [--count N] [--seed S] [--keep FOLDER] [--targets] [--print]

Programs use traits, generics, closures, patterns, loops with labels, iterators, and values whose drops print.
With --targets, polyc's program for this machine is compared with those for AArch64, under an emulator, and for
WASI; every fifth program is one of ../shared/bench/gen_large.py, where that is.
A difference is kept in FOLDER (default: .build/fuzz) and named in one line.
"""
import argparse, os, random, shutil, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
POLYC = os.environ.get('POLYC', os.path.join(ROOT, '.build/sysroot/bin/polyc'))
INTEGERS = ['i8', 'u8', 'i16', 'i32', 'u32', 'i64', 'u64', 'usize', 'i128', 'u128']

PRELUDE = '''#![allow(warnings)]
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::rc::Rc;

#[derive(Debug, PartialEq, PartialOrd)]
struct Noisy(i32);
impl Clone for Noisy { fn clone(&self) -> Noisy { Noisy(self.0.wrapping_add(100)) } }
impl Drop for Noisy { fn drop(&mut self) { println!("drop {}", self.0); } }
impl Default for Noisy { fn default() -> Noisy { Noisy(7) } }

trait Measure {
    const BASE: i64;
    type Unit: Debug + Clone;
    fn measure(&self) -> i64;
    fn unit(&self) -> Self::Unit;
    fn twice(&self) -> i64 { self.measure().wrapping_mul(2).wrapping_add(Self::BASE) }
}
impl Measure for Noisy {
    const BASE: i64 = 3;
    type Unit = i32;
    fn measure(&self) -> i64 { self.0 as i64 }
    fn unit(&self) -> i32 { self.0 }
}
impl Measure for String {
    const BASE: i64 = 5;
    type Unit = Vec<u8>;
    fn measure(&self) -> i64 { self.len() as i64 }
    fn unit(&self) -> Vec<u8> { self.bytes().take(3).collect() }
}
impl<T: Measure> Measure for Option<T> {
    const BASE: i64 = T::BASE + 1;
    type Unit = Option<T::Unit>;
    fn measure(&self) -> i64 { match self { Some(x) => x.twice(), None => -1 } }
    fn unit(&self) -> Option<T::Unit> { self.as_ref().map(|x| x.unit()) }
}
impl<A: Measure, B: Measure> Measure for (A, B) {
    const BASE: i64 = A::BASE * B::BASE;
    type Unit = (B::Unit, A::Unit);
    fn measure(&self) -> i64 { self.0.measure() ^ self.1.measure() }
    fn unit(&self) -> Self::Unit { (self.1.unit(), self.0.unit()) }
    fn twice(&self) -> i64 { self.0.twice().wrapping_sub(self.1.twice()) }
}
macro_rules! integers { ($($t:ident)*) => { $(impl Measure for $t {
    const BASE: i64 = std::mem::size_of::<$t>() as i64;
    type Unit = $t;
    fn measure(&self) -> i64 { *self as i64 }
    fn unit(&self) -> $t { self.rotate_left(3) }
})* } }
integers! { i8 u8 i16 i32 u32 i64 u64 usize i128 u128 }
trait Speak { fn speak(&self, times: u8) -> String; }
impl<T: Debug> Speak for T { fn speak(&self, times: u8) -> String { let mut s = String::new(); for _ in 0..times { s += &format!("<{:?}>", self); } s } }
fn report<M: Measure>(label: &str, m: M) -> i64 { println!("{label}: {} {} {:?}", m.measure(), m.twice(), m.unit()); m.measure() }
fn apply<F: FnMut(i32) -> i32>(mut f: F, n: u8) -> i32 { let mut x = 1; for _ in 0..n { x = f(x); } x }
fn consume<T>(x: T, f: impl FnOnce(T) -> i32) -> i32 { f(x) }
'''


class Program:
    def __init__(self, seed, integers=INTEGERS):
        self.random = random.Random(seed)
        self.integers = integers
        self.counter = 0
        self.structs, self.enums, self.functions = [], [], []
        self.depth = 0

    def pick(self, *options):
        return self.random.choice(options)

    def chance(self, p):
        return self.random.random() < p

    def name(self, prefix):
        self.counter += 1
        return f'{prefix}{self.counter}'

    # types ------------------------------------------------------------------------------------------------
    def type(self, depth=2):
        r = self.random.random()
        if depth == 0 or r < 0.4:
            return self.pick(*self.integers, 'i32', 'i32', 'bool', 'char', 'String', 'Noisy', 'Noisy', 'f64')
        inner = lambda: self.type(depth - 1)
        kinds = ['option', 'tuple', 'vec', 'array', 'box', 'result', 'rc']
        if self.structs: kinds += ['struct'] * 3
        if self.enums: kinds += ['enum'] * 3
        kind = self.pick(*kinds)
        if kind == 'option': return ('Option', inner())
        if kind == 'tuple': return ('tuple', inner(), inner())
        if kind == 'vec': return ('Vec', inner())
        if kind == 'array': return ('array', inner(), self.random.randint(1, 3))
        if kind == 'box': return ('Box', inner())
        if kind == 'rc': return ('Rc', inner())
        if kind == 'result': return ('Result', inner(), self.pick('i32', 'String'))
        if kind == 'struct': return ('struct', self.random.randrange(len(self.structs)))
        return ('enum', self.random.randrange(len(self.enums)))

    def text(self, t):
        if isinstance(t, str): return t
        if t[0] == 'tuple': return f'({self.text(t[1])}, {self.text(t[2])})'
        if t[0] == 'array': return f'[{self.text(t[1])}; {t[2]}]'
        if t[0] == 'struct': return self.structs[t[1]][0]
        if t[0] == 'enum': return self.enums[t[1]][0]
        return f'{t[0]}<' + ', '.join(self.text(x) for x in t[1:]) + '>'

    def declare_types(self):
        lines = []
        for _ in range(self.random.randint(1, 3)):
            name, fields = self.name('S'), []
            for _ in range(self.random.randint(1, 4)): fields.append((self.name('f'), self.type()))
            lines.append('#[derive(Debug, Clone, PartialEq, PartialOrd)]\nstruct %s { %s }' % (
                name, ', '.join(f'{f}: {self.text(t)}' for f, t in fields)))
            if self.chance(0.3):
                lines.append(f'impl Drop for {name} {{ fn drop(&mut self) {{ println!("drop {name}"); }} }}')
                fields = [(f, t) for f, t in fields]
                self.structs.append((name, fields, True))
            else:
                self.structs.append((name, fields, False))
            name, variants = self.name('E'), []
            for _ in range(self.random.randint(1, 4)):
                variants.append((self.name('V'), [self.type() for _ in range(self.random.randint(0, 2))]))
            lines.append('#[derive(Debug, Clone, PartialEq, PartialOrd)]\nenum %s { %s }' % (
                name, ', '.join(v + ('(' + ', '.join(self.text(t) for t in ts) + ')' if ts else '') for v, ts in variants)))
            self.enums.append((name, variants))
        return lines

    # expressions ------------------------------------------------------------------------------------------
    def literal(self, t):
        r = self.random
        if t in INTEGERS:
            low = -(1 << (int(t[1:]) - 1)) if t[0] == 'i' else 0
            high = (1 << (64 if t == 'usize' else int(t[1:]))) - 1 + (low if t[0] == 'i' else 0)
            value = self.pick(0, 1, 2, 3, 7, 100, high, low, r.randint(low, high))
            return f'({value}{t})' if value < 0 else f'{value}{t}'
        if t == 'bool': return self.pick('true', 'false')
        if t == 'char': return self.pick("'a'", "'Z'", "'\\n'", "'é'", "'\\u{1F600}'")
        if t == 'String': return 'String::from(%s)' % self.pick('""', '"a"', '"hello"', '"äöü"', '"x y"')
        if t == 'f64': return self.pick('0.0', '1.5', '(-2.25)', '1e10', 'f64::NAN', '0.1')
        if t == 'Noisy': return f'Noisy({r.randint(0, 99)})'

    def construct(self, t, scope):
        e = lambda u: self.expression(u, scope)
        if isinstance(t, str): return self.literal(t)
        if t[0] == 'Option': return self.pick(f'None::<{self.text(t[1])}>', f'Some({e(t[1])})', f'Some({e(t[1])})')
        if t[0] == 'Result':
            kind = f'{self.text(t[1])}, {self.text(t[2])}'
            return f'Ok::<{kind}>({e(t[1])})' if self.chance(0.6) else f'Err::<{kind}>({e(t[2])})'
        if t[0] == 'tuple': return f'({e(t[1])}, {e(t[2])})'
        if t[0] == 'array': return '[' + ', '.join(e(t[1]) for _ in range(t[2])) + ']'
        if t[0] == 'Vec':
            n = self.random.randint(0, 3)
            return f'Vec::<{self.text(t[1])}>::new()' if n == 0 else 'vec![' + ', '.join(e(t[1]) for _ in range(n)) + ']'
        if t[0] in ('Box', 'Rc'): return f'{t[0]}::new({e(t[1])})'
        if t[0] == 'struct':
            name, fields, _ = self.structs[t[1]]
            fields = list(fields)
            self.random.shuffle(fields)
            return name + ' { ' + ', '.join(f'{f}: {e(u)}' for f, u in fields) + ' }'
        name, variants = self.enums[t[1]]
        v, ts = self.pick(*variants)
        return f'{name}::{v}' + ('(' + ', '.join(e(u) for u in ts) + ')' if ts else '')

    def is_copy(self, t):
        return isinstance(t, str) and t not in ('String', 'Noisy')

    def use(self, name, t):
        return name if self.is_copy(t) else f'{name}.clone()'

    def expression(self, t, scope):
        self.depth += 1
        try:
            if self.depth > 5: return self.leaf(t, scope)
            r = self.random.random()
            if r < 0.25: return self.leaf(t, scope)
            if r < 0.5: return self.construct(t, scope)
            if r < 0.6:
                return f'(if {self.expression("bool", scope)} {{ {self.expression(t, scope)} }} else {{ {self.expression(t, scope)} }})'
            if r < 0.68: return self.match(t, scope)
            if r < 0.74:
                label = self.name("'l")
                return (f'({label}: {{ if {self.expression("bool", scope)} {{ break {label} {self.expression(t, scope)}; }} '
                        f'{self.expression(t, scope)} }})')
            if r < 0.8:
                x, u = self.name('x'), self.type(1)
                return f'{{ let {x} = {self.expression(u, scope)}; {self.expression(t, scope + [(x, u, False)])} }}'
            if r < 0.86:
                callable = [f for f in self.functions if f[2] == t]
                if callable:
                    f = self.pick(*callable)
                    return f'{f[0]}({", ".join(self.expression(u, scope) for u in f[1])})'
            return self.operation(t, scope)
        finally:
            self.depth -= 1

    def leaf(self, t, scope):
        known = [x for x, u, _ in scope if u == t]
        if known and self.chance(0.8): return self.use(self.pick(*known), t)
        if isinstance(t, str): return self.literal(t)
        depth, self.depth = self.depth, 9
        try: return self.construct(t, scope)
        finally: self.depth = depth

    def operation(self, t, scope):
        e = lambda u: self.expression(u, scope)
        if t in INTEGERS:
            which = self.random.randrange(9)
            if which == 0: return f'{e(t)}.{self.pick("wrapping_add", "wrapping_sub", "wrapping_mul", "saturating_add", "saturating_sub")}({e(t)})'
            if which == 1: return f'({e(t)} {self.pick("&", "|", "^")} {e(t)})'
            if which == 2: return f'({e(self.pick(*self.integers))} as {t})'
            if which == 3: return f'{e(t)}.checked_{self.pick("div", "rem", "add", "mul", "sub")}({e(t)}).unwrap_or({e(t)})'
            if which == 4: return f'{e(t)}.{self.pick("rotate_left", "rotate_right", "wrapping_shl", "wrapping_shr")}({e("u8")} as u32)'
            if which == 5: return f'({e(self.pick("String", "Noisy", "i32", "u64"))}.measure() as {t})'
            if which == 6: return f'({e("f64")} as {t})'
            if which == 7: return f'({self.pick("!", "")}{e(t)}.{self.pick("count_ones", "leading_zeros", "trailing_zeros")}() as {t})'
            if t == 'i32':
                x = self.name('c')
                inner = scope + [(x, 'i32', False)]
                if self.chance(0.5): return f'apply({self.pick("|", "move |")}{x}| {self.expression("i32", inner)}, {self.random.randint(0, 3)})'
                u = self.type(1)
                return f'consume({e(u)}, |{x}: {self.text(u)}| {self.expression("i32", scope + [(x, u, False)])})'
            return f'{e(t)}.pow(2u32.min({e("u32")}) & 0)'
        if t == 'bool':
            u = self.type(1)
            which = self.random.randrange(5)
            if which == 0: return f'({e(u)} {self.pick("==", "!=", "<", "<=", ">")} {e(u)})'
            if which == 1: return f'({e("bool")} {self.pick("&&", "||", "^")} {e("bool")})'
            if which == 2: return f'!{e("bool")}'
            if which == 3: return f'{e(("Option", u))}.{self.pick("is_some", "is_none")}()'
            return f'matches!({e(u)}, {self.pattern(u, 2, [])})'
        if t == 'String':
            u = self.type(1)
            which = self.random.randrange(4)
            if which == 0: return f'format!("{self.pick("{:?}", "{:#?}")}", {e(u)})'
            if which == 1: return f'({e("String")} + &{e("String")})'
            if which == 2: return f'{e(u)}.speak({self.random.randint(0, 2)})'
            return f'{e("String")}.{self.pick("to_uppercase()", "trim().to_string()", "repeat(2)", "chars().rev().collect::<String>()")}'
        if t == 'char': return f'(({e("u8")} % 26 + 97) as char)'
        if t == 'f64': return f'({e("f64")} {self.pick("+", "*", "-", "/")} {e("f64")})'
        if isinstance(t, tuple) and t[0] == 'Option':
            which = self.random.randrange(4)
            x, u = self.name('o'), self.type(1)
            if which == 0: return f'{e(("Option", u))}.map(|{x}| {self.expression(t[1], scope + [(x, u, False)])})'
            if which == 1: return f'{e(("Vec", t[1]))}.pop()'
            if which == 2: return f'{e(t)}.or_else(|| {e(t)})'
            return f'{e(("Vec", t[1]))}.into_iter().{self.pick("next()", "last()", "nth(1)")}'
        if isinstance(t, tuple) and t[0] == 'Vec':
            x, u = self.name('i'), self.type(1)
            inner = scope + [(x, u, False)]
            which = self.random.randrange(3)
            if which == 0: return f'{e(("Vec", u))}.into_iter().map(|{x}| {self.expression(t[1], inner)}).collect::<Vec<_>>()'
            if which == 1: return f'{e(t)}.into_iter().{self.pick("rev()", "skip(1)", "take(2)", "chain(" + e(t) + ")")}.collect::<Vec<_>>()'
            return f'{e(t)}.iter().cloned().filter(|{x}| {self.expression("bool", scope)}).collect::<Vec<_>>()'
        return self.construct(t, scope)

    # patterns ---------------------------------------------------------------------------------------------
    def pattern(self, t, depth, bound):
        """A pattern of the type; appends (name, type) of what it binds when `bound` is a list for it."""
        if depth == 0 or self.chance(0.2): return '_'
        if bound is not None and self.chance(0.3) and isinstance(bound, Bindings):
            x = self.name('b')
            bound.append((x, t, False))
            return x
        if t in INTEGERS:
            a, b = self.random.randint(0, 60), self.random.randint(61, 120)
            return self.pick(f'{a}{t}', f'{a}..={b}', f'{a} | {b}', f'({b}..)')
        if t == 'bool': return self.pick('true', 'false')
        if t == 'char': return self.pick("'a'", "'a'..='z'")
        if isinstance(t, str): return '_'
        p = lambda u: self.pattern(u, depth - 1, bound)
        if t[0] == 'Option': return 'None' if self.chance(0.3) else f'Some({p(t[1])})'
        if t[0] == 'Result': return f'Ok({p(t[1])})' if self.chance(0.5) else f'Err({p(t[2])})'
        if t[0] == 'tuple': return f'({p(t[1])}, {p(t[2])})'
        if t[0] == 'array': return f'[{p(t[1])}, ..]' if self.chance(0.5) else '[' + ', '.join(p(t[1]) for _ in range(t[2])) + ']'
        if t[0] == 'struct':
            name, fields, drops = self.structs[t[1]]
            if drops: return '_'
            f, u = self.pick(*fields)
            return f'{name} {{ {f}: {p(u)}, .. }}'
        if t[0] == 'enum':
            name, variants = self.enums[t[1]]
            v, ts = self.pick(*variants)
            return f'{name}::{v}' + ('(' + ', '.join(p(u) for u in ts) + ')' if ts else '')
        return '_'

    def match(self, t, scope):
        u = self.type(2)
        by_reference = self.chance(0.5)
        arms = []
        for _ in range(self.random.randint(1, 3)):
            bound = Bindings()
            pattern = self.pattern(u, 3, bound)
            if by_reference:  # bindings are references
                names = [(f'(*{x})', v, False) if self.is_copy(v) else (f'(*{x})', v, False) for x, v, _ in bound]
            else:
                names = list(bound)
            guard = f' if {self.expression("bool", scope + names)}' if self.chance(0.3) else ''
            arms.append(f'{pattern}{guard} => {self.expression(t, scope + names)}')
        arms.append(f'_ => {self.expression(t, scope)}')
        reference = '&' if by_reference else ''
        return f'(match {reference}({self.expression(u, scope)}) {{ {", ".join(arms)} }})'

    # statements -------------------------------------------------------------------------------------------
    def block(self, scope, depth, loops):
        lines, scope = [], list(scope)
        for _ in range(self.random.randint(1, 4)):
            r = self.random.random()
            if r < 0.35:
                x, t = self.name('v'), self.type()
                mutable = self.chance(0.5)
                lines.append(f'let {"mut " if mutable else ""}{x}: {self.text(t)} = {self.expression(t, scope)};')
                scope.append((x, t, mutable))
            elif r < 0.5:
                changeable = [(x, t) for x, t, m in scope if m]
                if changeable:
                    x, t = self.pick(*changeable)
                    lines.append(f'{x} = {self.expression(t, scope)};')
            elif r < 0.6:
                t = self.type()
                lines.append(f'println!("{{:?}}", {self.expression(t, scope)});')
            elif r < 0.68:
                t = self.pick('Noisy', 'String', 'i32', ('Option', 'Noisy'), ('tuple', 'Noisy', ('Option', 'String')), 'i128')
                lines.append(f'report("{self.name("r")}", {self.expression(t, scope)});')
            elif r < 0.75:
                movable = [x for x, t, _ in scope if not self.is_copy(t) and x.startswith('v')]
                if movable and not loops and depth == 0:
                    x = self.pick(*movable)
                    scope = [s for s in scope if s[0] != x]
                    lines.append(self.pick(f'drop({x});', f'let _ = {x};', f'{{ let moved = {x}; println!("moved"); }}',
                                           f'if {self.expression("bool", scope)} {{ drop({x}); }}'))
            elif depth < 3:
                lines += self.compound(scope, depth, loops)
        for x, t, m in scope[-2:]:
            if x.startswith('v'): lines.append(f'println!("{x} {{:?}}", {x});')
        return lines

    def compound(self, scope, depth, loops):
        kind = self.random.randrange(6)
        inner = lambda more=[], l=loops: self.block(scope + more, depth + 1, l)
        unchanging = [(x, t, False) for x, t, _ in scope]
        if kind == 0:
            return [f'if {self.expression("bool", scope)} {{'] + inner() + ['} else {'] + inner() + ['}']
        if kind == 1:
            x, label = self.name('n'), self.name("'w")
            jump = [f'if {self.expression("bool", scope)} {{ {self.pick("continue", "break")} {self.pick(label, *loops)}; }}']
            return [f'{label}: for {x} in 0..{self.random.randint(1, 3)}i32 {{'] + inner([(x, 'i32', False)], loops + [label]) + jump + ['}']
        if kind == 2:
            x, t = self.name('e'), self.type(1)
            return [f'for {x} in ({self.expression(("Vec", t), scope)}) {{'] + inner([(x, t, False)]) + ['}']
        if kind == 3:
            bound = Bindings()
            t = self.type()
            pattern = self.pattern(t, 3, bound)
            return [f'if let {pattern} = ({self.expression(t, scope)}) {{'] + inner(list(bound)) + ['}']
        if kind == 4:
            x = self.name('k')
            t = self.type(1)
            return [f'let {x} = |{x}a: {self.text(t)}| {{ '] + self.block(unchanging + [(x + 'a', t, False)], depth + 1, []) + ['};', f'{x}({self.expression(t, scope)});']
        return ['{'] + inner() + ['}']

    def generate(self):
        lines = [PRELUDE] + self.declare_types()
        for _ in range(self.random.randint(2, 4)):
            name, types, result = self.name('function'), [self.type() for _ in range(self.random.randint(0, 3))], self.type()
            scope = [(self.name('p'), t, False) for t in types]
            lines.append(f'fn {name}(' + ', '.join(f'{x}: {self.text(t)}' for x, t, _ in scope) + f') -> {self.text(result)} {{')
            lines += self.block(scope, 0, [])
            lines += [self.expression(result, scope), '}']
            self.functions.append((name, types, result))
        lines.append('fn main() {')
        for name, types, _ in self.functions:
            lines.append(f'println!("{{:?}}", {name}({", ".join(self.expression(t, []) for t in types)}));')
        lines += self.block([], 0, []) + self.block([], 0, []) + ['}']
        return '\n'.join(lines) + '\n'


class Bindings(list):
    """What a pattern bound."""


def run(command, seconds=200):
    # A hang is what this is for; a busy machine is none.
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=seconds)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired:
        return 'time limit', b''


def compare_targets(arguments):
    """Programs for other machines against the one for this."""
    emulator = shutil.which('qemu-aarch64') and shutil.which('aarch64-linux-gnu-gcc')
    targets = {}
    if emulator:
        targets['aarch64-linux-gnu'] = lambda program: ['qemu-aarch64', '-L', '/usr/aarch64-linux-gnu', program]
    else:
        print('note: AArch64 is skipped: its emulator or C compiler is not here')
    if any(shutil.which(engine) for engine in ['node', 'wasmtime', 'wasi-run', 'wasmkit']):
        targets['wasi'] = lambda program: [POLYC, 'run', program]
    else:
        print('note: WASI is skipped: no engine is here')
    large = os.path.join(ROOT, '..', 'shared', 'bench', 'gen_large.py')
    integers = [t for t in INTEGERS if t != 'usize']  # its size is the target's
    end, seed, passed, failed, refused, programs = time.time() + arguments.seconds, arguments.seed, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, 'program.rs'), os.path.join(folder, 'program')
        while time.time() < end and programs < arguments.count:
            if seed % 5 == 0 and os.path.exists(large):
                text = subprocess.run([sys.executable, large, '1', '--seed', str(seed)], capture_output=True, text=True).stdout
            else:
                text = Program(seed, integers).generate()
            open(source, 'w').write(text)
            # Each level alternates between the targets.
            level = ['-O0', '-O2'][seed % 2]
            options = ['--edition', '2021', '--overflow-checks', 'on', source, '-o']
            status, _ = run([POLYC, '-O0'] + options + [program], 60)
            seed += 1
            if status != 0:
                refused += 1  # the generator does not know every rule of borrowing
                continue
            expected = run([program])
            programs += 1
            for target, command in targets.items():
                other = program + ('.wasm' if target == 'wasi' else '.' + target)
                status, _ = run([POLYC, '--target', target, level] + options + [other], 120)
                actual = run(command(other), 60) if status == 0 else f'the compiler: {status}'
                level = '-O0' if level == '-O2' else '-O2'
                same = actual == expected
                if target == 'wasi' and expected[0] == 101 and not same and isinstance(actual, tuple):
                    # Nothing is unwound there: what destructors would have printed is missing.
                    same = actual[0] == 101 and expected[1].startswith(actual[1])
                if same:
                    passed += 1
                    continue
                failed += 1
                os.makedirs(arguments.keep, exist_ok=True)
                shutil.copy(source, os.path.join(arguments.keep, f'{target}-seed{seed - 1}.rs'))
                print(f'FAIL seed {seed - 1} {target}: {actual if isinstance(actual, str) else "another output or exit code"}', flush=True)
    print(f'note: {programs} programs, {refused} that polyc refuses')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seconds', type=float, default=60)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=10 ** 9)
    parser.add_argument('--targets', action='store_true', help='compare targets instead')
    parser.add_argument('--keep', default=os.path.join(ROOT, '.build/fuzz'))
    parser.add_argument('--print', action='store_true', help='print the program of the seed')
    arguments = parser.parse_args()
    if arguments.print:
        print(Program(arguments.seed).generate(), end='')
        return 0
    if arguments.targets:
        return compare_targets(arguments)
    rustc = shutil.which('rustc')
    if not rustc or subprocess.run([rustc, '--version'], capture_output=True).returncode != 0:
        print('skipped: rustc is not here')
        print('0 passed, 0 failed')
        return 0
    end, seed, passed, failed, refused = time.time() + arguments.seconds, arguments.seed, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, 'program.rs'), os.path.join(folder, 'program')
        while time.time() < end and seed < arguments.seed + arguments.count:
            open(source, 'w').write(Program(seed).generate())
            status, _ = run([rustc, '--edition', '2021', '-A', 'warnings', source, '-o', program], 60)
            if status != 0:
                refused += 1  # the generator does not know every rule of borrowing
                seed += 1
                continue
            expected = run([program])
            for level in ['-O0', '-O2']:
                status, _ = run([POLYC, '--edition', '2021', '--overflow-checks', 'on', level, source, '-o', program], 60)
                actual = run([program]) if status == 0 else f'the compiler: {status}'
                if actual == expected:
                    passed += 1
                else:
                    failed += 1
                    os.makedirs(arguments.keep, exist_ok=True)
                    shutil.copy(source, os.path.join(arguments.keep, f'seed{seed}.rs'))
                    print(f'FAIL seed {seed} {level}: {actual if isinstance(actual, str) else "another output or exit code"}', flush=True)
            seed += 1
    print(f'note: {refused} programs that rustc refuses')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


sys.exit(main())
