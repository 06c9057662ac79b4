// What programs can be compiled for.

import PolySema

struct Target: Sendable {
  var name: String
  var aliases: [String]
  var architecture: String
  var operatingSystem: String
  var environment: String
  var info: TargetInfo
  /// The dynamic loader that executables name.
  var dynamicLoader: String

  static let x86Linux = Target(
    name: "x86_64-linux-gnu", aliases: ["native", "host", "linux"], architecture: "x86_64",
    operatingSystem: "linux", environment: "gnu", info: TargetInfo(),
    dynamicLoader: "/lib64/ld-linux-x86-64.so.2")

  static let all = [x86Linux]
  static let host = x86Linux

  static func named(_ name: String) -> Target? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }
}
