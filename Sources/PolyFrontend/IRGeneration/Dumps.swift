// Text forms of the frontend's stages, of the user's crate only.

import PolyExpansion
import PolyMIR
import PolySema
import PolySupport
import PolySyntax

extension Frontend {
  /// The tokens of the program's root file.
  public func dumpTokens() -> String {
    guard let buffer = rootBuffer() else { return "" }
    return tree.dumpTokens(buffer)
  }

  /// The syntax tree of the program's root file.
  public func dumpSyntax() -> String {
    guard let bytes = loader.load(options.rootPath),
      let file = sources.addFile(name: options.rootPath, bytes: bytes)
    else { return "" }
    let isPoly = options.rootPath.hasSuffix(".poly")
    if isPoly {
      let parsed = tree.parsePolyFile(
        file, of: sources, edition: options.edition, lazyBodies: false, sink: diagnostics)
      return tree.dumpSyntax(parsed)
    }
    let buffer = tree.lex(file, of: sources, edition: options.edition, sink: diagnostics)
    let parsed = tree.parseFile(file, buffer: buffer, lazyBodies: false, sink: diagnostics)
    return tree.dumpSyntax(parsed)
  }

  private func rootBuffer() -> BufferID? {
    guard let bytes = loader.load(options.rootPath),
      let file = sources.addFile(name: options.rootPath, bytes: bytes)
    else { return nil }
    return tree.lex(file, of: sources, edition: options.edition, sink: diagnostics)
  }

  /// The typed bodies of the user's crate.
  public func dumpTyped() -> String {
    let program = check()
    var text = ""
    for owner in localBodies(program) {
      if let body = program.typedBody(of: owner) { text += PolySema.dumpTyped(body, program) + "\n" }
    }
    return text
  }

  /// The MIR of the user's crate as code generation gets it.
  public func dumpMIR() -> String {
    let program = check()
    guard let mir else { return "" }
    var text = ""
    for owner in localBodies(program) {
      if let body = mir.body(of: owner) { text += PolyMIR.dumpMIR(body, program: program) + "\n" }
    }
    return text
  }
}
