// The command line: parsed into one value, or refused with a message (exit code 2).

import PolyFrontend
import PolySyntax

/// What `polyc` was asked to do.
enum Command: String, CaseIterable {
  case build, run, check, test
  /// Writes the library's snapshot into the sysroot; part of an installation.
  case snapshot
}

/// Where the compilation stops and prints its text form.
enum EmitStage: String, CaseIterable {
  case tokens, syntax, hir, mir, polyir, polyirOptimized = "polyir-opt", vcode, asm, obj, wasm
}

enum OptimizationLevel: Int { case none, some, full }

extension Edition {
  static let all: [Edition] = [.e2015, .e2018, .e2021, .e2024]
  /// As `--edition` takes it.
  var year: String { ["2015", "2018", "2021", "2024"][Int(rawValue)] }
}

struct Options {
  var command = Command.build
  var input = ""
  var output: String? = nil
  var level = OptimizationLevel.none
  var debugInfo: Bool? = nil
  var target = Target.host
  /// The list of `--target-features`, and what it means for the target.
  var featureList = ""
  var features = MachineFeatures()
  var emit: EmitStage? = nil
  var edition = Edition.e2021
  var configuration: [(name: String, value: String?)] = []
  var isLibrary = false
  var panicAbort = false
  var overflowChecks: Bool? = nil
  var isStatic = false
  var jobs = 0
  var verifyIR = false
  var timePasses = false
  var statistics = false
  var linker: String? = nil
  var jsonErrors = false
  var isTestHarness = false
  /// Crates in source form that paths may start with.
  var externalCrates: [(name: String, rootPath: String)] = []
  /// `test` runs the examples of the documentation.
  var testsDocumentation = false
  /// Behind `--` of `run`, or behind the file name.
  var programArguments: [String] = []
  /// Folders that a program for WASI may use; empty for the current one and the root.
  var folders: [String] = []
  /// The input is a finished WebAssembly module that is run.
  var isModule = false
  var testFilter: [String] = []
  var testArguments = TestArguments()

  var hasOverflowChecks: Bool { overflowChecks ?? (level == .none) }
  var hasDebugAssertions: Bool { level == .none }
  var hasDebugInfo: Bool { debugInfo ?? (level == .none) }
}

/// Options of `polyc test` that libtest knows.
struct TestArguments {
  var exact = false
  var list = false
  var includeIgnored = false
  var onlyIgnored = false
  var noCapture = false
  var quiet = false
  var skip: [String] = []
}

/// What the arguments come to.
enum ParsedArguments {
  case compile(Options)
  case print(String)
  case explain(String)
  case help(Command?)
  case failure(String)
}

struct ArgumentParser {
  private var rest: [String]
  private var options = Options()

  init(_ arguments: [String]) { rest = arguments.reversed() }

  private mutating func value(of option: String, inline: String?) -> String? {
    if let inline { return inline }
    return rest.popLast()
  }

  mutating func parse() -> ParsedArguments {
    guard let first = rest.last else {
      return .failure("no input file given")
    }
    if let command = Command(rawValue: first), first != "build" || rest.count > 1 {
      rest.removeLast()
      options.command = command
    }
    var positional: [String] = []
    while let argument = rest.popLast() {
      if argument == "--" {
        options.programArguments += rest.reversed()
        rest.removeAll()
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        if options.command == .run, !positional.isEmpty {
          // Everything behind the file belongs to the program.
          options.programArguments.append(argument)
        } else {
          positional.append(argument)
        }
        continue
      }
      if let result = option(argument) { return result }
    }
    if options.command == .snapshot {
      return positional.isEmpty ? .compile(options) : .failure("`snapshot` takes no file")
    }
    // The target may stand behind its features.
    let (features, unknownFeature) = MachineFeatures.parse(options.featureList, for: options.target.machine)
    if let unknownFeature {
      let known = MachineFeatures.names(of: options.target.machine)
      return .failure(
        "the target `\(options.target.name)` has no feature `\(unknownFeature)`"
          + (known.isEmpty ? "" : ": use \(known.joined(separator: ", "))"))
    }
    options.features = features
    options.configuration += features.names.map { ("target_feature", $0) }
    if let stage = options.emit {
      let isWasm = options.target.objectFormat == .wasm
      if stage == .wasm, !isWasm { return .failure("`--emit wasm` needs a WebAssembly target: `--target wasi`") }
      if isWasm, stage == .vcode || stage == .asm || stage == .obj {
        return .failure("`--emit \(stage.rawValue)` is of no meaning for the target `\(options.target.name)`: use `--emit wasm`")
      }
    }
    guard let input = positional.first else { return .failure("no input file given") }
    options.input = input
    if options.command == .run, input.hasSuffix(".wasm") {
      options.isModule = true
      options.target = .wasi
    }
    if options.command == .test {
      options.testFilter = Array(positional.dropFirst())
      if let error = parseTestArguments() { return .failure(error) }
    } else if positional.count > 1 {
      return .failure("unexpected argument `\(positional[1])`: one input file is compiled at a time")
    }
    return .compile(options)
  }

