// The borrow check: which loans each local may hold at each point, and which accesses they forbid.
//
// Requires: MIR after drop elaboration. Loans flow forward with the values that hold them; a loan is in
// force as long as a local that holds it is live. A local's loans are kept in two layers (`HeldLoans`),
// not per lifetime; calls move them by what the callee's signature mentions (`FlowSignature`). Where that
// is coarser than lifetimes are, it errs on the side of accepting.

import PolyExpansion
import PolySema
import PolySupport

struct BorrowCheck {
  typealias State = [Local: HeldLoans]

  let body: Body
  let program: Program
  let queries: TypeQueries
  let types: LoanTypes
  let signatures: FlowSignatures
  private let pollFunction: DefID?
  let order: ContiguousArray<BasicBlock>
  let description: PlaceDescription
  var loans: ContiguousArray<Loan> = []
  /// For each loan the type of what is borrowed.
  var placeTypes: ContiguousArray<Ty> = []
  var loansByLocal: [Local: [LoanID]] = [:]
  private var loanAt: [CodeSite: LoanID] = [:]
  private var mayHold: ContiguousArray<Bool>
  var isReference: ContiguousArray<Bool>
  /// Whether something inside of the local (behind its own reference, if it is one) may hold loans.
  var holdsInside: ContiguousArray<Bool>
  private var liveness: Liveness
  /// The state at the start of each block; nil where control was not seen to come.
  private var entries: ContiguousArray<State?>
  private var makesLoan: ContiguousArray<Bool>
  /// For loans in the return place: the expression that returned them.
  var returnSpans: [LoanID: Span] = [:]
  var reported: Set<UInt64> = []
  /// Loans that the caller may hold; they are in `state[.none]` from where they are made.
  private var escaping: Set<CodeSite> = []
  var reportedLoans: Set<LoanID> = []

  /// Checks a user's body after its drops were elaborated.
  /// - Parameter escaping: borrow expressions that are in force until the function returns.
  static func run(_ body: Body, program: Program, signatures: FlowSignatures, escaping: Set<CodeSite> = []) {
    let queries = TypeQueries(program: program, environment: program.environment(of: body.owner))
    guard body.hasBorrows else { return }
    var check = BorrowCheck(body: body, program: program, queries: queries, signatures: signatures)
    check.escaping = escaping
    check.collectLoans()
    guard !check.loans.isEmpty else { return }
    check.computeLiveness()
    check.solve()
    check.report()
  }

  private init(body: Body, program: Program, queries: TypeQueries, signatures: FlowSignatures) {
    self.body = body
    self.program = program
    self.queries = queries
    self.signatures = signatures
    pollFunction = program.langItem("poll")
    let types = LoanTypes(queries: queries)
    self.types = types
    order = body.reversePostorder()
    description = PlaceDescription(body: body, program: program, queries: queries)
    mayHold = ContiguousArray(body.locals.elements.map { types.mayHold($0.type) })
    isReference = ContiguousArray(
      body.locals.elements.map {
        if case .reference = program.types.kind($0.type) { return true }
        return false
      })
    holdsInside = ContiguousArray(body.locals.elements.map { types.mayHoldInside($0.type) })
    liveness = Liveness()
    entries = ContiguousArray(filledWith: nil, count: body.blocks.count)
    makesLoan = ContiguousArray(filledWith: false, count: body.blocks.count)
  }

  private mutating func computeLiveness() {
    let parameters = (1..<max(1, body.parameterCount + 1)).map { Local($0) }
    liveness = Liveness(body: body, order: order, liveAtReturn: parameters, ignoresDropTests: true) { place in
      types.dropUsesLoans(queries.type(of: place, in: body).type)
    }
  }

  // MARK: loans

