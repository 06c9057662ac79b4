// A small evaluator of constant expressions over typed bodies: integers, booleans, characters, calls of
// const functions without memory. It serves while types are checked (array lengths, discriminants) when
// no evaluator of MIR is installed.

import PolyExpansion
import PolySupport

struct ScalarEvaluator {
  let program: Program
  private var steps = 0
  private var depth = 0

  init(_ program: Program) { self.program = program }

  typealias Value = (low: UInt64, high: UInt64)

  /// The value of a constant item.
  mutating func evaluate(_ def: DefID, _ args: Args) -> Value? {
    guard let body = program.typedBody(of: def), !body.hasErrors, !body.value.isNone else { return nil }
    var frame = Frame(body: body, args: args)
    return value(body.value, &frame)
  }

  private enum Exit {
    case breakLoop(LoopLabel, Value)
    case continueLoop(LoopLabel)
    case returned(Value)
  }

  private struct Frame {
    let body: TypedBody
    let args: Args
    var variables: [Variable: Value] = [:]
    var exit: Exit?
  }

  private func integerKind(_ type: Ty) -> IntegerKind? {
    switch program.types.kind(type) {
    case .integer(let kind): kind
    case .bool, .char: .u32
    default: nil
    }
  }

  private mutating func value(_ id: TypedExprID, _ frame: inout Frame) -> Value? {
    steps += 1
    guard steps < 2_000_000, frame.exit == nil, !id.isNone else { return nil }
    let expr = frame.body.exprs[id]
    switch expr.kind {
    case .literal(.scalar(let low, let high)): return (low, high)
    case .use(let inner), .neverToAny(let inner): return value(inner, &frame)
    case .variable(let variable): return frame.variables[variable]
    case .constant(let def, let args):
      let own = program.types.substitute(args, frame.args)
      return program.evaluateConst(program.types.const(.unevaluated(def, own)))
    case .constParameter(let const): return program.evaluateConst(program.types.substitute(const, frame.args))
    case .block(let block): return run(block, &frame)
    case .tuple(let list): return list.isEmpty ? (0, 0) : nil
    case .ifThenElse(let condition, let then, let otherwise):
      guard let test = value(condition, &frame) else { return nil }
      if test.low != 0 { return value(then, &frame) }
      return otherwise.isNone ? (0, 0) : value(otherwise, &frame)
    case .and(let a, let b):
      guard let left = value(a, &frame) else { return nil }
      return left.low == 0 ? (0, 0) : value(b, &frame)
    case .or(let a, let b):
      guard let left = value(a, &frame) else { return nil }
      return left.low != 0 ? (1, 0) : value(b, &frame)
    case .unary(let op, let operand):
      guard let inner = value(operand, &frame) else { return nil }
      return unary(op, inner, expr.type)
    case .binary(let op, let a, let b):
      guard let left = value(a, &frame), let right = value(b, &frame) else { return nil }
      return binary(op, left, right, frame.body.exprs[a].type)
    case .cast(let kind, let operand):
      guard let inner = value(operand, &frame) else { return nil }
      return cast(kind, inner, from: frame.body.exprs[operand].type, to: expr.type)
    case .assign(let place, let source):
      guard case .variable(let variable) = frame.body.exprs[place].kind, let new = value(source, &frame) else { return nil }
      frame.variables[variable] = new
      return (0, 0)
    case .assignOperator(let op, let place, let source):
      guard case .variable(let variable) = frame.body.exprs[place].kind, let new = value(source, &frame),
        let old = frame.variables[variable], let result = binary(op, old, new, frame.body.exprs[place].type)
      else { return nil }
      frame.variables[variable] = result
      return (0, 0)
    case .loop(let label, let inner):
      while true {
        _ = value(inner, &frame)
        switch frame.exit {
        case .breakLoop(label, let result)?:
          frame.exit = nil
          return result
        case .continueLoop(label)?: frame.exit = nil
        case .some: return nil
        case nil: break
        }
        guard steps < 2_000_000 else { return nil }
      }
    case .labelledBlock(let label, let inner):
      if let result = value(inner, &frame) { return result }
      if case .breakLoop(label, let result)? = frame.exit {
        frame.exit = nil
        return result
      }
      return nil
    case .breakLoop(let label, let inner):
      let result = inner.isNone ? (0, 0) : value(inner, &frame)
      if let result, frame.exit == nil { frame.exit = .breakLoop(label, result) }
      return nil
    case .continueLoop(let label):
      frame.exit = .continueLoop(label)
      return nil
    case .returnValue(let inner):
      let result = inner.isNone ? (0, 0) : value(inner, &frame)
      if let result, frame.exit == nil { frame.exit = .returned(result) }
      return nil
    case .call(let callee, let arguments, _): return call(callee, arguments, expr.type, &frame)
    default: return nil
    }
  }

