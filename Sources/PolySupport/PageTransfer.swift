// Large arrays out of a mapped file without copying them: the file's pages become the array's.
//
// Most of what a snapshot holds is never looked at. A page that was transferred is read when it is
// touched first, and is the array's own as soon as it is written: the mapping is private.

import Glibc

@_silgen_name("mremap")
private func moveMapping(
  _ old: UnsafeMutableRawPointer, _ oldSize: Int, _ newSize: Int, _ flags: Int32, _ new: UnsafeMutableRawPointer
) -> UnsafeMutableRawPointer?

enum PageTransfer {
  static let pageSize = 4096
  private static let mayMove: Int32 = 1
  private static let isFixed: Int32 = 2
  /// Smaller arrays are copied.
  static let minimum = 64 << 10
  /// Where elements begin in a block that is a mapping of its own: after the C library's header (16 bytes)
  /// and the array's (32 bytes). A guess that is checked: elsewhere the array is copied.
  static let elementOffset = 48

  /// An array of the `count` elements in `bytes`, whose whole pages are unmapped where they were.
  static func array<T>(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> ContiguousArray<T> {
    // Room to grow, the program's own entities follow; it is memory only when it is used.
    ContiguousArray(unsafeUninitializedCapacity: count * 2) { buffer, initialized in
      initialized = count
      let target = UnsafeMutableRawPointer(buffer.baseAddress!)
      let source = UnsafeMutableRawPointer(mutating: bytes.baseAddress!)
      let head = -Int(bitPattern: target) & (pageSize - 1)
      let pages = (bytes.count - head) & ~(pageSize - 1)
      guard (Int(bitPattern: target) - Int(bitPattern: source)) & (pageSize - 1) == 0,
        moveMapping(source + head, pages, pages, mayMove | isFixed, target + head) == target + head
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
