// The text form of typed bodies (`--emit hir`): Rust-like, with every implicit step written out.

import PolyExpansion
import PolySupport

/// The text of a typed body.
public func dumpTyped(_ body: TypedBody, _ program: Program) -> String {
  var printer = TypedPrinter(body: body, program: program)
  printer.printBody()
  return printer.text
}

private struct TypedPrinter {
  let body: TypedBody
  let program: Program
  var text = ""
  var indent = 0

  init(body: TypedBody, program: Program) {
    self.body = body
    self.program = program
  }

  private mutating func line(_ content: String) {
    text += String(repeating: "  ", count: indent) + content + "\n"
  }

  private func type(_ type: Ty) -> String { program.describe(type) }

  private func name(_ variable: Variable) -> String {
    guard body.variables.contains(variable) else { return "?\(variable.raw)" }
    return "\(program.symbols.text(body.variables[variable].name))#\(variable.raw)"
  }

  mutating func printBody() {
    let parameters = body.parameters.map { "\(pattern($0.pattern)): \(type($0.type))" }
    line("body \(program.definitions.path(body.owner))(\(parameters.joined(separator: ", "))) -> \(type(body.returnType)) {")
    indent += 1
    line(expr(body.value))
    indent -= 1
    line("}")
  }

  private func list(_ exprs: ListRef<TypedExprID>) -> String {
    body.exprLists[exprs].map { expr($0) }.joined(separator: ", ")
  }

  private func pad(_ extra: Int) -> String { String(repeating: "  ", count: indent + extra) }

  private func constant(_ value: ConstantValue, _ type: Ty) -> String {
    switch value {
    case .scalar(let low, let high): return "\(program.constantText(low: low, high: high, type))_\(self.type(type))"
    case .string(let symbol), .cString(let symbol): return "\"\(program.symbols.text(symbol))\""
    case .bytes(let symbol): return "b\"\(program.symbols.text(symbol))\""
    case .zeroSized: return "()"
    }
  }

  func expr(_ id: TypedExprID) -> String {
    guard !id.isNone else { return "()" }
    let node = body.exprs[id]
    switch node.kind {
    case .variable(let variable): return name(variable)
    case .upvar(let variable): return "upvar \(name(variable))"
    case .staticItem(let def): return "static \(program.definitions.path(def))"
    case .deref(let inner): return "(*\(expr(inner)))"
    case .field(let base, let index): return "\(expr(base)).\(index)"
    case .index(let base, let index): return "\(expr(base))[\(expr(index))]"
    case .literal(let value): return constant(value, node.type)
    case .constant(let def, let args): return "const \(program.describe(def, args))"
    case .constParameter(let const): return program.describe(const)
    case .zeroSized: return type(node.type)
    case .use(let inner): return "use(\(expr(inner)))"
    case .neverToAny(let inner): return "\(expr(inner)) as! \(type(node.type))"
    case .block(let block): return self.block(block)
    case .ifThenElse(let condition, let then, let otherwise):
      return "if \(expr(condition)) \(expr(then))" + (otherwise.isNone ? "" : " else \(expr(otherwise))")
    case .letCondition(let pattern, let value): return "let \(self.pattern(pattern)) = \(expr(value))"
    case .match(let scrutinee, let arms):
      var inner = self
      inner.indent += 1
      var result = "match \(expr(scrutinee)) {\n"
      for arm in body.armLists[arms] {
        let data = body.arms[arm]
        result += pad(1) + pattern(data.pattern)
        if !data.guardCondition.isNone { result += " if \(inner.expr(data.guardCondition))" }
        result += " => \(inner.expr(data.body)),\n"
      }
      return result + pad(0) + "}"
    case .loop(let label, let inner): return "'\(label.raw): loop \(expr(inner))"
    case .labelledBlock(let label, let inner): return "'\(label.raw): \(expr(inner))"
    case .breakLoop(let label, let value): return "break '\(label.raw)" + (value.isNone ? "" : " \(expr(value))")
    case .continueLoop(let label): return "continue '\(label.raw)"
    case .returnValue(let value): return "return" + (value.isNone ? "" : " \(expr(value))")
    case .assign(let place, let value): return "\(expr(place)) = \(expr(value))"
    case .assignOperator(let op, let place, let value): return "\(expr(place)) \(op)= \(expr(value))"
    case .binary(let op, let left, let right): return "\(op)(\(expr(left)), \(expr(right)))"
    case .unary(let op, let inner): return "\(op)(\(expr(inner)))"
    case .and(let left, let right): return "(\(expr(left)) && \(expr(right)))"
    case .or(let left, let right): return "(\(expr(left)) || \(expr(right)))"
    case .call(let callee, let arguments, _): return "\(expr(callee))(\(list(arguments)))"
    case .borrow(let kind, let place, _):
      let sign = kind == .shared ? "&" : kind == .mutable ? "&mut " : kind == .unique ? "&uniq " : "&two_phase "
      return sign + expr(place)
    case .rawBorrow(let mutability, let place): return "&raw \(mutability == .mutable ? "mut" : "const") \(expr(place))"
    case .construct(let def, let variant, let args, let fields, let base):
      let data = program.adt(def)
      var name = program.describe(def, args)
      if data.isEnum, Int(variant) < data.variants.count { name += "::" + program.symbols.text(data.variants[Int(variant)].name) }
      var parts = body.fieldValues[fields].map { "\($0.index): \(expr($0.value))" }
      if !base.isNone { parts.append("..\(expr(base))") }
      return "\(name) { \(parts.joined(separator: ", ")) }"
    case .tuple(let elements): return "(\(list(elements)))"
    case .array(let elements): return "[\(list(elements))]"
    case .repeatArray(let element, let count): return "[\(expr(element)); \(program.describe(count))]"
    case .closure(let def, let captures): return "closure \(program.definitions.path(def)) [\(list(captures))]"
    case .cast(let kind, let inner): return "(\(expr(inner)) as \(type(node.type)) /*\(kind)*/)"
    case .yield(let inner): return "yield \(expr(inner))"
    case .error: return "<error>"
    }
  }

