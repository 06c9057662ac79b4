// Types of places and operands of a body, and the questions about types that passes over MIR ask.

import PolyExpansion
import PolySema
import PolySupport

/// The type of a place; inside a `downcast` also the variant that it was narrowed to.
public struct PlaceType: Equatable, Sendable {
  public var type: Ty
  /// The variant chosen by a `downcast`, or nil.
  public var variant: UInt32?
  public init(_ type: Ty, variant: UInt32? = nil) {
    self.type = type
    self.variant = variant
  }
}

/// What is asked of the program about the types of one body, in its parameter environment.
public struct TypeQueries {
  public let program: Program
  public let types: TypeTable
  public let environment: ParameterEnvironment

  public init(program: Program, environment: ParameterEnvironment) {
    self.program = program
    self.types = program.types
    self.environment = environment
  }

  /// Whether a value of the type is copied rather than moved. Common types are answered without a search.
  public func isCopy(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .never, .integer, .float, .pointer, .functionDef, .functionPointer, .error: true
    case .reference(_, _, let mutability): mutability == .shared
    case .str, .slice, .dynamic, .foreign: false
    default: program.isCopy(type, in: environment)
    }
  }

  /// Whether dropping a value of the type may do something.
  public func needsDrop(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .never, .integer, .float, .pointer, .functionDef, .functionPointer, .error,
      .reference, .str, .foreign:
      false
    default: program.needsDrop(type, in: environment)
    }
  }

  public func normalize(_ type: Ty) -> Ty {
    types.flags(type).isDisjoint(with: [.hasProjections, .hasOpaque, .hasUnevaluated])
      ? type : program.normalize(type, in: environment)
  }

  public func isInteger(_ type: Ty) -> Bool {
    if case .integer = types.kind(type) { return true }
    return false
  }

  public func isUnit(_ type: Ty) -> Bool { type == types.unit }

  /// The type argument of a `Box`, if `type` is one.
  public func boxContent(_ type: Ty) -> Ty? {
    guard case .adt(let def, let args) = types.kind(type), program.adt(def).isBox, types.count(args) > 0
    else { return nil }
    return types.list(args).lazy.compactMap(\.type).first
  }

  /// What a reference, raw pointer or Box points at.
  public func pointee(_ type: Ty) -> Ty? {
    switch types.kind(type) {
    case .reference(_, let target, _), .pointer(let target, _): target
    case .adt: boxContent(type)
    default: nil
    }
  }

  /// The number of elements of an array type if it is known without evaluation.
  public func arrayLength(_ length: Const) -> UInt64? {
    if case .value(_, let low, _) = types.kind(length) { return low }
    guard types.flags(length).isDisjoint(with: [.hasParameters, .hasVariables, .hasError]) else { return nil }
    return program.evaluateConst(length)?.low
  }

  /// The declared type of a field of an ADT variant with the ADT's arguments put in.
  public func fieldType(_ field: AdtField, _ args: Args) -> Ty {
    normalize(types.substitute(field.type, args))
  }

  /// The type of field `index` of a place, or the error type.
  public func fieldType(of place: PlaceType, _ index: UInt32) -> Ty {
    let index = Int(index)
    switch types.kind(place.type) {
    case .adt(let def, let args):
      let adt = program.adt(def)
      let variant = Int(place.variant ?? 0)
      guard variant < adt.variants.count, index < adt.variants[variant].fields.count else { return types.error }
      return fieldType(adt.variants[variant].fields[index], args)
    case .tuple(let list):
      return index < types.count(list) ? types.type(list, index) : types.error
    case .closure(let def, let args), .coroutine(let def, let args):
      let captures = program.closureInfo(def).captures
      guard index < captures.count else {
        if case .coroutine = types.kind(place.type) {
          let fields = program.coroutineFields(def)
          if index < fields.count { return normalize(types.substitute(fields[Int(index)], args)) }
        }
        return types.error
      }
      return normalize(types.substitute(captures[index].fieldType, args))
    default: return types.error
    }
  }

  /// The types of all fields of a struct, tuple, closure or variant.
  public func fieldTypes(of place: PlaceType) -> [Ty] {
    switch types.kind(place.type) {
    case .adt(let def, let args):
      let adt = program.adt(def)
      let variant = Int(place.variant ?? 0)
      guard variant < adt.variants.count else { return [] }
      return adt.variants[variant].fields.map { fieldType($0, args) }
    case .tuple(let list): return Array(types.list(list))
    case .closure(let def, let args), .coroutine(let def, let args):
      return program.closureInfo(def).captures.map { normalize(types.substitute($0.fieldType, args)) }
    default: return []
    }
  }

  /// The type after one more projection.
  public func project(_ place: PlaceType, _ projection: Projection) -> PlaceType {
    switch projection {
    case .deref: return PlaceType(pointee(place.type) ?? types.error)
    case .field(let index): return PlaceType(fieldType(of: place, index))
    case .downcast(let variant): return PlaceType(place.type, variant: variant)
    case .index, .constantIndex:
      switch types.kind(place.type) {
      case .array(let element, _), .slice(let element): return PlaceType(element)
      default: return PlaceType(types.error)
      }
    case .subslice(let from, let to, let fromEnd):
      switch types.kind(place.type) {
      case .slice: return PlaceType(place.type)
      case .array(let element, let length):
        guard let count = arrayLength(length) else { return PlaceType(types.error) }
        let end = fromEnd ? (count >= to ? count - to : 0) : to
        let width = end >= from ? end - from : 0
        return PlaceType(types.type(.array(element, types.usizeConst(width))))
      default: return PlaceType(types.error)
      }
    }
  }

  /// The integer type of an enum's discriminant.
  public func discriminantType(_ type: Ty) -> Ty {
    switch types.kind(type) {
    case .adt(let def, _):
      return types.integer(program.adt(def).repr.integer ?? .isize)
    case .coroutine: return types.integer(.u32)
    default: return types.u8
    }
  }

  /// Bits of an integer, `char` or `bool` type, or nil.
  public func scalarBits(_ type: Ty) -> (bits: Int, isSigned: Bool)? {
    switch types.kind(type) {
    case .integer(let kind): (kind.bits(pointerBits: program.target.pointerBits), kind.isSigned)
    case .char: (32, false)
    case .bool: (8, false)
    default: nil
    }
  }
}

