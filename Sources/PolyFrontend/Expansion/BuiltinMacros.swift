// The macros that the compiler itself expands.

import PolySupport
import PolySyntax

/// By the names of `#[rustc_builtin_macro]`.
enum BuiltinMacro: String, CaseIterable {
  case format_args, format_args_nl, const_format_args
  case concat, concat_bytes, concat_idents, stringify
  case line, column, file, module_path
  case include, include_str, include_bytes
  case env, option_env, cfg, cfg_select, compile_error
  case assert, core_panic, std_panic, unreachable
  case offset_of
  case asm, global_asm, naked_asm
  case log_syntax, trace_macros
  /// Names that are only used as attributes or in `#[derive(…)]`.
  case attributeOrDerive = "attribute or derive"
}

extension Resolver {
  func registerBuiltinMacros() {
    for builtin in BuiltinMacro.allCases {
      switch builtin {
      case .attributeOrDerive, .core_panic, .std_panic: continue
      default: break
      }
      let name = symbols.intern(builtin.rawValue)
      builtinMacros[name] = macros.push(
        MacroData(kind: .builtin(builtin), name: Ident(name), crate: .none, definition: .none))
    }
  }

  func isDeriveOrAttributeMacro(_ name: Symbol) -> Bool {
    switch name {
    case Names.Clone, Names.Copy, Names.Debug, Names.Default, Names.PartialEq, Names.Eq,
      Names.PartialOrd, Names.Ord, Names.Hash, Names.derive, Names.test, Names.global_allocator:
      return true
    default:
      let text = symbols.text(name)
      return [
        "bench", "cfg_accessible", "cfg_eval", "test_case", "derive_const", "type_ascribe",
        "deref", "alloc_error_handler", "Serialize", "Deserialize", "define_opaque", "autodiff",
        "ConstParamTy", "UnsizedConstParamTy", "CoercePointee", "From",
      ].contains(text)
    }
  }

  func expandBuiltin(
    _ builtin: BuiltinMacro, _ callID: MacroCallID, _ macro: MacroID, in module: DefID
  ) -> ExpansionResult {
    let call = tree.macroCalls[callID]
    let depth = bufferDepth[call.arguments.buffer] + 1
    let tokens = tree.buffers[call.arguments.buffer]
    let name = text(macros[macro].name.name)
    switch builtin {
    case .format_args, .const_format_args, .format_args_nl:
      var expander = FormatArgumentsExpander(
        self, call, appendsNewline: builtin == .format_args_nl)
      return expander.expand(in: module, depth: depth)
    case .stringify:
      return literal(
        call, Array(stringify(tokens, call.arguments.range).utf8), depth, Names.stringify)
    case .concat: return expandConcat(call, in: module, depth)
    case .concat_bytes: return expandConcatBytes(call, in: module, depth)
    case .line, .column:
      var number = 1
      if let place = sources.rootRange(call.span) {
        let position = sources.lineColumn(place.file, offset: place.lower)
        number = builtin == .line ? position.line : position.column
      }
      var writer = writer(call, depth, macros[macro].name.name)
      writer.output.append(
        .integer, symbols.intern("\(number)u32"), context: writer.context, origin: call.span)
      return writer.finish()
    case .file:
      let name = sources.rootRange(call.span).map { sources.files[$0.file].name } ?? ""
      return literal(call, Array(name.utf8), depth, Names.file)
    case .module_path:
      return literal(call, Array(modulePath(realModule(module)).utf8), depth, Names.module_path)
    case .cfg:
      let value = evaluatePredicate(call.arguments, span: call.span)
      var writer = writer(call, depth, Names.cfg)
      writer.name(value ? "true" : "false")
      return writer.finish()
    case .cfg_select: return expandSelection(call, depth)
    case .compile_error:
      if let message = stringArgument(
        call.arguments, in: module, message: "argument must be a string literal")
      {
        sink.error(nil, String(decoding: message.bytes, as: UTF8.self), at: call.span)
      }
      return .failed
    case .env, .option_env: return expandEnvironment(call, in: module, depth, isOption: builtin == .option_env)
    case .include, .include_str, .include_bytes:
      return expandInclude(builtin, call, in: module, depth)
    case .assert: return expandAssert(call, in: module, depth)
    case .core_panic, .std_panic: return expandPanic(builtin, call, depth)
    case .unreachable: return expandPanic(builtin, call, depth)
    case .offset_of: return expandOffsetOf(call, depth)
    case .asm, .global_asm, .naked_asm:
      sink.error(nil, "inline assembly (`\(name)!`) is not supported", at: call.span)
      return .failed
    case .concat_idents, .log_syntax, .trace_macros:
      sink.error("E0658", "use of unstable library feature `\(name)`", at: call.span)
      return .failed
    case .attributeOrDerive:
      sink.error(
        nil, "cannot find macro `\(name)` in this scope", at: call.span)
      return .failed
    }
  }