  private mutating func run(_ id: TypedBlockID, _ frame: inout Frame) -> Value? {
    let block = frame.body.blocks[id]
    for statement in Array(frame.body.statements[block.statements]) {
      switch statement {
      case .expression(let expr):
        guard value(expr, &frame) != nil else { return nil }
      case .let(let pattern, let initializer, _, _):
        guard case .binding(let variable, .byValue, let sub) = frame.body.patterns[pattern].kind, sub.isNone else {
          return nil
        }
        if !initializer.isNone {
          guard let new = value(initializer, &frame) else { return nil }
          frame.variables[variable] = new
        }
      }
    }
    return block.tail.isNone ? (0, 0) : value(block.tail, &frame)
  }

  private mutating func call(
    _ callee: TypedExprID, _ arguments: ListRef<TypedExprID>, _ type: Ty, _ frame: inout Frame
  ) -> Value? {
    guard depth < 100, case .functionDef(let def, let args) = program.types.kind(frame.body.exprs[callee].type) else {
      return nil
    }
    var values: [Value] = []
    for argument in Array(frame.body.exprLists[arguments]) {
      guard let argumentValue = value(argument, &frame) else { return nil }
      values.append(argumentValue)
    }
    let own = program.normalize(program.types.substitute(args, frame.args), in: .empty)
    guard let instance = program.resolveInstance(def, own) else { return nil }
    if instance.kind == .intrinsic { return intrinsic(instance, values) }
    guard instance.kind == .item, program.isConstFunction(instance.def),
      let body = program.typedBody(of: instance.def), !body.hasErrors, body.parameters.count == values.count
    else { return nil }
    var inner = Frame(body: body, args: instance.args)
    for (parameter, argument) in zip(body.parameters, values) {
      switch body.patterns[parameter.pattern].kind {
      case .binding(let variable, .byValue, _): inner.variables[variable] = argument
      case .wildcard: break
      default: return nil
      }
    }
    depth += 1
    defer { depth -= 1 }
    let result = value(body.value, &inner)
    if case .returned(let early)? = inner.exit { return early }
    return result
  }

  private func intrinsic(_ instance: Instance, _ values: [Value]) -> Value? {
    let name = program.symbols.text(program.definitions.name(instance.def))
    guard values.count == 2, let type = program.types.list(instance.args).compactMap(\.type).first else { return nil }
    switch name {
    case "wrapping_add": return binary(.add, values[0], values[1], type, wraps: true)
    case "wrapping_sub": return binary(.subtract, values[0], values[1], type, wraps: true)
    case "wrapping_mul": return binary(.multiply, values[0], values[1], type, wraps: true)
    default: return nil
    }
  }

  // MARK: arithmetic on bits

  private func bits(_ type: Ty) -> (kind: IntegerKind, width: Int)? {
    guard let kind = integerKind(type) else { return nil }
    return (kind, kind.bits(pointerBits: program.target.pointerBits))
  }

  private func signed(_ value: Value, _ width: Int) -> Int128 {
    let raw = UInt128(value.high) << 64 | UInt128(value.low)
    let shift = UInt128(128 - width)
    return Int128(bitPattern: raw << shift) >> Int128(shift)
  }

  private func unsigned(_ value: Value) -> UInt128 { UInt128(value.high) << 64 | UInt128(value.low) }

  private func pack(_ value: UInt128, _ width: Int) -> Value {
    let masked = width == 128 ? value : value & ((UInt128(1) << UInt128(width)) - 1)
    return (UInt64(truncatingIfNeeded: masked), UInt64(truncatingIfNeeded: masked >> 64))
  }