  private mutating func collectLoans() {
    var found: ContiguousArray<Loan> = []
    // Locals with a loan that outlives the call it is made for: then all their loans count.
    var lasting = BitRow(bitCount: body.locals.count)
    for block in order {
      let statements = body.blocks[block].statements
      for index in statements.indices {
        let statement = statements[index]
        guard case .assign(let destination, .reference(let kind, let place)) = statement.kind else { continue }
        // Polling a future that is awaited borrows it for the call only, whatever the output holds.
        if body.locals[place.local].name == program.awaiteeName { continue }
        var isShared = false
        var isBehind = false
        var type = PlaceType(body.locals[place.local].type)
        for projection in body.projections[place.projections] {
          if projection == .deref {
            switch program.types.kind(type.type) {
            case .reference(_, _, let mutability):
              isBehind = true
              if mutability == .shared { isShared = true }
            case .pointer:
              isBehind = true
              isShared = true
            default: break
            }
          }
          type = queries.project(type, projection)
        }
        if isShared { continue }
        let site = CodeSite(block: block, statement: index)
        found.append(
          Loan(
            place: place, kind: kind, span: statement.span, site: site,
            reference: destination.projections.isEmpty ? destination.local : .none,
            isCapture: body.notes.captures.contains(destination.local), isBehindReference: isBehind))
        if !lasting[place.local.index], !isPassing(destination, place, site) { lasting.set(place.local.index) }
      }
    }
    for loan in found where lasting[loan.place.local.index] {
      let id = LoanID(loans.count)
      loans.append(loan)
      placeTypes.append(queries.type(of: loan.place, in: body).type)
      loanAt[loan.site] = id
      makesLoan[loan.site.block.index] = true
      loansByLocal[loan.place.local, default: []].append(id)
    }
  }

  // MARK: dataflow

  private mutating func solve() {
    entries[Body.entry.index] = [:]
    var isPending = ContiguousArray(filledWith: false, count: body.blocks.count)
    isPending[Body.entry.index] = true
    var hasPending = true
    var live = liveness.emptyState()
    var rounds = 0
    while hasPending, rounds < 64 {
      rounds += 1
      hasPending = false
      for block in order where isPending[block.index] {
        isPending[block.index] = false
        guard var state = entries[block.index] else { continue }
        if !state.isEmpty || makesLoan[block.index] {
          for (index, statement) in body.blocks[block].statements.enumerated() {
            transfer(statement, CodeSite(block: block, statement: index), &state)
          }
          transfer(body.blocks[block].terminator.kind, &state)
          liveness.load(after: block, into: &live)
          for local in state.keys where local != .none && !live[local.index] { state[local] = nil }
        }
        body.forEachSuccessor(block) { successor in
          if let old = entries[successor.index] {
            if state.isEmpty { return }
            var merged = old
            for (local, held) in state { merged[local, default: HeldLoans()].form(held) }
            guard merged != old else { return }
            entries[successor.index] = merged
          } else {
            entries[successor.index] = state
          }
          isPending[successor.index] = true
          hasPending = true
        }
      }
    }
  }

  func held(_ place: Place, _ state: State) -> HeldLoans {
    guard mayHold[place.local.index], let base = state[place.local] else { return HeldLoans() }
    if place.projections.isEmpty { return base }
    let type = queries.type(of: place, in: body).type
    guard types.mayHold(type) else { return HeldLoans() }
    let inner = types.mayHoldInside(type) ? base.inner : []
    if case .reference = program.types.kind(type) { return HeldLoans(outer: base.inner, inner: inner) }
    return HeldLoans(outer: [], inner: inner)
  }

  func held(_ operand: Operand, _ state: State) -> HeldLoans {
    switch operand {
    case .copy(let place), .move(let place): held(place, state)
    case .constant: HeldLoans()
    }
  }

  private func held(_ value: Rvalue, _ site: CodeSite, _ state: State) -> HeldLoans {
    switch value {
    case .use(let operand), .cast(_, let operand, _): return held(operand, state)
    case .repeatValue(let operand, _): return HeldLoans(outer: [], inner: held(operand, state).all)
    case .aggregate(_, let list):
      var result: ContiguousArray<LoanID> = []
      for operand in body.operands[list] { result = HeldLoans.union(result, held(operand, state).all) }
      return HeldLoans(outer: [], inner: result)
    case .reference(_, let place): return borrowed(place, site, state)
    case .rawPointer, .length, .binary, .checkedBinary, .unary, .discriminant: return HeldLoans()
    }
  }

