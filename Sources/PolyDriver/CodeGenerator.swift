// From a PolyIR module to an object file or to a text form of its machine code.

import ARM64Backend
import Codegen
import Glibc
import MachineCode
import ObjectModule
import ObjectWriter
import PolyIR
import PolySupport
import X64Backend

/// Why no object was written.
enum GenerationError: Error {
  case compiler(InternalError)
  case file(FileError)
}

final class CodeGenerator {
  let options: Options
  /// Programs will use a part of the object only.
  var isPartlyUsed = false

  init(options: Options) { self.options = options }

  private var codegenOptions: CodegenOptions {
    var result = CodegenOptions()
    result.keepsLocations = options.hasDebugInfo
    result.verifiesAllocation = options.verifyIR
    result.prefersCompileSpeed = options.level == .none
    return result
  }

  // What `compile` has made, by the numbers of the functions.
  private var compiled: [CompiledFunction?] = []
  private var compilationError: InternalError?
  private var functionCount = 0
  private var instructionCount = 0

  /// Compiles one function at once, so that its PolyIR need not be kept; `write` puts it into the object.
  func compile(_ function: borrowing PolyIR.Function, _ module: PolyIR.Module) {
    guard compilationError == nil else { return }
    count(function)
    do throws(InternalError) {
      if options.verifyIR, let error = verificationErrors(function, module).first { throw error }
      let name = module.symbols.text(module.functions[function.id].name)
      let index = function.id.index
      while compiled.count <= index { compiled.append(nil) }
      switch options.target.machine {
      case .aarch64:
        compiled[index] = try Codegen.compile(
          function, name: name, isa: ARM64ISA(features: options.features.arm64), options: codegenOptions)
      default: compiled[index] = try Codegen.compile(
          function, name: name, isa: X64ISA(features: options.features.x64), options: codegenOptions)
      }
    } catch {
      compilationError = error
    }
  }

  private func count(_ function: borrowing PolyIR.Function) {
    functionCount += 1
    instructionCount += function.instructions.count
  }

  /// What the verifier has against a function.
  private func verificationErrors(_ function: borrowing PolyIR.Function, _ module: PolyIR.Module) -> [InternalError] {
    let name = module.symbols.text(module.functions[function.id].name)
    return Verifier.verify(function, in: module).map {
      InternalError(stage: "PolyIR verification", function: name, "\($0)")
    }
  }

  /// What the verifier has against the functions of a module.
  func verificationErrors(_ module: PolyIR.Module) -> [InternalError] {
    module.bodies.flatMap { $0.map { verificationErrors($0, module) } ?? [] }
  }

  /// Compiles all other functions and writes the object to `path`.
  func write(_ module: PolyIR.Module, _ sources: SourceMap, to path: String) -> Result<Void, GenerationError> {
    if let compilationError { return .failure(.compiler(compilationError)) }
    for body in module.bodies { if let body { count(body) } }
    var object = ObjectModuleOptions()
    object.codegen = codegenOptions
    object.object.functionSections = true
    object.object.machine = options.target.machine == .aarch64 ? .aarch64 : .x86_64
    object.object.dataSections = isPartlyUsed
    object.sourceName = FileSystem.fileName(of: options.input)
    object.threads = options.jobs
    if options.hasDebugInfo { object.debugInformation = debugInformation(sources) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return .failure(.file(FileError(path: path, code: errno))) }
    defer { close(descriptor) }
    do {
      switch options.target.machine {
      case .aarch64: try emitObject(module, isa: ARM64ISA(features: options.features.arm64), options: object, compiled: compiled, to: descriptor)
      default: try emitObject(module, isa: X64ISA(features: options.features.x64), options: object, compiled: compiled, to: descriptor)
      }
      return .success(())
    } catch let error as InternalError {
      FileSystem.remove(path)
      return .failure(.compiler(error))
    } catch {
      FileSystem.remove(path)
      return .failure(
        .compiler(InternalError(stage: "object file", function: object.sourceName, "\(error)")))
    }
  }

  func debugInformation(_ sources: SourceMap) -> DebugInformation {
    // Positions come again and again: those of loops, and of what is inlined everywhere. The last one with
    // each remainder is kept.
    let slots = 2048
    var positions = ContiguousArray<UInt32>(repeating: .max, count: slots)
    var lines = ContiguousArray<SourceLine?>(repeating: nil, count: slots)
    return DebugInformation(
      producer: "polyc \(polycVersion)", directory: FileSystem.currentDirectory(),
      files: sources.files.elements.map(\.name)
    ) { position in
      let slot = Int(position) % slots
      if positions[slot] == position { return lines[slot] }
      var line: SourceLine? = nil
      if let range = sources.rootRange(Span(position, position + 1)) {
        let place = sources.lineColumn(range.file, offset: range.lower)
        line = SourceLine(file: range.file.index, line: place.line, column: place.column)
      }
      positions[slot] = position
      lines[slot] = line
      return line
    }
  }

  /// The machine code of every function as text.
  func dump(_ module: PolyIR.Module, asAssembly: Bool) -> Result<String, InternalError> {
    switch options.target.machine {
    case .aarch64: dump(module, isa: ARM64ISA(features: options.features.arm64), asAssembly: asAssembly)
    default: dump(module, isa: X64ISA(features: options.features.x64), asAssembly: asAssembly)
    }
  }

  private func dump<ISA: TargetISA>(
    _ module: PolyIR.Module, isa: ISA, asAssembly: Bool
  ) -> Result<String, InternalError> {
    var text = ""
    for body in module.bodies {
      guard let body else { continue }
      let name = module.symbols.text(module.functions[body.id].name)
      do throws(InternalError) {
        text +=
          asAssembly
          ? try printAssembly(body, name: name, isa: isa, options: codegenOptions)
          : "\(name):\n" + (try printVCode(body, name: name, isa: isa, options: codegenOptions))
        text += "\n"
      } catch {
        return .failure(error)
      }
    }
    return .success(text)
  }

  /// Counts of what was generated, for `--stats`.
  func statistics(_ module: PolyIR.Module) -> String {
    var dataBytes: UInt64 = 0
    for data in module.data.elements { dataBytes += data.size }
    return "\(functionCount) functions\n\(instructionCount) PolyIR instructions\n\(module.data.count) data objects, \(dataBytes) bytes\n"
  }
}
