// The tests of match lowering: which one to make, how it sorts candidates, and its code.

import PolyExpansion
import PolySema
import PolySupport

/// A run-time test of one place.
enum MatchTest {
  case switchVariant
  /// On the integers, chars or bools that the candidates name.
  case switchInteger([ScalarKey])
  case equal(ConstantValue)
  case range(low: UInt128, high: UInt128, ends: (RangeEnd, RangeEnd, isInclusive: Bool))
  case length(UInt64, isExact: Bool)
  case never
}

struct ScalarKey: Hashable {
  var low: UInt64
  var high: UInt64
}

enum BranchKey: Hashable {
  case success, failure
  case variant(UInt32)
  case scalar(ScalarKey)
}

extension BodyBuilder {
  private func isSwitchable(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .integer, .char, .bool: true
    default: false
    }
  }

  func chooseTest(_ pair: MatchPair, _ list: [Int]) -> MatchTest {
    switch pair.test {
    case .variant: return .switchVariant
    case .constant(.scalar) where isSwitchable(pair.type):
      var keys: [ScalarKey] = []
      var seen: Set<ScalarKey> = []
      for index in list {
        guard let other = candidates[index].pattern.pairs.first(where: { $0.place == pair.place }) else { break }
        switch other.test {
        case .constant(.scalar(let low, let high)):
          let key = ScalarKey(low: low, high: high)
          if seen.insert(key).inserted { keys.append(key) }
          continue
        case .range: continue
        default: break
        }
        break
      }
      return .switchInteger(keys)
    case .constant(let value): return .equal(value)
    case .range(let low, let high, let ends): return .range(low: low, high: high, ends: ends)
    case .length(let count, let isExact): return .length(count, isExact: isExact)
    case .or, .never: return .never
    }
  }

  /// The branch of `test` in which the candidate can match, and nil if there are several. What the test
  /// has decided is taken out of the candidate.
  mutating func sort(_ index: Int, by test: MatchTest, at place: PlaceBuilder) -> BranchKey? {
    guard let position = candidates[index].pattern.pairs.firstIndex(where: { $0.place == place && !$0.isOr })
    else { return nil }
    let pair = candidates[index].pattern.pairs[position]
    var key: BranchKey?
    var isDecided = false
    switch (test, pair.test) {
    case (.switchVariant, .variant(let variant)):
      key = .variant(variant)
      isDecided = true
    case (.switchInteger, .constant(.scalar(let low, let high))):
      key = .scalar(ScalarKey(low: low, high: high))
      isDecided = true
    case (.switchInteger(let keys), .range(let low, let high, _)):
      let isTouched = keys.contains { scalar in
        let value = orderKey(scalar.low, scalar.high, pair.type)
        return low <= value && value <= high
      }
      if !isTouched { key = .failure }
    case (.equal(let tested), .constant(let value)):
      if tested == value {
        key = .success
        isDecided = true
      } else {
        key = .failure
      }
    case (.range(let low, let high, _), .range(let otherLow, let otherHigh, _)):
      if low == otherLow, high == otherHigh {
        key = .success
        isDecided = true
      } else if isSwitchable(pair.type), otherHigh < low || high < otherLow {
        key = .failure
      }
    case (.range(let low, let high, _), .constant(.scalar(let l, let h))):
      let value = orderKey(l, h, pair.type)
      if isSwitchable(pair.type), value < low || value > high { key = .failure }
    case (.length(let count, let isExact), .length(let other, let otherIsExact)):
      switch (isExact, otherIsExact) {
      case (true, true):
        key = count == other ? .success : .failure
        isDecided = count == other
      case (true, false):
        // Tested for exactly `count`; matches with `other` or more.
        if count < other { key = .failure }
      case (false, false):
        if count == other {
          key = .success
          isDecided = true
        } else if other > count {
          key = .success
        }
      case (false, true):
        key = other < count ? .failure : .success
      }
    case (.never, .never):
      key = .success
      isDecided = true
    default: break
    }
    if isDecided {
      candidates[index].pattern.pairs.remove(at: position)
      candidates[index].pattern.pairs.insert(contentsOf: pair.inner, at: position)
      Self.sortOrPatternsLast(&candidates[index].pattern.pairs)
    }
    return key
  }

  // MARK: code

  /// Emits the test at the end of the current block. Branches without a target go to `otherwise`.
  mutating func emit(
    _ test: MatchTest, _ pair: MatchPair, _ targets: [BranchKey: BasicBlock], otherwise: BasicBlock
  ) {
    let span = pair.span
    let place = resolved(pair.place, span)
    let onSuccess = targets[.success] ?? otherwise
    let onFailure = targets[.failure] ?? otherwise
    switch test {
    case .switchVariant: emitVariantSwitch(place, pair.type, targets, otherwise, span)
    case .switchInteger(let keys):
      let operand = Operand.copy(place)
      if pair.type == types.bool {
        branch(
          operand, true: targets[.scalar(ScalarKey(low: 1, high: 0))] ?? otherwise,
          false: targets[.scalar(ScalarKey(low: 0, high: 0))] ?? otherwise, span)
        return
      }
      var list: [SwitchTarget] = []
      for key in keys {
        list.append(SwitchTarget(low: key.low, high: key.high, block: targets[.scalar(key)] ?? otherwise))
      }
      terminate(.switchInteger(operand, body.switchTargets.make(list), otherwise: onFailure), span)
    case .equal(let value): emitEqual(place, value, pair.type, onSuccess, onFailure, span)
    case .range(_, _, let ends):
      if case .scalar(let low, let high) = ends.0 {
        let next = newBlock()
        emitComparison(.greaterEqual, place, low, high, pair.type, next, onFailure, span)
        current = next
      }
      if case .scalar(let low, let high) = ends.1 {
        emitComparison(ends.2 ? .lessEqual : .less, place, low, high, pair.type, onSuccess, onFailure, span)
      } else {
        terminate(.goto(onSuccess), span)
      }
    case .length(let count, let isExact):
      let length = newTemporary(types.usize, span)
      assign(Place(length), .length(place), span)
      let result = newTemporary(types.bool, span)
      let expected = scalar(count, types.usize, span)
      assign(Place(result), .binary(isExact ? .equal : .greaterEqual, .copy(Place(length)), expected), span)
      branch(.move(Place(result)), true: onSuccess, false: onFailure, span)
    case .never: terminate(.unreachable, span)
    }
  }

  private mutating func emitVariantSwitch(
    _ place: Place, _ type: Ty, _ targets: [BranchKey: BasicBlock], _ otherwise: BasicBlock, _ span: Span
  ) {
    guard case .adt(let def, _) = types.kind(type) else {
      terminate(.unreachable, span)
      return
    }
    let discriminantType = queries.discriminantType(type)
    let discriminant = newTemporary(discriminantType, span)
    assign(Place(discriminant), .discriminant(place), span)
    let count = program.adt(def).variants.count
    var list: [SwitchTarget] = []
    for variant in 0..<count {
      guard let target = targets[.variant(UInt32(variant))] else { continue }
      let value = program.discriminant(of: def, variant: variant)
      list.append(SwitchTarget(low: value.low, high: value.high, block: target))
    }
    var rest = otherwise
    if list.count == count {
      rest = newBlock()
      body.blocks[rest].terminator = Terminator(.unreachable, span: span)
    }
    terminate(
      .switchInteger(.move(Place(discriminant)), body.switchTargets.make(list), otherwise: rest), span)
  }

  private mutating func emitComparison(
    _ op: BinaryOperator, _ place: Place, _ low: UInt64, _ high: UInt64, _ type: Ty, _ onTrue: BasicBlock,
    _ onFalse: BasicBlock, _ span: Span
  ) {
    let result = newTemporary(types.bool, span)
    let bound = scalar(low, type, span, high: high)
    assign(Place(result), .binary(op, .copy(place), bound), span)
    branch(.move(Place(result)), true: onTrue, false: onFalse, span)
  }

  /// Scalars are compared directly, strings and byte strings by `PartialEq::eq`.
  private mutating func emitEqual(
    _ place: Place, _ value: ConstantValue, _ type: Ty, _ onSuccess: BasicBlock, _ onFailure: BasicBlock,
    _ span: Span
  ) {
    if case .scalar(let low, let high) = value {
      emitComparison(.equal, place, low, high, type, onSuccess, onFailure, span)
      return
    }
    // Both sides as references to the unsized type.
    var target = type
    var operand = Operand.copy(place)
    if case .reference(_, let pointee, _) = types.kind(type) {
      target = pointee
    } else {
      let reference = newTemporary(types.reference(type, .shared), span)
      assign(Place(reference), .reference(.shared, place), span)
      operand = .copy(Place(reference))
    }
    var compared = target
    if case .array(let element, _) = types.kind(target) {
      compared = types.type(.slice(element))
      operand = unsized(operand, compared, span)
    }
    let constantOperand: Operand
    switch value {
    case .bytes(let symbol):
      let count = program.symbols.withBytes(symbol) { UInt64($0.count) }
      let array = types.type(.array(types.u8, types.usizeConst(count)))
      let sized = constant(.value(value), types.reference(array, .shared), span)
      constantOperand = unsized(sized, compared, span)
    default: constantOperand = constant(.value(value), types.reference(compared, .shared), span)
    }
    guard let equality = program.langItem("eq"),
      let method = program.associatedItems(of: equality).first(where: { $0.kind == .function })
    else {
      program.diagnostics.error(nil, "requires `eq` lang_item", at: span)
      terminate(.unreachable, span)
      return
    }
    let args = types.args([GenericArg(compared), GenericArg(compared)])
    let result = newTemporary(types.bool, span)
    let callee = functionConstant(method.def, args, span)
    call(callee, [operand, constantOperand], into: Place(result), returns: true, span)
    branch(.move(Place(result)), true: onSuccess, false: onFailure, span)
  }

  private mutating func unsized(_ operand: Operand, _ target: Ty, _ span: Span) -> Operand {
    let type = types.reference(target, .shared)
    let local = newTemporary(type, span)
    assign(Place(local), .cast(.unsize, operand, type), span)
    return .copy(Place(local))
  }
}
