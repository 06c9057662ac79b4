// What programs can be compiled for: one value that the rest of the compiler asks.

import PolySema

/// The form of what the code generator writes.
enum ObjectFormat: Sendable {
  /// An object for a linker.
  case elf
  /// A whole WebAssembly module.
  case wasm
}

struct Target: Sendable {
  var name: String
  var aliases: [String]
  /// `target_arch`, `target_os`, `target_env` and `target_family` of `cfg`.
  var architecture: String
  var operatingSystem: String
  var environment: String
  var family = "unix"
  var objectFormat = ObjectFormat.elf
  /// Sizes and rules that the frontend asks for.
  var info = TargetInfo()
  /// The dynamic loader that executables name.
  var dynamicLoader = ""
  /// The ending of a program's file name.
  var executableSuffix = ""

  static let x86Linux = Target(
    name: "x86_64-linux-gnu", aliases: ["native", "host", "linux"], architecture: "x86_64",
    operatingSystem: "linux", environment: "gnu", dynamicLoader: "/lib64/ld-linux-x86-64.so.2")

  /// WASI preview 1: panics end the program with their message, there is one thread.
  static let wasi: Target = {
    var info = TargetInfo(pointerBits: 32)
    info.cAggregates = .byAddress
    info.unwinds = false
    return Target(
      name: "wasm32-wasip1", aliases: ["wasi", "wasm32-wasi"], architecture: "wasm32",
      operatingSystem: "wasi", environment: "p1", family: "wasm", objectFormat: .wasm, info: info,
      executableSuffix: ".wasm")
  }()

  static let all = [x86Linux, wasi]
  static let host = x86Linux

  static func named(_ name: String) -> Target? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }
}
