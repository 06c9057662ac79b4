"""Mutates programs and checks that the compiler reports errors instead of crashing.

Each case is determined by its seed alone (given the same files): `--seed=N --count=1` repeats case N.
A signal, exit code 70 (the compiler's own failure) or a time-out is a failure.
"""

import argparse
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

TIME_LIMIT = 10  # of CPU time, so that a busy machine makes no failure
WAIT_LIMIT = 20 * TIME_LIMIT
MEMORY_LIMIT = 2 << 30
INTERNAL_ERROR = 70
MAXIMUM_FAILURES = 25
MAXIMUM_SIZE = 256 << 10
# Its macros repeat a statement 32,768 times, and with it whatever a mutation puts there: no memory limit holds.
EXCLUDED = {os.path.join("functions", "large.rs")}

# Coarse tokens: enough to cut a program where a person would.
TOKEN = re.compile(
    rb"""//[^\n]*|/\*|\*/|r?\#*"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|'?[A-Za-z_]\w*|\d[\w.]*|\s+
    |::|->|=>|\.\.=?|[-+*/%^&|=<>!]=|&&|\|\||<<|>>|.""",
    re.X | re.S,
)

# What is inserted beside the program's own tokens: words and brackets that change the parse most.
INTERESTING = [
    b"fn", b"struct", b"enum", b"impl", b"trait", b"where", b"for", b"dyn", b"async", b"await", b"move",
    b"unsafe", b"const", b"static", b"match", b"if", b"else", b"let", b"loop", b"while", b"return", b"break",
    b"self", b"Self", b"super", b"crate", b"mut", b"ref", b"as", b"type", b"union", b"macro_rules!", b"pub",
    b"use", b"mod", b"extern", b"'a", b"'static", b"_", b"{", b"}", b"(", b")", b"[", b"]", b"<", b">", b"|",
    b"&", b"*", b"!", b"?", b";", b",", b":", b"::", b"->", b"=>", b"..", b"..=", b"...", b"#", b"#!", b"$",
    b"@", b"=", b"+", b"-", b'"', b"'", b"r#\"", b"b\"", b"c\"", b"/*", b"*/", b"//", b"\\", b"\0", b"\xff",
    b"\xef\xbb\xbf", b"0", b"1", b"-1", b"0x", b"0b2", b"1e", b"1e999", b"1.0f32", b"255u8", b"256u8",
    b"18446744073709551616", b"340282366920938463463374607431768211456", b"i128::MIN", b"usize::MAX",
    b"\r", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80",
]


def collect(paths, suffixes=(".poly", ".rs")):
    """The programs below `paths`, in a fixed order."""
    found = []
    for path in paths:
        if os.path.isfile(path):
            found.append(path)
        for directory, directories, names in os.walk(path):
            directories.sort()
            found.extend(os.path.join(directory, name) for name in sorted(names) if name.endswith(suffixes))
    return [name for name in sorted(set(found))
            if os.path.getsize(name) <= MAXIMUM_SIZE and not name.endswith(tuple(EXCLUDED))]


def tokens_of(text):
    return TOKEN.findall(text)


def visible(tokens):
    """Indices of the tokens that are not blank."""
    return [index for index, token in enumerate(tokens) if not token.isspace()]


def flip_bytes(text, choose, other):
    data = bytearray(text)
    for _ in range(choose.choice((1, 1, 2, 4, 16))):
        if not data:
            break
        position = choose.randrange(len(data))
        kind = choose.randrange(4)
        if kind == 0:
            data[position] ^= 1 << choose.randrange(8)
        elif kind == 1:
            data[position] = choose.randrange(256)
        elif kind == 2:
            del data[position]
        else:
            data.insert(position, choose.randrange(256))
    return bytes(data)


def delete_tokens(text, choose, other):
    tokens = tokens_of(text)
    places = visible(tokens)
    for _ in range(choose.choice((1, 1, 2, 3))):
        if places:
            first = choose.randrange(len(places))
            for index in places[first : first + choose.choice((1, 1, 1, 2, 8))]:
                tokens[index] = b""
    return b"".join(tokens)


def duplicate_tokens(text, choose, other):
    tokens = tokens_of(text)
    if not tokens:
        return text
    first = choose.randrange(len(tokens))
    part = tokens[first : first + choose.choice((1, 2, 4, 16, 64))]
    times = choose.choice((1, 1, 2, 50, 2000)) if len(part) <= 4 else 1
    return b"".join(tokens[:first] + part * times + tokens[first:])


def swap_tokens(text, choose, other):
    tokens = tokens_of(text)
    places = visible(tokens)
    for _ in range(choose.choice((1, 1, 2, 3))):
        if len(places) < 2:
            break
        a = choose.randrange(len(places))
        b = choose.randrange(len(places)) if choose.random() < 0.3 else min(a + 1, len(places) - 1)
        a, b = places[a], places[b]
        tokens[a], tokens[b] = tokens[b], tokens[a]
    return b"".join(tokens)