  func writer(_ call: MacroCall, _ depth: Int32, _ name: Symbol) -> TokenWriter {
    TokenWriter(
      self, callSite: call.span, edition: tree.buffers[call.arguments.buffer].edition,
      crate: crateByName[Names.core] ?? .none, depth: depth, name: name)
  }

  private func literal(_ call: MacroCall, _ bytes: [UInt8], _ depth: Int32, _ name: Symbol)
    -> ExpansionResult
  {
    var writer = writer(call, depth, name)
    writer.string(bytes)
    return writer.finish()
  }

  /// `crate::a::b` as `module_path!` shows it.
  func modulePath(_ module: DefID) -> String {
    var parts: [String] = []
    var current = module
    while !current.isNone {
      let entry = definitions[current]
      if entry.kind == .module || entry.kind == .crate { parts.append(text(entry.name)) }
      current = entry.parent
    }
    return parts.reversed().joined(separator: "::")
  }

  // MARK: Strings

  private func expandConcat(_ call: MacroCall, in module: DefID, _ depth: Int32) -> ExpansionResult {
    var bytes: [UInt8] = []
    let tokens = tree.buffers[call.arguments.buffer]
    var hasErrors = false
    for part in splitAtCommas(tokens, call.arguments.range) {
      let slice = TokenSlice(buffer: call.arguments.buffer, part)
      switch literalArgument(slice, in: module, depth: 0) {
      case .string(let value, _, _)?: bytes += value
      case .text(let value)?: bytes += Array(value.utf8)
      case .character(let code)?:
        if let scalar = Unicode.Scalar(code) { bytes += Array(String(Character(scalar)).utf8) }
      case .byteString?, .byte?:
        sink.report(
          Diagnostic(.error, "cannot concatenate a byte string literal", at: tokens.span(of: part))
            .help("byte strings and bytes are concatenated by `concat_bytes!`"))
        hasErrors = true
      case .failedSilently?: hasErrors = true
      case nil:
        sink.report(
          Diagnostic(.error, "expected a literal", at: tokens.span(of: part)).note(
            "only literals (like `\"foo\"`, `-42` and `3.14`) can be passed to `concat!()`"))
        hasErrors = true
      }
    }
    return hasErrors ? .failed : literal(call, bytes, depth, Names.concat)
  }

  private func expandConcatBytes(_ call: MacroCall, in module: DefID, _ depth: Int32)
    -> ExpansionResult
  {
    var bytes: [UInt8] = []
    let tokens = tree.buffers[call.arguments.buffer]
    for part in splitAtCommas(tokens, call.arguments.range) {
      let slice = TokenSlice(buffer: call.arguments.buffer, part)
      switch literalArgument(slice, in: module, depth: 0) {
      case .byteString(let value)?: bytes += value
      case .byte(let value)?: bytes.append(value)
      case .text(let value)?:
        guard let number = UInt8(value) else {
          sink.error(nil, "numeric literal is out of bounds", at: tokens.span(of: part))
          return .failed
        }
        bytes.append(number)
      case .failedSilently?: return .failed
      default:
        sink.error(nil, "expected a byte literal", at: tokens.span(of: part))
        return .failed
      }
    }
    var writer = writer(call, depth, Names.concat_bytes)
    writer.output.append(
      .byteString, literalSymbol(bytes, prefix: "b"), context: writer.context, origin: call.span)
    return writer.finish()
  }

