// Patterns as lists of tests on places: what match lowering sorts into a decision tree.

import PolyExpansion
import PolySema
import PolySupport

/// What one place must be for a pattern to match.
enum PatternTest {
  case variant(UInt32)
  case constant(ConstantValue)
  /// Keys order scalars as their type does.
  case range(low: UInt128, high: UInt128, ends: (RangeEnd, RangeEnd, isInclusive: Bool))
  /// At least (or exactly) this many elements.
  case length(UInt64, isExact: Bool)
  case or([FlatPattern])
  case never
}

/// A test of one place, and what has to hold besides if it succeeds.
struct MatchPair {
  var place: PlaceBuilder
  var type: Ty
  var test: PatternTest
  var inner: [MatchPair]
  var span: Span

  var isOr: Bool {
    if case .or = test { return true }
    return false
  }
}

struct PatternBinding {
  var variable: Variable
  var mode: BindingMode
  var place: PlaceBuilder
  var span: Span
}

/// A pattern without its irrefutable structure.
struct FlatPattern {
  var pairs: [MatchPair] = []
  var bindings: [PatternBinding] = []
}

/// One way in which an arm matches.
struct MatchCandidate {
  var pattern: FlatPattern
  var hasGuard: Bool
  /// Where everything has matched; .none if that cannot happen.
  var matched = BasicBlock.none
  /// Where a failed guard goes on.
  var otherwise = BasicBlock.none
  /// The alternatives that an or-pattern was expanded into.
  var alternatives: [Int] = []
}

extension BodyBuilder {
  func flatten(_ id: TypedPatternID, _ place: PlaceBuilder) -> FlatPattern {
    var result = FlatPattern()
    flatten(id, place, into: &result)
    Self.sortOrPatternsLast(&result.pairs)
    return result
  }

  /// Or-patterns are tested last: they may need expansion.
  static func sortOrPatternsLast(_ pairs: inout [MatchPair]) {
    guard pairs.contains(where: \.isOr) else { return }
    pairs = pairs.filter { !$0.isOr } + pairs.filter(\.isOr)
  }

  private func flatten(_ id: TypedPatternID, _ place: PlaceBuilder, into result: inout FlatPattern) {
    guard !id.isNone else { return }
    let pattern = pattern(id)
    func add(_ test: PatternTest, inner: [MatchPair] = []) {
      result.pairs.append(
        MatchPair(place: place, type: pattern.type, test: test, inner: inner, span: pattern.span))
    }
    switch pattern.kind {
    case .wildcard, .error: break
    case .never: add(.never)
    case .binding(let variable, let mode, let subpattern):
      result.bindings.append(
        PatternBinding(variable: variable, mode: mode, place: place, span: pattern.span))
      flatten(subpattern, place, into: &result)
    case .variant(_, let variant, _, let fields):
      let narrowed = place.appending(.downcast(variant: variant))
      var inner = FlatPattern()
      for field in source.fieldPatterns[fields] {
        flatten(field.pattern, narrowed.appending(.field(field.index)), into: &inner)
      }
      result.bindings += inner.bindings
      if case .adt(let def, _) = types.kind(pattern.type), program.adt(def).variants.count == 1 {
        result.pairs += inner.pairs
      } else {
        add(.variant(variant), inner: inner.pairs)
      }
    case .leaf(let fields):
      for field in source.fieldPatterns[fields] {
        flatten(field.pattern, place.appending(.field(field.index)), into: &result)
      }
    case .deref(let inner): flatten(inner, place.appending(.deref), into: &result)
    case .constant(let value):
      if value != .zeroSized { add(.constant(value)) }
    case .range(let low, let high, let isInclusive):
      var lowKey = UInt128.min
      var highKey = UInt128.max
      if case .scalar(let l, let h) = low { lowKey = orderKey(l, h, pattern.type) }
      if case .scalar(let l, let h) = high {
        highKey = orderKey(l, h, pattern.type)
        if !isInclusive, highKey > 0 { highKey -= 1 }
      }
      add(.range(low: lowKey, high: highKey, ends: (low, high, isInclusive)))
    case .slice(let prefix, let rest, let suffix):
      flattenSlice(pattern, prefix, rest, suffix, place, into: &result)
    case .or(let list):
      let alternatives = source.patternLists[list].map { flatten($0, place) }
      if alternatives.count == 1 {
        result.pairs += alternatives[0].pairs
        result.bindings += alternatives[0].bindings
      } else {
        add(.or(alternatives))
      }
    }
  }