  /// nil to go on.
  private mutating func option(_ argument: String) -> ParsedArguments? {
    var name = argument
    var inline: String? = nil
    if argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") {
      name = String(argument[..<equals])
      inline = String(argument[argument.index(after: equals)...])
    }
    func missing() -> ParsedArguments { .failure("option `\(name)` needs a value") }
    func unknown(_ value: String, _ choices: [String]) -> ParsedArguments {
      .failure("`\(value)` is not a value of `\(name)`: use \(choices.joined(separator: ", "))")
    }
    switch name {
    case "-h", "--help":
      return .help(options.command == .build ? nil : options.command)
    case "-V", "--version": return .print("version")
    case "--print":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard value == "targets" || value == "sysroot" else { return unknown(value, ["targets", "sysroot"]) }
      return .print(value)
    case "--explain":
      guard let value = value(of: name, inline: inline) else { return missing() }
      return .explain(value)
    case "-o", "--output":
      guard let value = value(of: name, inline: inline) else { return missing() }
      options.output = value
    case "-O0": options.level = .none
    case "-O1": options.level = .some
    case "-O", "-O2": options.level = .full
    case "-g": options.debugInfo = true
    case "-g0": options.debugInfo = false
    case "--target":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard let target = Target.named(value) else {
        return .failure("unknown target `\(value)`: `polyc --print targets` lists those that can be compiled for")
      }
      options.target = target
    case "--target-features":
      guard let value = value(of: name, inline: inline) else { return missing() }
      options.featureList = value
    case "--emit":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard let stage = EmitStage(rawValue: value) else {
        return unknown(value, EmitStage.allCases.map(\.rawValue))
      }
      options.emit = stage
    case "--edition":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard let edition = Edition(named: value) else { return unknown(value, Edition.all.map(\.year)) }
      options.edition = edition
    case "--cfg":
      guard let value = value(of: name, inline: inline) else { return missing() }
      if let equals = value.firstIndex(of: "=") {
        var text = String(value[value.index(after: equals)...])
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = String(text.dropFirst().dropLast()) }
        options.configuration.append((String(value[..<equals]), text))
      } else {
        options.configuration.append((value, nil))
      }
    case "--crate-type":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard ["bin", "lib", "rlib"].contains(value) else { return unknown(value, ["bin", "lib"]) }
      options.isLibrary = value != "bin"
    case "--panic":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard value == "unwind" || value == "abort" else { return unknown(value, ["unwind", "abort"]) }
      options.panicAbort = value == "abort"
    case "--overflow-checks":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard value == "on" || value == "off" else { return unknown(value, ["on", "off"]) }
      options.overflowChecks = value == "on"
    case "--static": options.isStatic = true
    case "--dir":
      guard let value = value(of: name, inline: inline) else { return missing() }
      options.folders.append(value)
    case "--verify-ir": options.verifyIR = true
    case "--time-passes": options.timePasses = true
    case "--stats": options.statistics = true
    case "--linker":
      guard let value = value(of: name, inline: inline) else { return missing() }
      options.linker = value
    case "--error-format":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard value == "human" || value == "json" else { return unknown(value, ["human", "json"]) }
      options.jsonErrors = value == "json"
    case "--test": options.isTestHarness = true
    case "--doc":
      guard options.command == .test else { return .failure("`--doc` belongs to `polyc test`") }
      options.testsDocumentation = true
    case "--extern":
      guard let value = value(of: name, inline: inline) else { return missing() }
      guard let equals = value.firstIndex(of: "="), equals != value.startIndex else {
        return .failure("`--extern` takes NAME=FILE, the root file of a crate")
      }
      options.externalCrates.append((String(value[..<equals]), String(value[value.index(after: equals)...])))
    default:
      if name == "-j" {
        guard let value = value(of: name, inline: nil), let count = Int(value), count > 0 else {
          return .failure("option `-j` needs a number of threads")
        }
        options.jobs = count
      } else if name.hasPrefix("-j"), let count = Int(name.dropFirst(2)), count > 0 {
        options.jobs = count
      } else {
        return .failure("unknown option `\(name)`; `polyc --help` lists the options")
      }
    }
    return nil
  }

  private mutating func parseTestArguments() -> String? {
    var list = Array(options.programArguments.reversed())
    options.programArguments = []
    while let argument = list.popLast() {
      switch argument {
      case "--exact": options.testArguments.exact = true
      case "--list": options.testArguments.list = true
      case "--ignored": options.testArguments.onlyIgnored = true
      case "--include-ignored": options.testArguments.includeIgnored = true
      case "--nocapture", "--no-capture", "--show-output": options.testArguments.noCapture = true
      case "-q", "--quiet": options.testArguments.quiet = true
      case "--skip":
        guard let value = list.popLast() else { return "option `--skip` needs a value" }
        options.testArguments.skip.append(value)
      case "--test-threads": _ = list.popLast()
      default:
        if argument.hasPrefix("--test-threads=") { continue }
        if argument.hasPrefix("-") { return "unknown test option `\(argument)`" }
        options.testFilter.append(argument)
      }
    }
    return nil
  }
}
