// Text form of expressions, statements and items.

import PolySupport

extension SyntaxDumper {
  mutating func form(_ head: String, _ operands: ExprID...) {
    add("(" + head)
    for operand in operands {
      add(" ")
      expr(operand)
    }
    add(")")
  }

  func label(_ id: LabelID) -> String { id.isNone ? "" : " '" + name(tree.labels[id].ident) }

  mutating func expr(_ id: ExprID) {
    guard !id.isNone else { return add("-") }
    if let list = tree.exprAttributes[id] {
      for attribute in tree.attributes[list] { add("#[" + name(attribute.name) + "] ") }
    }
    switch tree.exprs[id].kind {
    case .literal(let literal): add(tree.symbols.text(literal.text))
    case .path(let node): path(node)
    case .unary(let op, let operand): form("\(op)", operand)
    case .binary(let op, let left, let right): form("\(op.spelling)", left, right)
    case .assign(let left, let right): form("=", left, right)
    case .compoundAssign(let op, let left, let right): form("\(op.spelling)=", left, right)
    case .borrow(let kind, let mutability, let operand):
      form("&" + (kind == .raw ? "raw" : "") + (mutability.isMutable ? "mut" : ""), operand)
    case .cast(let operand, let node):
      add("(as ")
      expr(operand)
      add(" ")
      type(node)
      add(")")
    case .call(let callee, let arguments):
      add("(call ")
      expr(callee)
      self.arguments(arguments)
    case .methodCall(let call):
      let node = tree.methodCalls[call]
      add("(method ")
      expr(node.receiver)
      add(" ")
      segment(node.segment)
      self.arguments(node.arguments)
    case .field(let base, let ident):
      add("(field ")
      expr(base)
      add(" " + name(ident) + ")")
    case .index(let base, let subscriptValue): form("index", base, subscriptValue)
    case .range(let low, let high, let limits): form(limits == .closed ? "..=" : "..", low, high)
    case .tuple(let list):
      add("(tuple")
      self.arguments(list)
    case .array(let list):
      add("(array")
      self.arguments(list)
    case .repeat(let element, let count): form("repeat", element, count)
    case .structLiteral(let literal):
      let node = tree.structLiterals[literal]
      add("(struct ")
      path(node.path)
      for field in tree.fieldInitializers[node.fields] {
        add(" (" + name(field.name) + " ")
        expr(field.value)
        add(")")
      }
      if !node.base.isNone {
        add(" .. ")
        expr(node.base)
      } else if node.hasRest {
        add(" ..")
      }
      add(")")
    case .block(let node, let id): block("block" + label(id), node)
    case .unsafeBlock(let node): block("unsafe", node)
    case .constBlock(let node): block("const", node)
    case .asyncBlock(let node, let isMove): block("async" + (isMove ? " move" : ""), node)
    case .genBlock(let node, let isMove, let isAsync):
      block((isAsync ? "async " : "") + "gen" + (isMove ? " move" : ""), node)
    case .tryBlock(let node): block("try", node)
    case .if(let condition, let then, let otherwise):
      add("(if ")
      expr(condition)
      add(" ")
      block("then", then)
      if !otherwise.isNone {
        add(" ")
        expr(otherwise)
      }
      add(")")
    case .let(let node, let value):
      add("(let ")
      pattern(node)
      add(" ")
      expr(value)
      add(")")
    case .while(let condition, let body, let id):
      add("(while" + label(id) + " ")
      expr(condition)
      add(" ")
      block("do", body)
      add(")")
    case .loop(let body, let id): block("loop" + label(id), body)
    case .forLoop(let node, let value, let body, let id):
      add("(for" + label(id) + " ")
      pattern(node)
      add(" ")
      expr(value)
      add(" ")
      block("do", body)
      add(")")
    case .match(let value, let arms):
      add("(match ")
      expr(value)
      indented { dumper in
        for arm in dumper.tree.matchArms[arms] {
          dumper.attributes(arm.attributes)
          dumper.line("(arm ")
          dumper.pattern(arm.pattern)
          if !arm.guardCondition.isNone {
            dumper.add(" if ")
            dumper.expr(arm.guardCondition)
          }
          dumper.add(" ")
          dumper.expr(arm.body)
          dumper.add(")")
        }
      }
      add(")")
    case .closure(let closure):
      let node = tree.closures[closure]
      add("(closure ")
      forLifetimes(node.lifetimes)
      if node.isConst { add("const ") }
      if node.isStatic { add("static ") }
      if node.isAsync { add("async ") }
      if node.isGen { add("gen ") }
      if node.isMove { add("move ") }
      parameterList(node.parameters, isVariadic: false)
      if !node.output.isNone {
        add(" -> ")
        type(node.output)
      }
      add(" ")
      expr(node.body)
      add(")")
    case .break(let id, let value):
      add("(break" + label(id))
      if !value.isNone {
        add(" ")
        expr(value)
      }
      add(")")
    case .continue(let id): add("(continue" + label(id) + ")")
    case .return(let value): value.isNone ? add("(return)") : form("return", value)
    case .yield(let value): value.isNone ? add("(yield)") : form("yield", value)
    case .become(let value): form("become", value)
    case .await(let value): form("await", value)
    case .try(let value): form("?", value)
    case .underscore: add("_")
    case .macroCall(let call): macroCall(call)
    case .error: add("(error)")
    }
  }