  private func block(_ id: TypedBlockID) -> String {
    guard !id.isNone else { return "{}" }
    var inner = self
    inner.indent += 1
    let data = body.blocks[id]
    var result = "{\n"
    for statement in body.statements[data.statements] {
      switch statement {
      case .expression(let value): result += pad(1) + inner.expr(value) + ";\n"
      case .let(let pattern, let initializer, let otherwise, _):
        result += pad(1) + "let \(self.pattern(pattern)): \(type(body.patterns[pattern].type))"
        if !initializer.isNone { result += " = \(inner.expr(initializer))" }
        if !otherwise.isNone { result += " else \(inner.block(otherwise))" }
        result += ";\n"
      }
    }
    if !data.tail.isNone { result += pad(1) + inner.expr(data.tail) + "\n" }
    return result + pad(0) + "}"
  }

  func pattern(_ id: TypedPatternID) -> String {
    guard !id.isNone else { return "_" }
    let node = body.patterns[id]
    func fields(_ list: ListRef<FieldPattern>) -> String {
      body.fieldPatterns[list].map { "\($0.index): \(pattern($0.pattern))" }.joined(separator: ", ")
    }
    func patterns(_ list: ListRef<TypedPatternID>) -> [String] { body.patternLists[list].map { pattern($0) } }
    func end(_ end: RangeEnd) -> String {
      if case .scalar(let low, let high) = end { return program.constantText(low: low, high: high, node.type) }
      return ""
    }
    switch node.kind {
    case .wildcard: return "_"
    case .never: return "!"
    case .binding(let variable, let mode, let inner):
      let prefix = mode == .byValue ? "" : mode == .byReference ? "ref " : "ref mut "
      return prefix + name(variable) + (inner.isNone ? "" : " @ \(pattern(inner))")
    case .variant(let def, let variant, _, let list):
      let data = program.adt(def)
      let name = Int(variant) < data.variants.count ? program.symbols.text(data.variants[Int(variant)].name) : "?"
      return "\(name) { \(fields(list)) }"
    case .leaf(let list): return "{ \(fields(list)) }"
    case .deref(let inner): return "&\(pattern(inner))"
    case .constant(let value): return constant(value, node.type)
    case .range(let low, let high, let isInclusive): return "\(end(low))\(isInclusive ? "..=" : "..")\(end(high))"
    case .slice(let prefix, let rest, let suffix):
      var parts = patterns(prefix)
      if !rest.isNone { parts.append("\(pattern(rest)) @ ..") }
      parts += patterns(suffix)
      return "[\(parts.joined(separator: ", "))]"
    case .or(let list): return patterns(list).joined(separator: " | ")
    case .error: return "<error>"
    }
  }
}
