// Text form of tokens and of the syntax tree: S-expressions, one item or statement a line.

import PolySupport

extension SyntaxTree {
  /// One token a line: kind, text; indented by delimiters.
  public func dumpTokens(_ buffer: BufferID) -> String {
    let tokens = buffers[buffer]
    var output = ""
    var indent = 0
    for index in 0..<tokens.kinds.count {
      let kind = tokens.kinds[index]
      if kind.isCloseDelimiter { indent -= 1 }
      output += String(repeating: "  ", count: max(indent, 0))
      output += "\(kind)"
      if kind == .openInvisible { output += " \(tokens.fragment(index))" }
      if kind.hasSymbol, !kind.isKeyword { output += " \(symbols.text(tokens.symbol(index)))" }
      if tokens.isJoint(index), kind.isPunctuation { output += " joint" }
      output += "\n"
      if kind.isOpenDelimiter { indent += 1 }
    }
    return output
  }

  /// A file's items.
  public func dumpSyntax(_ file: SyntaxFile) -> String {
    var dumper = SyntaxDumper(tree: self)
    dumper.attributes(file.attributes)
    dumper.items(file.items)
    return dumper.output
  }

  /// The imports and blocks of a `.poly` file.
  public func dumpSyntax(_ file: PolyFile) -> String {
    var dumper = SyntaxDumper(tree: self)
    for item in file.imports {
      dumper.line("(import \(item.path)")
      if let names = item.names {
        for name in names {
          dumper.output += " \(symbols.text(name.name.name))"
          if !name.rename.isNone { dumper.output += "=\(symbols.text(name.rename.name))" }
        }
      } else {
        dumper.output += " *"
      }
      dumper.output += ")"
    }
    for block in file.blocks {
      var tag = "\(block.tag)"
      switch block.tag {
      case .stdlib(let path): tag = "stdlib:\(symbols.text(path))"
      case .foreign(let name): tag = symbols.text(name)
      default: break
      }
      dumper.line("(block \(tag)")
      for option in block.options { dumper.output += " \(symbols.text(option.name.name))=\(option.value)" }
      dumper.indented {
        $0.attributes(block.attributes)
        $0.items(block.items)
      }
      dumper.output += ")"
    }
    dumper.output += "\n"
    return dumper.output
  }

  public func dump(_ expr: ExprID) -> String {
    var dumper = SyntaxDumper(tree: self)
    dumper.expr(expr)
    return dumper.output
  }
  public func dump(_ type: TypeNodeID) -> String {
    var dumper = SyntaxDumper(tree: self)
    dumper.type(type)
    return dumper.output
  }
  public func dump(_ pattern: PatID) -> String {
    var dumper = SyntaxDumper(tree: self)
    dumper.pattern(pattern)
    return dumper.output
  }
  public func dump(_ path: PathID) -> String {
    var dumper = SyntaxDumper(tree: self)
    dumper.path(path)
    return dumper.output
  }
  public func dump(_ item: ItemID) -> String {
    var dumper = SyntaxDumper(tree: self)
    dumper.item(item)
    return dumper.output
  }
}

struct SyntaxDumper {
  let tree: SyntaxTree
  var output = ""
  var indent = 0

  init(tree: SyntaxTree) { self.tree = tree }

  mutating func line(_ text: String) {
    if !output.isEmpty { output += "\n" }
    output += String(repeating: "  ", count: indent)
    output += text
  }

  mutating func indented(_ body: (inout SyntaxDumper) -> Void) {
    indent += 1
    body(&self)
    indent -= 1
  }

  func name(_ ident: Ident) -> String { ident.isNone ? "-" : tree.symbols.text(ident.name) }

  mutating func add(_ text: String) { output += text }

  // MARK: Attributes and names

  mutating func attributes(_ list: ListRef<Attribute>) {
    for attribute in tree.attributes[list] {
      line("#\(attribute.isInner ? "!" : "")[")
      if attribute.isUnsafe { add("unsafe ") }
      if attribute.path.isNone { add(name(attribute.name)) } else { path(attribute.path) }
      switch attribute.arguments {
      case .none: break
      case .tokens(let delimiter, let slice):
        add(" \(delimiter) ")
        tokens(slice)
      case .value(let value):
        add(" = ")
        expr(value)
      }
      add("]")
    }
  }

  /// Tokens separated by single spaces.
  mutating func tokens(_ slice: TokenSlice) {
    guard !slice.buffer.isNone else { return }
    let buffer = tree.buffers[slice.buffer]
    for index in slice.range {
      if index > Int(slice.start) { add(" ") }
      let kind = buffer.kinds[index]
      switch kind {
      case .lifetime: add("'" + tree.symbols.text(buffer.symbol(index)))
      case .rawIdentifier: add("r#" + tree.symbols.text(buffer.symbol(index)))
      case .dollarCrate: add("$crate")
      case .openInvisible: add("⟦")
      case .closeInvisible: add("⟧")
      default: add(kind.hasSymbol ? tree.symbols.text(buffer.symbol(index)) : "\(kind.spelling)")
      }
    }
  }

