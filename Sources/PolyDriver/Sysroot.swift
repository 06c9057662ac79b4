// Where the library's source and the runtime archives are.

/// An installed tree: `bin/polyc`, `lib/polyc/library`, `lib/polyc/<target>/libPolyRuntime.a`.
struct Sysroot {
  let path: String

  /// `POLYC_SYSROOT`, or the folder above that of the executable.
  static func find() -> Sysroot {
    if let path = FileSystem.environment("POLYC_SYSROOT"), !path.isEmpty { return Sysroot(path: path) }
    let folder = FileSystem.directory(of: FileSystem.executablePath())
    let candidate = Sysroot(path: FileSystem.directory(of: folder))
    if FileSystem.exists(candidate.libraryPath) { return candidate }
    // The executable of a build tree: the sysroot is assembled beside it.
    var current = folder
    for _ in 0..<5 {
      let beside = Sysroot(path: current + "/sysroot")
      if FileSystem.exists(beside.libraryPath) { return beside }
      current = FileSystem.directory(of: current)
    }
    return candidate
  }

  var libraryPath: String { path + "/lib/polyc/library" }
  func snapshot(_ target: Target) -> String { "\(path)/lib/polyc/\(target.name)/library.snapshot" }
  /// The instances of the library that most programs have.
  func sharedObject(_ target: Target) -> String { "\(path)/lib/polyc/\(target.name)/library.o" }
  func runtimeArchive(_ target: Target) -> String { "\(path)/lib/polyc/\(target.name)/libPolyRuntime.a" }
}
