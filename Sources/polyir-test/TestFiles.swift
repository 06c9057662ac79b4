// Finds and reads test files.
import Glibc

enum TestFiles {
  /// The `.clif` files at or under a path, in order of their names.
  static func expand(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [path] }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(directory)
    var files: [String] = []
    for name in names.sorted() {
      let full = path.hasSuffix("/") ? path + name : path + "/" + name
      if let nested = opendir(full) {
        closedir(nested)
        files += expand(full)
      } else if name.hasSuffix(".clif") {
        files.append(full)
      }
    }
    return files
  }

  /// The bytes of a file, nil if it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[0..<count])
    }
  }
}