  /// What a new reference holds: its own loan, and those of the references that it goes through.
  private func borrowed(_ place: Place, _ site: CodeSite, _ state: State) -> HeldLoans {
    var result = HeldLoans()
    if let loan = loanAt[site] { result.outer = [loan] }
    let base = state[place.local] ?? HeldLoans()
    let projections = Array(body.projections[place.projections])
    var typesBefore: [PlaceType] = [PlaceType(body.locals[place.local].type)]
    for projection in projections { typesBefore.append(queries.project(typesBefore[typesBefore.count - 1], projection)) }
    var goesThrough = false
    for index in projections.indices.reversed() where projections[index] == .deref {
      var stops = true
      switch program.types.kind(typesBefore[index].type) {
      case .reference(_, _, let mutability):
        goesThrough = true
        result.outer = HeldLoans.union(result.outer, index == 0 ? base.outer : base.inner)
        stops = mutability == .shared
      case .pointer: goesThrough = true
      default: stops = false
      }
      if stops { break }
    }
    if types.mayHold(typesBefore[projections.count].type) {
      result.inner = goesThrough || !projections.isEmpty ? base.inner : base.all
    }
    return result
  }

  private mutating func transfer(_ statement: Statement, _ site: CodeSite, _ state: inout State) {
    switch statement.kind {
    case .assign(let place, let value):
      let held = held(value, site, state)
      tieFields(value, &state)
      body.forEachOperand(value) { forgetMoved($0, &state) }
      store(held, in: place, &state)
      if !escaping.isEmpty {
        forgetReplaced(place, &state)
        if let loan = loanAt[site], escaping.contains(site), loans[Int(loan)].isBehindReference {
          state[.none] = HeldLoans(outer: HeldLoans.union(state[.none]?.outer ?? [], [loan]))
        }
      }
    case .storageDead(let local), .storageLive(let local):
      state[local] = nil
      if let dead = loansByLocal[local] { remove(dead, from: &state) }
    case .setDiscriminant, .nop: break
    }
  }

  private mutating func transfer(_ terminator: TerminatorKind, _ state: inout State) {
    guard case .call(let callee, let arguments, let destination, _, _) = terminator else { return }
    let list = Array(body.operands[arguments])
    let result = callResult(callee, list, destination, &state)
    for operand in list { forgetMoved(operand, &state) }
    store(result, in: destination, &state)
    if !escaping.isEmpty { forgetReplaced(destination, &state) }
  }

  /// What was borrowed through a reference that is replaced cannot be reached any more.
  private func forgetReplaced(_ place: Place, _ state: inout State) {
    guard !place.projections.isEmpty, let held = state[.none] else { return }
    let prefix = Array(body.projections[place.projections])
    let kept = held.outer.filter {
      let loan = loans[Int($0)].place
      guard loan.local == place.local, loan.projections.count > prefix.count else { return true }
      return Array(body.projections[loan.projections].prefix(prefix.count)) != prefix
    }
    if kept.count < held.outer.count { state[.none] = kept.isEmpty ? nil : HeldLoans(outer: ContiguousArray(kept)) }
  }

  /// What was moved out holds nothing any more, even if its drop on unwinding depends on a flag.
  private func forgetMoved(_ operand: Operand, _ state: inout State) {
    if case .move(let place) = operand, place.projections.isEmpty { state[place.local] = nil }
  }

