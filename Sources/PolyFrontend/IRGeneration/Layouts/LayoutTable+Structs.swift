// Layout of structs, unions, tuples and closures.
//
// Fields of types without a fixed representation are ordered by falling alignment, with niches near
// one end (as rustc does, so that sizes agree); enum variants place small fields next to the tag.

import PolyExpansion
import PolySema
import PolySupport

struct StructOptions {
  var isC = false
  /// Upper bound of alignments (`repr(packed)`), 0 for none.
  var packed: UInt64 = 0
  /// Lower bound of the whole's alignment (`repr(align)`).
  var minimumAlignment: UInt64 = 1
  /// Bytes at the start that a tag takes; fields go behind it.
  var prefixSize: UInt64 = 0
  var prefixAlignment: UInt64 = 1
  var isVariant = false
  /// Whether the last field may be unsized (then it stays last).
  var maySizeLast = true
  /// The last field of the struct's definition may be unsized: it is last for every argument, as a
  /// reference to one instance may become a reference to another.
  var keepsLast = false
  /// Whether niches go to the end of the struct rather than to its start.
  var nichesLast = false
}

extension LayoutTable {
  func structLayout(_ fields: [Ty], _ options: StructOptions) -> LayoutData {
    let inner = fields.map { layout($0) }
    var data = LayoutData()
    data.fieldTypes = ContiguousArray(fields)
    data.fieldOffsets = ContiguousArray(filledWith: 0, count: fields.count)
    data.alignment = max(1, options.prefixAlignment)

    var offset = options.prefixSize
    for index in memoryOrder(inner, options) {
      let field = inner[index]
      let alignment = options.packed > 0 ? min(field.alignment, options.packed) : field.alignment
      offset = alignUp(offset, alignment)
      data.alignment = max(data.alignment, alignment)
      data.fieldOffsets[index] = offset
      if let niche = field.largestNiche {
        let moved = Niche(offset: offset &+ niche.offset, scalar: niche.scalar)
        let best = data.largestNiche?.available ?? 0
        if moved.available > best || (moved.available == best && best > 0 && options.nichesLast) {
          data.largestNiche = moved
        }
      }
      if field.isUninhabited { data.isUninhabited = true }
      if field.isUnsized { data.isUnsized = true }
      let (end, overflow) = offset.addingReportingOverflow(field.size)
      offset = overflow ? sizeLimit &+ 1 : end
    }
    data.alignment = max(data.alignment, options.minimumAlignment)
    data.size = data.isUnsized ? offset : alignUp(offset, data.alignment)
    if options.prefixSize == 0 { data.valueClass = structClass(data, inner) }
    return data
  }

  private func memoryOrder(_ fields: [TypeLayout], _ options: StructOptions) -> [Int] {
    var order = Array(fields.indices)
    if options.isC || fields.count < 2 { return order }
    var tail: Int? = nil
    if options.maySizeLast, !options.isVariant, fields[fields.count - 1].isUnsized || options.keepsLast {
      tail = order.removeLast()
    }
    let maximumAlignment = fields.map(\.alignment).max() ?? 1
    let largestNiche = fields.compactMap { $0.largestNiche?.available }.max() ?? 0
    // Small arrays count as if they were aligned by their size, so that niches end up at an end.
    func group(_ field: TypeLayout) -> Int {
      if options.packed > 0 { return Int(min(field.alignment, options.packed)) }
      let sizeAsAlignment = max(field.alignment, field.size).trailingZeroBitCount
      guard largestNiche > 0 else { return sizeAsAlignment }
      if !options.nichesLast { return min(maximumAlignment.trailingZeroBitCount, sizeAsAlignment) }
      return field.largestNiche?.available == largestNiche
        ? field.alignment.trailingZeroBitCount : sizeAsAlignment
    }
    func nicheRank(_ field: TypeLayout) -> UInt64 { field.largestNiche?.available ?? 0 }
    func nicheDistance(_ field: TypeLayout) -> UInt64 {
      guard let niche = field.largestNiche else { return 0 }
      return options.nichesLast ? ~(field.size &- niche.scalar.size &- niche.offset) : niche.offset
    }
    func precedes(_ a: Int, _ b: Int) -> Bool {
      let (x, y) = (fields[a], fields[b])
      if options.isVariant {
        let (gx, gy) = (group(x), group(y))
        if gx != gy { return gx < gy }
        let (nx, ny) = (nicheRank(x), nicheRank(y))
        if nx != ny { return nx > ny }
        return a < b
      }
      if x.isZeroSized != y.isZeroSized { return x.isZeroSized }
      let (gx, gy) = (group(x), group(y))
      if gx != gy { return gx > gy }
      let (nx, ny) = (nicheRank(x), nicheRank(y))
      if nx != ny { return options.nichesLast ? nx < ny : nx > ny }
      let (dx, dy) = (nicheDistance(x), nicheDistance(y))
      if dx != dy { return dx < dy }
      return a < b
    }
    order.sort(by: precedes)
    if let tail { order.append(tail) }
    return order
  }

