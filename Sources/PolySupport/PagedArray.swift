// Large arrays out of a mapped file without copying them: the file's pages become the array's.
//
// Most of what a snapshot holds is never looked at. A page that was moved is read when it is touched
// first, and is the array's own as soon as it is written: the mapping is private.

public enum PagedArray {
  static let pageSize = 4096
  /// Smaller arrays are copied, in bytes.
  public static let minimum = 64 << 10
  /// Where elements begin in a block that is a mapping of its own: after the C library's header (16 bytes)
  /// and the array's (32 bytes). A guess that is checked: elsewhere the array is copied.
  static let elementOffset = 48

  /// An array of the `count` elements in `bytes`, whose whole pages `move` takes away.
  static func make<T>(_ bytes: UnsafeRawBufferPointer, _ count: Int, _ move: SnapshotMemory.Move) -> ContiguousArray<T> {
    // Room to grow, the program's own entities follow; it is memory only when it is used.
    ContiguousArray(unsafeUninitializedCapacity: count * 2) { buffer, initialized in
      initialized = count
      let target = UnsafeMutableRawPointer(buffer.baseAddress!)
      let source = UnsafeMutableRawPointer(mutating: bytes.baseAddress!)
      let head = -Int(bitPattern: target) & (pageSize - 1)
      let pages = (bytes.count - head) & ~(pageSize - 1)
      guard (Int(bitPattern: target) - Int(bitPattern: source)) & (pageSize - 1) == 0,
        move(source + head, target + head, pages)
      else {
        target.copyMemory(from: source, byteCount: bytes.count)
        return
      }
      target.copyMemory(from: source, byteCount: head)
      let end = head + pages
      (target + end).copyMemory(from: source + end, byteCount: bytes.count - end)
    }
  }
}