  func store(_ all: HeldLoans, in place: Place, _ state: inout State) {
    let local = place.local
    var held = fitting(all, queries.type(of: place, in: body).type)
    if place.projections.isEmpty {
      // References through the old value are not reachable through this local any more.
      if let through = loansByLocal[local]?.filter({ isThroughDereference(loans[Int($0)].place) }), !through.isEmpty {
        remove(through, from: &state)
        held.outer.removeAll { through.contains($0) }
        held.inner.removeAll { through.contains($0) }
      }
      guard mayHold[local.index] else { return }
      var stored = held
      if !isReference[local.index] { stored = HeldLoans(outer: [], inner: held.all) }
      if !holdsInside[local.index] { stored.inner = [] }
      state[local] = stored.isEmpty ? nil : stored
      if body.locals[local].outlivesBody {
        let lasting = ContiguousArray(stored.outer.filter { !loans[Int($0)].isBehindReference })
        if !lasting.isEmpty { state[.none] = HeldLoans(outer: HeldLoans.union(state[.none]?.outer ?? [], lasting)) }
      }
      return
    }
    let all = held.all
    if all.isEmpty { return }
    addContent(all, to: place, &state, depth: 0)
  }

  private func isThroughDereference(_ place: Place) -> Bool { body.projections[place.projections].contains(.deref) }

  private func remove(_ removed: [LoanID], from state: inout State) {
    for local in state.keys {
      guard var held = state[local], removed.contains(where: held.contains) else { continue }
      held.outer.removeAll { removed.contains($0) }
      held.inner.removeAll { removed.contains($0) }
      state[local] = held.isEmpty ? nil : held
    }
  }

  // MARK: calls

  func calleeDefinition(_ callee: Operand) -> DefID? {
    guard case .functionDef(let def, _) = program.types.kind(queries.type(of: callee, in: body)) else { return nil }
    return def
  }

  /// What the result of a call holds; also lets loans flow into what arguments let be changed.
  private func callResult(
    _ callee: Operand, _ arguments: [Operand], _ destination: Place, _ state: inout State
  ) -> HeldLoans {
    let inputs = arguments.map { held($0, state) }
    let type = queries.type(of: destination, in: body).type
    var returnsReference = false
    if case .reference = program.types.kind(type) { returnsReference = true }
    guard let def = calleeDefinition(callee), let signature = signatures.signature(of: def),
      signature.inputs.count == arguments.count
    else {
      // Constructors and function pointers: everything may be in the result.
      var all: ContiguousArray<LoanID> = []
      for input in inputs { all = HeldLoans.union(all, input.all) }
      return HeldLoans(outer: returnsReference ? all : [], inner: all)
    }
    flowIntoArguments(signature, inputs, arguments, &state)
    tieArguments(signature, inputs, &state)
    guard types.mayHold(type), !awaitsWithoutBorrows(def, arguments) else { return HeldLoans() }
    let output = signature.output
    var result = HeldLoans()
    for (index, input) in signature.inputs.enumerated() where !inputs[index].isEmpty {
      if givesOnlyOutput(of: arguments[index], type) { continue }
      if let outer = input.outer {
        if output.outer == outer { result.outer = HeldLoans.union(result.outer, inputs[index].outer) }
        if output.regions.contains(outer) { result.inner = HeldLoans.union(result.inner, inputs[index].outer) }
        // What a reference points at outlives it, and so do the borrows in there.
        if output.outer == outer || output.regions.contains(outer) {
          result.inner = HeldLoans.union(result.inner, inputs[index].inner)
        }
      }
      let content = input.outer == nil ? inputs[index].all : inputs[index].inner
      if input.sharesContent(with: output), sharesHolders(input, output, callee, def) {
        result.inner = HeldLoans.union(result.inner, content)
      } else if signature.hasFreeOutput, freeOutputHoldsReferences(signature, callee) {
        // What a closure captured by reference rarely is in what it returns.
        result.inner = HeldLoans.union(result.inner, content.filter { !loans[Int($0)].isCapture })
      }
      if let outer = output.outer, input.regions.contains(outer) {
        result.outer = HeldLoans.union(result.outer, content)
      }
    }
    if returnsReference, output.outer == nil {
      result.outer = HeldLoans.union(result.outer, result.inner)
    }
    dropPassedLoans(from: &result, inputs, signature, arguments, type)
    return result
  }

