// The types of items, and the signatures of functions and constructors.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  public func primitive(_ primitive: PrimitiveType) -> Ty {
    switch primitive {
    case .bool: types.bool
    case .char: types.char
    case .str: types.str
    case .i8: types.integer(.i8)
    case .i16: types.integer(.i16)
    case .i32: types.integer(.i32)
    case .i64: types.integer(.i64)
    case .i128: types.integer(.i128)
    case .isize: types.integer(.isize)
    case .u8: types.integer(.u8)
    case .u16: types.integer(.u16)
    case .u32: types.integer(.u32)
    case .u64: types.integer(.u64)
    case .u128: types.integer(.u128)
    case .usize: types.integer(.usize)
    case .f16: types.type(.float(.f16))
    case .f32: types.f32
    case .f64: types.f64
    case .f128: types.type(.float(.f128))
    }
  }

  func primitive(named name: Symbol) -> PrimitiveType? {
    let text = symbols.text(name)
    return PrimitiveType.allCases.first { "\($0.text)" == text }
  }

  /// The type of a definition in terms of its own parameters: the self type of an ADT or impl, an
  /// alias's target, the type of a field, constant, static or parameter; a function's item type.
  public func type(of def: DefID) -> Ty {
    if let known = typeMemo.value(def) { return known }
    if typeMemo.isInProgress(def) {
      reportCycle(def)
      return types.error
    }
    typeMemo.begin(def)
    let type = computeType(of: def)
    typeMemo.set(def, type)
    return type
  }

  private func computeType(of def: DefID) -> Ty {
    let entry = definitions[def]
    switch entry.kind {
    case .structure, .union, .enumeration: return types.type(.adt(def, identityArgs(of: def)))
    case .variant: return type(of: entry.parent)
    case .typeParameter:
      guard let index = parameterIndex(def) else { return types.error }
      return types.type(.parameter(index: index, name: entry.name))
    case .function, .associatedFunction, .foreignFunction, .interfaceFunction:
      return types.type(.functionDef(def, identityArgs(of: def)))
    case .foreignType: return types.type(.foreign(def))
    case .trait, .traitAlias: return selfParameter
    case .opaqueType: return types.type(.opaque(def, identityArgs(of: def)))
    case .closure: return types.type(.closure(def, identityArgs(of: def)))
    case .anonymousConstant: return anonymousConstantType(of: def)
    default: break
    }
    resolution.resolveSignature(of: entry.kind == .field || entry.kind == .constParameter ? entry.parent : def)
    let lowering = TypeLowering(self, owner: def)
    switch entry.syntax {
    case .field(let index):
      return lowering.lower(tree.fieldDefinitions.storage[Int(index)].type)
    case .genericParameter(let index):
      guard case .const(let type, _) = tree.genericParameters.storage[Int(index)].kind else { return types.error }
      return TypeLowering(self, owner: entry.parent).lower(type)
    case .item(let id):
      switch tree.items[id].kind {
      case .typeAlias(let alias):
        let node = tree.typeAliases[alias].type
        guard !node.isNone else { return types.error }
        return lowering.lower(node)
      case .constant(let constant), .staticVariable(let constant):
        let node = tree.constants[constant].type
        return node.isNone ? types.error : lowering.lower(node)
      case .implementation(let node): return lowering.lower(tree.impls[node].selfType)
      default: return types.error
      }
    default: return types.error
    }
  }

  /// The type that an anonymous constant must have: set where the constant is used.
  private func anonymousConstantType(of def: DefID) -> Ty {
    if let known = anonymousConstantTypes[def] { return known }
    let parent = definitions.parent(def)
    switch definitions.kind(parent) {
    case .variant, .enumeration:
      let enumeration = definitions.kind(parent) == .variant ? definitions.parent(parent) : parent
      return discriminantType(of: adt(enumeration))
    default: return types.usize
    }
  }

  /// Fixes the type of an anonymous constant (an inline `const` block, a const argument).
  public func setType(ofAnonymousConstant def: DefID, _ type: Ty) {
    if anonymousConstantTypes[def] == nil { anonymousConstantTypes[def] = type }
  }

  // MARK: signatures

  /// The signature of a function, method, foreign function or tuple constructor. Its types are in
  /// terms of the definition's parameters and not normalized.
  public func signature(of def: DefID) -> SignatureData {
    if let known = signatureMemo.value(def) { return known }
    if signatureMemo.isInProgress(def) {
      reportCycle(def)
      return errorSignature
    }
    signatureMemo.begin(def)
    let data = computeSignature(of: def)
    signatureMemo.set(def, data)
    return data
  }

  private var errorSignature: SignatureData { SignatureData(inputs: types.emptyTypes, output: types.error) }

  private func computeSignature(of def: DefID) -> SignatureData {
    let entry = definitions[def]
    switch entry.kind {
    case .structure, .variant:
      let owner = entry.kind == .variant ? entry.parent : def
      let data = adt(owner)
      guard let variant = data.variants.first(where: { $0.def == def }) else { return errorSignature }
      return SignatureData(inputs: types.types(variant.fields.map(\.type)), output: type(of: owner))
    default: break
    }
    guard case .item(let id) = entry.syntax, case .function(let node) = tree.items[id].kind else {
      return errorSignature
    }
    resolution.resolveSignature(of: def)
    let function = tree.functions[node]
    let lowering = TypeLowering(self, owner: def)
    var inputs: [Ty] = []
    for parameter in Array(tree.parameters[function.parameters]) {
      if parameter.type.isNone {
        inputs.append(types.error)
        continue
      }
      inputs.append(lowering.lower(parameter.type))
    }
    var output = lowering.lower(function.output)
    if case .dynamic = types.kind(output), isLocal(def) {
      diagnostics.report(
        Diagnostic(
          code: "E0746", "return type cannot be a trait object without pointer indirection",
          at: tree.span(function.output), label: "doesn't have a size known at compile-time"
        ).help("consider returning an `impl Trait` instead of a `dyn Trait`"))
      output = types.error
    }
    var isUnsafe = function.header.isUnsafe
    var convention = convention(function.header.abi)
    if definitions.kind(entry.parent) == .foreignModule {
      isUnsafe = !function.header.isSafe
      convention = .c
      if case .item(let block) = definitions[entry.parent].syntax,
        case .externBlock(let node) = tree.items[block].kind
      {
        convention = self.convention(tree.externBlocks[node].abi)
        if convention == .rust { convention = .c }
      }
    }
    return SignatureData(
      inputs: types.types(inputs), output: output, convention: convention, isUnsafe: isUnsafe,
      isVariadic: function.isVariadic)
  }

  /// The calling convention that an `extern "…"` names.
  func convention(_ abi: Abi) -> CallingConvention {
    switch abi {
    case .rust: return .rust
    case .implicitC: return .c
    case .named(let literal):
      let bytes = tree.decodeString(literal)
      switch String(decoding: bytes, as: UTF8.self) {
      case "C", "C-unwind", "cdecl", "sysv64", "efiapi": return .c
      case "system", "system-unwind": return .system
      case "Rust": return .rust
      case "rust-call": return .rustCall
      case "rust-intrinsic": return .intrinsic
      default:
        diagnostics.error(
          "E0703", "invalid ABI: found `\(String(decoding: bytes, as: UTF8.self))`", at: literal.span,
          label: "invalid ABI")
        return .c
      }
    }
  }

  /// Whether a function is `const`.
  public func isConstFunction(_ def: DefID) -> Bool { functionNode(of: def)?.header.isConst ?? false }
  public func isAsyncFunction(_ def: DefID) -> Bool { functionNode(of: def)?.header.isAsync ?? false }

  /// The syntax of a function, method or foreign function.
  public func functionNode(of def: DefID) -> Function? {
    guard case .item(let id) = definitions[def].syntax, case .function(let node) = tree.items[id].kind else {
      return nil
    }
    return tree.functions[node]
  }
}
