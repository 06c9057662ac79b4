// Checks of rules that need no names: qualifiers and patterns that are syntax, but not allowed here.

import PolySupport

extension Parser {
  /// An error of a rule that does not hold for what `cfg` takes away. Whether it does is not known here:
  /// below a `cfg` attribute nothing is reported.
  mutating func validate(
    _ message: String, code: String? = nil, at span: Span, label: String = ""
  ) {
    if configurationDepth == 0 { check(message, code: code, at: span, label: label) }
  }

  func hasConfiguration(_ attributes: ListRef<Attribute>) -> Bool {
    !attributes.isEmpty && tree.attributes[attributes].contains { $0.name.name == Names.cfg }
  }

  /// Items of a trait or of an impl of one have its visibility, and are not `const`.
  mutating func checkTraitItems(_ items: ListRef<ItemID>, isImplementation: Bool) {
    guard sink != nil, configurationDepth == 0 else { return }
    for id in tree.itemLists[items] {
      let item = tree.items[id]
      checkNoVisibility(
        item.visibility,
        note: isImplementation
          ? "trait items always share the visibility of their trait" : nil)
      if case .function(let function) = item.kind, tree.functions[function].header.isConst {
        validate(
          "functions in \(isImplementation ? "trait impls" : "traits") cannot be declared const",
          code: "E0379", at: tree.functions[function].signatureSpan,
          label: "functions in \(isImplementation ? "trait impls" : "traits") cannot be const")
      }
    }
  }

  mutating func checkNoVisibility(_ visibility: Visibility, note: String?) {
    if case .inherited = visibility.kind { return }
    guard !isRecovering, configurationDepth == 0, let sink else { return }
    errorCount += 1
    var diagnostic = Diagnostic(
      .error, code: "E0449", "visibility qualifiers are not permitted here", at: visibility.span,
      label: "help: remove the qualifier")
    if let note { diagnostic = diagnostic.note(note) }
    sink.report(diagnostic)
  }

  mutating func checkImpl(_ node: Implementation, _ visibility: Visibility) {
    guard sink != nil, configurationDepth == 0 else { return }
    if node.trait.isNone {
      checkNoVisibility(visibility, note: "place qualifiers on individual impl items instead")
      if node.isUnsafe {
        validate(
          "inherent impls cannot be unsafe", code: "E0197", at: node.headSpan,
          label: "unsafe because of this")
      }
      if node.isDefault {
        validate("inherent impls cannot be default", at: node.headSpan, label: "inherent impl for this type")
      }
      return
    }
    checkNoVisibility(visibility, note: "trait items always share the visibility of their trait")
    if node.isNegative, node.isUnsafe {
      validate(
        "negative impls cannot be unsafe", code: "E0198", at: node.headSpan, label: "negative because of this"
      )
    }
    checkTraitItems(node.items, isImplementation: true)
  }

  /// Functions without a body have names as parameters, no patterns.
  mutating func checkParametersWithoutBody(_ parameters: ListRef<Parameter>) {
    guard sink != nil, configurationDepth == 0 else { return }
    let isForeign = itemContext == .externItems
    for parameter in tree.parameters[parameters]
    where !parameter.pattern.isNone && parameter.selfKind == .none {
      switch tree.patterns[parameter.pattern].kind {
      case .wildcard, .error: continue
      case .binding(let mode, _, let sub) where mode.isPlain && sub.isNone: continue
      default: break
      }
      validate(
        isForeign
          ? "patterns aren't allowed in foreign function declarations"
          : "patterns aren't allowed in functions without bodies",
        code: isForeign ? "E0130" : "E0642", at: tree.patterns[parameter.pattern].span,
        label: "pattern not allowed in \(isForeign ? "foreign function" : "function without body")")
    }
  }

  /// `...` needs a function of the C calling convention.
  mutating func checkVariadic(_ header: FunctionHeader, _ span: Span) {
    guard itemContext != .externItems else { return }
    switch header.abi {
    case .implicitC: return
    case .named(let literal):
      let name = abiName(literal)
      if name == "C" || name == "C-unwind" { return }
    case .rust: break
    }
    validate("`...` is not supported for non-extern functions", at: span)
  }

  mutating func checkForeignItems(_ items: ListRef<ItemID>, _ abi: Abi) {
    guard sink != nil, configurationDepth == 0 else { return }
    for id in tree.itemLists[items] {
      let item = tree.items[id]
      guard case .function(let function) = item.kind else { continue }
      let node = tree.functions[function]
      let hasTypes = tree.genericParameters[node.generics.parameters].contains {
        if case .lifetime = $0.kind { false } else { true }
      }
      if hasTypes {
        validate(
          "foreign items may not have type parameters", code: "E0044", at: item.span,
          label: "can't have type parameters")
      }
      if node.isVariadic, case .named(let literal) = abi {
        let name = abiName(literal)
        if !["C", "C-unwind", "cdecl", "cdecl-unwind", "system", "sysv64", "win64", "efiapi", "aapcs"]
          .contains(name)
        {
          validate(
            "C-variadic functions with the \"\(name)\" calling convention are not supported", code: "E0045",
            at: item.span, label: "C-variadic function must have a compatible calling convention")
        }
      }
      if case .none = node.body { continue }
      validate("incorrect function inside `extern` block", at: item.name.span, label: "cannot have a body")
    }
  }

  private func abiName(_ literal: Literal) -> String {
    String(decoding: tree.decodeString(literal), as: UTF8.self)
  }

  /// The calling conventions that Rust has names for.
  mutating func checkAbi(_ literal: Literal) {
    guard sink != nil, configurationDepth == 0 else { return }
    let name = abiName(literal)
    switch name {
    case "Rust", "C", "C-unwind", "cdecl", "cdecl-unwind", "stdcall", "stdcall-unwind", "fastcall",
      "fastcall-unwind", "vectorcall", "vectorcall-unwind", "thiscall", "thiscall-unwind", "aapcs",
      "aapcs-unwind", "win64", "win64-unwind", "sysv64", "sysv64-unwind", "system", "system-unwind",
      "efiapi", "unadjusted", "rust-intrinsic", "rust-call", "rust-cold", "ptx-kernel", "gpu-kernel",
      "msp430-interrupt", "x86-interrupt", "avr-interrupt", "avr-non-blocking-interrupt",
      "riscv-interrupt-m", "riscv-interrupt-s", "cmse-nonsecure-call", "cmse-nonsecure-entry", "custom":
      return
    default:
      validate("invalid ABI: found `\(name)`", code: "E0703", at: literal.span, label: "invalid ABI")
    }
  }

  /// Lifetimes come before types and constants, and parameters before constraints.
  mutating func checkGenericParameterOrder(_ parameters: [GenericParameter]) {
    guard sink != nil, configurationDepth == 0 else { return }
    var firstOther: Span?
    for parameter in parameters {
      if case .lifetime = parameter.kind {
        if firstOther != nil {
          validate(
            "lifetime parameters must be declared prior to type and const parameters",
            at: parameter.name.span)
          return
        }
      } else if firstOther == nil {
        firstOther = parameter.name.span
      }
    }
  }

  mutating func checkGenericArgumentOrder(_ arguments: [GenericArgument]) {
    guard sink != nil, configurationDepth == 0 else { return }
    var hasConstraint = false
    for argument in arguments {
      switch argument.kind {
      case .equalType, .equalConst, .bounds: hasConstraint = true
      default:
        if hasConstraint {
          validate("generic arguments must come before the first constraint", at: argument.span)
          return
        }
      }
    }
  }
}
