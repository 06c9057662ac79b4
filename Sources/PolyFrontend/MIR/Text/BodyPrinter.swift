// The text form of MIR, for `--emit mir` and golden tests.

import PolyExpansion
import PolySema
import PolySupport

/// The text form of a body: like rustc's, with our names of operations.
public func dumpMIR(_ body: Body, program: Program) -> String {
  var printer = BodyPrinter(body: body, program: program)
  printer.printBody(heading: printer.heading(), indent: "")
  return printer.output
}

struct BodyPrinter {
  let body: Body
  let program: Program
  var output = ""

  init(body: Body, program: Program) {
    self.body = body
    self.program = program
  }

  func type(_ type: Ty) -> String { program.describe(type) }

  func heading() -> String {
    let definition = program.definitions[body.owner]
    let name = program.definitions.path(body.owner)
    switch definition.kind {
    case .constant, .associatedConstant, .anonymousConstant: return "const \(name): \(type(body.returnType)) ="
    case .staticItem: return "static \(name): \(type(body.returnType)) ="
    default:
      var parameters: [String] = []
      for index in 1..<max(1, body.parameterCount + 1) {
        let local = Local(index)
        parameters.append("_\(index): \(type(body.locals[local].type))")
      }
      return "fn \(name)(\(parameters.joined(separator: ", "))) -> \(type(body.returnType))"
    }
  }

  mutating func printBody(heading: String, indent: String) {
    output += "\(indent)\(heading) {\n"
    for local in body.locals.keys where local.index == 0 || local.index > body.parameterCount {
      let data = body.locals[local]
      let name = data.name.isNone ? "" : "  // \(program.symbols.text(data.name))"
      output += "\(indent)    let \(data.isMutable ? "mut " : "")_\(local.raw): \(type(data.type));\(name)\n"
    }
    for index in 1..<max(1, body.parameterCount + 1) {
      let data = body.locals[Local(index)]
      if !data.name.isNone { output += "\(indent)    debug \(program.symbols.text(data.name)) => _\(index);\n" }
    }
    for block in body.blocks.keys {
      let data = body.blocks[block]
      output += "\n\(indent)    bb\(block.raw)\(data.isCleanup ? " (cleanup)" : ""): {\n"
      for statement in data.statements { output += "\(indent)        \(text(statement));\n" }
      output += "\(indent)        \(text(data.terminator.kind));\n\(indent)    }\n"
    }
    output += "\(indent)}\n"
    for (index, promoted) in body.promoted.enumerated() {
      var printer = BodyPrinter(body: promoted, program: program)
      printer.printBody(
        heading: "promoted[\(index)]: \(type(promoted.returnType)) =", indent: indent)
      output += "\n" + printer.output
    }
  }

  // MARK: statements

  func text(_ statement: Statement) -> String {
    switch statement.kind {
    case .assign(let place, let value): "\(text(place)) = \(text(value))"
    case .setDiscriminant(let place, let variant): "discriminant(\(text(place))) = \(variant)"
    case .storageLive(let local): "StorageLive(_\(local.raw))"
    case .storageDead(let local): "StorageDead(_\(local.raw))"
    case .nop: "nop"
    }
  }

  func text(_ place: Place) -> String {
    var result = "_\(place.local.raw)"
    for projection in body.projections[place.projections] {
      switch projection {
      case .deref: result = "(*\(result))"
      case .field(let index): result += ".\(index)"
      case .index(let local): result += "[_\(local.raw)]"
      case .constantIndex(let index, let fromEnd): result += fromEnd ? "[-\(index)]" : "[\(index)]"
      case .subslice(let from, let to, let fromEnd): result += "[\(from)..\(fromEnd ? "-" : "")\(to)]"
      case .downcast(let variant): result = "(\(result) as variant#\(variant))"
      }
    }
    return result
  }

  func text(_ operand: Operand) -> String {
    switch operand {
    case .copy(let place): "copy \(text(place))"
    case .move(let place): "move \(text(place))"
    case .constant(let constant): "const \(text(body.constants[constant]))"
    }
  }

  func text(_ constant: ConstantData) -> String {
    switch constant.kind {
    case .value(let value): return text(value, constant.type)
    case .item(let def, _): return "\(program.definitions.path(def)): \(type(constant.type))"
    case .typeConst(let const): return text(const)
    case .promoted(let index): return "promoted[\(index)]"
    case .zeroSized: return type(constant.type)
    case .staticAddress(let def): return "&static \(program.definitions.path(def))"
    }
  }

  func text(_ const: Const) -> String {
    switch program.types.kind(const) {
    case .value(let type, let low, let high): return text(.scalar(low: low, high: high), type)
    case .parameter(_, let name): return program.symbols.text(name)
    case .unevaluated(let def, _): return program.definitions.path(def)
    case .variable: return "_"
    case .error: return "{error}"
    }
  }

