// polyir-test PATH…: runs the test files of the text form and reports pass, fail or skip for each.
import Glibc

setvbuf(stdout, nil, _IOFBF, 1 << 16)
var paths: [String] = []
var options = TestOptions()
var emitted: String?
var fuzz: FuzzCommand?
var comparesTargets = false
for argument in CommandLine.arguments.dropFirst() {
  switch argument {
  case "-q", "--quiet": options.isQuiet = true
  case "-v", "--verbose": options.isVerbose = true
  case "-O", "--optimize": options.optimizes = true
  case "--target=aarch64": options.runsElsewhere = true
  case "--far": options.assumesFarLabels = true
  case "--help", "-h":
    print("usage: polyir-test [--quiet] [--verbose] [--optimize] [--target=aarch64 [--far]] [--emit=vcode|bytes] PATH…")
    exit(0)
  default:
    if argument == "--all-targets" {
      comparesTargets = true
    } else if argument.hasPrefix("--fuzz") {
      // --fuzz[=SECONDS]
      fuzz = fuzz ?? FuzzCommand()
      if let seconds = Int(argument.dropFirst(7)) { fuzz?.seconds = seconds }
    } else if argument.hasPrefix("--seed=") {
      fuzz = fuzz ?? FuzzCommand()
      fuzz?.seed = UInt64(argument.dropFirst(7)) ?? 1
    } else if argument.hasPrefix("--count=") {
      fuzz?.limit = Int(argument.dropFirst(8)) ?? .max
    } else if argument.hasPrefix("--size=") {
      fuzz?.size = Int(argument.dropFirst(7)) ?? 60
    } else if argument.hasPrefix("--pass=") {
      fuzz?.pass = String(argument.dropFirst(7))
    } else if argument.hasPrefix("--allocation=") {
      fuzz?.allocation = FuzzCommand.allocations[String(argument.dropFirst(13))]
    } else if argument.hasPrefix("--emit=") {
      emitted = String(argument.dropFirst(7))
    } else if argument.hasPrefix("--trace=") {
      options.traced = String(argument.dropFirst(8))
    } else if argument.hasPrefix("--time=") {
      options.timedRounds = Int(argument.dropFirst(7)) ?? 1
    } else if argument.hasPrefix("--only=") {
      options.onlyCommand = String(argument.dropFirst(7))
    } else {
      paths.append(argument)
    }
  }
}
fuzz?.optimizes = options.optimizes
if let fuzz, emitted != nil {
  fuzz.show()
  exit(0)
}
if let fuzz, comparesTargets {
  var comparison = TargetComparison()
  (comparison.seed, comparison.seconds, comparison.limit) = (fuzz.seed, fuzz.seconds, fuzz.limit)
  (comparison.size, comparison.optimizes) = (fuzz.size, options.optimizes)
  let failures = comparison.run()
  fflush(stdout)
  exit(failures == 0 ? 0 : 1)
}
if let fuzz {
  let failures = fuzz.run()
  fflush(stdout)
  exit(failures == 0 ? 0 : 1)
}
guard !paths.isEmpty else {
  fputs("usage: polyir-test [--quiet] [--verbose] [--optimize] [--only=COMMAND] PATH…\n", stderr)
  exit(2)
}
if let traced = options.traced {
  for path in paths { for file in TestFiles.expand(path) { PassCommands.trace(traced, file) } }
  fflush(stdout)
  exit(0)
}
if options.timedRounds > 0 {
  for path in paths { for file in TestFiles.expand(path) { TimeCommand.run(file, options) } }
  exit(0)
}
if let emitted {
  for path in paths { for file in TestFiles.expand(path) { CodeCommands.emit(emitted, file, options) } }
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
