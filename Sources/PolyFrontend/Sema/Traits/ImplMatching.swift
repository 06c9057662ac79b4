// Matching impl headers against trait references.

import PolyExpansion
import PolySupport

/// The header of a trait impl.
struct ImplHeader {
  var implementation: DefID
  var reference: TraitRef
  /// Number of the impl's generic arguments.
  var parameterCount: Int
  /// Projections or constants to evaluate occur in it, so that it has to be normalized.
  var needsUnification: Bool
}

extension Program {
  func implHeader(_ implementation: DefID) -> ImplHeader? {
    if let known = queries.headers.value(implementation) { return known }
    if queries.headers.isInProgress(implementation) { return nil }
    queries.headers.begin(implementation)
    var header: ImplHeader?
    if let reference = implTraitRef(implementation) {
      let flags = types.flags(reference.args)
      header = ImplHeader(
        implementation: implementation, reference: reference,
        parameterCount: generics(of: implementation).count,
        needsUnification: !flags.isDisjoint(with: [.hasProjections, .hasUnevaluated]))
    }
    queries.headers.set(implementation, header)
    return header
  }
}

extension InferenceContext {
  /// A quick structural test: parameters of the pattern and variables of the subject match everything.
  func mayMatch(_ pattern: Args, _ subject: Args) -> Bool {
    if pattern == subject { return true }
    let count = types.count(pattern)
    guard types.count(subject) == count else { return false }
    for position in 0..<count {
      switch (types.arg(pattern, position).kind, types.arg(subject, position).kind) {
      case (.type(let a), .type(let b)): if !mayMatch(a, b) { return false }
      case (.const(let a), .const(let b)):
        if case .value = types.kind(a), case .value = types.kind(b), a != b { return false }
      case (.region, .region): break
      default: return false
      }
    }
    return true
  }

  private func mayMatch(_ pattern: Ty, _ subject: Ty) -> Bool {
    if pattern == subject { return true }
    let patternKind = types.kind(pattern)
    switch patternKind {
    case .parameter, .projection, .error: return true
    default: break
    }
    let subjectKind = types.kind(shallow(subject))
    switch (patternKind, subjectKind) {
    case (_, .typeVariable), (_, .error): return true
    case (_, .projection): return types.flags(subject).contains(.hasVariables)
    case (.integer, .integerVariable), (.float, .floatVariable): return true
    case (.adt(let a, let xs), .adt(let b, let ys)): return a == b && mayMatch(xs, ys)
    case (.reference(_, let a, let m), .reference(_, let b, let n)): return m == n && mayMatch(a, b)
    case (.pointer(let a, let m), .pointer(let b, let n)): return m == n && mayMatch(a, b)
    case (.slice(let a), .slice(let b)): return mayMatch(a, b)
    case (.array(let a, _), .array(let b, _)): return mayMatch(a, b)
    case (.tuple(let a), .tuple(let b)):
      guard types.count(a) == types.count(b) else { return false }
      for position in 0..<types.count(a) where !mayMatch(types.type(a, position), types.type(b, position)) {
        return false
      }
      return true
    case (.functionPointer(let a), .functionPointer(let b)):
      return types.count(types.data(a).inputs) == types.count(types.data(b).inputs)
    case (.dynamic(let a, _), .dynamic(let b, _)): return types.data(a).principal == types.data(b).principal
    case (.functionDef(let a, _), .functionDef(let b, _)): return a == b
    case (.closure(let a, _), .closure(let b, _)): return a == b
    case (.opaque(let a, _), .opaque(let b, _)): return a == b
    default: return false
    }
  }

  struct ImplMatch {
    var args: Args
    /// From normalizing projections in the header.
    var nested: [Predicate]
  }

  /// The impl's arguments for which its header is `reference`; variables are bound if need be.
  func matchImpl(_ header: ImplHeader, _ reference: TraitRef) -> ImplMatch? {
    let pattern = header.reference.args
    let count = types.count(pattern)
    guard types.count(reference.args) == count else { return nil }
    if header.parameterCount == 0, !header.needsUnification, pattern == reference.args {
      return ImplMatch(args: types.emptyArgs, nested: [])
    }
    var matcher = HeaderMatcher(types: types, bindings: [], deferred: [])
    matcher.bindings.reserveCapacity(header.parameterCount)
    for _ in 0..<header.parameterCount { matcher.bindings.append(nil) }
    for position in 0..<count {
      guard matcher.match(types.arg(pattern, position), resolve(types.arg(reference.args, position))) else { return nil }
    }
    // Parameters that the header does not determine, or only through what is deferred.
    let generics = program.generics(of: header.implementation)
    var list: [GenericArg] = []
    list.reserveCapacity(header.parameterCount)
    for parameter in generics.parameters {
      list.append(matcher.bindings[Int(parameter.index)] ?? freshArgument(parameter, .none))
    }
    let args = types.args(list)
    var nested: [Predicate] = []
    for (pattern, subject, substitutes) in matcher.deferred {
      switch (pattern.kind, subject.kind) {
      case (.type(let a), .type(let b)):
        var type = substitutes ? types.substitute(a, args) : a
        if !types.flags(type).isDisjoint(with: [.hasProjections, .hasUnevaluated]) {
          type = normalizeCollecting(type, in: environment, into: &nested)
        }
        if !unify(type, b) { return nil }
      case (.const(let a), .const(let b)): if !unify(substitutes ? types.substitute(a, args) : a, b) { return nil }
      default: return nil
      }
    }
    return ImplMatch(args: resolve(args), nested: nested)
  }

