// The names of functions and data in the object file.
//
// A name is the item's path, its definition's number and that of its arguments: readable in a debugger
// and unique within one compilation, which is the whole program.

import PolyExpansion
import PolyIR
import PolySema
import PolySupport
import PolySyntax

extension ModuleLowering {
  func symbolName(_ key: FunctionKey) -> (Symbol, Linkage) {
    let instance = key.instance
    var name = ""
    switch instance.kind {
    case .dropGlue: name = "drop_in_place<\(program.describe(instance.type))>.\(instance.type.raw)"
    case .cloneShim: name = "clone<\(program.describe(instance.type))>.\(instance.type.raw)"
    case .functionPointerShim:
      name = "call<\(program.describe(instance.type))>.\(instance.type.raw).\(instance.index)"
    default:
      if key.shim == .none, instance.kind == .item, let exported = exportName(of: instance.def) {
        return (exported, .export)
      }
      name = definitionName(instance.def)
      if types.count(instance.args) > 0 {
        name += "."
        name += String(instance.args.raw)
      }
      if instance.kind == .closureOnceShim { name += ".once" }
    }
    switch key.shim {
    case .none: break
    case .byValueSelf: name += ".by_value"
    case .withoutLocation: name += ".pointer"
    case .closurePointer: name += ".fn_pointer"
    }
    return (program.symbols.intern(name), .local)
  }

  private func definitionName(_ def: DefID) -> String {
    if let known = definitionNames[def] { return known }
    let name = program.definitions.path(def) + "." + String(def.raw)
    definitionNames.insert(name, for: def)
    return name
  }

  /// The unmangled symbol of `#[no_mangle]`, `#[export_name = "…"]` and `export fn` items.
  func exportName(of def: DefID) -> Symbol? {
    guard !def.isNone else { return nil }
    if let name = stringAttribute(def, "export_name") { return name }
    if hasAttribute(def, "no_mangle") { return program.definitions.name(def) }
    return nil
  }

  /// The symbol of an item of an `extern` block.
  func linkName(of def: DefID) -> Symbol {
    stringAttribute(def, "link_name") ?? program.definitions.name(def)
  }

  /// `#[link(wasm_import_module = "…")]` of the `extern` block that declares a function.
  func importModule(of function: DefID) -> Symbol? {
    let block = program.definitions.parent(function)
    guard program.definitions.kind(block) == .foreignModule else { return nil }
    let link = program.symbols.intern("link")
    for attribute in program.tree.attributes[program.definitions[block].attributes] where attribute.name.name == link {
      if let text = program.attributeText(attribute, named: "wasm_import_module") { return text }
    }
    return nil
  }

  func collectExportedSymbols() -> [Symbol: DefID] {
    var result: [Symbol: DefID] = [:]
    for def in program.definitions.table.keys {
      let definition = program.definitions[def]
      guard definition.kind == .function || definition.kind == .staticItem, !definition.attributes.isEmpty,
        let name = exportName(of: def)
      else { continue }
      result[name] = def
    }
    return result
  }

  func hasAttribute(_ def: DefID, _ name: StaticString) -> Bool {
    let symbol = program.symbols.intern(name)
    return program.tree.attributes[program.definitions[def].attributes].contains { $0.name.name == symbol }
  }

  /// The text of `#[name = "text"]`.
  func stringAttribute(_ def: DefID, _ name: StaticString) -> Symbol? {
    let symbol = program.symbols.intern(name)
    for attribute in program.tree.attributes[program.definitions[def].attributes]
    where attribute.name.name == symbol {
      return program.attributeText(attribute)
    }
    return nil
  }
}