  private func expandEnvironment(
    _ call: MacroCall, in module: DefID, _ depth: Int32, isOption: Bool
  ) -> ExpansionResult {
    let tokens = tree.buffers[call.arguments.buffer]
    let parts = splitAtCommas(tokens, call.arguments.range)
    guard let first = parts.first, parts.count <= (isOption ? 1 : 2) else {
      sink.error(
        nil, isOption ? "option_env! takes 1 argument" : "`env!()` takes 1 or 2 arguments",
        at: call.span)
      return .failed
    }
    guard
      let name = stringArgument(
        TokenSlice(buffer: call.arguments.buffer, first), in: module,
        message: isOption ? "argument must be a string literal" : "expected string literal")
    else { return .failed }
    let key = String(decoding: name.bytes, as: UTF8.self)
    let value = loader.environmentVariable(key)
    if isOption {
      var writer = writer(call, depth, Names.option_env)
      writer.path(["option", "Option"])
      if let value {
        writer.pathSegment("Some")
        writer.open(.openParen)
        writer.string(Array(value.utf8))
        writer.close(.closeParen)
      } else {
        // `None::<&'static str>`
        writer.pathSegment("None")
        writer.punctuation(.colonColon)
        writer.punctuation(.less)
        writer.punctuation(.and)
        writer.output.append(.lifetime, Names.static, context: writer.context, origin: call.span)
        writer.name("str")
        writer.punctuation(.greater)
      }
      return writer.finish()
    }
    if let value { return literal(call, Array(value.utf8), depth, Names.env) }
    if parts.count == 2 {
      if let message = stringArgument(
        TokenSlice(buffer: call.arguments.buffer, parts[1]), in: module,
        message: "expected string literal")
      {
        sink.error(nil, String(decoding: message.bytes, as: UTF8.self), at: call.span)
      }
      return .failed
    }
    sink.report(
      Diagnostic(.error, "environment variable `\(key)` not defined at compile time", at: call.span)
        .help("use `std::env::var(\"\(key)\")` to read the variable at run time"))
    return .failed
  }

  private func expandInclude(
    _ builtin: BuiltinMacro, _ call: MacroCall, in module: DefID, _ depth: Int32
  ) -> ExpansionResult {
    guard
      let argument = stringArgument(
        trimTrailingComma(call.arguments), in: module, message: "argument must be a string literal")
    else { return .failed }
    let name = String(decoding: argument.bytes, as: UTF8.self)
    // Relative to the file in which the call stands.
    let including = sources.rootRange(call.span).map { sources.files[$0.file].name } ?? ""
    let path = join(directory(of: including), name)
    guard let bytes = loader.load(path) else {
      sink.error(nil, "couldn't read `\(path)`: No such file or directory (os error 2)", at: call.span)
      return .failed
    }
    switch builtin {
    case .include_str:
      guard String(validating: bytes, as: UTF8.self) != nil else {
        sink.error(nil, "`\(path)` wasn't a utf-8 file", at: call.span)
        return .failed
      }
      return literal(call, bytes, depth, Names.include_str)
    case .include_bytes:
      var writer = writer(call, depth, Names.include_bytes)
      writer.output.append(
        .byteString, literalSymbol(bytes, prefix: "b"), context: writer.context, origin: call.span)
      return writer.finish()
    default:
      guard
        let file = sources.addFile(
          name: path, bytes: bytes, isLibrary: isLibrary(crate(module)))
      else {
        sink.error(nil, "the program is too large", at: call.span)
        return .failed
      }
      let buffer = tree.lex(file, of: sources, edition: edition(crate(module)), sink: sink)
      bufferDepth[buffer] = depth
      bufferBases.append((sources.files[file].base, buffer))
      return .tokens(buffer)
    }
  }

  private func trimTrailingComma(_ slice: TokenSlice) -> TokenSlice {
    var slice = slice
    if !slice.isEmpty, tree.buffers[slice.buffer].kind(Int(slice.end) - 1) == .comma {
      slice.end -= 1
    }
    return slice
  }

  // MARK: Panics

  /// `assert!(condition, …)` → `match condition { true => {}, _ => panic }`.
  private func expandAssert(_ call: MacroCall, in module: DefID, _ depth: Int32) -> ExpansionResult {
    let tokens = tree.buffers[call.arguments.buffer]
    let range = call.arguments.range
    guard !range.isEmpty else {
      sink.report(
        Diagnostic(
          .error, "macro requires a boolean expression as an argument", at: call.span,
          label: "boolean expression required"))
      return .failed
    }
    guard let end = expressionEnd(call.arguments.buffer, range.lowerBound, range.upperBound) else {
      return .failed
    }
    var rest = end
    if rest < range.upperBound {
      guard tokens.kind(rest) == .comma else {
        sink.error(
          nil, "expected one of `,`, `.`, `?`, or an operator, found \(describeToken(tokens, rest))",
          at: tokens.span(rest), label: "expected one of `,`, `.`, `?`, or an operator")
        return .failed
      }
      rest += 1
    }
    var writer = writer(call, depth, Names.assert)
    writer.name("match")
    writer.group(.expression, tokens, range.lowerBound..<end)
    writer.open(.openBrace)
    writer.name("true")
    writer.punctuation(.fatArrow)
    writer.open(.openBrace)
    writer.close(.closeBrace)
    writer.name("_")
    writer.punctuation(.fatArrow)
    if rest >= range.upperBound {
      writer.path(["panicking", "panic"])
      writer.open(.openParen)
      let text = "assertion failed: " + prettyExpression(tokens, range.lowerBound..<end)
      writer.string(Array(text.utf8))
      writer.close(.closeParen)
    } else {
      let isOld = edition(crate(module)) < .e2021
      writer.path([isOld ? "__panic_2015" : "__panic_2021"])
      writer.punctuation(.bang)
      writer.open(.openParen)
      writer.copy(tokens, rest..<range.upperBound)
      writer.close(.closeParen)
    }
    writer.close(.closeBrace)
    return writer.finish()
  }

