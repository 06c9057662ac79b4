// Layout of coroutines: captures, the state, then the kept locals, which share bytes where they may.

import PolyExpansion
import PolySema
import PolySupport

extension LayoutTable {
  /// Captures and state are laid out like a struct. Each kept local, large ones first, goes to the lowest
  /// place where it overlaps none that it conflicts with. There are no niches: bytes may be uninitialised.
  func coroutineLayout(_ def: DefID, _ args: Args) -> LayoutData {
    let fields = program.coroutineFields(def).map { types.substitute($0, args) }
    let conflicts = program.coroutineStorage?(def).conflicts ?? []
    let fixed = fields.count - conflicts.count
    guard fixed >= 0 else { return failed(program.types.type(.coroutine(def, args)), "the type is not known at this point") }
    var data = structLayout(Array(fields.prefix(fixed)), StructOptions(maySizeLast: false))
    data.valueClass = .memory
    data.largestNiche = nil
    data.isUninhabited = false
    data.fieldTypes = ContiguousArray(fields)
    data.fieldOffsets.append(contentsOf: repeatElement(0, count: conflicts.count))

    let inner = fields.dropFirst(fixed).map { layout($0) }
    var rivals = conflicts
    for (index, list) in conflicts.enumerated() { for other in list { rivals[other].append(index) } }
    let start = data.size
    var isPlaced = ContiguousArray(filledWith: false, count: inner.count)
    var end = start
    let order = inner.indices.sorted { a, b in
      (inner[a].alignment, inner[a].size, b) > (inner[b].alignment, inner[b].size, a)
    }
    for index in order {
      let size = inner[index].size
      let alignment = inner[index].alignment
      data.alignment = max(data.alignment, alignment)
      var taken: [(start: UInt64, end: UInt64)] = []
      for other in rivals[index] where isPlaced[other] && inner[other].size > 0 {
        let offset = data.fieldOffsets[fixed + other]
        taken.append((offset, offset &+ inner[other].size))
      }
      taken.sort { $0.start < $1.start }
      var offset = alignUp(start, alignment)
      for range in taken where offset &+ size > range.start && offset < range.end {
        offset = alignUp(range.end, alignment)
      }
      data.fieldOffsets[fixed + index] = offset
      isPlaced[index] = true
      let (last, overflow) = offset.addingReportingOverflow(size)
      end = max(end, overflow ? sizeLimit &+ 1 : last)
    }
    data.size = alignUp(end, data.alignment)
    return data
  }
}
