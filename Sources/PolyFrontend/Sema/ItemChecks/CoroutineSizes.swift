// Coroutines that would hold themselves: E0733.

import PolyExpansion
import PolySupport

extension Program {
  /// Reports coroutines of infinite size: call when it is known what they hold.
  public func checkCoroutineSizes(_ closures: [DefID]) {
    var walk = CoroutineWalk(program: self)
    for def in closures where knownClosureInfo(def)?.isCoroutine == true {
      walk.visit(types.type(.coroutine(def, identityArgs(of: def))), depth: 0)
    }
  }
}

/// Goes through what types hold by value, opaque types included.
private struct CoroutineWalk {
  let program: Program
  private var finished: Set<Ty> = []
  /// Coroutines that are being visited, from the outside in.
  private var open: [Ty] = []
  private var reported: Set<DefID> = []

  init(program: Program) { self.program = program }

  mutating func visit(_ type: Ty, depth: Int) {
    // Types that grow without end are found when they are instantiated.
    guard depth < 200, !finished.contains(type) else { return }
    let types = program.types
    switch types.kind(type) {
    case .coroutine(let def, let args):
      if let position = open.firstIndex(of: type) { return report(Array(open[position...])) }
      open.append(type)
      for field in program.coroutineFields(def) { visit(types.substitute(field, args), depth: depth + 1) }
      open.removeLast()
    case .opaque(let def, let args): visit(types.substitute(program.opaqueType(def), args), depth: depth + 1)
    case .adt(let def, let args):
      for variant in program.adt(def).variants {
        for field in variant.fields { visit(types.substitute(field.type, args), depth: depth + 1) }
      }
    case .tuple(let list): for element in types.list(list) { visit(element, depth: depth + 1) }
    case .array(let element, _): visit(element, depth: depth + 1)
    case .closure(let def, let args):
      for capture in program.closureInfo(def).captures {
        visit(types.substitute(capture.fieldType, args), depth: depth + 1)
      }
    default: break
    }
    finished.insert(type)
  }

  private mutating func report(_ cycle: [Ty]) {
    let members = cycle.compactMap { type -> DefID? in
      if case .coroutine(let def, _) = program.types.kind(type) { return def }
      return nil
    }
    guard let first = members.min(by: { $0.raw < $1.raw }), reported.isDisjoint(with: members) else { return }
    reported.formUnion(members)
    let owner = program.bodyOwner(of: first)
    var span = program.definitions[first].span
    var what = "block"
    if let function = program.functionNode(of: owner), function.header.isAsync {
      span = function.signatureSpan
      what = "fn"
    }
    program.diagnostics.report(
      Diagnostic(.error, code: "E0733", "recursion in an async \(what) requires boxing", at: span)
        .note(
          "a recursive `async fn` call must introduce indirection such as `Box::pin` to avoid an infinitely sized future"
        ))
  }
}
