// Interfaces of `.poly` files: every declaration is met by exactly one definition of the same shape.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// Checks the declarations of all interface blocks against the definitions of the program.
  func checkInterfaces(_ items: [DefID]) {
    let declarations = items.filter {
      definitions.kind($0) == .interfaceFunction || definitions.kind($0) == .interfaceType
    }
    guard !declarations.isEmpty else { return }
    var byName: [Symbol: [DefID]] = [:]
    for item in items {
      switch definitions.kind(item) {
      case .function, .structure, .union, .enumeration, .typeAlias, .trait:
        byName[definitions.name(item), default: []].append(item)
      default: break
      }
    }
    var seen: [UInt64: DefID] = [:]
    for declaration in declarations {
      let entry = definitions[declaration]
      let name = symbols.text(entry.name)
      let key = UInt64(entry.module.raw) << 32 | UInt64(entry.name.raw)
      if let first = seen[key], definitions.kind(first) == entry.kind {
        diagnostics.report(
          Diagnostic(code: nil, "`\(name)` is declared twice in the interface", at: entry.nameSpan, label: "declared again")
            .labelled(definitions[first].nameSpan, "first declared here"))
        continue
      }
      seen[key] = declaration
      let wantsType = entry.kind == .interfaceType
      let all = (byName[entry.name] ?? []).filter { (definitions.kind($0) != .function) == wantsType }
      let own = all.filter { definitions[$0].module == entry.module }
      let candidates = own.isEmpty ? all : own
      guard let definition = candidates.first else {
        diagnostics.report(
          Diagnostic(
            code: nil, "the interface declares \(wantsType ? "type" : "function") `\(name)`, but nothing defines it",
            at: entry.nameSpan, label: "no definition found"
          ).help("define `\(name)` in a block of this file or of an imported one"))
        continue
      }
      if candidates.count > 1 {
        var diagnostic = Diagnostic(
          code: nil, "the interface declares `\(name)`, which has more than one definition", at: entry.nameSpan,
          label: "declared here")
        for candidate in candidates { diagnostic = diagnostic.labelled(definitions[candidate].nameSpan, "defined here") }
        diagnostics.report(diagnostic)
        continue
      }
      wantsType ? compareType(declaration, definition, name) : compareFunction(declaration, definition, name)
    }
  }

  private func compareType(_ declaration: DefID, _ definition: DefID, _ name: String) {
    let wanted = generics(of: declaration).parameters.count
    let given = generics(of: definition).parameters.count
    guard wanted != given else { return }
    diagnostics.report(
      Diagnostic(
        code: nil, "type `\(name)` has another number of generic parameters than its interface", at: definitions[definition].nameSpan,
        label: "has \(given)"
      ).labelled(definitions[declaration].nameSpan, "the interface declares \(wanted)"))
  }

  private func compareFunction(_ declaration: DefID, _ definition: DefID, _ name: String) {
    let declared = signature(of: declaration)
    let defined = signature(of: definition)
    let context = InferenceContext(self, environment: environment(of: definition))
    let sameParameters =
      generics(of: declaration).parameters.map(\.kind) == generics(of: definition).parameters.map(\.kind)
    let a = context.normalize(types.type(.functionPointer(types.signature(declared))), span: .none)
    let b = context.normalize(types.type(.functionPointer(types.signature(defined))), span: .none)
    // Names of type parameters may differ: compare by position.
    if sameParameters, context.unify(types.substitute(a, identityArgs(of: definition)), b) { return }
    if types.flags(a).union(types.flags(b)).contains(.hasError) { return }
    diagnostics.report(
      Diagnostic(
        code: nil, "function `\(name)` does not have the signature that its interface declares",
        at: functionNode(of: definition)?.signatureSpan ?? definitions[definition].nameSpan,
        label: "defined as `\(describe(defined))`"
      ).labelled(
        functionNode(of: declaration)?.signatureSpan ?? definitions[declaration].nameSpan,
        "declared as `\(describe(declared))`"))
  }
}
