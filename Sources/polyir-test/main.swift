// polyir-test PATH…: runs the test files of the text form and reports pass, fail or skip for each.
import Glibc

setvbuf(stdout, nil, _IOFBF, 1 << 16)
var paths: [String] = []
var options = TestOptions()
var emitted: String?
for argument in CommandLine.arguments.dropFirst() {
  switch argument {
  case "-q", "--quiet": options.isQuiet = true
  case "-v", "--verbose": options.isVerbose = true
  case "-O", "--optimize": options.optimizes = true
  case "--help", "-h":
    print("usage: polyir-test [--quiet] [--verbose] [--optimize] [--emit=vcode|bytes] PATH…")
    exit(0)
  default:
    if argument.hasPrefix("--emit=") {
      emitted = String(argument.dropFirst(7))
    } else if argument.hasPrefix("--only=") {
      options.onlyCommand = String(argument.dropFirst(7))
    } else {
      paths.append(argument)
    }
  }
}
guard !paths.isEmpty else {
  fputs("usage: polyir-test [--quiet] [--verbose] [--optimize] [--only=COMMAND] PATH…\n", stderr)
  exit(2)
}
if let emitted {
  for path in paths { for file in TestFiles.expand(path) { CodeCommands.emit(emitted, file) } }
  fflush(stdout)
  exit(0)
}
var summary = TestSummary()
for path in paths {
  for file in TestFiles.expand(path) {
    let result = TestFileRunner(path: file, options: options).run()
    summary.add(result)
    result.report(options)
  }
}
print("\(summary.passed) passed, \(summary.failed) failed, \(summary.skipped) skipped")
fflush(stdout)
exit(summary.failed == 0 ? 0 : 1)