  private mutating func arguments(_ list: ListRef<ExprID>) {
    for argument in tree.exprLists[list] {
      add(" ")
      expr(argument)
    }
    add(")")
  }

  // MARK: Blocks and statements

  mutating func block(_ head: String, _ id: BlockID) {
    add("(" + head)
    let node = tree.blocks[id]
    indented { dumper in
      dumper.attributes(node.attributes)
      for statement in dumper.tree.stmtLists[node.statements] { dumper.statement(statement) }
      if !node.tail.isNone {
        dumper.line("(tail ")
        dumper.expr(node.tail)
        dumper.add(")")
      }
    }
    add(")")
  }

  mutating func statement(_ id: StmtID) {
    if let list = tree.stmtAttributes[id] { attributes(list) }
    switch tree.stmts[id].kind {
    case .let(let id):
      let node = tree.lets[id]
      line("(let ")
      pattern(node.pattern)
      if !node.type.isNone {
        add(": ")
        type(node.type)
      }
      if !node.initializer.isNone {
        add(" = ")
        expr(node.initializer)
      }
      if !node.otherwise.isNone {
        add(" ")
        block("else", node.otherwise)
      }
      add(")")
    case .item(let item): self.item(item)
    case .expression(let value, let hasSemicolon):
      line(hasSemicolon ? "(; " : "(do ")
      expr(value)
      add(")")
    case .macroCall(let call, let hasSemicolon):
      line(hasSemicolon ? "(; " : "(do ")
      macroCall(call)
      add(")")
    case .group(let list):
      line("(group")
      indented { dumper in
        for statement in dumper.tree.stmtLists[list] { dumper.statement(statement) }
      }
      add(")")
    case .empty: line("(;)")
    case .error: line("(error)")
    }
  }

  // MARK: Items

  mutating func items(_ list: ListRef<ItemID>) {
    for item in tree.itemLists[list] { self.item(item) }
  }

