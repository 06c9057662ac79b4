// Layout of algebraic types: a tag beside the variants, or a niche inside the largest of them.
//
// Of the two the smaller wins; at equal size the one with more niches left for others.

import PolyExpansion
import PolySema
import PolySupport

extension LayoutTable {
  func adtLayout(_ type: Ty, _ def: DefID, _ args: Args) -> LayoutData {
    let adt = program.adt(def)
    var options = StructOptions()
    options.isC = adt.repr.isC
    options.packed = UInt64(adt.repr.pack)
    options.minimumAlignment = max(1, UInt64(adt.repr.align))
    func fieldTypes(_ variant: AdtVariant) -> [Ty] {
      variant.fields.map { program.normalize(types.substitute($0.type, args), in: .empty) }
    }
    switch adt.kind {
    case .union: return unionLayout(adt.variants.first.map(fieldTypes) ?? [], options)
    case .structure:
      let fields = adt.variants.first.map(fieldTypes) ?? []
      if fields.count > 1, let last = adt.variants.first?.fields.last,
        types.flags(last.type).contains(.hasParameters)
      {
        options.keepsLast = !program.isSized(last.type, in: program.environment(of: def))
      }
      var data = structLayout(fields, options)
      if adt.isUnsafeCell { data.hideNiches() }
      if let (start, end) = validRange(of: def) { data.restrict(start: start, end: end) }
      return data
    case .enumeration: return enumLayout(adt, adt.variants.map(fieldTypes), options)
    }
  }

  /// `#[rustc_layout_scalar_valid_range_start(N)]` and `…_end(N)` of a library type.
  private func validRange(of def: DefID) -> (start: UInt128, end: UInt128?)? {
    var start: UInt128? = nil
    var end: UInt128? = nil
    for attribute in program.tree.attributes[program.definitions[def].attributes] {
      let name = attribute.name.name
      guard name == validRangeStartName || name == validRangeEndName,
        let value = program.attributeInteger(attribute)
      else { continue }
      if name == validRangeStartName { start = value } else { end = value }
    }
    return start == nil && end == nil ? nil : (start ?? 0, end)
  }

  private func discriminant(_ adt: AdtData, _ index: Int) -> UInt128 {
    let value = program.discriminant(of: adt.def, variant: index)
    return UInt128(value.low) | UInt128(value.high) << 64
  }

  /// The discriminant as a signed number; it is stored truncated to its type.
  private func signedDiscriminant(_ adt: AdtData, _ index: Int) -> Int128 {
    let kind = adt.repr.integer ?? .isize
    let value = discriminant(adt, index)
    let shift = UInt128(128 - kind.bits(pointerBits: program.target.pointerBits))
    if kind.isSigned { return Int128(truncatingIfNeeded: value << shift) >> Int128(shift) }
    return Int128(truncatingIfNeeded: value)
  }

  private func enumLayout(_ adt: AdtData, _ fields: [[Ty]], _ options: StructOptions) -> LayoutData {
    // A variant is absent if it can never exist and needs no room.
    let isAbsent = fields.map { list in
      list.contains { layout($0).isUninhabited } && list.allSatisfy { layout($0).size == 0 }
    }
    let present = fields.indices.filter { !isAbsent[$0] }
    let hasFixedTag = adt.repr.isC || adt.repr.integer != nil
    if !hasFixedTag {
      if present.isEmpty {
        var data = LayoutData()
        data.isUninhabited = true
        return data
      }
      if present.count == 1 {
        var data = structLayout(fields[present[0]], options)
        data.variants = .single(UInt32(present[0]))
        return data
      }
    } else if fields.isEmpty {
      var data = LayoutData()
      data.isUninhabited = true
      return data
    }
    let tagged = taggedLayout(adt, fields, isAbsent, options)
    guard !hasFixedTag, let niched = nicheLayout(fields, isAbsent, options) else { return tagged }
    if niched.size < tagged.size { return niched }
    let (a, b) = (tagged.largestNiche?.available ?? 0, niched.largestNiche?.available ?? 0)
    return niched.size == tagged.size && a < b ? niched : tagged
  }

  // MARK: niche

  private func nicheLayout(_ fields: [[Ty]], _ isAbsent: [Bool], _ options: StructOptions) -> LayoutData? {
    guard fields.count >= 2 else { return nil }
    for nichesLast in [false, true] {
      var options = options
      options.nichesLast = nichesLast
      if let found = nicheLayoutOnce(fields, isAbsent, options) { return found }
    }
    return nil
  }

