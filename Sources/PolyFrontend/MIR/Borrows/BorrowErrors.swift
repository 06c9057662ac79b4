// The messages of the borrow check.

import PolyExpansion
import PolySema
import PolySupport

extension BorrowCheck {
  private func laterUse(_ holder: Local, _ site: CodeSite, _ loan: Loan) -> Span? {
    var seen = Set<BasicBlock>()
    var work: [CodeSite] = [CodeSite(block: site.block, statement: site.statement + 1)]
    var next = 0
    while next < work.count, next < 256 {
      let start = work[next]
      next += 1
      let data = body.blocks[start.block]
      var index = start.statement
      var isStopped = false
      while index < data.statements.count {
        switch data.statements[index].kind {
        case .assign(let place, let value):
          if mentions(value, holder) || (place.local == holder && !place.projections.isEmpty) {
            return data.statements[index].span
          }
          if place.local == holder { isStopped = true }
        case .storageDead(let local): if local == holder { isStopped = true }
        default: break
        }
        if isStopped { break }
        index += 1
      }
      if isStopped { continue }
      var isUsed = false
      body.forEachOperand(data.terminator.kind) { if mentions($0, holder) { isUsed = true } }
      if isUsed { return data.terminator.span }
      body.forEachSuccessor(start.block) {
        if !body.blocks[$0].isCleanup, seen.insert($0).inserted { work.append(CodeSite(block: $0, statement: 0)) }
      }
    }
    return nil
  }

  private func mentions(_ operand: Operand, _ local: Local) -> Bool {
    switch operand {
    case .copy(let place), .move(let place): place.local == local
    case .constant: false
    }
  }

  private func mentions(_ value: Rvalue, _ local: Local) -> Bool {
    switch value {
    case .reference(_, let place), .rawPointer(_, let place), .length(let place), .discriminant(let place):
      return place.local == local
    default:
      var found = false
      body.forEachOperand(value) { if mentions($0, local) { found = true } }
      return found
    }
  }

  private func withLaterUse(
    _ diagnostic: Diagnostic, _ holder: Local, _ site: CodeSite, _ loan: Loan, _ text: String
  ) -> Diagnostic {
    guard let use = laterUse(holder, site, loan), use != diagnostic.span else { return diagnostic }
    return diagnostic.labelled(use, text)
  }