  private func resolve(_ argument: GenericArg) -> GenericArg {
    switch argument.kind {
    case .type(let type): GenericArg(resolve(type))
    case .const(let const): GenericArg(resolve(const))
    case .region: argument
    }
  }
}

/// One-way matching of a pattern with parameters against a type; what needs unification is put off.
struct HeaderMatcher {
  let types: TypeTable
  var bindings: [GenericArg?]
  /// Pairs to unify; the first is a pattern to substitute, or already a subject.
  var deferred: [(pattern: GenericArg, subject: GenericArg, substitutes: Bool)]

  mutating func match(_ pattern: GenericArg, _ subject: GenericArg) -> Bool {
    switch (pattern.kind, subject.kind) {
    case (.type(let a), .type(let b)): return match(a, b)
    case (.const(let a), .const(let b)): return match(a, b)
    case (.region, .region): return true
    default: return false
    }
  }

  private mutating func match(_ pattern: Ty, _ subject: Ty) -> Bool {
    let flags = types.flags(pattern)
    if flags.isDisjoint(with: [.hasParameters, .hasProjections, .hasUnevaluated]) {
      if pattern == subject { return true }
      if types.flags(subject).isDisjoint(with: [.hasVariables, .hasUnevaluated, .hasError]), !flags.contains(.hasError) {
        return false
      }
      deferred.append((GenericArg(pattern), GenericArg(subject), true))
      return true
    }
    switch (types.kind(pattern), types.kind(subject)) {
    case (.parameter(let index, _), _): return bind(Int(index), GenericArg(subject))
    case (.projection, _), (_, .typeVariable), (_, .error), (_, .projection):
      deferred.append((GenericArg(pattern), GenericArg(subject), true))
      return true
    case (.adt(let a, let xs), .adt(let b, let ys)): return a == b && match(xs, ys)
    case (.reference(_, let a, let m), .reference(_, let b, let n)): return m == n && match(a, b)
    case (.pointer(let a, let m), .pointer(let b, let n)): return m == n && match(a, b)
    case (.slice(let a), .slice(let b)): return match(a, b)
    case (.array(let a, let n), .array(let b, let m)): return match(a, b) && match(n, m)
    case (.tuple(let a), .tuple(let b)): return match(a, b)
    case (.functionPointer(let a), .functionPointer(let b)):
      let x = types.data(a)
      let y = types.data(b)
      return x.convention == y.convention && x.isUnsafe == y.isUnsafe && x.isVariadic == y.isVariadic
        && match(x.inputs, y.inputs) && match(x.output, y.output)
    case (.dynamic(let a, _), .dynamic(let b, _)):
      let x = types.data(a)
      let y = types.data(b)
      guard x.principal == y.principal, x.autoTraits == y.autoTraits, x.projections.count == y.projections.count,
        match(x.principalArgs, y.principalArgs)
      else { return false }
      for (p, q) in zip(x.projections, y.projections) {
        guard p.item == q.item, match(p.type, q.type) else { return false }
      }
      return true
    case (.functionDef(let a, let xs), .functionDef(let b, let ys)),
      (.closure(let a, let xs), .closure(let b, let ys)), (.opaque(let a, let xs), .opaque(let b, let ys)):
      return a == b && match(xs, ys)
    default: return false
    }
  }

  private mutating func match(_ pattern: Args, _ subject: Args) -> Bool {
    guard types.count(pattern) == types.count(subject) else { return false }
    for position in 0..<types.count(pattern)
    where !match(types.arg(pattern, position), types.arg(subject, position)) { return false }
    return true
  }

  private mutating func match(_ pattern: TyList, _ subject: TyList) -> Bool {
    guard types.count(pattern) == types.count(subject) else { return false }
    for position in 0..<types.count(pattern)
    where !match(types.type(pattern, position), types.type(subject, position)) { return false }
    return true
  }

  private mutating func match(_ pattern: Const, _ subject: Const) -> Bool {
    if case .parameter(let index, _) = types.kind(pattern) { return bind(Int(index), GenericArg(subject)) }
    if pattern == subject { return true }
    if case .value = types.kind(pattern), case .value = types.kind(subject) { return false }
    deferred.append((GenericArg(pattern), GenericArg(subject), true))
    return true
  }

  private mutating func bind(_ index: Int, _ value: GenericArg) -> Bool {
    guard index < bindings.count else { return false }
    guard let known = bindings[index] else {
      bindings[index] = value
      return true
    }
    if known == value { return true }
    let flags = types.flags(known).union(types.flags(value))
    if flags.isDisjoint(with: [.hasVariables, .hasUnevaluated, .hasError]) { return false }
    // The pattern is the parameter again: unify what both stand for.
    deferred.append((known, value, false))
    return true
  }
}