def replace_tokens(text, choose, other):
    tokens = tokens_of(text)
    places = visible(tokens)
    for _ in range(choose.choice((1, 1, 2, 4))):
        if places:
            source = tokens[choose.choice(places)] if choose.random() < 0.5 else choose.choice(INTERESTING)
            tokens[choose.choice(places)] = source
    return b"".join(tokens)


def insert_tokens(text, choose, other):
    tokens = tokens_of(text)
    for _ in range(choose.choice((1, 1, 2, 4))):
        tokens.insert(choose.randrange(len(tokens) + 1), b" " + choose.choice(INTERESTING) + b" ")
    return b"".join(tokens)


def truncate(text, choose, other):
    if not text:
        return text
    position = choose.randrange(len(text))
    return text[:position] if choose.random() < 0.8 else text[position:]


def splice(text, choose, other):
    """The beginning of one program and the end of another, or a part of one inside the other."""
    ours, theirs = tokens_of(text), tokens_of(other)
    a, b = choose.randrange(len(ours) + 1), choose.randrange(len(theirs) + 1)
    if choose.random() < 0.5:
        return b"".join(ours[:a] + theirs[b:])
    part = theirs[b : b + choose.choice((4, 16, 64, 256))]
    return b"".join(ours[:a] + part + ours[a:])


def nest(text, choose, other):
    """Deep nesting: recursion must be bounded."""
    tokens = tokens_of(text)
    opening, closing = choose.choice(
        ((b"(", b")"), (b"{", b"}"), (b"[", b"]"), (b"<", b">"), (b"&", b""), (b"!", b""), (b"-", b""),
         (b"if true {", b"}"), (b"|_| ", b""), (b"Box<", b">"), (b"match 0 { _ => ", b"}"), (b"1 + ", b"")))
    depth = choose.choice((20, 300, 5000))
    first = choose.randrange(len(tokens) + 1)
    last = min(len(tokens), first + choose.choice((0, 1, 3, 10)))
    return b"".join(tokens[:first] + [opening * depth] + tokens[first:last] + [closing * depth] + tokens[last:])


MUTATIONS = [
    flip_bytes, delete_tokens, delete_tokens, duplicate_tokens, swap_tokens, swap_tokens, replace_tokens,
    replace_tokens, insert_tokens, truncate, splice, splice, nest,
]


def make_case(seed, programs):
    """The mutated program of a seed and a description of how it was made."""
    choose = random.Random(seed)
    name, text = choose.choice(programs)
    steps = []
    for _ in range(choose.choice((1, 1, 1, 2, 3))):
        mutation = choose.choice(MUTATIONS)
        steps.append(mutation.__name__)
        text = mutation(text, choose, choose.choice(programs)[1])
    return name, text[: 2 * MAXIMUM_SIZE], "+".join(steps)


def limit_process():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT, TIME_LIMIT + 1))


def check(compiler, path):
    """What is wrong with the compiler's end, or None; with its output."""
    process = subprocess.Popen(
        [compiler, "check", path], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        preexec_fn=limit_process, start_new_session=True)
    try:
        _, output = process.communicate(timeout=WAIT_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        _, output = process.communicate()
        return f"it waits for {WAIT_LIMIT} s", output
    if process.returncode == -signal.SIGXCPU:
        return f"no end within {TIME_LIMIT} s of CPU time", output
    if process.returncode < 0:
        return f"signal {-process.returncode}", output
    if process.returncode == INTERNAL_ERROR:
        return "internal error", output
    if process.returncode not in (0, 1):
        return f"exit code {process.returncode}", output
    return None, output


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=0, help="stop after so many cases")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--output", required=True, help="directory for what fails")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    programs = []
    for name in collect(options.paths):
        with open(name, "rb") as file:
            programs.append((name, file.read()))
    if not programs:
        print("FAIL no programs to mutate")
        print("0 passed, 1 failed")
        return 1
    if not os.access(options.compiler, os.X_OK):
        print(f"FAIL no compiler at {options.compiler}")
        print("0 passed, 1 failed")
        return 1
    os.makedirs(options.output, exist_ok=True)
    case = os.path.join(options.output, "case.rs")
    end = time.monotonic() + options.seconds
    passed = failed = 0
    seed = options.seed
    while time.monotonic() < end and failed < MAXIMUM_FAILURES:
        name, text, steps = make_case(seed, programs)
        with open(case, "wb") as file:
            file.write(text)
        problem, output = check(options.compiler, case)
        if problem:
            failed += 1
            kept = os.path.join(options.output, f"{seed}.rs")
            os.replace(case, kept)
            with open(kept[:-3] + ".log", "wb") as file:
                file.write(f"{problem}; {steps} of {name}\n".encode() + output)
            lines = output.decode("utf-8", "replace").strip().splitlines()
            reason = next((line for line in lines if "error" in line.lower()), "")
            print(f"FAIL seed {seed}: {problem} ({steps} of {name}), kept as {kept}\n  {reason[:200]}")
            sys.stdout.flush()
        else:
            passed += 1
        seed += 1
        if options.count and passed + failed >= options.count:
            break
    if os.path.exists(case):
        os.remove(case)
    print(f"fuzz: {passed + failed} programs, seeds {options.seed}...{seed - 1}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
