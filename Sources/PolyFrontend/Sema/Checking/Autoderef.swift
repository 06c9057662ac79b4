// The chain of types reached by dereferencing: built in for references, Box and (explicitly) raw
// pointers, through `Deref::Target` for everything else.

import PolyExpansion
import PolySupport
import PolySyntax

/// One type of the chain and how the next one is reached.
struct AutoderefStep {
  var type: Ty
  /// Whether the step *to* this type calls `Deref::deref`.
  var isOverloaded: Bool
}

extension BodyChecker {
  /// The type behind a built-in `*`, if there is one.
  func builtinDeref(_ type: Ty, allowRaw: Bool) -> Ty? {
    switch types.kind(type) {
    case .reference(_, let target, _): return resolve(target)
    case .pointer(let target, _): return allowRaw ? resolve(target) : nil
    case .adt(let def, let args) where program.adt(def).isBox:
      guard types.count(args) > 0, let inner = types.arg(args, 0).type else { return nil }
      return resolve(inner)
    default: return nil
    }
  }

  /// `<type as Deref>::Target`, if `type` implements `Deref`.
  func overloadedDerefTarget(_ type: Ty) -> Ty? {
    switch types.kind(type) {
    case .adt, .opaque, .parameter, .projection, .dynamic: break
    default: return nil
    }
    guard let trait = program.langItem("deref"), let target = program.langItem("deref_target") ?? associatedType(of: trait, named: Names.Target)
    else { return nil }
    let args = types.args([GenericArg(type)])
    guard mayHold(TraitRef(trait, args)) else { return nil }
    let projected = normalize(types.type(.projection(target, args)), span: .none)
    return resolve(projected)
  }

  /// All steps from `type`, itself included; ends before an inference variable is dereferenced.
  func autoderefSteps(_ start: Ty, span: Span, allowRaw: Bool = false) -> [AutoderefStep] {
    var steps = [AutoderefStep(type: structurallyTry(start), isOverloaded: false)]
    let limit = max(1, min(128, program.options.recursionLimit))
    while steps.count <= limit {
      let last = steps[steps.count - 1].type
      if let next = builtinDeref(last, allowRaw: allowRaw) {
        steps.append(AutoderefStep(type: structurallyTry(next), isOverloaded: false))
      } else if let next = overloadedDerefTarget(last) {
        if steps.contains(where: { $0.type == next }) {
          recursionInDeref(start, span)
          break
        }
        steps.append(AutoderefStep(type: structurallyTry(next), isOverloaded: true))
      } else {
        return steps
      }
    }
    if steps.count > limit { recursionInDeref(start, span) }
    return steps
  }

  private func recursionInDeref(_ type: Ty, _ span: Span) {
    report(
      Diagnostic(
        .error, code: "E0055",
        "reached the recursion limit while auto-dereferencing `\(text(type))`", at: span,
        label: "deref recursion limit reached"
      ).help("consider increasing the recursion limit by adding a `#![recursion_limit = \"256\"]` attribute to your crate"))
  }

  /// Dereferences `expr` along the first `count` steps after the start.
  func applyDerefs(_ expr: TypedExprID, _ steps: [AutoderefStep], count: Int, span: Span) -> TypedExprID {
    var result = expr
    guard count > 0 else { return result }
    for position in 1...count {
      let step = steps[position]
      result =
        step.isOverloaded
        ? makeOverloadedDeref(result, target: step.type, span: span)
        : make(.deref(result), step.type, span)
    }
    return result
  }

  /// `*Deref::deref(&base)`; made mutable later if the place is used so.
  func makeOverloadedDeref(_ base: TypedExprID, target: Ty, span: Span) -> TypedExprID {
    let baseType = type(base)
    guard let trait = program.langItem("deref"), let method = definitions.member(trait, named: Names.deref) else {
      return makeError(span)
    }
    let args = types.args([GenericArg(baseType)])
    let borrowed = make(.borrow(.shared, base, explicit: false), types.reference(baseType, .shared), span)
    let callee = make(.zeroSized, types.type(.functionDef(method, args)), span)
    let call = make(
      .call(callee: callee, arguments: list([borrowed]), isOperator: false),
      types.reference(target, .shared), span)
    let place = make(.deref(call), target, span)
    overloadedPlaces[place] = OverloadedPlace(call: call, base: base, index: .none, isMutable: false)
    return place
  }

  func associatedType(of trait: DefID, named name: Symbol) -> DefID? {
    for member in definitions.members(trait)
    where definitions.kind(member) == .associatedType && definitions.name(member) == name {
      return member
    }
    return nil
  }
}