  mutating func report(
    _ id: LoanID, _ holder: Local, _ place: Place, _ access: Access, _ span: Span, _ site: CodeSite
  ) {
    let loan = loans[Int(id)]
    switch access {
    case .storageDead, .drop:
      if loan.isBehindReference {
        reportDestructor(id, place, span)
      } else if holder == .returnPlace { reportReturned(id) } else { reportShortLived(id, holder, site) }
      return
    default: break
    }
    guard reported.insert(UInt64(span.lower) << 32 | UInt64(span.upper)).inserted else { return }
    let name = description.quoted(place)
    let borrowedName = description.quoted(loan.place)
    var diagnostic: Diagnostic
    let isMutableLoan = loan.kind != .shared
    switch access {
    case .read:
      diagnostic = Diagnostic(
        code: "E0503", "cannot use \(name) because it was mutably borrowed", at: span, label: "use of borrowed \(borrowedName)"
      ).labelled(loan.span, "\(borrowedName) is borrowed here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "borrow later used here")
    case .move:
      diagnostic = Diagnostic(
        code: "E0505", "cannot move out of \(name) because it is borrowed", at: span,
        label: "move out of \(name) occurs here"
      ).labelled(loan.span, "borrow of \(borrowedName) occurs here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "borrow later used here")
    case .assign:
      diagnostic = Diagnostic(
        code: "E0506", "cannot assign to \(name) because it is borrowed", at: span,
        label: "\(name) is assigned to here but it was already borrowed"
      ).labelled(loan.span, "\(borrowedName) is borrowed here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "borrow later used here")
    case .borrowShared where loan.kind == .unique:
      diagnostic = Diagnostic(
        code: "E0501",
        "cannot borrow \(name) as immutable because previous closure requires unique access", at: span,
        label: "second borrow occurs here"
      ).labelled(loan.span, "closure construction occurs here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "first borrow later used here")
    case .borrowShared:
      diagnostic = Diagnostic(
        code: "E0502", "cannot borrow \(name) as immutable because it is also borrowed as mutable", at: span,
        label: "immutable borrow occurs here"
      ).labelled(loan.span, "mutable borrow occurs here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "mutable borrow later used here")
    case .borrowUnique where loan.kind == .unique:
      diagnostic = Diagnostic(
        code: "E0524", "two closures require unique access to \(name) at the same time", at: span,
        label: "second closure is constructed here"
      ).labelled(loan.span, "first closure is constructed here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "first borrow later used here")
    case .borrowUnique:
      diagnostic = Diagnostic(
        code: "E0500", "closure requires unique access to \(name) but it is already borrowed", at: span,
        label: "closure construction occurs here"
      ).labelled(loan.span, "borrow occurs here")
      diagnostic = withLaterUse(diagnostic, holder, site, loan, "borrow later used here")
    case .borrowMutable, .reserve, .activate:
      if loan.kind == .unique {
        diagnostic = Diagnostic(
          code: "E0501",
          "cannot borrow \(name) as mutable because previous closure requires unique access", at: span,
          label: "second borrow occurs here"
        ).labelled(loan.span, "closure construction occurs here")
        diagnostic = withLaterUse(diagnostic, holder, site, loan, "first borrow later used here")
      } else if isMutableLoan {
        diagnostic = Diagnostic(
          code: "E0499", "cannot borrow \(name) as mutable more than once at a time", at: span,
          label: "second mutable borrow occurs here")
        if loan.span == span {
          diagnostic.label = "\(name) was mutably borrowed here in the previous iteration of the loop"
        } else {
          diagnostic = diagnostic.labelled(loan.span, "first mutable borrow occurs here")
        }
        diagnostic = withLaterUse(diagnostic, holder, site, loan, "first borrow later used here")
      } else {
        diagnostic = Diagnostic(
          code: "E0502", "cannot borrow \(name) as mutable because it is also borrowed as immutable", at: span,
          label: "mutable borrow occurs here"
        ).labelled(loan.span, "immutable borrow occurs here")
        diagnostic = withLaterUse(diagnostic, holder, site, loan, "immutable borrow later used here")
      }
    case .storageDead, .drop: return
    }
    program.diagnostics.report(diagnostic)
  }

  mutating func reportShortLived(_ id: LoanID, _ holder: Local, _ site: CodeSite) {
    guard reportedLoans.insert(id).inserted else { return }
    let loan = loans[Int(id)]
    let local = body.locals[loan.place.local]
    var diagnostic: Diagnostic
    if local.name.isNone {
      diagnostic = Diagnostic(
        code: "E0716", "temporary value dropped while borrowed", at: loan.span,
        label: "creates a temporary value which is freed while still in use")
    } else {
      diagnostic = Diagnostic(
        code: "E0597", "\(description.quoted(loan.place)) does not live long enough", at: loan.span,
        label: "borrowed value does not live long enough")
      diagnostic = diagnostic.labelled(
        local.span, "binding `\(program.symbols.text(local.name))` declared here")
    }
    program.diagnostics.report(withLaterUse(diagnostic, holder, site, loan, "borrow later used here"))
  }

  /// The destructor may use what is still borrowed through a field.
  private mutating func reportDestructor(_ id: LoanID, _ place: Place, _ span: Span) {
    guard reportedLoans.insert(id).inserted else { return }
    let loan = loans[Int(id)]
    let type = program.describe(queries.type(of: place, in: body).type)
    program.diagnostics.report(
      Diagnostic(code: "E0713", "borrow may still be in use when destructor runs", at: loan.span)
        .labelled(
          body.locals[place.local].span,
          "here, drop of \(description.quoted(place)) needs exclusive access to \(description.quoted(loan.place)), because the type `\(type)` implements the `Drop` trait"
        ))
  }

  mutating func reportReturned(_ id: LoanID) {
    guard reportedLoans.insert(id).inserted else { return }
    let loan = loans[Int(id)]
    let local = body.locals[loan.place.local]
    let span = returnSpans[id] ?? loan.span
    if loan.isCapture {
      reportCapture(loan)
      return
    }
    let what: String
    if local.name.isNone {
      what = "temporary value"
    } else {
      let name = program.symbols.text(local.name)
      let isWhole = loan.place.projections.isEmpty
      let kind = local.kind == .parameter ? "function parameter" : "local variable"
      what = isWhole ? "\(kind) `\(name)`" : "local data \(description.quoted(loan.place))"
    }
    let isDirect = span == loan.span
    var diagnostic = Diagnostic(
      code: "E0515", "cannot return \(isDirect ? "reference to" : "value referencing") \(what)", at: span,
      label: "returns a \(isDirect ? "reference to" : "value referencing") data owned by the current function")
    if !isDirect {
      diagnostic = diagnostic.labelled(
        loan.span,
        local.name.isNone ? "temporary value created here" : "\(description.quoted(loan.place)) is borrowed here")
    }
    program.diagnostics.report(diagnostic)
  }

  mutating func reportNotStatic(_ id: LoanID, _ span: Span) {
    guard reportedLoans.insert(id).inserted else { return }
    let loan = loans[Int(id)]
    if loan.isCapture {
      reportCapture(loan)
      return
    }
    let local = body.locals[loan.place.local]
    var diagnostic: Diagnostic
    if local.name.isNone {
      diagnostic = Diagnostic(
        code: "E0716", "temporary value dropped while borrowed", at: loan.span,
        label: "creates a temporary value which is freed while still in use")
    } else {
      diagnostic = Diagnostic(
        code: "E0597", "\(description.quoted(loan.place)) does not live long enough", at: loan.span,
        label: "borrowed value does not live long enough")
    }
    diagnostic = diagnostic.labelled(
      span, "argument requires that \(description.quoted(loan.place)) is borrowed for `'static`")
    program.diagnostics.report(diagnostic)
  }

  /// Whether the reference in `local` is captured by an `async` block rather than a closure.
  private func isHeldByCoroutine(_ local: Local) -> Bool {
    for block in order {
      for statement in body.blocks[block].statements {
        guard case .assign(_, .aggregate(.coroutine, let list)) = statement.kind else { continue }
        for operand in body.operands[list] {
          if case .move(let place) = operand, place.local == local { return true }
        }
      }
    }
    return false
  }

  private func reportCapture(_ loan: Loan) {
    let name = description.quoted(loan.place)
    let what = isHeldByCoroutine(loan.reference) ? "async block" : "closure"
    program.diagnostics.report(
      Diagnostic(
        code: "E0373",
        "\(what) may outlive the current function, but it borrows \(name), which is owned by the current function",
        at: loan.span, label: "may outlive borrowed value \(name)"
      ).help("to force the \(what) to take ownership of \(name) (and any other referenced variables), use the `move` keyword"))
  }
}
