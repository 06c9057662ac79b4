// Loans: what borrow expressions borrow, who holds them, and which places they forbid to touch.

import PolyExpansion
import PolySema
import PolySupport

typealias LoanID = UInt32

/// One borrow expression.
struct Loan {
  var place: Place
  var kind: BorrowKind
  var span: Span
  var site: CodeSite
  /// Where the reference is stored first: until that is used, a two-phase borrow only reads.
  var reference: Local
  /// The borrow is made for a closure's capture.
  var isCapture: Bool
  /// The place lies behind a dereference: it outlives the function's own locals.
  var isBehindReference: Bool
}

/// A statement, or a terminator (index: the number of statements).
struct CodeSite: Hashable {
  var block: BasicBlock
  var statement: Int
}

/// The loans that a local may hold: in its own reference, and further inside. For what is no reference
/// all are inside.
struct HeldLoans: Equatable {
  var outer: ContiguousArray<LoanID> = []
  var inner: ContiguousArray<LoanID> = []

  var isEmpty: Bool { outer.isEmpty && inner.isEmpty }
  var all: ContiguousArray<LoanID> { Self.union(outer, inner) }
  func contains(_ loan: LoanID) -> Bool { outer.contains(loan) || inner.contains(loan) }

  mutating func form(_ other: HeldLoans) {
    outer = Self.union(outer, other.outer)
    inner = Self.union(inner, other.inner)
  }

  /// Both sorted.
  static func union(
    _ a: ContiguousArray<LoanID>, _ b: ContiguousArray<LoanID>
  ) -> ContiguousArray<LoanID> {
    if a.isEmpty { return b }
    if b.isEmpty || a == b { return a }
    var result: ContiguousArray<LoanID> = []
    result.reserveCapacity(a.count + b.count)
    var i = 0
    var j = 0
    while i < a.count || j < b.count {
      if j >= b.count || (i < a.count && a[i] < b[j]) {
        result.append(a[i])
        i += 1
      } else if i >= a.count || b[j] < a[i] {
        result.append(b[j])
        j += 1
      } else {
        result.append(a[i])
        i += 1
        j += 1
      }
    }
    return result
  }
}

/// How deep an access goes.
enum AccessDepth {
  /// Only the place itself: an assignment to it, the end of its storage.
  case shallow
  case deep
  /// What dropping a value touches: not what references in it point at.
  case drop
}

enum PlaceConflict {
  /// Whether an access to `place` touches what `borrowed` borrows.
  static func exists(
    _ borrowed: Place, _ place: Place, _ depth: AccessDepth, _ body: Body, _ queries: TypeQueries
  ) -> Bool {
    guard borrowed.local == place.local else { return false }
    let a = Array(body.projections[borrowed.projections])
    let b = Array(body.projections[place.projections])
    for (index, (left, right)) in zip(a, b).enumerated() where left != right {
      switch (left, right) {
      case (.field, .field):
        // Fields of a union overlap.
        return isUnion(borrowed, a[..<index], body, queries)
      case (.downcast, .downcast): return false
      case (.constantIndex(let x, let xEnd), .constantIndex(let y, let yEnd)):
        if xEnd == yEnd { return false }
        // From both ends: they may meet unless the length is known.
        _ = (x, y)
        return true
      case (.constantIndex(let index, false), .subslice(let from, let to, let fromEnd)),
        (.subslice(let from, let to, let fromEnd), .constantIndex(let index, false)):
        if index < from || (!fromEnd && index >= to) { return false }
      case (.constantIndex(let index, true), .subslice(_, let to, true)),
        (.subslice(_, let to, true), .constantIndex(let index, true)):
        if index <= to { return false }
      default: break
      }
    }
    guard a.count > b.count, depth != .deep else { return true }
    // The access is to something that the borrowed place is inside of.
    var type = PlaceType(body.locals[borrowed.local].type)
    for (index, projection) in a.enumerated() {
      if index >= b.count, depth == .drop, case .field = projection, case .adt(let def, _) = queries.types.kind(type.type),
        !queries.program.adt(def).isBox, queries.program.dropImpl(of: def) != nil
      {
        // A destructor may reach anything from its fields.
        return true
      }
      if index >= b.count, projection == .deref {
        if depth == .shallow { return false }
        if queries.boxContent(type.type) == nil { return false }
      }
      type = queries.project(type, projection)
    }
    return true
  }

  /// Whether what the first `projections` of a place lead to is a union.
  private static func isUnion(
    _ place: Place, _ projections: ArraySlice<Projection>, _ body: Body, _ queries: TypeQueries
  ) -> Bool {
    var type = PlaceType(body.locals[place.local].type)
    for projection in projections { type = queries.project(type, projection) }
    guard case .adt(let def, _) = queries.types.kind(type.type) else { return false }
    return queries.program.adt(def).isUnion
  }
}

/// Which types can hold loans, and whose drop looks at them.
final class LoanTypes {
  let queries: TypeQueries
  /// Answers of `canHold`.
  var reach: [NumberKey: Bool] = [:]
  private var holding: [Ty: Bool] = [:]
  private var dropping: [Ty: Bool] = [:]
  private var cells: [Ty: Bool] = [:]

  init(queries: TypeQueries) { self.queries = queries }

