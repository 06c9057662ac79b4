// What programs can be compiled for: one value that the rest of the compiler asks.

import PolySema

/// The machine of a code generator.
enum Machine: Sendable {
  case x86_64, aarch64, wasm
}

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
  var machine = Machine.x86_64
  var objectFormat = ObjectFormat.elf
  /// Sizes and rules that the frontend asks for.
  var info = TargetInfo()
  /// The dynamic loader that executables name.
  var dynamicLoader = ""
  /// How linkers call the format of executables (`-m`).
  var linkerEmulation = "elf_x86_64"
  /// C compilers for the target, the first that is found; they are asked where start files are.
  var cCompilers = ["cc", "gcc", "clang"]
  /// The system's linker, where it is not `ld`.
  var systemLinker = "ld"
  /// Programs that can run the target's executables on this machine, with their arguments; none are needed if
  /// it is this machine's own.
  var emulators: [[String]] = []
  /// What to install so that programs run here.
  var runnerNames = ""
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
      operatingSystem: "wasi", environment: "p1", family: "wasm", machine: .wasm, objectFormat: .wasm, info: info,
      runnerNames: "`node`, `wasmtime`, `wasi-run` or `wasmkit`", executableSuffix: ".wasm")
  }()

  static let arm64Linux: Target = {
    var info = TargetInfo()
    info.cAggregates = .aapcs64
    return Target(
      name: "aarch64-linux-gnu", aliases: ["arm64-linux", "aarch64-unknown-linux-gnu"],
      architecture: "aarch64", operatingSystem: "linux", environment: "gnu", machine: .aarch64, info: info,
      dynamicLoader: "/lib/ld-linux-aarch64.so.1", linkerEmulation: "aarch64linux",
      cCompilers: ["aarch64-linux-gnu-gcc"], systemLinker: "aarch64-linux-gnu-ld",
      emulators: ["qemu-aarch64", "qemu-aarch64-static"].map { [$0, "-L", "/usr/aarch64-linux-gnu"] },
      runnerNames: "`qemu-user`")
  }()

  /// The command that runs a program: itself, or the emulator of its machine that is found.
  func emulated(_ program: String, _ arguments: [String]) -> (program: String, arguments: [String])? {
    if emulators.isEmpty { return (program, arguments) }
    for emulator in emulators {
      if let path = FileSystem.findProgram(emulator[0]) {
        return (path, Array(emulator.dropFirst()) + [program] + arguments)
      }
    }
    return nil
  }

  static let all = [x86Linux, arm64Linux, wasi]
  static let host = x86Linux

  static func named(_ name: String) -> Target? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }
}
