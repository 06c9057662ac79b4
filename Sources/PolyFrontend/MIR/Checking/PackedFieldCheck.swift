// E0793: references to fields of packed structs, which may be misaligned.

import PolyExpansion
import PolySema
import PolySupport

struct PackedFieldCheck {
  let body: Body
  let program: Program
  let queries: TypeQueries

  func run(_ order: ContiguousArray<BasicBlock>) {
    var reported: Set<Span> = []
    for block in order where !body.blocks[block].isCleanup {
      for statement in body.blocks[block].statements {
        guard case .assign(_, .reference(_, let place)) = statement.kind, !place.projections.isEmpty,
          isMisaligned(place), reported.insert(statement.span).inserted, !isDerived
        else { continue }
        program.diagnostics.report(
          Diagnostic(
            code: "E0793", "reference to field of packed struct is unaligned", at: statement.span
          ).note("creating a misaligned reference is undefined behavior (even if that reference is never dereferenced)")
            .help("copy the field contents to a local variable, or use a raw pointer and `read_unaligned`"))
      }
    }
  }

  /// Derived code copies such fields where that matters.
  private var isDerived: Bool {
    var current = body.owner
    while !current.isNone {
      if program.definitions.kind(current) == .implementation {
        return program.isDerivedImpl(current)
      }
      current = program.definitions.parent(current)
    }
    return false
  }

  private func isMisaligned(_ place: Place) -> Bool {
    var type = PlaceType(body.locals[place.local].type)
    // The least packing since the last dereference.
    var pack: UInt64 = 0
    for projection in body.projections[place.projections] {
      switch projection {
      case .deref: pack = 0
      case .field:
        if case .adt(let def, _) = program.types.kind(type.type) {
          let own = UInt64(program.adt(def).repr.pack)
          if own > 0 { pack = pack == 0 ? own : min(pack, own) }
        }
      default: break
      }
      type = queries.project(type, projection)
    }
    return pack > 0 && exceeds(type.type, pack, depth: 0)
  }

  /// Whether the type's alignment may be greater.
  private func exceeds(_ type: Ty, _ pack: UInt64, depth: Int) -> Bool {
    guard depth < 32 else { return true }
    switch program.types.kind(type) {
    case .bool, .str, .never, .error, .functionDef: return false
    case .char: return pack < 4
    case .integer(let kind): return pack < UInt64(kind.bits() / 8)
    case .float(let kind):
      switch kind {
      case .f16: return pack < 2
      case .f32: return pack < 4
      case .f64: return pack < 8
      case .f128: return pack < 16
      }
    case .reference, .pointer, .functionPointer: return pack < 8
    case .slice(let element), .array(let element, _): return exceeds(element, pack, depth: depth + 1)
    case .tuple(let list): return program.types.list(list).contains { exceeds($0, pack, depth: depth + 1) }
    case .adt(let def, let args):
      let data = program.adt(def)
      if UInt64(data.repr.align) > pack { return true }
      if data.repr.pack > 0, UInt64(data.repr.pack) <= pack { return false }
      return data.variants.contains { variant in
        variant.fields.contains { exceeds(queries.fieldType($0, args), pack, depth: depth + 1) }
      }
    default: return true
    }
  }
}
