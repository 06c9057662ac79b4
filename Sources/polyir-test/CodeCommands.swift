// Prints the code that the x86-64 backend makes of a file's functions.
import Codegen
import Glibc
import MachineCode
import ObjectModule
import PolyIR
import X64Backend

enum CodeCommands {
  /// `kind` is `vcode` (before register allocation) or `bytes` (encoded, in hexadecimal, a function a
  /// line), `obj` (the module as an object file, `out.o`).
  static func emit(_ kind: String, _ path: String) {
    guard let bytes = TestFiles.read(path) else { return print("cannot read \(path)") }
    do {
      let file = try TextParser.parse(bytes)
      if kind == "obj" {
        let descriptor = open("out.o", O_RDWR | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { return print("cannot create out.o") }
        defer { close(descriptor) }
        return try emitObject(file.module, isa: X64ISA(), to: descriptor)
      }
      for body in file.module.bodies {
        guard let body else { continue }
        let name = file.module.symbols.text(file.module.functions[body.id].name)
        do {
          if kind == "vcode" {
            print(try printVCode(body, name: name, isa: X64ISA()))
          } else {
            let code = try compile(body, name: name, isa: X64ISA())
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
