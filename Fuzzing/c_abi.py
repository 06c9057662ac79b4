#!/usr/bin/env python3
"""Random C signatures: functions of polyc and of a C compiler call each other with structs, unions, arrays and
variable arguments, and each checks all that it gets.

  c_abi.py [--seconds N] [--count N] [--seed S] [--keep FOLDER] [--target NAME]...

A program has a few dozen signatures in both directions. Without --target it is compiled for this machine and for
AArch64, where the cross compiler and the emulator are. A difference is kept in FOLDER (default: .build/fuzz) and
named in one line.
"""
import argparse, os, random, shutil, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
POLYC = os.environ.get('POLYC', os.path.join(ROOT, '.build/sysroot/bin/polyc'))
TARGETS = {
    'x86_64-linux-gnu': ('cc', []),
    'aarch64-linux-gnu': ('aarch64-linux-gnu-gcc', ['qemu-aarch64', '-L', '/usr/aarch64-linux-gnu']),
}
# Name in C and in Rust, size, whether it is a float.
SCALARS = [
    ('signed char', 'i8', 1, False), ('unsigned char', 'u8', 1, False), ('short', 'i16', 2, False),
    ('unsigned short', 'u16', 2, False), ('int', 'i32', 4, False), ('unsigned', 'u32', 4, False),
    ('long', 'i64', 8, False), ('unsigned long', 'u64', 8, False), ('float', 'f32', 4, True),
    ('double', 'f64', 8, True), ('float', 'f32', 4, True), ('double', 'f64', 8, True),
    ('__int128', 'i128', 16, False), ('_Bool', 'bool', 1, False),
]


class Scalar:
    def __init__(self, row):
        self.c, self.rust, self.size, self.is_float = row
        self.paths = [('', self)]
        self.is_union = False

    def c_declaration(self, name):
        return f'{self.c} {name}'


class Array:
    def __init__(self, element, count):
        self.element, self.count = element, count
        self.rust = f'[{element.rust}; {count}]'
        self.paths = [(f'[{i}]{path}', leaf) for i in range(count) for path, leaf in element.paths]

    def c_declaration(self, name):
        return self.element.c_declaration(f'{name}[{self.count}]')