  private func unary(_ op: UnaryOperator, _ value: Value, _ type: Ty) -> Value? {
    if type == program.types.bool { return op == .not ? (value.low ^ 1, 0) : nil }
    guard let (kind, width) = bits(type) else { return nil }
    switch op {
    case .not: return pack(~unsigned(value), width)
    case .negate:
      guard kind.isSigned else { return nil }
      let number = signed(value, width)
      if number == signed(pack(UInt128(1) << UInt128(width - 1), width), width) { return nil }
      return pack(UInt128(bitPattern: -number), width)
    }
  }

  private func binary(_ op: BinaryOperator, _ a: Value, _ b: Value, _ type: Ty, wraps: Bool = false) -> Value? {
    guard let (kind, width) = bits(type) else { return nil }
    func truth(_ condition: Bool) -> Value { (condition ? 1 : 0, 0) }
    switch op {
    case .bitAnd: return (a.low & b.low, a.high & b.high)
    case .bitOr: return (a.low | b.low, a.high | b.high)
    case .bitXor: return (a.low ^ b.low, a.high ^ b.high)
    case .equal: return truth(a == b)
    case .notEqual: return truth(a != b)
    case .shiftLeft, .shiftRight:
      guard b.high == 0, b.low < UInt64(width) else { return nil }
      if op == .shiftLeft { return pack(unsigned(a) << UInt128(b.low), width) }
      return kind.isSigned
        ? pack(UInt128(bitPattern: signed(a, width) >> Int128(b.low)), width) : pack(unsigned(a) >> UInt128(b.low), width)
    default: break
    }
    if kind.isSigned {
      let x = signed(a, width)
      let y = signed(b, width)
      switch op {
      case .less: return truth(x < y)
      case .lessEqual: return truth(x <= y)
      case .greater: return truth(x > y)
      case .greaterEqual: return truth(x >= y)
      default: break
      }
      let (result, overflow): (Int128, Bool)
      switch op {
      case .add: (result, overflow) = x.addingReportingOverflow(y)
      case .subtract: (result, overflow) = x.subtractingReportingOverflow(y)
      case .multiply: (result, overflow) = x.multipliedReportingOverflow(by: y)
      case .divide:
        guard y != 0 else { return nil }
        (result, overflow) = x.dividedReportingOverflow(by: y)
      case .remainder:
        guard y != 0 else { return nil }
        (result, overflow) = x.remainderReportingOverflow(dividingBy: y)
      default: return nil
      }
      let packed = pack(UInt128(bitPattern: result), width)
      if !wraps, overflow || signed(packed, width) != result { return nil }
      return packed
    }
    let x = unsigned(a)
    let y = unsigned(b)
    switch op {
    case .less: return truth(x < y)
    case .lessEqual: return truth(x <= y)
    case .greater: return truth(x > y)
    case .greaterEqual: return truth(x >= y)
    default: break
    }
    let (result, overflow): (UInt128, Bool)
    switch op {
    case .add: (result, overflow) = x.addingReportingOverflow(y)
    case .subtract: (result, overflow) = x.subtractingReportingOverflow(y)
    case .multiply: (result, overflow) = x.multipliedReportingOverflow(by: y)
    case .divide:
      guard y != 0 else { return nil }
      (result, overflow) = (x / y, false)
    case .remainder:
      guard y != 0 else { return nil }
      (result, overflow) = (x % y, false)
    default: return nil
    }
    let packed = pack(result, width)
    if !wraps, overflow || unsigned(packed) != result { return nil }
    return packed
  }

  private func cast(_ kind: CastKind, _ value: Value, from: Ty, to: Ty) -> Value? {
    switch kind {
    case .integerToInteger, .boolToInteger, .charToInteger, .u8ToChar:
      guard let target = bits(to) else { return nil }
      if to == program.types.char { return value }
      guard let source = bits(from) else { return nil }
      if kind == .integerToInteger, source.kind.isSigned {
        return pack(UInt128(bitPattern: signed(value, source.width)), target.width)
      }
      return pack(unsigned(value), target.width)
    default: return nil
    }
  }
}