  /// `panic!` and `unreachable!` depend on the edition of the call.
  private func expandPanic(_ builtin: BuiltinMacro, _ call: MacroCall, _ depth: Int32)
    -> ExpansionResult
  {
    let tokens = tree.buffers[call.arguments.buffer]
    let isOld = tokens.edition < .e2021
    var crate = crateByName[Names.core] ?? .none
    let target: StaticString
    switch builtin {
    case .unreachable: target = isOld ? "__unreachable_2015" : "__unreachable_2021"
    case .std_panic:
      target = isOld ? "__panic_2015" : "__panic_2021"
      if let std = crateByName[Names.std],
        !modules.find(root(std), .macros, symbols.intern(target)).isNone
      {
        crate = std
      }
    default: target = isOld ? "__panic_2015" : "__panic_2021"
    }
    var writer = TokenWriter(
      self, callSite: call.span, edition: tokens.edition, crate: crate, depth: depth,
      name: symbols.intern(builtin == .unreachable ? "unreachable" : "panic"))
    writer.path([target])
    writer.punctuation(.bang)
    writer.open(.openParen)
    writer.copy(tokens, call.arguments.range)
    writer.close(.closeParen)
    return writer.finish()
  }

  // MARK: offset_of

  /// `offset_of!(T, a.b)`: the distance of the field's place from the start of a value without content.
  private func expandOffsetOf(_ call: MacroCall, _ depth: Int32) -> ExpansionResult {
    let tokens = tree.buffers[call.arguments.buffer]
    let range = call.arguments.range
    guard let typeEnd = parseFragment(.type, call.arguments)?.end, typeEnd + 1 < range.upperBound,
      tokens.kind(typeEnd) == .comma
    else {
      sink.error(nil, "expected `offset_of!(Type, field)`", at: call.span)
      return .failed
    }
    var end = range.upperBound
    if tokens.kind(end - 1) == .comma { end -= 1 }
    for position in typeEnd + 1..<end {
      switch tokens.kind(position) {
      case .dot, .integer, .float, .openInvisible, .closeInvisible: continue
      case let kind where kind.isIdentifierOrKeyword: continue
      default:
        sink.error(nil, "offset_of expects dot-separated field and variant names", at: tokens.span(position))
        return .failed
      }
    }
    var writer = writer(call, depth, Names.offset_of)
    // `{ let v = MaybeUninit::<T>::uninit(); let p = MaybeUninit::as_ptr(&v);`
    writer.open(.openBrace)
    writer.name("let")
    writer.name("value")
    writer.punctuation(.equal)
    writer.path(["mem", "MaybeUninit"])
    writer.punctuation(.colonColon)
    writer.punctuation(.less)
    writer.group(.type, tokens, range.lowerBound..<typeEnd)
    writer.punctuation(.greater)
    writer.pathSegment("uninit")
    writer.open(.openParen)
    writer.close(.closeParen)
    writer.punctuation(.semicolon)
    writer.name("let")
    writer.name("start")
    writer.punctuation(.equal)
    writer.path(["mem", "MaybeUninit", "as_ptr"])
    writer.open(.openParen)
    writer.punctuation(.and)
    writer.name("value")
    writer.close(.closeParen)
    writer.punctuation(.semicolon)
    // `unsafe { byte_distance(p, &raw const (*p).a.b) } }`
    writer.name("unsafe")
    writer.open(.openBrace)
    writer.path(["ptr", "byte_distance"])
    writer.open(.openParen)
    writer.name("start")
    writer.punctuation(.comma)
    writer.punctuation(.and)
    writer.name("raw")
    writer.name("const")
    writer.open(.openParen)
    writer.punctuation(.star)
    writer.name("start")
    writer.close(.closeParen)
    writer.punctuation(.dot)
    writer.copy(tokens, typeEnd + 1..<end)
    writer.close(.closeParen)
    writer.close(.closeBrace)
    writer.close(.closeBrace)
    return writer.finish()
  }
}
