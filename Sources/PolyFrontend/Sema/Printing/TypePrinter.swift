// Types, traits and predicates as messages show them.

import PolyExpansion
import PolySupport

extension Program {
  /// A type as rustc's messages write it: `Vec<i32>`, `&str`, `impl Fn(i32) -> i32`, `{integer}`.
  public func describe(_ type: Ty) -> String {
    var printer = TypePrinter(self)
    printer.print(type)
    return printer.text
  }

  /// What `std::any::type_name` gives: every item with its whole path, `alloc::vec::Vec<i32>`.
  public func typeName(_ type: Ty) -> String {
    var printer = TypePrinter(self)
    printer.isQualified = true
    printer.print(type)
    return printer.text
  }

  public func describe(_ const: Const) -> String {
    var printer = TypePrinter(self)
    printer.print(const)
    return printer.text
  }

  /// `Trait<Args>` without Self.
  public func describe(_ reference: TraitRef) -> String { describePath(reference) }

  public func describePath(_ reference: TraitRef) -> String {
    var printer = TypePrinter(self)
    printer.printTrait(reference.trait, Array(types.list(reference.args).dropFirst()), projections: [])
    return printer.text
  }

  /// `T: Trait<Args>` or `<T as Trait>::Item == U`.
  public func describe(_ predicate: Predicate) -> String {
    switch predicate {
    case .trait(let reference):
      guard let selfType = types.list(reference.args).first?.type else { return describePath(reference) }
      return "\(describe(selfType)): \(describePath(reference))"
    case .projection(let item, let args, let type):
      return "\(describe(types.type(.projection(item, args)))) == \(describe(type))"
    case .closureKind(_, let kind):
      return "closure: \(kind == .fn ? "Fn" : kind == .fnMut ? "FnMut" : "FnOnce")"
    }
  }

  public func describe(_ signature: SignatureData) -> String {
    var printer = TypePrinter(self)
    printer.print(signature)
    return printer.text
  }

  /// An item with its arguments, as in `Vec::<i32>::new`.
  public func describe(_ def: DefID, _ args: Args) -> String {
    var printer = TypePrinter(self)
    printer.printItem(def, args)
    return printer.text
  }
}

struct TypePrinter {
  let program: Program
  var text = ""
  /// Items are shown with their crates and modules.
  fileprivate(set) var isQualified = false
  private var depth = 0

  init(_ program: Program) { self.program = program }
  private var types: TypeTable { program.types }

  private func name(_ def: DefID) -> String { program.symbols.text(program.definitions.name(def)) }

  /// An item's path or only its name.
  private func shownName(_ def: DefID) -> String { isQualified ? qualified(def) : name(def) }

  private func qualified(_ def: DefID) -> String {
    let entry = program.definitions[def]
    if case .crate = entry.kind { return program.symbols.text(program.definitions.crates[entry.crate].name) }
    guard !entry.parent.isNone else { return name(def) }
    let outer = qualified(entry.parent)
    switch entry.kind {
    case .blockModule, .foreignModule: return outer
    case .closure: return outer + "::{{closure}}"
    case .anonymousConstant: return outer + "::{{constant}}"
    case .implementation:
      var printer = TypePrinter(program)
      printer.isQualified = true
      let selfType = program.type(of: def)
      printer.print(selfType)
      if case .adt = types.kind(selfType) { return printer.text }
      return "<\(printer.text)>"
    default: return "\(outer)::\(name(def))"
    }
  }

