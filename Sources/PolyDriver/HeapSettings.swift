// How the C library's heap grows: in large steps, in one heap for all threads.
//
// The heap of a thread other than the first grows a page at a time, with a system call each; the
// compiler works in such a thread because it needs a large stack.

@_silgen_name("mallopt")
private func setHeapOption(_ option: Int32, _ value: Int32) -> Int32

/// Called once, before there are other threads.
func setUpHeap() {
  let arenaCount: Int32 = -8
  let growth: Int32 = -2
  let trimThreshold: Int32 = -1
  let mappingThreshold: Int32 = -3
  _ = setHeapOption(arenaCount, 1)
  _ = setHeapOption(growth, 16 << 20)
  // What was freed is used again: nothing goes back before the end.
  _ = setHeapOption(trimThreshold, .max)
  _ = setHeapOption(mappingThreshold, 32 << 20)
}
