// swift-tools-version: 6.1
// The modules in the order of the data; the only place where a dependency edge is written.
import PackageDescription

let package = Package(
  name: "PolyglotNative",
  products: [
    .executable(name: "polyc", targets: ["polyc"]),
    .executable(name: "polyir-test", targets: ["polyir-test"]),
    .library(name: "PolyIR", targets: ["PolyIR"]),
    .library(name: "PolyCodegen", targets: ["Codegen", "X64Backend", "ObjectWriter", "ObjectModule", "JIT"]),
  ],
  targets: [
    // Shared vocabulary: handles, maps, symbols, spans, diagnostics.
    .target(name: "PolySupport"),

    // Frontend, in the order of its stages.
    .target(name: "PolySyntax", dependencies: ["PolySupport"], path: "Sources/PolyFrontend/Syntax"),
    .target(
      name: "PolyExpansion", dependencies: ["PolySupport", "PolySyntax"],
      path: "Sources/PolyFrontend/Expansion"),
    .target(
      name: "PolySema", dependencies: ["PolySupport", "PolySyntax", "PolyExpansion"],
      path: "Sources/PolyFrontend/Sema"),
    .target(
      name: "PolyMIR", dependencies: ["PolySupport", "PolySyntax", "PolyExpansion", "PolySema"],
      path: "Sources/PolyFrontend/MIR"),
    .target(
      name: "PolyFrontend",
      dependencies: ["PolySupport", "PolySyntax", "PolyExpansion", "PolySema", "PolyMIR", "PolyIR"],
      path: "Sources/PolyFrontend/IRGeneration"),

    // Code generator.
    .target(name: "PolyIR", dependencies: ["PolySupport"]),
    .target(name: "RegisterAllocator", dependencies: ["PolySupport"]),
    .target(name: "MachineCode", dependencies: ["PolySupport"]),
    .target(
      name: "Codegen", dependencies: ["PolySupport", "PolyIR", "RegisterAllocator", "MachineCode"]),
    .target(
      name: "X64Backend",
      dependencies: ["PolySupport", "PolyIR", "RegisterAllocator", "MachineCode", "Codegen"]),
    // Whole WebAssembly modules: structured control flow, code, and what a linker would do.
    .target(name: "WasmBackend", dependencies: ["PolySupport", "PolyIR"]),
    .target(
      name: "ARM64Backend",
      dependencies: ["PolySupport", "PolyIR", "RegisterAllocator", "MachineCode", "Codegen"]),
    .systemLibrary(name: "CElf", pkgConfig: "libelf", providers: [.apt(["libelf-dev"])]),
    .target(name: "ObjectWriter", dependencies: ["PolySupport", "MachineCode", "CElf"]),
    // A module of PolyIR as an object file; functions are compiled in parallel.
    .target(
      name: "ObjectModule",
      dependencies: [
        "PolySupport", "PolyIR", "MachineCode", "Codegen", "X64Backend", "ObjectWriter",
      ]),
    // A module of PolyIR in memory.
    .target(
      name: "JIT", dependencies: ["PolySupport", "PolyIR", "MachineCode", "Codegen", "X64Backend"]),

    // What touches the operating system.
    .target(
      name: "PolyDriver",
      dependencies: [
        "PolySupport", "PolySyntax", "PolyExpansion", "PolySema", "PolyFrontend",
        "PolyIR", "MachineCode", "Codegen", "X64Backend", "ARM64Backend", "WasmBackend", "ObjectWriter",
        "ObjectModule",
      ]),
    .executableTarget(name: "polyc", dependencies: ["PolyDriver"]),
    .executableTarget(
      name: "polyir-test",
      dependencies: [
        "PolySupport", "PolyIR", "MachineCode", "RegisterAllocator", "Codegen", "X64Backend", "ARM64Backend",
        "WasmBackend", "JIT", "ObjectModule", "ObjectWriter",
      ]),

    // C runtime of compiled programs.
    .target(
      name: "PolyRuntime", publicHeadersPath: "include"),

    // Tests. polytest runs the fixtures with the compiler as its users have it: it needs none of its modules.
    .executableTarget(name: "polytest", path: "Tests/FileTests"),
    .testTarget(name: "MachineCodeTests", dependencies: ["MachineCode"]),
    .testTarget(name: "ARM64BackendTests", dependencies: ["ARM64Backend"]),
    .testTarget(name: "RegisterAllocatorTests", dependencies: ["RegisterAllocator"]),
    .testTarget(name: "PolyIRTests", dependencies: ["PolySupport", "PolyIR"]),
    .testTarget(name: "PolySyntaxTests", dependencies: ["PolySupport", "PolySyntax"]),
    .testTarget(
      name: "PolyExpansionTests", dependencies: ["PolySupport", "PolySyntax", "PolyExpansion"]),
  ],
  swiftLanguageModes: [.v5],
  cLanguageStandard: .c11
)