  /// Whether the future of an `async fn` is polled whose written result mentions no borrow.
  private func awaitsWithoutBorrows(_ callee: DefID, _ arguments: [Operand]) -> Bool {
    guard callee == pollFunction, let first = arguments.first,
      case .adt(_, let pinned) = program.types.kind(queries.type(of: first, in: body)),
      let pointer = program.types.list(pinned).first?.type, let future = queries.pointee(pointer),
      let awaited = awaitedOutput(program.types.kind(future))
    else { return false }
    return mentionsNoBorrow(awaited)
  }

  private func mentionsNoBorrow(_ awaited: TypeMentions) -> Bool {
    awaited.outer == nil && awaited.regions.isSubset(of: [.static]) && awaited.parameters.isEmpty
      && !awaited.mentionsSelf
  }

  /// Whether a type parameter that only the result mentions stands for something that holds borrows.
  private func freeOutputHoldsReferences(_ signature: FlowSignature, _ callee: Operand) -> Bool {
    var free = signature.output.parameters
    for input in signature.inputs { free.subtract(input.parameters) }
    return free.contains { argumentHoldsReferences($0, callee) }
  }

  private func argumentHoldsReferences(_ parameter: DefID, _ callee: Operand) -> Bool {
    guard case .functionDef(_, let args) = program.types.kind(queries.type(of: callee, in: body)),
      let index = program.parameterIndex(parameter), Int(index) < program.types.count(args),
      let type = program.types.arg(args, Int(index)).type
    else { return true }
    return types.holdingLevel(type) == 2
  }

  /// Whether the argument is the future of an `async fn` whose written result mentions no borrow, and the call
  /// gives just that result: an executor.
  private func givesOnlyOutput(of argument: Operand, _ result: Ty) -> Bool {
    let future = queries.type(of: argument, in: body)
    guard let awaited = awaitedOutput(program.types.kind(future)), mentionsNoBorrow(awaited),
      let item = program.langItem("future_output")
    else { return false }
    return queries.normalize(program.types.type(.projection(item, program.types.args([GenericArg(future)])))) == result
  }

  private func awaitedOutput(_ future: TyKind) -> TypeMentions? {
    switch future {
    case .opaque(let opaque, _): signatures.signature(of: program.definitions.parent(opaque))?.awaited
    case .projection(let opaque, _) where program.isTraitOpaque(opaque):
      signatures.signature(of: program.definitions.parent(opaque))?.awaited
    default: nil
    }
  }

  /// Whether what input and output share is where the loans are: what an argument holds in a type with
  /// lifetimes is not in the object types beside it.
  private func sharesHolders(_ input: TypeMentions, _ output: TypeMentions, _ callee: Operand, _ def: DefID) -> Bool {
    if !input.regions.isDisjoint(with: output.regions) || (input.mentionsSelf && output.mentionsSelf) { return true }
    guard case .functionDef(_, let args) = program.types.kind(queries.type(of: callee, in: body)) else { return true }
    var most = 0
    var shared = 0
    for parameter in input.parameters {
      guard let index = program.parameterIndex(parameter), Int(index) < program.types.count(args),
        let type = program.types.arg(args, Int(index)).type
      else { return true }
      let level = types.holdingLevel(type)
      most = max(most, level)
      if output.parameters.contains(parameter) { shared = max(shared, level) }
    }
    return shared == 2 || (shared > 0 && shared == most)
  }

  // MARK: accesses

  private mutating func report() {
    var rows: [BitRow] = []
    for block in order where !body.blocks[block].isCleanup {
      guard var state = entries[block.index], !state.isEmpty || makesLoan[block.index] else { continue }
      let data = body.blocks[block]
      // Liveness before each statement, and before and after the terminator.
      rows.removeAll(keepingCapacity: true)
      var live = liveness.emptyState()
      liveness.load(after: block, into: &live)
      let afterTerminator = live
      liveness.transfer(data.terminator.kind, body, &live) { types.dropUsesLoans(queries.type(of: $0, in: body).type) }
      rows.append(live)
      for statement in data.statements.reversed() {
        liveness.transfer(statement.kind, body, &live)
        rows.append(live)
      }
      rows.reverse()
      for (index, statement) in data.statements.enumerated() {
        let site = CodeSite(block: block, statement: index)
        visit(statement, site, before: rows[index], after: rows[index + 1], state)
        transfer(statement, site, &state)
        noteReturn(statement, state)
      }
      let site = CodeSite(block: block, statement: data.statements.count)
      visit(data.terminator, site, before: rows[data.statements.count], after: afterTerminator, &state)
    }
  }