  mutating func item(_ id: ItemID) {
    let item = tree.items[id]
    attributes(item.attributes)
    line("(")
    visibility(item.visibility)
    switch item.kind {
    case .externCrate(let original):
      add("extern-crate \(name(item.name))")
      if !original.isNone { add(" = \(tree.symbols.text(original))") }
    case .use(let useTree):
      add("use ")
      self.useTree(useTree)
    case .module(let module):
      let node = tree.modules[module]
      add((node.isUnsafe ? "unsafe " : "") + "mod \(name(item.name))")
      if let list = node.items { indented { $0.items(list) } } else { add(" ;") }
    case .function(let function): self.function(function, item.name)
    case .constant(let constant):
      let node = tree.constants[constant]
      add((node.isDefault ? "default " : "") + "const \(name(item.name))")
      generics(node.generics)
      value(node)
    case .staticVariable(let constant):
      let node = tree.constants[constant]
      add((node.isUnsafe ? "unsafe " : "") + (node.isSafe ? "safe " : ""))
      add("static " + (node.mutability.isMutable ? "mut " : "") + name(item.name))
      value(node)
    case .typeAlias(let alias):
      let node = tree.typeAliases[alias]
      add((node.isDefault ? "default " : "") + "type \(name(item.name))")
      generics(node.generics)
      bounds(node.bounds)
      if !node.type.isNone {
        add(" = ")
        type(node.type)
      }
    case .structure(let aggregate), .union(let aggregate):
      let node = tree.aggregates[aggregate]
      if case .union = item.kind { add("union ") } else { add("struct ") }
      add(name(item.name))
      generics(node.generics)
      variantData(node.data)
    case .enumeration(let id):
      let node = tree.enums[id]
      add("enum \(name(item.name))")
      generics(node.generics)
      indented { dumper in
        for variant in dumper.tree.variants[node.variants] {
          dumper.attributes(variant.attributes)
          dumper.line("(" + dumper.name(variant.name))
          dumper.variantData(variant.data)
          if !variant.discriminant.isNone {
            dumper.add(" = ")
            dumper.expr(variant.discriminant)
          }
          dumper.add(")")
        }
      }
    case .trait(let id), .traitAlias(let id):
      let node = tree.traits[id]
      if node.isConst { add("const ") }
      if node.isUnsafe { add("unsafe ") }
      if node.isAuto { add("auto ") }
      if case .traitAlias = item.kind { add("trait-alias ") } else { add("trait ") }
      add(name(item.name))
      generics(node.generics)
      bounds(node.supertraits)
      indented { $0.items(node.items) }
    case .implementation(let id):
      let node = tree.impls[id]
      if node.isDefault { add("default ") }
      if node.isUnsafe { add("unsafe ") }
      add("impl")
      generics(node.generics)
      add(" ")
      if node.isConst { add("const ") }
      if !node.trait.isNone {
        if node.isNegative { add("!") }
        path(node.trait)
        add(" for ")
      }
      type(node.selfType)
      indented { $0.items(node.items) }
    case .externBlock(let id):
      let node = tree.externBlocks[id]
      if node.isUnsafe { add("unsafe ") }
      abi(node.abi)
      add("block")
      indented { $0.items(node.items) }
    case .macroDefinition(let id):
      let node = tree.macroDefinitions[id]
      add((node.isMacroRules ? "macro_rules " : "macro ") + name(item.name) + " ")
      tokens(node.rules)
    case .macroCall(let call): macroCall(call)
    case .interfaceType(let node):
      add("interface-type \(name(item.name))")
      generics(node)
    case .group(let list):
      add("group")
      indented { $0.items(list) }
    case .error: add("error")
    }
    add(")")
    if indent == 0 { add("\n") }
  }

  private mutating func value(_ node: Constant) {
    if !node.type.isNone {
      add(": ")
      type(node.type)
    }
    if !node.value.isNone {
      add(" = ")
      expr(node.value)
    }
  }

  private mutating func variantData(_ data: VariantData) {
    switch data {
    case .unit: break
    case .tuple(let list):
      add("(")
      separated(tree.fieldDefinitions[list]) { dumper, field in
        dumper.visibility(field.visibility)
        dumper.type(field.type)
      }
      add(")")
    case .named(let list):
      add(" {")
      separated(tree.fieldDefinitions[list]) { dumper, field in
        dumper.visibility(field.visibility)
        dumper.add(dumper.name(field.name) + ": ")
        dumper.type(field.type)
        if !field.defaultValue.isNone {
          dumper.add(" = ")
          dumper.expr(field.defaultValue)
        }
      }
      add("}")
    }
  }

  private mutating func parameterList(_ list: ListRef<Parameter>, isVariadic: Bool) {
    add("(")
    separated(tree.parameters[list]) { dumper, parameter in
      if !parameter.pattern.isNone { dumper.pattern(parameter.pattern) }
      if !parameter.type.isNone {
        if !parameter.pattern.isNone { dumper.add(": ") }
        dumper.type(parameter.type)
      }
    }
    if isVariadic { add(" ...") }
    add(")")
  }

  private mutating func function(_ id: FunctionID, _ ident: Ident) {
    let node = tree.functions[id]
    let header = node.header
    if header.isDefault { add("default ") }
    if header.isConst { add("const ") }
    if header.isAsync { add("async ") }
    if header.isGen { add("gen ") }
    if header.isSafe { add("safe ") }
    if header.isUnsafe { add("unsafe ") }
    abi(header.abi)
    add("fn \(name(ident))")
    generics(node.generics)
    add(" ")
    parameterList(node.parameters, isVariadic: node.isVariadic)
    if !node.output.isNone {
      add(" -> ")
      type(node.output)
    }
    switch node.body {
    case .none: break
    case .lazy: add(" lazy")
    case .parsed(let body):
      add(" ")
      block("body", body)
    }
  }

  private mutating func useTree(_ id: UseTreeID) {
    let node = tree.useTrees[id]
    path(node.prefix)
    switch node.kind {
    case .simple(let rename):
      if !rename.isNone { add(" as \(name(rename))") }
    case .glob: add("::*")
    case .nested(let list):
      add("::{")
      separated(tree.useTreeLists[list]) { $0.useTree($1) }
      add("}")
    }
  }
}