extension TypeQueries {
  /// The type of a place of `body`.
  public func type(of place: Place, in body: Body) -> PlaceType {
    var result = PlaceType(body.locals[place.local].type)
    for projection in body.projections[place.projections] { result = project(result, projection) }
    return result
  }

  /// The type of an operand of `body`.
  public func type(of operand: Operand, in body: Body) -> Ty {
    switch operand {
    case .copy(let place), .move(let place): type(of: place, in: body).type
    case .constant(let constant): body.constants[constant].type
    }
  }

  /// The type of what an rvalue computes.
  public func type(of rvalue: Rvalue, in body: Body) -> Ty {
    switch rvalue {
    case .use(let operand): return type(of: operand, in: body)
    case .repeatValue(let operand, let count): return types.type(.array(type(of: operand, in: body), count))
    case .reference(let kind, let place):
      return types.reference(type(of: place, in: body).type, kind == .shared ? .shared : .mutable)
    case .rawPointer(let mutability, let place):
      return types.type(.pointer(type(of: place, in: body).type, mutability))
    case .length: return types.usize
    case .cast(_, _, let type): return type
    case .binary(let op, let left, _): return op.isComparison ? types.bool : type(of: left, in: body)
    case .checkedBinary(_, let left, _): return types.tuple([type(of: left, in: body), types.bool])
    case .unary(_, let operand): return type(of: operand, in: body)
    case .discriminant(let place): return discriminantType(type(of: place, in: body).type)
    case .aggregate(let kind, let operands):
      switch kind {
      case .tuple: return types.tuple(body.operands[operands].map { type(of: $0, in: body) })
      case .array(let element): return types.type(.array(element, types.usizeConst(UInt64(operands.count))))
      case .adt(let def, _, let args, _): return types.type(.adt(def, args))
      case .closure(let def, let args): return types.type(.closure(def, args))
      case .coroutine(let def, let args): return types.type(.coroutine(def, args))
      }
    }
  }
}
