// Instructions that not every machine of a target has, by the names that `--target-features` takes.

import ARM64Backend
import X64Backend

struct MachineFeatures {
  private(set) var x64: X64Features = []
  private(set) var arm64: ARM64Features = []
  /// What `cfg(target_feature)` is true for.
  private(set) var names: [String] = []

  private static let x64Names: [(String, X64Features)] = [
    ("sse4.1", .rounding), ("popcnt", .populationCount), ("lzcnt", .leadingZeros), ("bmi1", .bitManipulation),
    ("fma", .multiplyAdd),
  ]
  private static let arm64Names: [(String, ARM64Features)] = [("lse", .largeSystemExtensions)]

  /// The names that a target knows.
  static func names(of machine: Machine) -> [String] {
    switch machine {
    case .x86_64: x64Names.map(\.0)
    case .aarch64: arm64Names.map(\.0)
    case .wasm: []
    }
  }

  /// The features of a list of names with commas and perhaps `+` before them; the name that the machine does not
  /// have if there is one.
  static func parse(_ list: String, for machine: Machine) -> (features: MachineFeatures, unknown: String?) {
    var result = MachineFeatures()
    for part in list.split(separator: ",") {
      let name = String(part.hasPrefix("+") ? part.dropFirst() : part)
      guard names(of: machine).contains(name) else { return (result, name) }
      for (known, feature) in x64Names where machine == .x86_64 && known == name { result.x64.insert(feature) }
      for (known, feature) in arm64Names where machine == .aarch64 && known == name { result.arm64.insert(feature) }
      result.names.append(name)
    }
    return (result, nil)
  }
}