  func text(_ value: ConstantValue, _ type: Ty) -> String {
    switch value {
    case .scalar(let low, let high):
      switch program.types.kind(type) {
      case .bool: return low == 0 ? "false" : "true"
      case .char:
        if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: low)) {
          return "'\(scalar.escaped(asASCII: true))'"
        }
        return "'\\u{\(String(low, radix: 16))}'"
      case .integer(let kind):
        let bits = kind.bits(pointerBits: program.target.pointerBits)
        let value = UInt128(high) << 64 | UInt128(low)
        if kind.isSigned {
          let shift = UInt128(128 - bits)
          return "\(Int128(truncatingIfNeeded: value << shift) >> Int128(shift))_\(kind.name)"
        }
        return "\(value)_\(kind.name)"
      case .float(.f64): return "\(Double(bitPattern: low))_f64"
      case .float(.f32): return "\(Float(bitPattern: UInt32(truncatingIfNeeded: low)))_f32"
      default: return "0x\(String(low, radix: 16))"
      }
    case .string(let symbol): return quoted(program.symbols.text(symbol))
    case .bytes(let symbol): return "b" + quoted(program.symbols.text(symbol))
    case .cString(let symbol): return "c" + quoted(program.symbols.text(symbol))
    case .zeroSized: return self.type(type)
    }
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars { result += scalar.escaped(asASCII: true) }
    return result + "\""
  }

  func text(_ value: Rvalue) -> String {
    switch value {
    case .use(let operand): return text(operand)
    case .repeatValue(let operand, let count): return "[\(text(operand)); \(text(count))]"
    case .reference(let kind, let place):
      switch kind {
      case .shared: return "&\(text(place))"
      case .unique: return "&unique \(text(place))"
      case .mutable: return "&mut \(text(place))"
      case .twoPhase: return "&two_phase mut \(text(place))"
      }
    case .rawPointer(let mutability, let place):
      return "&raw \(mutability == .mutable ? "mut" : "const") \(text(place))"
    case .length(let place): return "Len(\(text(place)))"
    case .cast(let kind, let operand, let target): return "\(text(operand)) as \(type(target)) (\(kind))"
    case .binary(let op, let left, let right): return "\(name(op))(\(text(left)), \(text(right)))"
    case .checkedBinary(let op, let left, let right):
      return "\(name(op))WithOverflow(\(text(left)), \(text(right)))"
    case .unary(let op, let operand): return "\(op == .not ? "Not" : "Neg")(\(text(operand)))"
    case .discriminant(let place): return "discriminant(\(text(place)))"
    case .aggregate(let kind, let list):
      let operands = body.operands[list].map(text).joined(separator: ", ")
      switch kind {
      case .tuple: return "(\(operands))"
      case .array: return "[\(operands)]"
      case .adt(let def, let variant, let args, let active):
        let adt = program.adt(def)
        var name = type(program.types.type(.adt(def, args)))
        if adt.isEnum, Int(variant) < adt.variants.count {
          name += "::\(program.symbols.text(adt.variants[Int(variant)].name))"
        }
        return "\(name) {\(active.map { " field \($0):" } ?? "") \(operands) }"
      case .closure(let def, let args): return "\(type(program.types.type(.closure(def, args)))) { \(operands) }"
      case .coroutine(let def, let args):
        return "\(type(program.types.type(.coroutine(def, args)))) { \(operands) }"
      }
    }
  }

  private func name(_ op: BinaryOperator) -> String {
    switch op {
    case .add: "Add"
    case .subtract: "Sub"
    case .multiply: "Mul"
    case .divide: "Div"
    case .remainder: "Rem"
    case .bitAnd: "BitAnd"
    case .bitOr: "BitOr"
    case .bitXor: "BitXor"
    case .shiftLeft: "Shl"
    case .shiftRight: "Shr"
    case .equal: "Eq"
    case .notEqual: "Ne"
    case .less: "Lt"
    case .lessEqual: "Le"
    case .greater: "Gt"
    case .greaterEqual: "Ge"
    }
  }

  // MARK: terminators

  private func text(_ unwind: UnwindAction) -> String {
    switch unwind {
    case .continue: "unwind continue"
    case .cleanup(let block): "unwind: bb\(block.raw)"
    case .terminate: "unwind terminate"
    case .unreachable: "unwind unreachable"
    }
  }

  func text(_ terminator: TerminatorKind) -> String {
    switch terminator {
    case .goto(let target): return "goto -> bb\(target.raw)"
    case .switchInteger(let operand, let targets, let otherwise):
      let type = TypeQueries(program: program, environment: program.environment(of: body.owner))
        .type(of: operand, in: body)
      var parts = body.switchTargets[targets].map {
        "\(text(.scalar(low: $0.low, high: $0.high), type)): bb\($0.block.raw)"
      }
      parts.append("otherwise: bb\(otherwise.raw)")
      return "switchInt(\(text(operand))) -> [\(parts.joined(separator: ", "))]"
    case .return: return "return"
    case .unreachable: return "unreachable"
    case .drop(let place, let target, let unwind):
      return "drop(\(text(place))) -> [return: bb\(target.raw), \(text(unwind))]"
    case .call(let callee, let arguments, let destination, let target, let unwind):
      let list = body.operands[arguments].map(text).joined(separator: ", ")
      let exit = target.isNone ? text(unwind) : "[return: bb\(target.raw), \(text(unwind))]"
      return "\(text(destination)) = \(text(callee))(\(list)) -> \(exit)"
    case .assert(let operand, let expected, let message, let target, let unwind):
      return
        "assert(\(expected ? "" : "!")\(text(operand)), \(text(message))) -> [success: bb\(target.raw), \(text(unwind))]"
    case .resume: return "resume"
    case .terminate: return "terminate"
    case .yield(let operand, let place, let resume, let drop):
      return "\(text(place)) = yield(\(text(operand))) -> [resume: bb\(resume.raw), drop: bb\(drop.raw)]"
    case .coroutineDrop: return "coroutine_drop"
    case .none: return "<no terminator>"
    }
  }

  private func text(_ message: AssertMessage) -> String {
    switch message {
    case .boundsCheck(let length, let index): "index \(text(index)) out of bounds of \(text(length))"
    case .overflow(let op): "overflow in \(name(op))"
    case .negationOverflow: "overflow in Neg"
    case .divisionByZero: "division by zero"
    case .remainderByZero: "remainder by zero"
    case .resumedAfterReturn: "resumed after completion"
    case .resumedAfterPanic: "resumed after panicking"
    }
  }
}
