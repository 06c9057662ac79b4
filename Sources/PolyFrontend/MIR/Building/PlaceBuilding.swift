// Lowers typed expressions to places, with bounds checks, captured variables and temporaries.

import PolyExpansion
import PolySema
import PolySupport

/// A place under construction. Captured variables are found only when all projections are known,
/// because a closure may capture `a.b` of a place `a.b.c` that it uses.
struct PlaceBuilder: Hashable {
  enum Base: Hashable {
    case local(Local)
    case upvar(Variable)
  }
  var base: Base
  var projections: [Projection] = []

  init(_ base: Base, _ projections: [Projection] = []) {
    self.base = base
    self.projections = projections
  }
  init(_ place: Place, in body: Body) {
    base = .local(place.local)
    projections = Array(body.projections[place.projections])
  }
  func appending(_ projection: Projection) -> PlaceBuilder {
    PlaceBuilder(base, projections + CollectionOfOne(projection))
  }
}

extension BodyBuilder {
  /// Whether the expression denotes a place rather than a value.
  func isPlace(_ id: TypedExprID) -> Bool {
    switch expr(id).kind {
    case .variable, .upvar, .staticItem, .deref, .field, .index: true
    default: false
    }
  }

  /// The place itself; nil if a closure does not capture enough of it (then its value is not needed).
  mutating func resolve(_ builder: PlaceBuilder) -> Place? {
    switch builder.base {
    case .local(let local): return Place(local, body.projections.make(builder.projections))
    case .upvar(let variable):
      for (index, capture) in captures.enumerated() where capture.variable == variable {
        guard capture.projections.count <= builder.projections.count else { continue }
        var matches = true
        for (captured, used) in zip(capture.projections, builder.projections) {
          switch (captured, used) {
          case (.deref, .deref): continue
          case (.field(let a), .field(let b)) where a == b: continue
          default: matches = false
          }
          if !matches { break }
        }
        guard matches else { continue }
        var projections: [Projection] = capturesAreBehindReference ? [.deref] : []
        projections.append(.field(UInt32(index)))
        if capture.mode != .byValue { projections.append(.deref) }
        projections += builder.projections[capture.projections.count...]
        return Place(Local(raw: 1), body.projections.make(projections))
      }
      return nil
    }
  }

  /// The place, which must be there: an inconsistency between captures and uses is reported.
  mutating func resolved(_ builder: PlaceBuilder, _ span: Span) -> Place {
    if let place = resolve(builder) { return place }
    program.diagnostics.error(
      nil, "internal error: a captured variable is used that the closure does not capture", at: span)
    return Place(.returnPlace)
  }

  mutating func lowerPlace(_ id: TypedExprID) -> Place { resolved(lowerPlaceBuilder(id), expr(id).span) }

  mutating func lowerPlaceBuilder(_ id: TypedExprID) -> PlaceBuilder {
    let expression = expr(id)
    switch expression.kind {
    case .variable(let variable): return variablePlace(variable, expression)
    case .upvar(let variable): return PlaceBuilder(.upvar(variable))
    case .staticItem(let def):
      let pointer = newTemporary(types.type(.pointer(expression.type, .mutable)), expression.span)
      let address = constant(.staticAddress(def), type(of: pointer), expression.span)
      assign(Place(pointer), .use(address), expression.span)
      body.notes.statics[pointer] = def
      return PlaceBuilder(.local(pointer), [.deref])
    case .deref(let inner):
      // The value of a place that is only looked through need not be moved out of it.
      if case .use(let place) = expr(inner).kind { return lowerPlaceBuilder(place).appending(.deref) }
      return lowerPlaceBuilder(inner).appending(.deref)
    case .field(let inner, let index): return lowerPlaceBuilder(inner).appending(.field(index))
    case .index(let base, let index): return lowerIndex(base, index, expression.span)
    default: return PlaceBuilder(.local(lowerTemporary(id)))
    }
  }

  private mutating func variablePlace(_ variable: Variable, _ expression: TypedExpr) -> PlaceBuilder {
    let reference = guardReferences[variable]
    if !reference.isNone { return PlaceBuilder(.local(reference), [.deref]) }
    let local = variableLocals[variable]
    if !local.isNone { return PlaceBuilder(.local(local)) }
    // A variable whose declaration was not lowered: a pattern with an error.
    return PlaceBuilder(.local(declare(variable, storageScope: nil, expression.span)))
  }

  /// Built-in indexing: evaluates the index after the base, and checks it against the length.
  private mutating func lowerIndex(_ base: TypedExprID, _ index: TypedExprID, _ span: Span) -> PlaceBuilder {
    let builder = lowerPlaceBuilder(base)
    let indexLocal = lowerIndexOperand(index)
    let place = resolved(builder, span)
    let length: Operand
    switch types.kind(expr(base).type) {
    case .array(_, let count): length = constant(.typeConst(count), types.usize, span)
    default:
      let temporary = newTemporary(types.usize, span)
      assign(Place(temporary), .length(place), span)
      length = .copy(Place(temporary))
    }
    let inBounds = newTemporary(types.bool, span)
    assign(Place(inBounds), .binary(.less, .copy(Place(indexLocal)), length), span)
    assertCondition(
      .move(Place(inBounds)), true, .boundsCheck(length: length, index: .copy(Place(indexLocal))), span)
    return PlaceBuilder(place, in: body).appending(.index(indexLocal))
  }

  private mutating func lowerIndexOperand(_ index: TypedExprID) -> Local {
    let local = newTemporary(types.usize, expr(index).span)
    lower(into: Place(local), index)
    return local
  }

  // MARK: temporaries

  /// Evaluates a value into a temporary that the scope of temporaries drops.
  mutating func lowerTemporary(_ id: TypedExprID) -> Local {
    let expression = expr(id)
    let scope = extendedTemporaries[id] ?? temporaryScope
    let local = newTemporary(expression.type, expression.span)
    if expression.type != types.never, scope >= 0 {
      push(.storageLive(local), expression.span)
      schedule(.storage, local, in: scope, expression.span)
    }
    lower(into: Place(local), id)
    schedule(.value, local, in: scope, expression.span)
    return local
  }

  /// Makes the local of a variable; `storageScope` ends its storage.
  @discardableResult
  mutating func declare(_ variable: Variable, storageScope: Int?, _ span: Span) -> Local {
    let data = source.variables[variable]
    let local = body.locals.push(
      LocalData(
        type: data.type, kind: .variable, name: data.name, isMutable: data.isMutable, span: data.span))
    body.locals[local].outlivesBody = data.outlivesBody
    variableLocals[variable] = local
    if let storageScope { schedule(.storage, local, in: storageScope, data.span) }
    return local
  }
}
