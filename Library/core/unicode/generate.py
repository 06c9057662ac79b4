"""Writes tables.rs from the Unicode character database: generate.py DIRECTORY > tables.rs"""
import gzip, os, sys

directory = sys.argv[1]


def read(name):
    path = os.path.join(directory, name)
    if os.path.exists(path):
        return open(path, encoding="utf-8").read().splitlines()
    return gzip.open(path + ".gz", "rt", encoding="utf-8").read().splitlines()


def fields(name):
    for line in read(name):
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


category, lower, upper = {}, {}, {}
range_start = None
for line in read("UnicodeData.txt"):
    f = line.split(";")
    code = int(f[0], 16)
    if f[1].endswith("First>"):
        range_start = code
        continue
    first = range_start if f[1].endswith("Last>") else code
    range_start = None
    for c in range(first, code + 1):
        category[c] = f[2]
    if f[12]:
        upper[code] = [int(f[12], 16)]
    if f[13]:
        lower[code] = [int(f[13], 16)]
for f in fields("SpecialCasing.txt"):
    if len(f) > 4 and f[4]:
        continue
    code = int(f[0], 16)
    for table, text in ((lower, f[1]), (upper, f[3])):
        mapped = [int(c, 16) for c in text.split()]
        if len(mapped) > 1:
            table[code] = mapped

properties = {}
for f in fields("DerivedCoreProperties.txt"):
    properties.setdefault(f[1], set()).update(span(f[0]))
sets = {
    "ALPHABETIC": properties["Alphabetic"],
    "LOWERCASE": properties["Lowercase"],
    "UPPERCASE": properties["Uppercase"],
    "CASED": properties["Cased"],
    "CASE_IGNORABLE": properties["Case_Ignorable"],
    "GRAPHEME_EXTEND": properties["Grapheme_Extend"],
    "NUMERIC": {c for c in category if category[c] in ("Nd", "Nl", "No")},
    "UNPRINTABLE": {
        c for c in range(0x110000)
        if category.get(c, "Cn") in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs") and c != 0x20 and c < 0x31350
    },
}

print("//! Tables of the Unicode character database. Made by generate.py; do not edit.")


def rows(numbers):
    line = "   "
    for number in numbers:
        text = " " + number + ","
        if len(line) + len(text) > 110:
            print(line)
            line = "   "
        line += text
    print(line)


for name, members in sets.items():
    packed, members = [], sorted(c for c in members if c >= 0x80)
    index = 0
    while index < len(members):
        start = members[index]
        length = 1
        while index + length < len(members) and members[index + length] == start + length and length < 2047:
            length += 1
        packed.append(hex(start << 11 | length))
        index += length
    print(f"\n/// Ranges as `start << 11 | length`, in order.\npub static {name}: [u32; {len(packed)}] = [")
    rows(packed)
    print("];")

for name, table in (("LOWER", lower), ("UPPER", upper)):
    # Runs of characters one or two apart with the same difference: (first, count << 2 | step, difference).
    single = sorted((c, m[0]) for c, m in table.items() if len(m) == 1 and c >= 0x80)
    runs = []
    for c, m in single:
        if runs:
            first, count, step, delta = runs[-1]
            last = first + (count - 1) * step if count > 1 else first
            if m - c == delta and (c - last == step or (count == 1 and c - last in (1, 2))):
                runs[-1] = (first, count + 1, c - last, delta)
                continue
        runs.append((c, 1, 1, m - c))
    print(f"\n/// Runs of case mappings `(first, count << 2 | step, difference)`, in order.")
    print(f"pub static {name}_RUNS: [(u32, u32, i32); {len(runs)}] = [")
    rows(f"({hex(a)}, {n << 2 | s}, {d})" for a, n, s, d in runs)
    print("];")
    multiple = sorted((c, m + [0] * (3 - len(m))) for c, m in table.items() if len(m) > 1)
    size = {"LOWER": "small", "UPPER": "capital"}[name]
    print(f"\n/// What becomes several characters when made {size}.")
    print(f"pub static {name}_MULTIPLE: [(u32, [u32; 3]); {len(multiple)}] = [")
    rows(f"({hex(c)}, [{', '.join(map(hex, m))}])" for c, m in multiple)
    print("];")
