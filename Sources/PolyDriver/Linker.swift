// From an object file to an executable: a linker run directly, or through the C compiler driver.
//
// Start files and library folders are asked once from `cc` and kept in the user's cache folder.

import Glibc

struct LinkError: Error {
  var message: String
}

/// What a link on this machine needs besides the object.
private struct LinkEnvironment {
  /// `Scrt1.o`/`crt1.o`, `crti.o`, `crtbeginS.o`, `crtendS.o`, `crtn.o` by name.
  var files: [String: String] = [:]
  var libraryFolders: [String] = []

  static let names = [
    "Scrt1.o", "crt1.o", "crti.o", "crtn.o", "crtbeginS.o", "crtendS.o", "crtbeginT.o", "crtend.o",
    "libgcc_eh.a", "libgcc.a", "libc.so.6", "libc.a",
  ]

  /// Asks the target's C compiler; nil if there is none or it does not answer.
  static func query(_ target: Target) -> LinkEnvironment? {
    guard let cc = FileSystem.findFirst(target.cCompilers) else { return nil }
    var result = LinkEnvironment()
    for name in names {
      let (status, output) = FileSystem.run(cc, ["-print-file-name=\(name)"], capture: true)
      guard case .code(0) = status else { return nil }
      let path = String(decoding: output, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? name
      if path.hasPrefix("/") { result.files[name] = path }
    }
    var folders: [String] = []
    for name in ["libgcc.a", "libc.so.6", "crt1.o"] {
      if let path = result.files[name] {
        let folder = FileSystem.directory(of: path)
        if !folders.contains(folder) { folders.append(folder) }
      }
    }
    let own = ["/usr/lib/\(target.name)", "/lib/\(target.name)", "/usr/\(target.name)/lib"]
    let common = target.name == Target.host.name ? ["/usr/lib64", "/lib64", "/usr/lib", "/lib"] : []
    for folder in own + common where FileSystem.isDirectory(folder) && !folders.contains(folder) { folders.append(folder) }
    result.libraryFolders = folders
    return result.files["crti.o"] == nil ? nil : result
  }

  private static func cachePath(_ target: Target) -> String? {
    guard
      let base = FileSystem.environment("XDG_CACHE_HOME") ?? FileSystem.environment("HOME").map({ $0 + "/.cache" }),
      base.hasPrefix("/")
    else { return nil }
    return base + "/polyc/link-\(target.name)"
  }

  /// From the cache if all its files still exist, else asked and kept.
  static func load(_ target: Target) -> LinkEnvironment? {
    if let path = cachePath(target), let bytes = try? FileSystem.read(path) {
      var cached = LinkEnvironment()
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { continue }
        if parts[0] == "folder" { cached.libraryFolders.append(parts[1]) } else { cached.files[parts[0]] = parts[1] }
      }
      if cached.files["crti.o"] != nil, cached.files.values.allSatisfy({ FileSystem.exists($0) }) { return cached }
    }
    guard let fresh = query(target) else { return nil }
    if let path = cachePath(target) {
      let folder = FileSystem.directory(of: path)
      mkdir(FileSystem.directory(of: folder), 0o755)
      mkdir(folder, 0o755)
      var text = ""
      for name in names { if let file = fresh.files[name] { text += "\(name)\t\(file)\n" } }
      for folder in fresh.libraryFolders { text += "folder\t\(folder)\n" }
      try? FileSystem.writeAtomically(Array(text.utf8), to: path)
    }
    return fresh
  }
}

struct Linker {
  let target: Target
  let sysroot: Sysroot
  let options: Options
  /// The library's object, if the program uses it.
  var sharedObject: String? = nil