  mutating func path(_ id: PathID) {
    guard !id.isNone else { return add("-") }
    let node = tree.paths[id]
    var count = 0
    if node.hasSelfType {
      add("<")
      type(node.selfType)
      if node.traitSegmentCount > 0 {
        add(" as ")
      } else {
        add(">")
      }
    }
    if node.isGlobal { add("::") }
    for segment in tree.pathSegments[node.segments] {
      if count > 0 || (node.hasSelfType && node.traitSegmentCount == 0) { add("::") }
      self.segment(segment)
      count += 1
      if node.hasSelfType, node.traitSegmentCount > 0, count == Int(node.traitSegmentCount) { add(">") }
    }
  }

  mutating func segment(_ segment: PathSegment) {
    add(name(segment.ident))
    guard !segment.arguments.isNone else { return }
    switch tree.genericArguments[segment.arguments].kind {
    case .angle(let list):
      add("<")
      separated(tree.genericArgumentLists[list]) { $0.genericArgument($1) }
      add(">")
    case .parenthesized(let inputs, let result):
      add("(")
      separated(tree.typeLists[inputs]) { $0.type($1) }
      add(")")
      if !result.isNone {
        add("->")
        type(result)
      }
    case .returnTypeNotation: add("(..)")
    }
  }

  mutating func separated<S: Sequence>(_ list: S, _ body: (inout SyntaxDumper, S.Element) -> Void) {
    var isFirst = true
    for element in list {
      if !isFirst { add(", ") }
      isFirst = false
      body(&self, element)
    }
  }

  mutating func genericArgument(_ argument: GenericArgument) {
    switch argument.kind {
    case .lifetime(let lifetime): add("'" + name(lifetime.ident))
    case .type(let node): type(node)
    case .const(let value): expr(value)
    case .equalType(let segment, let node):
      self.segment(segment)
      add(" = ")
      type(node)
    case .equalConst(let segment, let value):
      self.segment(segment)
      add(" = ")
      expr(value)
    case .bounds(let segment, let list):
      self.segment(segment)
      bounds(list)
    }
  }

  mutating func bounds(_ list: ListRef<GenericBound>) {
    guard !list.isEmpty else { return }
    add(": ")
    boundList(list)
  }

  mutating func boundList(_ list: ListRef<GenericBound>) {
    var isFirst = true
    for bound in tree.genericBounds[list] {
      if !isFirst { add(" + ") }
      isFirst = false
      switch bound.kind {
      case .lifetime(let lifetime): add("'" + name(lifetime.ident))
      case .use(let names):
        add("use<")
        separated(tree.identLists[names]) { $0.add($0.name($1)) }
        add(">")
      case .trait(let modifier, let lifetimes, let node):
        forLifetimes(lifetimes)
        switch modifier {
        case .none: break
        case .maybe: add("?")
        case .const: add("const ")
        case .maybeConst: add("[const] ")
        case .negative: add("!")
        case .async: add("async ")
        }
        path(node)
      }
    }
  }

  mutating func forLifetimes(_ list: ListRef<GenericParameter>) {
    guard !list.isEmpty else { return }
    add("for")
    genericParameters(list)
    add(" ")
  }

  mutating func genericParameters(_ list: ListRef<GenericParameter>) {
    guard !list.isEmpty else { return }
    add("<")
    separated(tree.genericParameters[list]) { dumper, parameter in
      switch parameter.kind {
      case .lifetime(let list):
        dumper.add("'" + dumper.name(parameter.name))
        dumper.bounds(list)
      case .type(let list, let node):
        dumper.add(dumper.name(parameter.name))
        dumper.bounds(list)
        if !node.isNone {
          dumper.add(" = ")
          dumper.type(node)
        }
      case .const(let node, let value):
        dumper.add("const " + dumper.name(parameter.name) + ": ")
        dumper.type(node)
        if !value.isNone {
          dumper.add(" = ")
          dumper.expr(value)
        }
      }
    }
    add(">")
  }

  mutating func generics(_ generics: Generics) {
    genericParameters(generics.parameters)
    guard !generics.predicates.isEmpty else { return }
    add(" (where ")
    separated(tree.wherePredicates[generics.predicates]) { dumper, predicate in
      switch predicate.kind {
      case .lifetime(let lifetime, let list):
        dumper.add("'" + dumper.name(lifetime.ident))
        dumper.bounds(list)
      case .type(let lifetimes, let node, let list):
        dumper.forLifetimes(lifetimes)
        dumper.type(node)
        dumper.bounds(list)
      }
    }
    add(")")
  }

