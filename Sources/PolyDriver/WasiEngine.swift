// Engines that run WebAssembly programs under WASI, and how each is told what a program may have.

import Glibc
import PolySupport

/// A program that runs modules. All of them get the environment, arguments and folders in the same way.
enum WasiEngine: String, CaseIterable {
  case node, wasmtime
  /// A script of ours over the Python package of wasmtime.
  case wasiRun = "wasi-run"
  case wasmkit

  /// The one that `POLYC_WASI` names, or the first that is found.
  static func find() -> (engine: WasiEngine, path: String)? {
    let wanted = getenv("POLYC_WASI").map { String(cString: $0) }
    for engine in allCases where wanted == nil || wanted == engine.rawValue {
      if let path = FileSystem.findProgram(engine.rawValue) { return (engine, path) }
    }
    return nil
  }

  /// Its arguments for a program that may use these folders under their own names.
  func arguments(_ program: String, _ arguments: [String], folders: [String]) -> [String] {
    let name = "program"
    switch self {
    case .node:
      return ["--no-warnings", "--stack-size=4000", "-e", nodeScript, "\(folders.count)"] + folders
        + [program] + arguments
    case .wasmtime:
      return ["run", "-S", "inherit-env", "--argv0", name] + folders.map { "--dir=\($0)" } + [program] + arguments
    case .wasiRun:
      return ["--inherit-env", "--argv0", name] + folders.flatMap { ["--dir", $0] } + [program] + arguments
    case .wasmkit:
      // It refuses a variable whose value is empty.
      let environment = Self.environment().filter { !$0.hasSuffix("=") }
      return ["run"] + folders.flatMap { ["--dir", $0] } + environment.flatMap { ["--env", $0] }
        + [program] + arguments
    }
  }

  private static func environment() -> [String] {
    var result: [String] = []
    var next = environ
    while let entry = next.pointee {
      result.append(String(cString: entry))
      next += 1
    }
    return result
  }
}

extension Target {
  /// How a program for this target is started on this machine; nil if nothing here can.
  func command(
    toRun program: String, _ arguments: [String], folders: [String]
  ) -> (program: String, arguments: [String])? {
    guard objectFormat == .wasm else { return emulated(program, arguments) }
    guard let (engine, path) = WasiEngine.find() else { return nil }
    let folders = folders.isEmpty ? [".", "/"] : folders
    return (path, engine.arguments(program, arguments, folders: folders))
  }
}

/// Runs a module with Node's WASI. Its arguments are the number of folders, the folders, the module and the
/// program's own.
private let nodeScript = """
  const { WASI } = require("node:wasi");
  const fs = require("node:fs");
  const [count, ...words] = process.argv.slice(1);
  const preopens = Object.fromEntries(words.splice(0, Number(count)).map((folder) => [folder, folder]));
  const [file, ...rest] = words;
  const wasi = new WASI({
    version: "preview1", args: ["program", ...rest], env: process.env, preopens, returnOnExit: true,
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(file)), wasi.getImportObject());
  try {
    process.exitCode = wasi.start(instance);
  } catch (error) {
    fs.writeSync(2, `fatal runtime error: ${error.message}\\n`);
    process.exitCode = 134;
  }
  """
