// Files, environment and processes: the only place of the compiler that talks to the system.

import Glibc

/// Why a file operation failed.
struct FileError: Error {
  var path: String
  var code: Int32
  var message: String { String(cString: strerror(code)) }
}

enum FileSystem {
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, code: EISDIR) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, code: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[0..<count])
    }
  }

  /// The bytes of a file in memory that is never given back, and that may be written without changing the
  /// file; nil if it cannot be read.
  static func map(_ path: String) -> UnsafeRawBufferPointer? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      return nil
    }
    return UnsafeRawBufferPointer(start: memory, count: size)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      offset += count
    }
    return true
  }

  /// Where an output is written before it is whole: beside `path`, to be renamed to it, unless a device, a
  /// pipe or the like stands there, which is never replaced.
  static func temporaryPath(for path: String) -> String {
    guard isSpecial(path) else { return "\(path).\(getpid()).tmp" }
    return "\(environment("TMPDIR") ?? "/tmp")/polyc.\(getpid()).tmp"
  }

  /// Makes the whole file at `temporary` the one at `path`; on failure (`errno` says why) it is left.
  static func replace(_ path: String, by temporary: String) -> Bool {
    guard isSpecial(path) else { return rename(temporary, path) == 0 }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard let bytes = try? read(temporary), write(bytes, to: descriptor) else { return false }
    unlink(temporary)
    return true
  }

  /// Something else than a file or a folder.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// A new file, renamed to `path` when whole: an output is written whole or not at all.
  static func writeAtomically(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(FileError) {
    let temporary = temporaryPath(for: path)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    let isWritten = write(bytes, to: descriptor)
    let code = errno
    close(descriptor)
    if !isWritten || !replace(path, by: temporary) {
      let reason = isWritten ? errno : code
      unlink(temporary)
      throw FileError(path: path, code: reason)
    }
  }

  static func remove(_ path: String) { unlink(path) }

  /// A new empty directory, to be removed by `removeTree`.
  static func makeTemporaryDirectory() -> String? {
    let base = environment("TMPDIR") ?? "/tmp"
    var template = Array("\(base)/polyc.XXXXXX".utf8CString)
    return template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, mkdtemp(start) != nil else { return nil }
      return String(cString: start)
    }
  }

  static func removeTree(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(directory)
    }
    rmdir(path)
  }

  /// The files under a folder whose names end so, sorted.
  static func files(in folder: String, ending: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(directory)
    var result: [String] = []
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { result += files(in: path, ending: ending) }
      else if name.hasSuffix(ending) { result.append(path) }
    }
    return result
  }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The path of the running executable.
  static func executablePath() -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { return CommandLine.arguments.first ?? "polyc" }
    return String(decoding: buffer[0..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func fileName(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// The path of the first of these programs that is there.
  static func findFirst(_ names: [String]) -> String? {
    for name in names { if let path = findProgram(name) { return path } }
    return nil
  }

  /// The program of this name on PATH.
  static func findProgram(_ name: String) -> String? {
    if name.contains("/") { return isExecutable(name) ? name : nil }
    for directory in (environment("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(directory)/\(name)"
      if isExecutable(path) { return path }
    }
    return nil
  }

  /// Both ends are closed in children that do not ask for them.
  private static func makePipe(_ ends: inout [Int32]) -> Bool {
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return true
  }

  /// How a child process ended.
  enum ExitStatus {
    case code(Int32)
    case signal(Int32)
    case notStarted(Int32)
  }

  /// Runs a program to its end. `capture` collects its standard output and error.
  static func run(_ program: String, _ arguments: [String], capture: Bool = false) -> (ExitStatus, [UInt8]) {
    var pipeEnds: [Int32] = [-1, -1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if capture {
      guard makePipe(&pipeEnds) else { return (.notStarted(errno), []) }
      posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], 1)
      posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], 2)
    }
    var list: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    list.append(nil)
    defer { for pointer in list { free(pointer) } }
    // A worker of the dispatch library blocks nearly all signals; the program must not inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process: pid_t = 0
    let result = posix_spawn(&process, program, &actions, &attributes, list, environ)
    if capture { close(pipeEnds[1]) }
    guard result == 0 else {
      if capture { close(pipeEnds[0]) }
      return (.notStarted(result), [])
    }
    var output: [UInt8] = []
    if capture {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = buffer.withUnsafeMutableBytes { Glibc.read(pipeEnds[0], $0.baseAddress, $0.count) }
        if count > 0 { output.append(contentsOf: buffer[0..<count]) }
        if count == 0 || (count < 0 && errno != EINTR) { break }
      }
      close(pipeEnds[0])
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if status & 0x7F == 0 { return (.code(status >> 8 & 0xFF), output) }
    return (.signal(status & 0x7F), output)
  }
}

/// Standard output and error.
enum Terminal {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }
  static var usesColor: Bool {
    isTerminal(2) && FileSystem.environment("NO_COLOR") == nil && FileSystem.environment("TERM") != "dumb"
  }
  static func out(_ text: String) { _ = FileSystem.write(Array(text.utf8), to: 1) }
  static func error(_ text: String) { _ = FileSystem.write(Array(text.utf8), to: 2) }
}

extension FileSystem {
  static func currentDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}
