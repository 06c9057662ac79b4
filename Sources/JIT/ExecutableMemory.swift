// A reservation of address space for code and data that are near each other; never writable and
// executable at once.

import Glibc

/// Pages for code, then pages for data. Written first, then sealed.
final class ExecutableMemory {
  private let base: UnsafeMutableRawPointer
  private let size: Int
  private let codeSize: Int
  static let pageSize = 4096

  /// Reserves zeroed room; nil if the system gives none.
  init?(codeSize: Int, dataSize: Int) {
    func pages(_ bytes: Int) -> Int { (bytes + Self.pageSize - 1) & ~(Self.pageSize - 1) }
    self.codeSize = pages(max(codeSize, 1))
    size = self.codeSize + pages(max(dataSize, 1))
    let address = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address, address != MAP_FAILED else { return nil }
    base = address
  }
  deinit { munmap(base, size) }

  var code: UnsafeMutableRawPointer { base }
  var data: UnsafeMutableRawPointer { base + codeSize }

  /// Makes the code executable and no longer writable.
  func seal() -> Bool { mprotect(base, codeSize, PROT_READ | PROT_EXEC) == 0 }
}
