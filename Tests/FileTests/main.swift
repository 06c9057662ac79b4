// polytest PATH…: runs the fixtures below the paths; the last line is `N passed, N failed`.
import Glibc

setvbuf(stdout, nil, _IOLBF, 1 << 12)
var configuration = TestConfiguration()
var paths: [String] = []
var checksRepository = false

func usage(_ code: Int32) -> Never {
  let text = """
    usage: polytest [--levels 0,2] [--jobs N] [--limit SECONDS] [--filter TEXT] [--target NAME]
                    [--engine NAME] [--no-rustc] [--list] PATH…
           polytest tidy

    PATH is a fixture, or a folder such as Fixtures, Fixtures/run/closures, Examples.
    NAME of an engine for programs for WASI: node, wasmtime, wasi-run, wasmkit.
    The compiler is $POLYC, or the one in .build/sysroot. POLY_BLESS=1 writes the expectations anew.

    """
  fputs(text, code == 0 ? stdout : stderr)
  exit(code)
}

var arguments = CommandLine.arguments.dropFirst()
func value() -> String {
  guard let value = arguments.popFirst() else { usage(2) }
  return value
}
while let argument = arguments.popFirst() {
  switch argument {
  case "-h", "--help": usage(0)
  case "--levels": configuration.levels = value().split(separator: ",").map(String.init)
  case "--jobs": configuration.jobs = max(1, Int(value()) ?? 2)
  case "--limit": configuration.timeLimit = Double(value()) ?? 20
  case "--filter": configuration.filter = value()
  case "--target":
    configuration.target = value()
    configuration.comparesWithRustc = false
  case "--engine": setenv("POLYC_WASI", value(), 1)
  case "--no-rustc": configuration.comparesWithRustc = false
  case "--list": configuration.onlyLists = true
  case "tidy": checksRepository = true
  default:
    if argument.hasPrefix("-") { usage(2) }
    paths.append(argument)
  }
}
if checksRepository {
  exit(RepositoryRules().run() ? 0 : 1)
}
guard !paths.isEmpty else { usage(2) }
// A program that writes without end must not fill the disk.
var sizeLimit = rlimit(rlim_cur: 256 << 20, rlim_max: 256 << 20)
setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &sizeLimit)
exit(FixtureRunner(configuration).run(paths) ? 0 : 1)