  private func flattenSlice(
    _ pattern: TypedPattern, _ prefix: ListRef<TypedPatternID>, _ rest: TypedPatternID,
    _ suffix: ListRef<TypedPatternID>, _ place: PlaceBuilder, into result: inout FlatPattern
  ) {
    let prefixCount = UInt64(prefix.count)
    let suffixCount = UInt64(suffix.count)
    var arrayLength: UInt64?
    var isArray = false
    if case .array(_, let length) = types.kind(pattern.type) {
      arrayLength = queries.arrayLength(length)
      isArray = true
    }
    var inner = FlatPattern()
    for (index, element) in source.patternLists[prefix].enumerated() {
      flatten(element, place.appending(.constantIndex(UInt64(index), fromEnd: false)), into: &inner)
    }
    if !rest.isNone {
      var projection = Projection.subslice(from: prefixCount, to: suffixCount, fromEnd: true)
      if let arrayLength, arrayLength >= prefixCount + suffixCount {
        projection = .subslice(from: prefixCount, to: arrayLength - suffixCount, fromEnd: false)
      }
      flatten(rest, place.appending(projection), into: &inner)
    }
    for (index, element) in source.patternLists[suffix].enumerated() {
      let fromEnd = suffixCount - UInt64(index)
      var projection = Projection.constantIndex(fromEnd, fromEnd: true)
      if rest.isNone {
        projection = .constantIndex(prefixCount + UInt64(index), fromEnd: false)
      } else if let arrayLength, arrayLength >= fromEnd {
        projection = .constantIndex(arrayLength - fromEnd, fromEnd: false)
      }
      flatten(element, place.appending(projection), into: &inner)
    }
    result.bindings += inner.bindings
    if isArray || (!rest.isNone && prefixCount + suffixCount == 0) {
      result.pairs += inner.pairs
    } else {
      result.pairs.append(
        MatchPair(
          place: place, type: pattern.type, test: .length(prefixCount + suffixCount, isExact: rest.isNone),
          inner: inner.pairs, span: pattern.span))
    }
  }

  /// A key that orders scalars of a type as the type does.
  func orderKey(_ low: UInt64, _ high: UInt64, _ type: Ty) -> UInt128 {
    let value = UInt128(high) << 64 | UInt128(low)
    guard case .integer(let kind) = types.kind(type), kind.isSigned else { return value }
    let bits = kind.bits(pointerBits: program.target.pointerBits)
    return value ^ (UInt128(1) << UInt128(bits - 1))
  }

  // MARK: bindings of a pattern

  /// Visits the variables that a pattern binds, each once, in source order.
  mutating func forEachBinding(
    _ id: TypedPatternID, _ visit: (inout BodyBuilder, Variable, BindingMode, Span) -> Void
  ) {
    guard !id.isNone else { return }
    let pattern = pattern(id)
    switch pattern.kind {
    case .wildcard, .never, .constant, .range, .error: break
    case .binding(let variable, let mode, let subpattern):
      visit(&self, variable, mode, pattern.span)
      forEachBinding(subpattern, visit)
    case .variant(_, _, _, let fields), .leaf(let fields):
      for field in Array(source.fieldPatterns[fields]) { forEachBinding(field.pattern, visit) }
    case .deref(let inner): forEachBinding(inner, visit)
    case .slice(let prefix, let rest, let suffix):
      for element in Array(source.patternLists[prefix]) { forEachBinding(element, visit) }
      forEachBinding(rest, visit)
      for element in Array(source.patternLists[suffix]) { forEachBinding(element, visit) }
    case .or(let list):
      // All alternatives bind the same variables.
      if let first = source.patternLists[list].first { forEachBinding(first, visit) }
    }
  }

  /// Makes the locals of all variables of a pattern.
  mutating func declareBindings(_ id: TypedPatternID, storageScope: Int, emitStorage: Bool) {
    forEachBinding(id) { builder, variable, _, span in
      let local = builder.declare(variable, storageScope: storageScope, span)
      if emitStorage { builder.push(.storageLive(local), span) }
    }
  }
}