class Struct:
    """`paths` lead to the scalars that are written and compared; of a union that is one member."""

    def __init__(self, name, members, is_union, representation):
        self.name, self.members, self.is_union = name, members, is_union
        self.representation = representation
        self.rust = name
        chosen = members[-1:] if is_union else members
        self.paths = [(f'.{n}{path}', leaf) for n, t in chosen for path, leaf in t.paths]

    def c_declaration(self, name):
        return f'{self.name} {name}'

    def definitions(self):
        kind = 'union' if self.is_union else 'struct'
        attribute = {'packed': '__attribute__((packed)) ', 'align(16)': '__attribute__((aligned(16))) '}
        c = f'typedef {kind} {attribute.get(self.representation, "")}{{ '
        c += ' '.join(t.c_declaration(n) + ';' for n, t in self.members) + f' }} {self.name};'
        words = 'C' + (', ' + self.representation if self.representation else '')
        rust = f'#[repr({words})] #[derive(Clone, Copy)] {kind} {self.name} {{ '
        rust += ', '.join(f'{n}: {t.rust}' for n, t in self.members) + ' }'
        return c, rust


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.structs = []
        for index in range(14):
            self.structs.append(self.make_struct(index))
        self.number = 0

    def make_struct(self, index):
        r = self.random
        is_union = r.random() < 0.12
        style = r.random()
        members = []
        one = Scalar(r.choice(SCALARS[8:10]))
        for n in range(r.choice([1, 1, 2, 2, 2, 3, 3, 4, 5])):
            if style < 0.3:
                member = one
            elif style < 0.5:
                member = Scalar(r.choice([row for row in SCALARS if row[2] <= 4]))
            else:
                member = Scalar(r.choice(SCALARS))
            if self.structs and r.random() < 0.2:
                member = r.choice(self.structs)
            if r.random() < 0.12:
                member = Array(member, r.choice([1, 2, 3]))
            members.append((f'm{n}', member))
        representation = ''
        if not is_union and r.random() < 0.07 and not any(self.has_representation(t) for _, t in members):
            representation = r.choice(['packed', 'align(16)'])
        return Struct(f'S{index}', members, is_union, representation)

    def has_representation(self, t):
        if isinstance(t, Array):
            return self.has_representation(t.element)
        return isinstance(t, Struct) and (t.representation != '' or any(self.has_representation(m) for _, m in t.members))

    def any_type(self):
        r = self.random
        return Scalar(r.choice(SCALARS)) if r.random() < 0.45 else r.choice(self.structs)

    def value(self, leaf):
        """The same value in C and in Rust."""
        r = self.random
        if leaf.is_float:
            number = r.randrange(-1000000, 1000000) / 64
            return (f'({leaf.c})({number})', f'({number} as {leaf.rust})')
        if leaf.rust == 'bool':
            return r.choice([('1', 'true'), ('0', 'false')])
        bits = leaf.size * 8
        if leaf.rust == 'i128':
            high, low = r.randrange(1 << 64), r.randrange(1 << 64)
            return (
                f'(__int128)((unsigned __int128){high}ull << 64 | {low}ull)',
                f'((({high}u64 as u128) << 64 | {low}u64 as u128) as i128)')
        number = r.randrange(1 << bits)
        return (f'({leaf.c}){number}ull', f'({number}u64 as {leaf.rust})')

    def fill(self, t, name):
        """Statements in both languages that fill a variable, and the comparisons of another one with the values."""
        c, rust, c_test, rust_test = [], [], [], []
        for path, leaf in t.paths:
            vc, vr = self.value(leaf)
            c.append(f'{name}{path} = {vc};')
            rust.append(f'{name}{path} = {vr};')
            c_test.append((path, vc))
            rust_test.append((path, vr))
        return c, rust, c_test, rust_test

    def signature(self):
        r = self.random
        self.number += 1
        n = self.number
        result = self.any_type() if r.random() < 0.8 else None
        parameters = [self.any_type() for _ in range(r.choice([1, 2, 3, 4, 6, 8, 10, 12]))]
        is_variadic = r.random() < 0.15
        fixed = len(parameters)
        if is_variadic:
            wide = [row for row in SCALARS if row[2] >= 4 and row[1] not in ('f32', 'i128')]
            parameters += [Scalar(r.choice(wide)) for _ in range(r.randrange(1, 12))]
        c, rust = [], []
        caller = {'c': [], 'rust': []}
        tests = {'c': [], 'rust': []}
        for index, t in enumerate(parameters):
            fc, fr, tc, tr = self.fill(t, f'a{index}')
            caller['c'] += [t.c_declaration(f'a{index}') + ';', f'memset(&a{index}, 0x55, sizeof a{index});'] + fc
            caller['rust'] += [f'let mut a{index}: {t.rust} = std::mem::zeroed();'] + fr
            tests['c'] += [f'if (!(a{index}{p} == {v})) fail({n}, {index});' for p, v in tc]
            tests['rust'] += [f'if !({{ a{index}{p} }} == {v}) {{ fail({n}, {index}) }}' for p, v in tr]
        made = {'c': [], 'rust': []}
        checked = {'c': [], 'rust': []}
        if result:
            fc, fr, tc, tr = self.fill(result, 'r')
            made['c'] = [result.c_declaration('r') + ';'] + fc + ['return r;']
            made['rust'] = [f'let mut r: {result.rust} = std::mem::zeroed();'] + fr + ['r']
            checked['c'] = [f'if (!(r{p} == {v})) fail({n}, 99);' for p, v in tc]
            checked['rust'] = [f'if !({{ r{p} }} == {v}) {{ fail({n}, 99) }}' for p, v in tr]
        list_c = ', '.join(t.c_declaration(f'a{i}') for i, t in enumerate(parameters[:fixed]))
        list_rust = ', '.join(f'a{i}: {t.rust}' for i, t in enumerate(parameters[:fixed]))
        names = ', '.join(f'a{i}' for i in range(len(parameters)))
        type_c = result.c_declaration('').strip() if result else 'void'
        type_rust = f' -> {result.rust}' if result else ''
        dots = ', ...' if is_variadic else ''
        # The callee in C, the caller in Rust.
        unpacked = []
        if is_variadic:
            unpacked = ['va_list list;', f'va_start(list, a{fixed - 1});']
            unpacked += [f'{t.c} a{i} = va_arg(list, {t.c});' for i, t in enumerate(parameters) if i >= fixed]
            unpacked += ['va_end(list);']
        c.append(f'{type_c} c{n}({list_c}{dots}) {{ {" ".join(unpacked + tests["c"] + made["c"])} }}')
        rust.append(f'extern "C" {{ fn c{n}({list_rust}{dots}){type_rust}; }}')
        binding = f'let r = c{n}({names});' if result else f'c{n}({names});'
        rust.append(f'#[inline(never)] unsafe fn call{n}() {{ {" ".join(caller["rust"])} {binding} {" ".join(checked["rust"])} }}')
        calls = [f'call{n}();']
        if not is_variadic:
            # The callee in Rust, the caller in C.
            rust.append(
                f'#[no_mangle] unsafe extern "C" fn r{n}({list_rust}){type_rust} '
                f'{{ {" ".join(tests["rust"])} {" ".join(made["rust"])} }}')
            c.append(f'extern {type_c} r{n}({list_c});')
            binding = f'{result.c_declaration("r")} = r{n}({names});' if result else f'r{n}({names});'
            c.append(f'void callr{n}(void) {{ {" ".join(caller["c"])} {binding} {" ".join(checked["c"])} }}')
            rust.append(f'extern "C" {{ fn callr{n}(); }}')
            calls.append(f'callr{n}();')
        return c, rust, calls

    def texts(self):
        c = ['#include <stdarg.h>', '#include <string.h>', 'extern void fail(int, int);']
        rust = [
            '#![allow(warnings)]', '#[no_mangle] extern "C" fn fail(signature: i32, place: i32) '
            '{ println!("signature {signature}: argument {place} differs"); }']
        for struct in self.structs:
            one, other = struct.definitions()
            c.append(one)
            rust.append(other)
            c.append(f'unsigned long size_{struct.name} = sizeof({struct.name});')
            rust.append(f'extern "C" {{ static size_{struct.name}: usize; }}')
        calls = [
            f'if size_{s.name} != std::mem::size_of::<{s.name}>() {{ println!("size of {s.name}"); }}'
            for s in self.structs]
        for _ in range(24):
            one, other, more = self.signature()
            c += one
            rust += other
            calls += more
        rust.append('fn main() { unsafe { ' + ' '.join(calls) + ' } println!("done"); }')
        return '\n'.join(c) + '\n', '\n'.join(rust) + '\n'