  private func nicheLayoutOnce(
    _ fields: [[Ty]], _ isAbsent: [Bool], _ options: StructOptions
  ) -> LayoutData? {
    var variants = fields.map { structLayout($0, options) }
    guard let largest = fields.indices.reversed().max(by: { variants[$0].size < variants[$1].size }),
      let niche = variants[largest].largestNiche
    else { return nil }
    let others = fields.indices.filter { $0 != largest && !isAbsent[$0] }
    guard let first = others.first, let last = others.last else { return nil }
    // Second largest equal in size with data: the niche must lie outside of it, checked below.
    guard let (start, scalar) = reserve(niche, count: UInt64(last - first + 1)) else { return nil }

    let size = variants[largest].size
    var alignment = variants[largest].alignment
    for index in fields.indices where index != largest {
      alignment = max(alignment, variants[index].alignment)
      if isAbsent[index] || variants[index].size == 0 { continue }
      if variants[index].size <= niche.offset { continue }
      // Move the variant's fields behind the niche.
      let base = alignUp(niche.offset &+ niche.scalar.size, variants[index].alignment)
      guard base &+ variants[index].size <= size else { return nil }
      for field in variants[index].fieldOffsets.indices { variants[index].fieldOffsets[field] &+= base }
      variants[index].size &+= base
      variants[index].valueClass = .memory
      variants[index].largestNiche = nil
    }
    guard alignUp(size, alignment) == size else { return nil }

    var data = LayoutData()
    data.size = size
    data.alignment = alignment
    data.isUninhabited = variants.allSatisfy(\.isUninhabited)
    let othersEmpty = fields.indices.allSatisfy { $0 == largest || variants[$0].size == 0 }
    data.valueClass = .memory
    if othersEmpty, alignment == variants[largest].alignment {
      switch variants[largest].valueClass {
      case .scalar: data.valueClass = .scalar(scalar)
      case .pair(let a, let b, let second):
        data.valueClass =
          niche.offset == 0
          ? .pair(scalar, .full(b.primitive), secondOffset: second)
          : .pair(.full(a.primitive), scalar, secondOffset: second)
      case .memory: break
      }
    }
    data.largestNiche = scalar.invalidCount > 0 ? Niche(offset: niche.offset, scalar: scalar) : nil
    data.variants = .multiple(
      tag: scalar, tagOffset: niche.offset,
      encoding: .niche(untagged: UInt32(largest), first: UInt32(first), last: UInt32(last), start: start),
      variants: variants.enumerated().map { index, variant in
        var variant = variant
        variant.variants = .single(UInt32(index))
        return add(variant)
      })
    return data
  }

  /// Takes `count` invalid patterns of a niche: the first of them and the scalar with the wider range.
  private func reserve(_ niche: Niche, count: UInt64) -> (UInt128, Scalar)? {
    guard niche.available >= count else { return nil }
    let mask = UInt128.mask(bytes: niche.scalar.size)
    var scalar = niche.scalar
    let afterEnd = (scalar.validEnd &+ 1) & mask
    let newEnd = (scalar.validEnd &+ UInt128(count)) & mask
    let newStart = (scalar.validStart &- UInt128(count)) & mask
    // Zero is the cheapest pattern to test: keep it if the range can be extended towards it.
    let distanceEndToZero = mask &- scalar.validEnd
    if scalar.validStart > scalar.validEnd {
      scalar.validEnd = newEnd
      return (afterEnd, scalar)
    }
    if scalar.validStart <= distanceEndToZero {
      if UInt128(count) <= scalar.validStart {
        scalar.validStart = newStart
        return (newStart, scalar)
      }
      scalar.validEnd = newEnd
      return (afterEnd, scalar)
    }
    let wraps = newEnd >= 1 && newEnd <= scalar.validEnd
    if wraps {
      scalar.validStart = newStart
      return (newStart, scalar)
    }
    scalar.validEnd = newEnd
    return (afterEnd, scalar)
  }

  // MARK: tag

  private func taggedLayout(
    _ adt: AdtData, _ fields: [[Ty]], _ isAbsent: [Bool], _ options: StructOptions
  ) -> LayoutData {
    let (bytes, isSigned) = tagInteger(adt, isAbsent)
    let tagSize = UInt64(bytes)
    var variantOptions = options
    variantOptions.isVariant = true
    variantOptions.prefixSize = tagSize
    variantOptions.prefixAlignment = tagSize
    variantOptions.minimumAlignment = 1
    var variants: [LayoutData] = []
    if adt.repr.isC {
      // A C union of structs behind the tag: all start at the same offset.
      let bodyAlignment = fields.flatMap { $0 }.map { layout($0).alignment }.max() ?? 1
      variantOptions.prefixSize = alignUp(tagSize, bodyAlignment)
    }
    for list in fields { variants.append(structLayout(list, variantOptions)) }

    var data = LayoutData()
    data.alignment = max(options.minimumAlignment, variants.map(\.alignment).max() ?? 1, tagSize)
    data.size = alignUp(variants.map(\.size).max() ?? tagSize, data.alignment)
    data.isUninhabited = variants.allSatisfy(\.isUninhabited)

    let mask = UInt128.mask(bytes: tagSize)
    var values: [UInt128] = []
    for index in fields.indices where !isAbsent[index] {
      values.append(discriminant(adt, index) & mask)
    }
    let tag = Self.tagScalar(bytes: bytes, isSigned: isSigned, values: values)
    if tag.invalidCount > 0 { data.largestNiche = Niche(offset: 0, scalar: tag) }
    data.valueClass = tagClass(data, tag, variants)
    data.variants = .multiple(
      tag: tag, tagOffset: 0, encoding: .direct,
      variants: variants.enumerated().map { index, variant in
        var variant = variant
        variant.variants = .single(UInt32(index))
        return add(variant)
      })
    return data
  }