  mutating func print(_ type: Ty) {
    guard !type.isNone else {
      text += "_"
      return
    }
    guard depth < 64 else {
      text += "…"
      return
    }
    depth += 1
    defer { depth -= 1 }
    switch types.kind(type) {
    case .bool: text += "bool"
    case .char: text += "char"
    case .str: text += "str"
    case .never: text += "!"
    case .error: text += "{type error}"
    case .integer(let kind): text += kind.name
    case .float(let kind):
      text += kind == .f32 ? "f32" : kind == .f64 ? "f64" : kind == .f16 ? "f16" : "f128"
    case .adt(let def, let args):
      text += shownName(def)
      printArguments(of: def, args)
    case .foreign(let def): text += shownName(def)
    case .reference(_, let target, let mutability):
      text += mutability == .mutable ? "&mut " : "&"
      printPointee(target)
    case .pointer(let target, let mutability):
      text += mutability == .mutable ? "*mut " : "*const "
      printPointee(target)
    case .slice(let element):
      text += "["
      print(element)
      text += "]"
    case .array(let element, let length):
      text += "["
      print(element)
      text += "; "
      print(length)
      text += "]"
    case .tuple(let list):
      text += "("
      let count = types.count(list)
      for position in 0..<count {
        if position > 0 { text += ", " }
        print(types.type(list, position))
      }
      text += count == 1 ? ",)" : ")"
    case .functionDef(let def, let args):
      if isQualified { return printItem(def, args) }
      print(types.substitute(program.signature(of: def), args))
      text += " {"
      printItem(def, args)
      text += "}"
    case .functionPointer(let signature): print(types.data(signature))
    case .dynamic(let existential, _): printDynamic(types.data(existential))
    case .closure(let def, _) where isQualified: text += qualified(def)
    case .closure(let def, _): text += "{closure@\(place(def))}"
    case .coroutine(let def, _): text += "{async block@\(place(def))}"
    case .opaque(let def, let args): printOpaque(def, args)
    case .projection(let item, let args) where program.isTraitOpaque(item): printOpaque(item, args)
    case .projection(let item, let args):
      let trait = program.definitions.parent(item)
      let count = program.generics(of: trait).count
      text += "<"
      if let selfType = types.list(args).first?.type { print(selfType) }
      text += " as "
      printTrait(trait, Array(types.list(args).prefix(count).dropFirst()), projections: [])
      text += ">::\(name(item))"
      let own = Array(types.list(args).dropFirst(count))
      printList(own.filter { $0.region == nil })
    case .parameter(_, let name): text += program.symbols.text(name)
    case .typeVariable: text += "_"
    case .integerVariable: text += "{integer}"
    case .floatVariable: text += "{float}"
    case .placeholder(let id): text += id == .max ? "Self" : "_"
    }
  }

  /// `dyn A + B` behind a pointer needs parentheses.
  private mutating func printPointee(_ type: Ty) {
    if case .dynamic(let existential, _) = types.kind(type) {
      let data = types.data(existential)
      if data.autoTraits.count + (data.principal.isNone ? 0 : 1) > 1 {
        text += "("
        print(type)
        text += ")"
        return
      }
    }
    print(type)
  }

  private func place(_ def: DefID) -> String {
    let span = program.definitions[def].span
    guard let range = program.sources.displayRange(span) else { return "?" }
    let start = program.sources.lineColumn(range.file, offset: range.lower)
    let end = program.sources.lineColumn(range.file, offset: range.upper)
    return "\(program.sources.files[range.file].name):\(start.line):\(start.column): \(end.line):\(end.column)"
  }

  mutating func print(_ const: Const) {
    switch types.kind(const) {
    case .value(let type, let low, let high): text += program.constantText(low: low, high: high, type)
    case .parameter(_, let name): text += program.symbols.text(name)
    case .unevaluated(let def, _):
      text += program.definitions.kind(def) == .anonymousConstant ? "{const}" : name(def)
    case .variable: text += "_"
    case .error: text += "{const error}"
    }
  }

  mutating func print(_ signature: SignatureData) {
    if signature.isUnsafe { text += "unsafe " }
    switch signature.convention {
    case .rust: break
    case .c: text += "extern \"C\" "
    case .system: text += "extern \"system\" "
    case .rustCall: text += "extern \"rust-call\" "
    case .intrinsic: text += "extern \"rust-intrinsic\" "
    }
    text += "fn("
    for (position, input) in types.list(signature.inputs).enumerated() {
      if position > 0 { text += ", " }
      print(input)
    }
    if signature.isVariadic { text += types.count(signature.inputs) > 0 ? ", ..." : "..." }
    text += ")"
    if signature.output != types.unit {
      text += " -> "
      print(signature.output)
    }
  }

  private mutating func print(_ argument: GenericArg) {
    switch argument.kind {
    case .type(let type): print(type)
    case .const(let const): print(const)
    case .region: text += "'_"
    }
  }

  private mutating func printList(_ list: [GenericArg]) {
    guard !list.isEmpty else { return }
    text += "<"
    for (position, argument) in list.enumerated() {
      if position > 0 { text += ", " }
      print(argument)
    }
    text += ">"
  }

  /// Arguments without lifetimes and without defaults at the end.
  private mutating func printArguments(of def: DefID, _ args: Args) {
    let generics = program.generics(of: def)
    var shown: [GenericArg] = []
    var parameters = generics.parameters[...]
    while let last = parameters.last, last.hasDefault, Int(last.index) < types.count(args),
      let value = program.defaultArgument(of: last)
    {
      var expected = value
      if let type = value.type { expected = GenericArg(types.substitute(type, args)) }
      guard expected == types.arg(args, Int(last.index)) else { break }
      parameters.removeLast()
    }
    for parameter in parameters where parameter.kind != .lifetime && Int(parameter.index) < types.count(args) {
      shown.append(types.arg(args, Int(parameter.index)))
    }
    printList(shown)
  }

