// Prints the code that the x86-64 backend makes of a file's functions.
import Codegen
import Glibc
import MachineCode
import ObjectModule
import PolyIR
import X64Backend

enum CodeCommands {
  /// `test asm`: the directives of each function hold for its allocated code.
  static func assembly(_ file: ParsedFile) -> TestStatus {
    guard let isa = TestTargets.isas(file).first else { return .skipped("no target of this machine") }
    for function in file.functions {
      guard let body = file.module.bodies[function.id.index] else { continue }
      do {
        let text = try printAssembly(body, name: "\(function.id)", isa: isa)
        if let difference = FileCheck.check(text, function.comments) {
          return .failed("line \(function.line): \(difference)\n\(text)")
        }
      } catch {
        return .failed(error.description)
      }
    }
    return .passed
  }

  /// `kind` is `vcode` (before register allocation), `asm` (after it), `bytes` (encoded, in hexadecimal, a
  /// function a line), `obj` (the module as an object file, `out.o`); `--optimize` is -O2, `--verbose` proves allocations.
  static func emit(_ kind: String, _ path: String, _ options: TestOptions) {
    guard let bytes = TestFiles.read(path) else { return print("cannot read \(path)") }
    do {
      var file = try TextParser.parse(bytes)
      if options.optimizes { PassPipeline.optimize(&file.module) }
      let isa = TestTargets.isas(file).first ?? X64ISA()
      var codegen = CodegenOptions()
      codegen.prefersCompileSpeed = !options.optimizes
      codegen.verifiesAllocation = options.isVerbose
      if kind == "obj" {
        var object = ObjectModuleOptions()
        object.codegen = codegen
        let descriptor = open("out.o", O_RDWR | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { return print("cannot create out.o") }
        defer { close(descriptor) }
        return try emitObject(file.module, isa: isa, options: object, to: descriptor)
      }
      for body in file.module.bodies {
        guard let body else { continue }
        let name = file.module.symbols.text(file.module.functions[body.id].name)
        do {
          if kind == "vcode" {
            print(try printVCode(body, name: name, isa: isa, options: codegen))
          } else if kind == "asm" {
            print(try printAssembly(body, name: name, isa: isa, options: codegen))
          } else {
            let code = try compile(body, name: name, isa: isa, options: codegen)
            let digits = Array("0123456789abcdef")
            print(name, String(code.bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }))
          }
        } catch {
          print(error)
        }
      }
    } catch {
      print(error)
    }
  }
}