  private mutating func noteReturn(_ statement: Statement, _ state: State) {
    guard case .assign(let place, _) = statement.kind, place.local == .returnPlace, let held = state[.returnPlace]
    else { return }
    for loan in held.all where returnSpans[loan] == nil { returnSpans[loan] = statement.span }
  }

  private mutating func visit(
    _ statement: Statement, _ site: CodeSite, before: BitRow, after: BitRow, _ state: State
  ) {
    let span = statement.span
    switch statement.kind {
    case .assign(let place, let value):
      if body.notes.dropTests.contains(place.local) { break }
      // A scalar is copied out before the next operand is read.
      var row = before
      for operand in body.operands(of: value) {
        visit(operand, span, site, row, state)
        if case .copy(let place) = operand, !place.projections.isEmpty, !after[place.local.index],
          !types.mayHold(queries.type(of: place, in: body).type),
          !body.operands(of: value).contains(where: { uses($0, whole: place.local) })
        {
          row.clear(place.local.index)
        }
      }
      switch value {
      case .reference(let kind, let borrowed):
        let access: Access =
          kind == .shared
          ? .borrowShared : kind == .twoPhase ? .reserve : kind == .unique ? .borrowUnique : .borrowMutable
        check(borrowed, access, .deep, span, site, before, state)
      case .rawPointer(let mutability, let borrowed):
        check(borrowed, mutability == .mutable ? .borrowMutable : .borrowShared, .deep, span, site, before, state)
      case .length(let used): check(lengthHolder(used), .read, .shallow, span, site, before, state)
      case .discriminant(let used): check(used, .read, .shallow, span, site, before, state)
      default: break
      }
      check(place, .assign, .shallow, span, site, after, state, excluding: place.projections.isEmpty ? place.local : nil)
    case .storageDead(let local):
      check(Place(local), .storageDead, .shallow, span, site, after, state)
    case .setDiscriminant, .storageLive, .nop: break
    }
  }

  /// What is read for a length: of a slice the reference to it.
  private func lengthHolder(_ place: Place) -> Place {
    let count = place.projections.count
    guard count > 0, body.projections[place.projections, Int(count) - 1] == .deref else { return place }
    return Place(place.local, ListRef(start: place.projections.start, count: count - 1))
  }

  /// `activating`: what is live when two-phase borrows among the operands become active, if not `live`.
  private mutating func visit(
    _ operand: Operand, _ span: Span, _ site: CodeSite, _ live: BitRow, activating: BitRow? = nil, _ state: State
  ) {
    switch operand {
    case .copy(let place): check(place, .read, .deep, span, site, live, state)
    case .move(let place):
      // The first use of a two-phase borrow writes.
      if place.projections.isEmpty, let held = state[place.local] {
        for loan in held.outer
        where loans[Int(loan)].kind == .twoPhase && loans[Int(loan)].reference == place.local {
          check(
            loans[Int(loan)].place, .activate(loan), .deep, loans[Int(loan)].span, site,
            activating ?? live, state, excluding: place.local)
        }
      }
      check(place, .move, .deep, span, site, live, state)
    case .constant: break
    }
  }

