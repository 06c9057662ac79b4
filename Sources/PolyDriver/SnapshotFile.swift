// The library's snapshot as a file of the sysroot: written by `polyc snapshot`, mapped by later runs.
//
// It begins with the identity of all that it was made from: the executable, whose memory layouts it
// has, and each file of the library. If one of them has changed since, the files are read instead.

import Glibc
import PolyFrontend
import PolyIR
import PolySupport

/// A file as it was: its path, size and time.
private struct FileIdentity: Equatable {
  var path: String
  var size: Int64
  var seconds: Int64
  var nanoseconds: Int64

  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.path = path
    size = Int64(status.st_size)
    seconds = Int64(status.st_mtim.tv_sec)
    nanoseconds = Int64(status.st_mtim.tv_nsec)
  }

  init() { (path, size, seconds, nanoseconds) = ("", 0, 0, 0) }

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.string(&path)
    stream.value(&size)
    stream.value(&seconds)
    stream.value(&nanoseconds)
  }
}

/// What a snapshot file has.
struct SnapshotContents {
  var tables: SnapshotMemory
  /// Fingerprints of the instances in the library's object.
  var shared: ContiguousArray<UInt64>
}

extension Compiler {
  private static let magic: UInt64 = 0x3230_5453_5950_4F50

  /// Whether the library's object is what this compilation would make itself.
  var canShareInstances: Bool {
    switch options.command {
    case .build, .run, .test: break
    case .check, .snapshot: return false
    }
    return options.target.objectFormat == .elf && options.emit == nil && options.level == .none && options.hasOverflowChecks
      && !options.panicAbort
  }

  /// The snapshot of the library, if there is one that fits.
  func openLibrarySnapshot() -> SnapshotContents? {
    // `--cfg` may concern the library.
    guard options.command != .snapshot, options.configuration.isEmpty,
      let memory = FileSystem.map(sysroot.snapshot(options.target))
    else { return nil }
    var stream = SnapshotStream(reading: memory)
    var magic: UInt64 = 0
    var payload = 0
    stream.value(&magic)
    stream.value(&payload)
    guard magic == Self.magic, payload > 0, payload <= memory.count, !stream.hasFailed else { return nil }
    for _ in 0..<stream.count(0) {
      var known = FileIdentity()
      known.archive(&stream)
      guard !stream.hasFailed, FileIdentity(known.path) == known else { return nil }
    }
    var library = ""
    stream.string(&library)
    var shared: ContiguousArray<UInt64> = []
    stream.array(&shared)
    guard !stream.hasFailed, library == sysroot.libraryPath else { return nil }
    let tables = SnapshotMemory(UnsafeRawBufferPointer(rebasing: memory[payload...]), move: Heap.movePages)
    return SnapshotContents(tables: tables, shared: shared)
  }

  /// Makes the snapshot and the library's object; the exit code.
  func writeLibrarySnapshot() -> Int32 {
    let frontend = makeFrontend()
    guard let tables = frontend.makeLibrarySnapshot() else {
      let code = finish(frontend)
      if code == ExitCode.success { fail("the library is in a state that a snapshot cannot hold") }
      return ExitCode.errors
    }
    var files = [FileIdentity(FileSystem.executablePath())]
    var shared: ContiguousArray<UInt64> = []
    if options.target.objectFormat == .elf {
      guard let made = tables.withUnsafeBytes({ writeSharedObject($0) }) else { return ExitCode.errors }
      shared = made
      files.append(FileIdentity(sysroot.sharedObject(options.target)))
    }
    for file in frontend.sources.files.elements { files.append(FileIdentity(file.name)) }
    var result: [UInt8] = []
    // The position of the tables is only known once the rest was written.
    var start = 0
    for _ in 0..<2 {
      var stream = SnapshotStream()
      var magic = Self.magic
      stream.value(&magic)
      stream.value(&start)
      _ = stream.count(files.count)
      for file in files {
        var file = file ?? FileIdentity()
        file.archive(&stream)
      }
      var library = sysroot.libraryPath
      stream.string(&library)
      stream.array(&shared)
      result = Array(stream.output)
      start = (result.count + 4095) & ~4095
    }
    result += [UInt8](repeating: 0, count: start - result.count)
    result += tables
    do {
      try FileSystem.writeAtomically(result, to: sysroot.snapshot(options.target))
      return ExitCode.success
    } catch {
      fail("cannot write `\(error.path)`: \(error.message)")
      return ExitCode.errors
    }
  }

  /// Compiles what `shared_instances` in the library uses; the fingerprints, or nil after errors.
  /// It is optimised, whatever the programs are that use it: that is paid once, and makes them small.
  private func writeSharedObject(_ tables: UnsafeRawBufferPointer) -> ContiguousArray<UInt64>? {
    var frontendOptions = frontendOptions()
    frontendOptions.librarySnapshot = SnapshotMemory(tables)
    frontendOptions.sharing = .makes
    frontendOptions.rootPath = ""
    frontendOptions.isLibrary = true
    frontendOptions.isOptimizing = true
    let frontend = Frontend(options: frontendOptions, loader: FileLoader(), clock: clock)
    let module = frontend.lower()
    guard finish(frontend) == ExitCode.success, var module else { return nil }
    clock.measure("optimize") { PassPipeline.optimize(&module) }
    var generation = options
    generation.debugInfo = false
    generation.level = .full
    let path = sysroot.sharedObject(options.target)
    // Written beside it first: a compilation that runs meanwhile links a whole file.
    let temporary = FileSystem.temporaryPath(for: path)
    let generator = CodeGenerator(options: generation)
    generator.isPartlyUsed = true
    switch generator.write(module, frontend.sources, to: temporary) {
    case .success:
      guard FileSystem.replace(path, by: temporary) else {
        fail("cannot write `\(path)`: \(String(cString: strerror(errno)))")
        return nil
      }
      return ContiguousArray(frontend.sharedFingerprints.sorted())
    case .failure(.compiler(let error)): fail("\(error)")
    case .failure(.file(let error)): fail("cannot write `\(error.path)`: \(error.message)")
    }
    return nil
  }
}
