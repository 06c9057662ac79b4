// Layouts as the constant evaluator of MIR asks for them.

import PolyMIR
import PolySema
import PolySupport

extension LayoutTable: LayoutProvider {
  public func sizeAndAlignment(of type: Ty) -> SizeAndAlignment? {
    let data = layout(type)
    return data.isUnsized ? nil : SizeAndAlignment(size: data.size, alignment: data.alignment)
  }

  public func fieldOffset(of type: Ty, variant: UInt32, field: UInt32, tailAlignment: UInt64?) -> UInt64 {
    var data = layout(type)
    if case .multiple(_, _, _, let variants) = data.variants, Int(variant) < variants.count {
      data = self[variants[Int(variant)]]
    }
    guard Int(field) < data.fieldOffsets.count else { return 0 }
    let offset = data.fieldOffsets[Int(field)]
    guard let tailAlignment, data.isUnsized, Int(field) == data.fieldOffsets.count - 1 else { return offset }
    return alignUp(offset, tailAlignment)
  }

  public func variantEncoding(of type: Ty) -> VariantEncoding {
    switch layout(type).variants {
    case .single(let variant): return .single(variant: variant)
    case .multiple(let tag, let offset, .direct, _): return .tagged(offset: offset, size: tag.size)
    case .multiple(let tag, let offset, .niche(let untagged, let first, let last, let start), _):
      return .niche(
        offset: offset, size: tag.size, untagged: untagged, first: first, last: last,
        startLow: UInt64(truncatingIfNeeded: start), startHigh: UInt64(truncatingIfNeeded: start >> 64))
    }
  }
}