  private mutating func visit(
    _ terminator: Terminator, _ site: CodeSite, before: BitRow, after: BitRow, _ state: inout State
  ) {
    let span = terminator.span
    let operands = body.operands(of: terminator.kind)
    // Scalars are copied out of places before a two-phase borrow among the operands is activated.
    let onlyRead = operands.compactMap { operand -> Local? in
      guard case .copy(let place) = operand, !place.projections.isEmpty, !after[place.local.index],
        !types.mayHold(queries.type(of: place, in: body).type)
      else { return nil }
      return place.local
    }
    var activating = before
    for local in onlyRead where !operands.contains(where: { uses($0, whole: local) }) {
      activating.clear(local.index)
    }
    for operand in operands { visit(operand, span, site, before, activating: activating, state) }
    switch terminator.kind {
    case .call(let callee, let arguments, let destination, _, _):
      checkStatic(callee, Array(body.operands[arguments]), span, state)
      transfer(terminator.kind, &state)
      if destination.local == .returnPlace, let held = state[.returnPlace] {
        for loan in held.all where returnSpans[loan] == nil { returnSpans[loan] = span }
      }
      check(
        destination, .assign, .shallow, span, site, after, state,
        excluding: destination.projections.isEmpty ? destination.local : nil)
    case .drop(let place, let target, _):
      // The drop of what an assignment replaces stands before it.
      var access = Access.drop
      if let first = body.blocks[target].statements.first, first.span == span,
        case .assign(let assigned, _) = first.kind, assigned == place
      {
        access = .assign
      }
      check(place, access, .drop, span, site, after, state)
    case .return: checkReturn(state, site)
    default: break
    }
  }

  private func uses(_ operand: Operand, whole local: Local) -> Bool {
    switch operand {
    case .move(let place): place.local == local
    case .copy(let place): place.local == local && types.mayHold(queries.type(of: place, in: body).type)
    case .constant: false
    }
  }

  private mutating func checkReturn(_ state: State, _ site: CodeSite) {
    for loan in state[.none]?.outer ?? [] where !loans[Int(loan)].isBehindReference {
      if body.locals[loans[Int(loan)].place.local].kind == .parameter { reportShortLived(loan, .none, site) }
    }
    guard let held = state[.returnPlace] else { return }
    for loan in held.all where !loans[Int(loan)].isBehindReference {
      let local = body.locals[loans[Int(loan)].place.local]
      if local.kind == .parameter { reportReturned(loan) }
    }
  }

  /// Arguments for `F: 'static` and `&'static T`.
  private mutating func checkStatic(_ callee: Operand, _ arguments: [Operand], _ span: Span, _ state: State) {
    guard let def = calleeDefinition(callee), let signature = signatures.signature(of: def),
      signature.inputs.count == arguments.count
    else { return }
    for (index, input) in signature.inputs.enumerated() {
      let held = held(arguments[index], state)
      var bound: ContiguousArray<LoanID> = []
      if input.outer == .static { bound = held.outer }
      if input.outer == nil, !input.parameters.isDisjoint(with: signature.staticParameters) { bound = held.all }
      for loan in bound where !loans[Int(loan)].isBehindReference { reportNotStatic(loan, span) }
    }
  }

  private mutating func check(
    _ place: Place, _ access: Access, _ depth: AccessDepth, _ span: Span, _ site: CodeSite, _ live: BitRow,
    _ state: State, excluding excluded: Local? = nil
  ) {
    guard let candidates = loansByLocal[place.local] else { return }
    for id in candidates {
      let loan = loans[Int(id)]
      if loan.kind == .shared, access.isRead { continue }
      // Reserving is like reading; against shared loans it is checked when it is activated.
      if loan.kind == .shared, access == .reserve { continue }
      if access == .activate(id) { continue }
      guard PlaceConflict.exists(loan.place, place, depth, body, queries) else { continue }
      let isOwnDrop =
        access == .drop && place.projections.isEmpty && types.dropUsesLoans(body.locals[place.local].type)
      for (holder, held) in state where holder != excluded && held.contains(id) {
        guard holder == .none || live[holder.index] || (isOwnDrop && holder == place.local) else { continue }
        // A reservation that is not active yet only reads.
        if loan.kind == .twoPhase, holder == loan.reference, access.isRead || access == .reserve { continue }
        report(id, holder, place, access, span, site)
        break
      }
    }
  }
}

/// What is done to a place.
enum Access: Equatable {
  case read, move, assign, borrowShared, borrowMutable, reserve, storageDead, drop
  /// A closure captures what it writes through.
  case borrowUnique
  /// The first use of a two-phase borrow.
  case activate(LoanID)

  var isRead: Bool { self == .read || self == .borrowShared }
}
