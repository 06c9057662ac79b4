// The machines that a test file asks for: one for each of its `target x86_64 FEATURE…` lines.
import ARM64Backend
import Glibc
import PolyIR
import X64Backend

enum TestTargets {
  /// Instruction sets of the lines that this machine can run; the baseline if the file names no such target.
  static func isas(_ file: ParsedFile) -> [X64ISA] {
    let hasPinned = hasPinnedRegister(file)
    var result: [X64ISA] = []
    var hasTarget = false
    for (text, _) in file.header {
      let words = text.split(separator: " ")
      guard words.first == "target", words.count > 1 else { continue }
      guard words[1].hasPrefix("x86_64") else { continue }
      hasTarget = true
      var features = X64Features()
      for word in words.dropFirst(2) { features.formUnion(Self.features[String(word)] ?? []) }
      guard features.isSubset(of: ownFeatures) else { continue }
      if !result.contains(where: { $0.features == features }) {
        result.append(X64ISA(features: features, hasPinnedRegister: hasPinned))
      }
    }
    return hasTarget ? result : [X64ISA(hasPinnedRegister: hasPinned)]
  }

  private static func hasPinnedRegister(_ file: ParsedFile) -> Bool {
    file.header.contains { $0.text.hasPrefix("set enable_pinned_reg=true") }
  }

  /// The machines of its `target aarch64 FEATURE…` lines, for the emulator, which has all features; the baseline if
  /// there are none.
  static func arm64ISAs(_ file: ParsedFile) -> [ARM64ISA] {
    let hasPinned = hasPinnedRegister(file)
    var result: [ARM64ISA] = []
    for (text, _) in file.header {
      let words = text.split(separator: " ")
      guard words.first == "target", words.count > 1, words[1] == "aarch64" else { continue }
      let features: ARM64Features = words.contains("has_lse") ? .largeSystemExtensions : []
      if !result.contains(where: { $0.features == features }) {
        result.append(ARM64ISA(features: features, hasPinnedRegister: hasPinned))
      }
    }
    return result.isEmpty ? [ARM64ISA(hasPinnedRegister: hasPinned)] : result
  }

  private static let features: [String: X64Features] = [
    "has_sse41": .rounding, "has_popcnt": .populationCount, "has_lzcnt": .leadingZeros,
    "has_bmi1": .bitManipulation, "has_fma": .multiplyAdd, "has_v2": .level2, "has_v3": .level3,
  ]

  /// What the processor here has.
  private static let ownFeatures: X64Features = {
    let text = String(decoding: TestFiles.read("/proc/cpuinfo") ?? [], as: UTF8.self)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") }) else { return [] }
    let words = Set(line.split(separator: " "))
    var result = X64Features()
    if words.contains("sse4_1") { result.insert(.rounding) }
    if words.contains("popcnt") { result.insert(.populationCount) }
    if words.contains("abm") { result.insert(.leadingZeros) }
    if words.contains("bmi1") { result.insert(.bitManipulation) }
    if words.contains("fma") { result.insert(.multiplyAdd) }
    return result
  }()
}