  mutating func visibility(_ visibility: Visibility) {
    switch visibility.kind {
    case .inherited: break
    case .public: add("pub ")
    case .crate: add("pub(crate) ")
    case .export: add("export ")
    case .restricted(let node):
      add("pub(in ")
      path(node)
      add(") ")
    }
  }

  // MARK: Types

  mutating func type(_ id: TypeNodeID) {
    guard !id.isNone else { return add("-") }
    switch tree.types[id].kind {
    case .path(let node): path(node)
    case .reference(let lifetime, let mutability, let inner):
      add("&")
      if !lifetime.isNone { add("'" + name(lifetime.ident) + " ") }
      if mutability.isMutable { add("mut ") }
      type(inner)
    case .pointer(let mutability, let inner):
      add(mutability.isMutable ? "*mut " : "*const ")
      type(inner)
    case .slice(let inner):
      add("[")
      type(inner)
      add("]")
    case .array(let inner, let length):
      add("[")
      type(inner)
      add("; ")
      expr(length)
      add("]")
    case .tuple(let list):
      add("(")
      separated(tree.typeLists[list]) { $0.type($1) }
      if list.count == 1 { add(",") }
      add(")")
    case .never: add("!")
    case .infer: add("_")
    case .function(let pointer):
      let node = tree.functionPointers[pointer]
      forLifetimes(node.lifetimes)
      if node.isUnsafe { add("unsafe ") }
      abi(node.abi)
      add("fn(")
      separated(tree.parameters[node.parameters]) { dumper, parameter in
        if !parameter.pattern.isNone {
          dumper.pattern(parameter.pattern)
          dumper.add(": ")
        }
        dumper.type(parameter.type)
      }
      if node.isVariadic { add(", ...") }
      add(")")
      if !node.output.isNone {
        add(" -> ")
        type(node.output)
      }
    case .traitObject(let list, let hasDyn):
      add(hasDyn ? "(dyn " : "(bare ")
      boundList(list)
      add(")")
    case .implTrait(let list):
      add("(impl ")
      boundList(list)
      add(")")
    case .implicitSelf: add("Self")
    case .macroCall(let call): macroCall(call)
    case .error: add("(error)")
    }
  }

  mutating func abi(_ abi: Abi) {
    switch abi {
    case .rust: break
    case .implicitC: add("extern ")
    case .named(let literal): add("extern \(tree.symbols.text(literal.text)) ")
    }
  }

  mutating func macroCall(_ id: MacroCallID) {
    let call = tree.macroCalls[id]
    add("(macro ")
    path(call.path)
    add(" \(call.delimiter) ")
    tokens(call.arguments)
    add(")")
  }

  // MARK: Patterns

  mutating func pattern(_ id: PatID) {
    guard !id.isNone else { return add("-") }
    switch tree.patterns[id].kind {
    case .wildcard: add("_")
    case .rest: add("..")
    case .binding(let mode, let ident, let sub):
      if mode.mutability.isMutable { add("mut ") }
      if mode.isReference { add(mode.referenceMutability.isMutable ? "ref mut " : "ref ") }
      add(name(ident))
      if !sub.isNone {
        add(" @ ")
        pattern(sub)
      }
    case .literal(let value): expr(value)
    case .range(let low, let high, let limits):
      add("(range ")
      expr(low)
      add(limits == .closed ? " ..= " : " .. ")
      expr(high)
      add(")")
    case .path(let node): path(node)
    case .tupleStruct(let node, let list):
      path(node)
      add("(")
      separated(tree.patternLists[list]) { $0.pattern($1) }
      add(")")
    case .structure(let node, let fields, let hasRest):
      path(node)
      add("{")
      separated(tree.fieldPatterns[fields]) { dumper, field in
        dumper.add(dumper.name(field.name) + ": ")
        dumper.pattern(field.pattern)
      }
      if hasRest { add(" ..") }
      add("}")
    case .tuple(let list):
      add("(")
      separated(tree.patternLists[list]) { $0.pattern($1) }
      if list.count == 1 { add(",") }
      add(")")
    case .slice(let list):
      add("[")
      separated(tree.patternLists[list]) { $0.pattern($1) }
      add("]")
    case .or(let list):
      add("(or ")
      separated(tree.patternLists[list]) { $0.pattern($1) }
      add(")")
    case .reference(let inner, let mutability):
      add(mutability.isMutable ? "&mut " : "&")
      pattern(inner)
    case .box(let inner):
      add("box ")
      pattern(inner)
    case .constBlock(let value): expr(value)
    case .never: add("!")
    case .macroCall(let call): macroCall(call)
    case .error: add("(error)")
    }
  }
}