  /// A struct of one or two scalars travels as they do.
  private func structClass(_ data: LayoutData, _ fields: [TypeLayout]) -> ValueClass {
    if data.isUnsized { return .memory }
    let sized = fields.indices.filter { fields[$0].size > 0 }
    // A zero-sized field with a larger alignment than the rest keeps the value in memory.
    if sized.count == 1, let only = sized.first {
      let field = fields[only]
      guard data.fieldOffsets[only] == 0, field.size == data.size, field.alignment == data.alignment else {
        return .memory
      }
      return field.valueClass
    }
    if sized.count == 2 {
      let order = sized.sorted { data.fieldOffsets[$0] < data.fieldOffsets[$1] }
      guard case .scalar(let a) = fields[order[0]].valueClass,
        case .scalar(let b) = fields[order[1]].valueClass
      else { return .memory }
      let second = alignUp(a.size, b.size)
      let alignment = max(a.size, b.size)
      guard data.fieldOffsets[order[0]] == 0, data.fieldOffsets[order[1]] == second,
        alignUp(second &+ b.size, alignment) == data.size, data.alignment == alignment
      else { return .memory }
      return .pair(a, b, secondOffset: second)
    }
    return .memory
  }

  func unionLayout(_ fields: [Ty], _ options: StructOptions) -> LayoutData {
    var data = LayoutData()
    data.fieldTypes = ContiguousArray(fields)
    data.fieldOffsets = ContiguousArray(filledWith: 0, count: fields.count)
    var common: ValueClass? = nil
    var isCommon = true
    for type in fields {
      let field = layout(type)
      let alignment = options.packed > 0 ? min(field.alignment, options.packed) : field.alignment
      data.alignment = max(data.alignment, alignment)
      data.size = max(data.size, field.size)
      guard field.size > 0 else { continue }
      let relaxed = Self.withoutNiches(field.valueClass)
      if common == nil { common = relaxed } else if common != relaxed { isCommon = false }
    }
    data.alignment = max(data.alignment, options.minimumAlignment)
    data.size = alignUp(data.size, data.alignment)
    if isCommon, let common {
      switch common {
      case .scalar(let scalar) where scalar.size == data.size && scalar.size == data.alignment:
        data.valueClass = common
      case .pair(let a, let b, let second)
      // No padding: a union keeps all of its bytes.
      where second == a.size && a.size &+ b.size == data.size && max(a.size, b.size) == data.alignment:
        data.valueClass = common
      default: break
      }
    }
    return data
  }

  private static func withoutNiches(_ valueClass: ValueClass) -> ValueClass {
    switch valueClass {
    case .scalar(let scalar): .scalar(.full(scalar.primitive))
    case .pair(let a, let b, let offset):
      .pair(.full(a.primitive), .full(b.primitive), secondOffset: offset)
    case .memory: .memory
    }
  }
}
