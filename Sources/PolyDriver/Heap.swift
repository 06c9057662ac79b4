// How the C library's heap grows: in large steps, in one heap for all threads, in large pages.
//
// The heap of a thread other than the first grows a page at a time, with a system call each; the
// compiler works in such a thread because it needs a large stack. A short compilation spends most of
// its time in page faults, so the heap's address space is asked for at once, in pages of 2 MiB where
// the kernel gives them (measured: 30 of 45 ms of `polyc check` of a small program were faults of 4 KiB).

import Glibc
import PolySupport

@_silgen_name("mallopt")
private func setHeapOption(_ option: Int32, _ value: Int32) -> Int32

@_silgen_name("mremap")
private func moveMapping(
  _ old: UnsafeMutableRawPointer, _ oldSize: Int, _ newSize: Int, _ flags: Int32, _ new: UnsafeMutableRawPointer
) -> UnsafeMutableRawPointer?

/// The heap of a process that compiles and ends.
enum Heap {
  private static let arenaCount: Int32 = -8
  private static let mappingThreshold: Int32 = -3
  private static let growth: Int32 = -2
  private static let trimThreshold: Int32 = -1

  /// One heap, in which large arrays are mappings of their own: the pages of a snapshot can be moved there.
  /// Called once, before there are other threads.
  static func prepareForLoading() {
    _ = setHeapOption(arenaCount, 1)
    _ = setHeapOption(mappingThreshold, Int32(PagedArray.minimum))
  }

  /// Makes the pages of a mapping those of other memory; false if that cannot be done.
  static func movePages(from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer, _ size: Int) -> Bool {
    let mayMove: Int32 = 1
    let isFixed: Int32 = 2
    return moveMapping(source, size, size, mayMove | isFixed, target) == target
  }

  /// One large piece of memory for all that follows; more than once does nothing.
  static func prepareForWork() { _ = enlarged }

  private static let enlarged: Void = {
    // Address space only: memory is used when it is touched.
    _ = setHeapOption(growth, 256 << 20)
    // What was freed is used again: nothing goes back before the end.
    _ = setHeapOption(trimThreshold, .max)
    _ = setHeapOption(mappingThreshold, 32 << 20)
    // The heap's end moves up by the step when it is used first.
    let before = UInt(bitPattern: sbrk(0))
    // More than what may be left over from before; a call that the optimiser does not drop.
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, 16, 1 << 20) == 0 else { return }
    free(block)
    let after = UInt(bitPattern: sbrk(0))
    let largePage: UInt = 2 << 20
    let start = (before + largePage - 1) & ~(largePage - 1)
    if after > start, let address = UnsafeMutableRawPointer(bitPattern: start) {
      _ = madvise(address, Int(after - start), MADV_HUGEPAGE)
    }
  }()
}