  /// Whether a value of the type may contain a reference to a local.
  func mayHold(_ type: Ty) -> Bool {
    if let known = holding[type] { return known }
    holding[type] = false
    let result = computeHolding(type)
    holding[type] = result
    return result
  }

  /// Whether the type is that of an iterator, itself and not by reference.
  func isIterator(_ type: Ty) -> Bool {
    guard case .adt = queries.types.kind(type), let iterator = queries.program.langItem("iterator") else { return false }
    return queries.program.implements(type, iterator, in: queries.environment)
  }

  /// Whether a type is or contains another one.
  func mentions(_ type: Ty, _ part: Ty) -> Bool {
    if type == part { return true }
    switch queries.types.kind(type) {
    case .reference(_, let target, _), .pointer(let target, _), .slice(let target), .array(let target, _):
      return mentions(target, part)
    case .tuple(let list): return queries.types.list(list).contains { mentions($0, part) }
    case .adt(_, let args), .opaque(_, let args), .closure(_, let args), .coroutine(_, let args),
      .projection(_, let args):
      return queries.types.list(args).contains { $0.type.map { mentions($0, part) } ?? false }
    default: return false
    }
  }

  /// 0: holds none; 1: only in boxed objects, whose lifetimes are often 'static; 2: holds loans.
  func holdingLevel(_ type: Ty) -> Int {
    switch queries.types.kind(type) {
    case .dynamic: return 1
    case .adt(_, let args):
      var level = 0
      for argument in queries.types.list(args) {
        if argument.region != nil { return 2 }
        if let type = argument.type { level = max(level, holdingLevel(type)) }
      }
      return level
    case .tuple(let list): return queries.types.list(list).map(holdingLevel).max() ?? 0
    case .array(let element, _), .slice(let element): return holdingLevel(element)
    default: return mayHold(type) ? 2 : 0
    }
  }

  /// The same for what is behind a reference, if it is one.
  func mayHoldInside(_ type: Ty) -> Bool {
    if case .reference(_, let target, _) = queries.types.kind(type) { return mayHold(target) }
    return mayHold(type)
  }

  private func mayHold(_ args: Args) -> Bool {
    queries.types.list(args).contains { argument in
      switch argument.kind {
      case .region: true
      case .type(let type): mayHold(type)
      case .const: false
      }
    }
  }

  private func computeHolding(_ type: Ty) -> Bool {
    switch queries.types.kind(type) {
    case .reference, .dynamic, .opaque: return true
    case .adt(_, let args), .projection(_, let args): return mayHold(args)
    case .closure(let def, let args), .coroutine(let def, let args):
      return queries.program.closureInfo(def).captures.contains {
        mayHold(queries.types.substitute($0.fieldType, args))
      }
    case .tuple(let list): return queries.types.list(list).contains(where: mayHold)
    case .array(let element, _), .slice(let element): return mayHold(element)
    default: return false
    }
  }

  /// Whether something in the type, or in what it owns, may be changed through a shared reference.
  func hasCell(_ type: Ty) -> Bool {
    if let known = cells[type] { return known }
    cells[type] = false
    let result = computeCells(type)
    cells[type] = result
    return result
  }

  private func computeCells(_ type: Ty) -> Bool {
    switch queries.types.kind(type) {
    case .adt(let def, let args):
      let adt = queries.program.adt(def)
      if adt.isUnsafeCell { return true }
      // Owned through a pointer, as by Rc.
      if queries.types.list(args).contains(where: { $0.type.map(hasCell) ?? false }) { return true }
      return adt.variants.contains { variant in variant.fields.contains { hasCell(queries.fieldType($0, args)) } }
    case .tuple(let list): return queries.types.list(list).contains(where: hasCell)
    case .array(let element, _), .slice(let element): return hasCell(element)
    default: return false
    }
  }

  /// Whether dropping a value of the type may use the references in it.
  func dropUsesLoans(_ type: Ty) -> Bool {
    if let known = dropping[type] { return known }
    dropping[type] = false
    let result = computeDropping(type)
    dropping[type] = result
    return result
  }

  private func computeDropping(_ type: Ty) -> Bool {
    guard mayHold(type), queries.needsDrop(type) else { return false }
    let program = queries.program
    switch queries.types.kind(type) {
    case .dynamic, .opaque: return true
    case .adt(let def, let args):
      let adt = program.adt(def)
      if adt.isManuallyDrop { return false }
      if program.dropImpl(of: def) != nil {
        // Destructors of the library's containers do not look at what their elements borrow; those of
        // guards, which have a lifetime themselves, do.
        if program.isLocal(def) { return true }
        if queries.types.list(args).contains(where: { $0.region != nil }) { return true }
      }
      if adt.isBox || program.dropImpl(of: def) != nil {
        return queries.types.list(args).contains { $0.type.map(dropUsesLoans) ?? false }
      }
      for variant in adt.variants {
        for field in variant.fields where dropUsesLoans(queries.fieldType(field, args)) { return true }
      }
      return false
    case .closure, .tuple, .coroutine:
      return queries.fieldTypes(of: PlaceType(type)).contains(where: dropUsesLoans)
    case .array(let element, _), .slice(let element): return dropUsesLoans(element)
    default: return false
    }
  }
}
