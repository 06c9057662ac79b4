// The MIR of every body, built once on demand: the passes of this stage in their order.

import PolyExpansion
import PolySema
import PolySupport

/// Builds and keeps MIR. The list of passes in `prepare` is the stage.
public final class MIRBodies {
  public let program: Program
  private var bodies: [DefID: Body?] = [:]
  private var inProgress: Set<DefID> = []
  private lazy var flowSignatures = FlowSignatures(program: program)
  private lazy var staticDemands = StaticDemands(program: program)

  /// What coroutines keep besides their captures.
  private var coroutineStorage: [DefID: CoroutineStorage] = [:]

  public init(program: Program) {
    self.program = program
    program.coroutineStorage = { [unowned self] coroutine in
      if let known = self.coroutineStorage[coroutine] { return known }
      _ = self.body(of: coroutine)
      return self.coroutineStorage[coroutine] ?? CoroutineStorage()
    }
  }

  /// The body ready for code generation and evaluation; nil if there is none (a declaration, an intrinsic,
  /// or type checking failed).
  public func body(of owner: DefID) -> Body? {
    if let found = bodies[owner] { return found }
    guard inProgress.insert(owner).inserted else { return nil }
    defer { inProgress.remove(owner) }
    let body = prepare(owner)
    bodies[owner] = .some(body)
    return body
  }

  /// The body as built, before checks and transforms.
  public func builtBody(of owner: DefID) -> Body? {
    guard let source = program.typedBody(of: owner), !source.hasErrors else { return nil }
    return BodyBuilder.build(source, of: owner, program: program)
  }

  /// Checks borrows of any body, for tests of the check itself.
  public func checkBorrows(of owner: DefID) {
    guard var body = builtBody(of: owner) else { return }
    DropElaboration.run(&body, program: program)
    let escaping = SignatureRegions.run(body, program: program, demands: staticDemands)
    BorrowCheck.run(body, program: program, signatures: flowSignatures, escaping: escaping)
  }

  private func prepare(_ owner: DefID) -> Body? {
    guard var body = builtBody(of: owner) else { return nil }
    let errors = program.diagnostics.errorCount
    // Checks see the program as it was written.
    if program.isLocal(owner) { BodyChecks.run(body, program: program) }
    DropElaboration.run(&body, program: program)
    if program.isLocal(owner) {
      let escaping = SignatureRegions.run(body, program: program, demands: staticDemands)
      BorrowCheck.run(body, program: program, signatures: flowSignatures, escaping: escaping)
      if program.diagnostics.errorCount > errors { return nil }
    }
    ControlFlowSimplification.run(&body)
    if body.isClosure, program.closureInfo(owner).isCoroutine {
      coroutineStorage[owner] = CoroutineTransform.run(&body, program: program)
      ControlFlowSimplification.run(&body)
    }
    return body
  }
}