  mutating func printItem(_ def: DefID, _ args: Args) {
    let generics = program.generics(of: def)
    if let trait = program.traitOf(item: def), let selfType = types.list(args).first?.type {
      text += "<"
      print(selfType)
      text += " as "
      printTrait(trait, Array(types.list(args).prefix(generics.parentCount).dropFirst()), projections: [])
      text += ">::"
    } else if let implementation = program.implOf(item: def) {
      let selfType = types.substitute(program.type(of: implementation), args)
      let isPath: Bool
      if case .adt = types.kind(selfType) { isPath = true } else { isPath = false }
      if !isPath { text += "<" }
      print(selfType)
      if !isPath { text += ">" }
      text += "::"
    } else if program.definitions.kind(def) == .variant {
      text += shownName(program.definitions.parent(def))
      printArguments(of: program.definitions.parent(def), args)
      text += "::"
    } else if isQualified {
      text += qualified(program.definitions.parent(def)) + "::"
    }
    text += name(def)
    let own = generics.parameters.filter { $0.kind != .lifetime && Int($0.index) < types.count(args) }
    if !own.isEmpty {
      text += "::"
      printList(own.map { types.arg(args, Int($0.index)) })
    }
  }

  /// `Trait<A, Item = B>`; `Fn` traits with their sugar.
  mutating func printTrait(_ trait: DefID, _ args: [GenericArg], projections: [(DefID, Ty)]) {
    text += shownName(trait)
    let lang = program.lang
    if trait == lang.fn || trait == lang.fnMut || trait == lang.fnOnce, let tuple = args.first?.type,
      case .tuple(let inputs) = types.kind(tuple)
    {
      text += "("
      for (position, input) in types.list(inputs).enumerated() {
        if position > 0 { text += ", " }
        print(input)
      }
      text += ")"
      if let output = projections.first(where: { $0.0 == lang.fnOnceOutput })?.1, output != types.unit {
        text += " -> "
        print(output)
      }
      return
    }
    var shown = args.filter { $0.region == nil }
    // Arguments that are the default, as `Rhs = Self`, are shown only if they differ; without Self at
    // hand they stay.
    if shown.isEmpty && projections.isEmpty { return }
    text += "<"
    var isFirst = true
    while !shown.isEmpty {
      if !isFirst { text += ", " }
      isFirst = false
      print(shown.removeFirst())
    }
    for (item, type) in projections {
      if !isFirst { text += ", " }
      isFirst = false
      text += "\(name(item)) = "
      print(type)
    }
    text += ">"
  }

  private mutating func printDynamic(_ data: ExistentialData) {
    text += "dyn "
    var isFirst = true
    if !data.principal.isNone {
      printTrait(
        data.principal, Array(types.list(data.principalArgs)), projections: data.projections.map { ($0.item, $0.type) })
      isFirst = false
    }
    for auto in data.autoTraits {
      if !isFirst { text += " + " }
      isFirst = false
      text += shownName(auto)
    }
  }

  private mutating func printOpaque(_ def: DefID, _ args: Args) {
    var parts: [(TraitRef, [(DefID, Ty)])] = []
    var projections: [(DefID, Args, Ty)] = []
    var isSized = false
    for bound in program.itemBounds(of: def) {
      switch program.substitute(bound.predicate, args) {
      case .trait(let reference):
        if reference.trait == program.lang.sized { isSized = true } else { parts.append((reference, [])) }
      case .projection(let item, let own, let type): projections.append((item, own, type))
      case .closureKind: break
      }
    }
    for (item, own, type) in projections {
      let owner = program.definitions.parent(item)
      let position = parts.firstIndex { part in
        part.0.trait == owner
          || (owner == program.lang.fnOnce && (part.0.trait == program.lang.fn || part.0.trait == program.lang.fnMut))
      }
      _ = own
      if let position { parts[position].1.append((item, type)) }
    }
    text += "impl "
    if parts.isEmpty { text += isSized ? "Sized" : "?Sized" }
    for (position, part) in parts.enumerated() {
      if position > 0 { text += " + " }
      printTrait(part.0.trait, Array(types.list(part.0.args).dropFirst()), projections: part.1)
    }
    if !parts.isEmpty, !isSized { text += " + ?Sized" }
  }
}
