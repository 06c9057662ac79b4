// Which temporaries of a `let` initializer live as long as the variables: those behind extending
// borrows (`let x = &temp()`, also in fields, elements, casts, block tails and branches).

import PolyExpansion
import PolySema
import PolySupport

extension BodyBuilder {
  /// Marks what the borrows in extending position of `id` borrow.
  mutating func markExtended(_ id: TypedExprID, scope: Int) {
    guard !id.isNone else { return }
    switch expr(id).kind {
    case .borrow(_, let inner, let isExplicit):
      if isExplicit {
        markTemporary(inner, scope: scope)
        markExtended(inner, scope: scope)
      } else {
        markThroughAdjustment(inner, scope: scope)
      }
    case .rawBorrow(_, let inner):
      markTemporary(inner, scope: scope)
      markExtended(inner, scope: scope)
    case .construct(_, _, _, let fields, _):
      for field in Array(source.fieldValues[fields]) { markExtended(field.value, scope: scope) }
    case .tuple(let list), .array(let list):
      for element in Array(source.exprLists[list]) { markExtended(element, scope: scope) }
    case .call(let callee, let arguments, _):
      guard case .functionDef(let def, _) = types.kind(expr(callee).type) else { return }
      switch program.definitions.kind(def) {
      case .structure, .variant:
        for argument in Array(source.exprLists[arguments]) { markExtended(argument, scope: scope) }
      default:
        if isFormatting(def, expr(id).type) {
          for argument in Array(source.exprLists[arguments]) { markExtended(argument, scope: scope) }
        }
      }
    case .cast(_, let inner), .use(let inner), .neverToAny(let inner): markExtended(inner, scope: scope)
    case .block(let block): markExtended(source.blocks[block].tail, scope: scope)
    case .ifThenElse(_, let then, let otherwise):
      markExtended(then, scope: scope)
      markExtended(otherwise, scope: scope)
    case .match(_, let arms):
      for arm in Array(source.armLists[arms]) { markExtended(source.arms[arm].body, scope: scope) }
    default: break
    }
  }

  /// Whether the call is one of those that `format_args!` expands to: its arguments' temporaries live like
  /// what the macro gives.
  private func isFormatting(_ callee: DefID, _ type: Ty) -> Bool {
    guard case .adt(let def, _) = types.kind(type),
      def == program.langItem("format_arguments") || def == program.langItem("format_argument")
    else { return false }
    return program.definitions[callee].crate == program.definitions[def].crate
  }

  /// Looks through implicit derefs (built-in and overloaded) to the borrow that was written.
  private mutating func markThroughAdjustment(_ id: TypedExprID, scope: Int) {
    switch expr(id).kind {
    case .deref(let inner), .use(let inner): markThroughAdjustment(inner, scope: scope)
    case .borrow(_, let inner, explicit: false): markThroughAdjustment(inner, scope: scope)
    case .call(let callee, let arguments, _) where isPlaceOperator(callee) && arguments.count > 0:
      markThroughAdjustment(source.exprLists[arguments, 0], scope: scope)
    case .borrow(_, _, explicit: true), .block, .ifThenElse, .match: markExtended(id, scope: scope)
    default: break
    }
  }

  /// Gives the temporary that `id` is evaluated into, and those its place is inside of, to `scope`.
  mutating func markTemporary(_ id: TypedExprID, scope: Int) {
    var id = id
    while true {
      extendedTemporaries[id] = scope
      switch expr(id).kind {
      case .borrow(_, let inner, _), .deref(let inner), .field(let inner, _), .index(let inner, _),
        .use(let inner):
        id = inner
      case .call(let callee, let arguments, _) where isPlaceOperator(callee):
        // Overloaded `*x` and `x[i]` borrow the place that they start from.
        guard let first = source.exprLists[arguments].first else { return }
        id = first
      default: return
      }
    }
  }

  private func isPlaceOperator(_ callee: TypedExprID) -> Bool {
    guard case .functionDef(let def, _) = types.kind(expr(callee).type), let trait = program.traitOf(item: def)
    else { return false }
    return trait == program.langItem("deref") || trait == program.langItem("deref_mut")
      || trait == program.langItem("index") || trait == program.langItem("index_mut")
  }

  /// Whether a pattern binds a part of its value by reference, which extends the value's life.
  func bindsByReference(_ id: TypedPatternID) -> Bool {
    guard !id.isNone else { return false }
    switch pattern(id).kind {
    case .binding(_, let mode, let subpattern): return mode != .byValue || bindsByReference(subpattern)
    case .variant(_, _, _, let fields), .leaf(let fields):
      return source.fieldPatterns[fields].contains { bindsByReference($0.pattern) }
    case .slice(let prefix, let rest, let suffix):
      return source.patternLists[prefix].contains(where: bindsByReference)
        || bindsByReference(rest) || source.patternLists[suffix].contains(where: bindsByReference)
    case .or(let list): return source.patternLists[list].contains(where: bindsByReference)
    case .wildcard, .never, .deref, .constant, .range, .error: return false
    }
  }
}