  /// Links `object` with the runtime to `output`, which appears only when it is whole.
  func link(object: String, to output: String) throws(LinkError) {
    let temporary = FileSystem.temporaryPath(for: output)
    defer { FileSystem.remove(temporary) }
    let runtime = sysroot.runtimeArchive(target)
    guard FileSystem.exists(runtime) else {
      throw LinkError(message: "the runtime library `\(runtime)` is missing: run `make` or reinstall")
    }
    if let direct = directCommand(object, runtime, temporary) {
      try run(direct.program, direct.arguments)
    } else if let cc = FileSystem.findFirst(target.cCompilers) {
      var arguments = ["-o", temporary, object] + (sharedObject.map { [$0] } ?? []) + [runtime, "-Wl,--gc-sections", "-lm", "-lpthread", "-static-libgcc"]
      if options.isStatic { arguments += ["-static", "-Wl,-u,_Unwind_RaiseException"] } else { arguments.append("-pie") }
      try run(cc, arguments)
    } else {
      throw LinkError(
        message: "no linker found for \(target.name): install \(target.cCompilers[0]) and `lld`")
    }
    guard FileSystem.replace(output, by: temporary) else {
      throw LinkError(message: "cannot write `\(output)`: \(String(cString: strerror(errno)))")
    }
  }

  private func run(_ program: String, _ arguments: [String]) throws(LinkError) {
    let (status, output) = FileSystem.run(program, arguments, capture: true)
    switch status {
    case .code(0): return
    case .code: throw LinkError(message: "linking failed\n" + String(decoding: output, as: UTF8.self))
    case .signal(let signal): throw LinkError(message: "the linker `\(program)` was killed by signal \(signal)")
    case .notStarted(let code):
      throw LinkError(message: "cannot start the linker `\(program)`: \(String(cString: strerror(code)))")
    }
  }

  /// The fastest linker that is here, unless one was chosen: for a small program mold takes 11 ms of CPU,
  /// lld 46 (most of it to load itself), GNU ld 65.
  private func chooseLinker() -> String? {
    if let chosen = options.linker {
      switch chosen {
      case "lld": return FileSystem.findProgram("ld.lld")
      case "mold": return FileSystem.findProgram("mold") ?? FileSystem.findProgram("ld.mold")
      case "ld", "bfd": return FileSystem.findFirst(["\(target.systemLinker).bfd", target.systemLinker])
      case "cc": return nil
      default: return FileSystem.findProgram(chosen)
      }
    }
    return FileSystem.findFirst(["mold", "ld.lld", target.systemLinker])
  }

  private func directCommand(
    _ object: String, _ runtime: String, _ output: String
  ) -> (program: String, arguments: [String])? {
    guard let linker = chooseLinker(), let environment = LinkEnvironment.load(target),
      let crti = environment.files["crti.o"], let crtn = environment.files["crtn.o"]
    else { return nil }
    var arguments = ["-o", output, "--gc-sections", "--eh-frame-hdr", "-m", target.linkerEmulation, "-z", "relro", "--hash-style=gnu"]
    let start = options.isStatic ? "crt1.o" : "Scrt1.o"
    let begin = options.isStatic ? "crtbeginT.o" : "crtbeginS.o"
    let end = options.isStatic ? "crtend.o" : "crtendS.o"
    guard let startFile = environment.files[start], let beginFile = environment.files[begin],
      let endFile = environment.files[end], environment.files["libgcc.a"] != nil
    else { return nil }
    if options.isStatic {
      // The runtime loads the unwinder when it needs it, unless it is there.
      arguments += ["-static", "-u", "_Unwind_RaiseException"]
    } else {
      arguments += ["-pie", "-dynamic-linker", target.dynamicLoader]
    }
    if !options.hasDebugInfo { arguments.append("--strip-debug") }
    arguments += environment.libraryFolders.map { "-L\($0)" }
    arguments += [startFile, crti, beginFile, object]
    if let sharedObject { arguments.append(sharedObject) }
    arguments.append(runtime)
    arguments += ["--start-group", "-lgcc", "-lgcc_eh", "-lc", "--end-group"]
    arguments += options.isStatic ? ["-lm"] : ["--as-needed", "-lm", "--no-as-needed"]
    arguments += [endFile, crtn]
    return (linker, arguments)
  }
}
