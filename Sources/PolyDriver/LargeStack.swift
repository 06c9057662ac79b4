// Runs the compiler on a thread whose stack is large enough for the deepest input that is accepted.

import Glibc

/// Bytes of address space; pages are only used when touched.
private let stackSize = 1 << 30

private final class Job {
  let body: () -> Int32
  var result: Int32 = 70
  init(_ body: @escaping () -> Int32) { self.body = body }
}

/// Runs `body` on a thread with a large stack and gives its result.
func withLargeStack(_ body: @escaping () -> Int32) -> Int32 {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  guard pthread_attr_setstacksize(&attributes, stackSize) == 0 else { return body() }
  let job = Job(body)
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { pointer in
      let job = Unmanaged<Job>.fromOpaque(pointer!).takeUnretainedValue()
      job.result = job.body()
      return nil
    }, Unmanaged.passUnretained(job).toOpaque())
  guard status == 0 else { return body() }
  pthread_join(thread, nil)
  return job.result
}
