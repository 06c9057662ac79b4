// The commands: build, run, check, test, and the texts about the compiler itself.

import Glibc
import PolySupport

public let polycVersion = "0.1.0"

/// Runs the compiler for these arguments (without the program's name); the exit code.
public func runCompiler(_ arguments: [String]) -> Int32 {
  Heap.prepareForLoading()
  var parser = ArgumentParser(arguments)
  switch parser.parse() {
  case .failure(let message):
    Terminal.error("error: \(message)\n")
    return ExitCode.usage
  case .help:
    Terminal.out(helpText)
    return ExitCode.success
  case .print("version"):
    Terminal.out("polyc \(polycVersion)\n")
    return ExitCode.success
  case .print("targets"):
    for target in Target.all {
      Terminal.out("\(target.name) (\(target.aliases.joined(separator: ", ")))\n")
    }
    return ExitCode.success
  case .print:
    Terminal.out(Sysroot.find().path + "\n")
    return ExitCode.success
  case .explain(let code):
    guard let text = explanation(of: code) else {
      Terminal.error("error: `\(code)` is not an error code that has an explanation\n")
      return ExitCode.usage
    }
    Terminal.out(text + "\n")
    return ExitCode.success
  case .compile(let options):
    return withLargeStack { execute(options) }
  }
}

private func execute(_ options: Options) -> Int32 {
  let compiler = Compiler(options: options)
  switch options.command {
  case .check: return compiler.check()
  case .snapshot: return compiler.writeLibrarySnapshot()
  case .build: return compiler.compile(to: options.output ?? defaultOutput(options))
  case .test where options.testsDocumentation: return DocTesting(options: options).run()
  case .run, .test:
    guard let folder = FileSystem.makeTemporaryDirectory() else {
      compiler.fail("cannot make a temporary directory: \(String(cString: strerror(errno)))")
      return ExitCode.errors
    }
    var program = folder + "/program" + options.target.executableSuffix
    if options.isModule {
      program = options.input
    } else {
      let code = compiler.compile(to: program)
      guard code == ExitCode.success, options.emit == nil else {
        FileSystem.removeTree(folder)
        return code
      }
    }
    let arguments = options.command == .run ? options.programArguments : testArguments(options)
    guard let command = options.target.command(toRun: program, arguments, folders: options.folders) else {
      FileSystem.removeTree(folder)
      compiler.fail("cannot run programs for `\(options.target.name)` here: install \(options.target.runnerNames)")
      return ExitCode.errors
    }
    let (status, _) = FileSystem.run(command.program, command.arguments)
    FileSystem.removeTree(folder)
    switch status {
    case .code(let code): return code
    case .signal(let signal):
      // The same end for whoever waits for us.
      signalDefault(signal)
      kill(getpid(), signal)
      return 128 + signal
    case .notStarted(let code):
      compiler.fail("cannot start the program: \(String(cString: strerror(code)))")
      return ExitCode.errors
    }
  }
}

private func signalDefault(_ number: Int32) { signal(number, SIG_DFL) }

private func defaultOutput(_ options: Options) -> String {
  var name = FileSystem.fileName(of: options.input)
  if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
  if options.emit == .obj { return name + ".o" }
  if !options.target.executableSuffix.isEmpty { return name + options.target.executableSuffix }
  return name == FileSystem.fileName(of: options.input) ? name + ".out" : name
}

private func testArguments(_ options: Options) -> [String] {
  var result = options.testFilter
  let test = options.testArguments
  if test.exact { result.append("--exact") }
  if test.list { result.append("--list") }
  if test.onlyIgnored { result.append("--ignored") }
  if test.includeIgnored { result.append("--include-ignored") }
  if test.noCapture { result.append("--nocapture") }
  if test.quiet { result.append("--quiet") }
  for name in test.skip { result += ["--skip", name] }
  return result
}

private let helpText = """
  polyc compiles .poly and .rs programs to native executables.

  usage: polyc FILE [-o OUT] [options]       compile and link
         polyc run FILE [options] [-- ARGS]  compile and run; FILE may be a WebAssembly module
         polyc check FILE [options]          report errors only
         polyc test FILE [FILTER] [options]  run the #[test] functions
         polyc test --doc FILE [FILTER]      run the examples of the doc comments (or of a
                                             library crate: core, alloc, std, stdlib)
         polyc snapshot                      prepare the library for faster compilations
         polyc --explain CODE                explain an error code

  output
    -o OUT                     the executable (default: the file's name)
    -O0, -O1, -O2, -O          optimisation; -O is -O2 (default: -O0)
    -g                         debug information (default with -O0)
    --emit STAGE               stop and print: tokens, syntax, hir, mir, polyir, polyir-opt,
                               vcode, asm; or write obj, wasm
    --target TARGET            what to compile for (default: this machine): a name that
                               --print targets lists, such as wasi
  --target-features LIST     instructions beyond the baseline: sse4.1, popcnt, lzcnt, bmi1,
                             fma of x86-64, lse of AArch64
    --static                   link everything statically
    --dir FOLDER               with run: a folder that a program for WASI may use
                               (default: the current one and the root)
    --linker NAME              lld, mold, ld, cc, or a path

  language
    --edition YEAR             2015, 2018, 2021 (default) or 2024
    --cfg NAME[=VALUE]         set a configuration option
    --crate-type bin|lib       lib needs no main
    --extern NAME=FILE         a crate, by its root file, that paths may start with
    --panic unwind|abort       what a panic does (default: unwind)
    --overflow-checks on|off   check arithmetic (default: on with -O0)
    --test                     with check: check as a test harness

  about the compilation
    -jN                        use N threads
    --verify-ir                check the compiler's own invariants
    --time-passes              print the CPU time of each stage
    --stats                    print sizes and counts
    --error-format human|json  form of diagnostics
    --print targets|sysroot    print and stop
    --version, --help

  exit codes: 0 success, 1 errors in the program, 2 wrong usage, 70 a bug of the compiler

  """