  /// The valid range of a tag: the smallest (wrapping) range that holds all values, by the signed or
  /// unsigned order of the tag's type.
  private static func tagScalar(bytes: UInt8, isSigned: Bool, values: [UInt128]) -> Scalar {
    let primitive = Primitive.integer(bytes: bytes, isSigned: isSigned)
    let mask = UInt128.mask(bytes: UInt64(bytes))
    let signBit = (mask >> 1) + 1
    let flip = isSigned ? signBit : 0
    guard let low = values.map({ $0 ^ flip }).min(), let high = values.map({ $0 ^ flip }).max() else {
      return .full(primitive)
    }
    return Scalar(primitive: primitive, validStart: low ^ flip, validEnd: high ^ flip)
  }

  private func tagInteger(_ adt: AdtData, _ isAbsent: [Bool]) -> (UInt8, Bool) {
    if let fixed = adt.repr.integer { return (UInt8(fixed.bits(pointerBits: program.target.pointerBits) / 8), fixed.isSigned) }
    var low: Int128 = 0
    var high: Int128 = 0
    for index in adt.variants.indices where !isAbsent[index] {
      let value = signedDiscriminant(adt, index)
      low = min(low, value)
      high = max(high, value)
    }
    let isSigned = low < 0
    let minimum: UInt8 = adt.repr.isC ? 4 : 1
    for bytes in [UInt8(1), 2, 4, 8, 16] where bytes >= minimum {
      let bits = Int128(bytes) * 8
      if bits == 128 { return (bytes, isSigned) }
      if isSigned {
        if low >= -(1 << (bits - 1)), high < (1 << (bits - 1)) { return (bytes, true) }
      } else if high < (1 << bits) {
        return (bytes, false)
      }
    }
    return (16, isSigned)
  }

  /// A tag alone is a scalar; a tag with one scalar at one offset in every variant that has data is a
  /// pair.
  private func tagClass(_ data: LayoutData, _ tag: Scalar, _ variants: [LayoutData]) -> ValueClass {
    if data.size == tag.size { return data.alignment == tag.size ? .scalar(tag) : .memory }
    var common: (Primitive, UInt64)? = nil
    for variant in variants {
      var own: (Primitive, UInt64)? = nil
      for (index, type) in variant.fieldTypes.enumerated() {
        let field = layout(type)
        if field.size == 0 { continue }
        guard own == nil, case .scalar(let scalar) = field.valueClass else { return .memory }
        own = (scalar.primitive, variant.fieldOffsets[index])
      }
      guard let own else { continue }
      if let known = common {
        guard known.1 == own.1, let merged = Self.merge(known.0, own.0) else { return .memory }
        common = (merged, own.1)
      } else {
        common = own
      }
    }
    guard let (primitive, offset) = common else { return .memory }
    let second = alignUp(tag.size, primitive.size())
    let alignment = max(tag.size, primitive.size())
    guard offset == second, data.alignment == alignment,
      alignUp(second &+ primitive.size(), alignment) == data.size
    else { return .memory }
    return .pair(tag, .full(primitive), secondOffset: second)
  }

  private static func merge(_ a: Primitive, _ b: Primitive) -> Primitive? {
    switch (a, b) {
    case (.integer(let x, let signed), .integer(let y, _)) where x == y:
      return .integer(bytes: x, isSigned: signed)
    case (.pointer(let x), .integer(let y, _)) where x == y, (.integer(let x, _), .pointer(let y)) where x == y:
      return .integer(bytes: x, isSigned: false)
    default: return a == b ? a : nil
    }
  }
}

extension LayoutData {
  /// `UnsafeCell` hides the niches of its content: others may change it at any time.
  mutating func hideNiches() {
    largestNiche = nil
    switch valueClass {
    case .scalar(let scalar): valueClass = .scalar(.full(scalar.primitive))
    case .pair(let a, let b, let offset):
      valueClass = .pair(.full(a.primitive), .full(b.primitive), secondOffset: offset)
    case .memory: break
    }
  }

  /// Narrows the valid range of a struct of one scalar (`NonNull`, `NonZero`).
  mutating func restrict(start: UInt128, end: UInt128?) {
    func narrowed(_ scalar: Scalar) -> Scalar {
      Scalar(
        primitive: scalar.primitive, validStart: start, validEnd: end ?? .mask(bytes: scalar.size))
    }
    switch valueClass {
    case .scalar(let scalar):
      valueClass = .scalar(narrowed(scalar))
      largestNiche = Niche(offset: 0, scalar: narrowed(scalar))
    case .pair(let a, let b, let offset):
      valueClass = .pair(narrowed(a), b, secondOffset: offset)
      largestNiche = Niche(offset: 0, scalar: narrowed(a))
    case .memory: break
    }
  }
}