def run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, text=True, errors='replace')


def differs(seed, targets, folder):
    """What is wrong with the programs of a seed, or None."""
    c, rust = Program(seed).texts()
    names = [os.path.join(folder, name) for name in ('other.c', 'main.rs', 'main.o', 'other.o', 'program')]
    source, main, own, other, program = names
    open(source, 'w').write(c)
    open(main, 'w').write(rust)
    for target in targets:
        compiler, emulator = TARGETS[target]
        for c_level, level in (('-O1', '-O0'), ('-O2', '-O2')):
            made = run([compiler, '-w', '-Wno-psabi', c_level, '-c', source, '-o', other])
            if made.returncode:
                return f'{target}: {compiler}: {made.stdout[:400]}'
            made = run([POLYC, main, level, '--target', target, '--emit', 'obj', '-o', own])
            if made.returncode:
                return f'{target} {level}: polyc: exit code {made.returncode}: {made.stdout[:400]}'
            runtime = os.path.join(run([POLYC, '--print', 'sysroot']).stdout.strip(), 'lib/polyc', target, 'libPolyRuntime.a')
            made = run([compiler, '-o', program, own, other, runtime, '-lm', '-lpthread', '-ldl'])
            if made.returncode:
                return f'{target} {level}: linking: {made.stdout[:600]}'
            done = run(emulator + [program])
            if done.returncode or done.stdout != 'done\n':
                return f'{target} {level}: exit code {done.returncode}: {" / ".join(done.stdout.splitlines()[:6])}'
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seconds', type=float, default=None)
    parser.add_argument('--count', type=int, default=None)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--keep', default=os.path.join(ROOT, '.build/fuzz'))
    parser.add_argument('--target', action='append')
    options = parser.parse_args()
    targets = options.target or [
        name for name, (compiler, emulator) in TARGETS.items()
        if shutil.which(compiler) and (not emulator or shutil.which(emulator[0]))]
    if not targets:
        print('skipped: no C compiler is here')
        print('0 passed, 0 failed')
        return 0
    end = time.time() + options.seconds if options.seconds is not None else None
    passed = failed = 0
    seed = options.seed
    while (end is None or time.time() < end) and (options.count is None or passed + failed < options.count):
        with tempfile.TemporaryDirectory() as folder:
            difference = differs(seed, targets, folder)
            if difference:
                failed += 1
                kept = os.path.join(options.keep, f'c-abi-{seed}')
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f'FAIL seed {seed}: {difference} (kept in {kept})', flush=True)
            else:
                passed += 1
        seed += 1
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
