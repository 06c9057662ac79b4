// The lint `dead_code`: what nothing reached from `main` uses.
//
// Reached are bodies: `main`, everything that traits' impls and constants hold, and what those call. Types live
// as long as a reached body or signature mentions them, variants when one constructs them, fields when one
// reads them. Derived `Clone` and `Debug` do not count as readers. Where this is coarser than need be, it is
// silent.

import PolyExpansion
import PolySupport
import PolySyntax

/// Everything that is used from some starting points on.
private struct LiveItems {
  let program: Program
  private(set) var functions: Set<DefID> = []
  private(set) var types: Set<DefID> = []
  private(set) var variants: Set<DefID> = []
  private(set) var fields: Set<DefID> = []
  private var seenTypes = SecondaryMap<Ty, Bool>(default: false)
  private var seenArgs = SecondaryMap<Args, Bool>(default: false)
  private var work: [DefID] = []

  init(_ program: Program) { self.program = program }

  mutating func reach(_ owner: DefID) {
    if functions.insert(owner).inserted { work.append(owner) }
  }

  mutating func solve() {
    while let owner = work.popLast() {
      let kind = program.definitions.kind(owner)
      if kind == .function || kind == .associatedFunction {
        let signature = program.signature(of: owner)
        for type in program.types.list(signature.inputs) { mention(type) }
        mention(signature.output)
      } else if kind == .constant || kind == .staticItem || kind == .associatedConstant {
        mention(program.type(of: owner))
      }
      if let body = program.typedBody(of: owner) { visit(body) }
    }
  }

  private mutating func visit(_ body: TypedBody) {
    for expr in body.exprs.elements {
      mention(expr.type)
      switch expr.kind {
      case .staticItem(let def): reach(def)
      case .constant(let def, let args):
        reach(def)
        mention(args)
      case .construct(let adt, let variant, _, let fields, let base):
        let data = program.adt(adt)
        guard Int(variant) < data.variants.count else { continue }
        variants.insert(data.variants[Int(variant)].def)
        _ = fields
        if !base.isNone { for field in data.variants[Int(variant)].fields { self.fields.insert(field.def) } }
      case .field(let base, let index): read(Int(index), of: body.exprs[base].type, variant: 0)
      case .closure(let def, _): reach(def)
      case .zeroSized:
        if case .adt(let adt, _) = program.types.kind(expr.type) { variants.insert(adt) }
      default: break
      }
    }
    for pattern in body.patterns.elements {
      mention(pattern.type)
      let list: ListRef<FieldPattern>
      var variant = 0
      switch pattern.kind {
      case .variant(_, let index, _, let fields):
        list = fields
        variant = Int(index)
      case .leaf(let fields): list = fields
      default: continue
      }
      for field in body.fieldPatterns[list] {
        if case .wildcard = body.patterns[field.pattern].kind { continue }
        read(Int(field.index), of: pattern.type, variant: variant)
      }
    }
  }

  private mutating func read(_ index: Int, of type: Ty, variant: Int) {
    guard case .adt(let adt, _) = program.types.kind(type), program.isLocal(adt) else { return }
    let data = program.adt(adt)
    guard variant < data.variants.count, index < data.variants[variant].fields.count else { return }
    fields.insert(data.variants[variant].fields[index].def)
  }

  private mutating func mention(_ args: Args) {
    guard !seenArgs[args] else { return }
    seenArgs[args] = true
    for arg in program.types.list(args) {
      switch arg.kind {
      case .type(let type): mention(type)
      case .const(let const):
        if case .unevaluated(let def, let inner) = program.types.kind(const) {
          reach(def)
          mention(inner)
        }
      case .region: break
      }
    }
  }

  mutating func mention(_ type: Ty) {
    guard !seenTypes[type] else { return }
    seenTypes[type] = true
    switch program.types.kind(type) {
    case .adt(let def, let args):
      mention(args)
      guard program.isLocal(def), types.insert(def).inserted else { return }
      for variant in program.adt(def).variants { for field in variant.fields { mention(field.type) } }
    case .functionDef(let def, let args):
      mention(args)
      guard program.isLocal(def) else { return }
      switch program.definitions.kind(def) {
      case .structure, .variant: variants.insert(def)
      default: reach(def)
      }
    case .reference(_, let target, _), .pointer(let target, _), .slice(let target): mention(target)
    case .array(let element, let length):
      mention(element)
      if case .unevaluated(let def, _) = program.types.kind(length) { reach(def) }
    case .tuple(let list): for element in program.types.list(list) { mention(element) }
    case .functionPointer(let signature):
      for input in program.types.list(program.types.data(signature).inputs) { mention(input) }
      mention(program.types.data(signature).output)
    case .closure(_, let args), .coroutine(_, let args), .opaque(_, let args), .projection(_, let args): mention(args)
    case .dynamic(let existential, _): mention(program.types.data(existential).principalArgs)
    default: break
    }
  }
}

extension Program {
  /// Reports dead code of a program with a `main`. `named`: all items that paths name.
  public func lintDeadCode(named: () -> Set<DefID>) {
    guard let main = mainFunction, isLocal(main) else { return }
    var local: [DefID] = []
    for def in definitions.table.keys where isLocal(def) { local.append(def) }
    let levels = LintLevels(self)
    func isAllowed(_ def: DefID) -> Bool {
      levels.level(of: "dead_code", default: .warn, at: definitions[def].nameSpan) == .allow
    }
    var live = LiveItems(self)
    live.reach(main)
    for def in local {
      switch definitions.kind(def) {
      case .constant, .associatedConstant, .staticItem, .anonymousConstant: live.reach(def)
      case .associatedFunction:
        let parent = definitions.parent(def)
        if definitions.kind(parent) == .trait {
          live.reach(def)
        } else if let reference = implTraitRef(parent) {
          if !isTrivialDerive(parent, reference.trait) { live.reach(def) }
        } else if startsLive(def) || isAllowed(def) {
          live.reach(def)
        }
      case .function: if startsLive(def) || isAllowed(def) { live.reach(def) }
      case .associatedType: if implOf(item: def) != nil { live.mention(type(of: def)) }
      default: break
      }
    }
    live.solve()
    report(local, live, named)
  }

  /// Functions that others than the program's text call.
  private func startsLive(_ def: DefID) -> Bool {
    if symbols.text(definitions.name(def)).hasPrefix("_") { return true }
    return tree.attributes[definitions[def].attributes].contains { attribute in
      switch attribute.name.name {
      case Names.no_mangle, Names.export_name, Names.test, Names.unsafe: true
      default: false
      }
    }
  }

  private func isTrivialDerive(_ implementation: DefID, _ trait: DefID) -> Bool {
    let name = definitions.name(trait)
    guard name == Names.Clone || name == Names.Debug else { return false }
    return isDerivedImpl(implementation)
  }

  private func isReportable(_ def: DefID) -> Bool {
    let entry = definitions[def]
    guard !entry.name.isNone, !entry.nameSpan.isNone, sources.expansion(at: entry.nameSpan.lower) == nil else {
      return false
    }
    return !symbols.text(entry.name).hasPrefix("_")
  }

  private func report(_ local: [DefID], _ live: LiveItems, _ named: () -> Set<DefID>) {
    lazy var paths = named()
    var methods: [DefID: [DefID]] = [:]
    var impls: [DefID] = []
    for def in local where isReportable(def) {
      let name = symbols.text(definitions.name(def))
      switch definitions.kind(def) {
      case .function:
        if !live.functions.contains(def) { reportDead("function `\(name)` is never used", [def]) }
      case .constant, .staticItem:
        guard !paths.contains(def), !startsLive(def) else { continue }
        let word = definitions.kind(def) == .constant ? "constant" : "static"
        reportDead("\(word) `\(name)` is never used", [def])
      case .associatedFunction:
        let parent = definitions.parent(def)
        guard definitions.kind(parent) == .implementation, implTraitRef(parent) == nil,
          !live.functions.contains(def)
        else { continue }
        if methods[parent] == nil { impls.append(parent) }
        methods[parent, default: []].append(def)
      case .structure:
        guard live.types.contains(def) else {
          reportDead("struct `\(name)` is never constructed", [def])
          continue
        }
        reportFields(of: def, def, live)
      case .union: if !live.types.contains(def) { reportDead("union `\(name)` is never used", [def]) }
      case .enumeration:
        guard live.types.contains(def) else {
          reportDead("enum `\(name)` is never used", [def])
          continue
        }
        var dead: [DefID] = []
        for variant in adt(def).variants where isReportable(variant.def) {
          if live.variants.contains(variant.def) { reportFields(of: def, variant.def, live) } else { dead.append(variant.def) }
        }
        reportGroup(dead, "variant", "constructed")
      default: break
      }
    }
    for parent in impls {
      let list = methods[parent] ?? []
      let withSelf = list.filter { signatureHasSelf($0) }.count
      let word =
        withSelf == list.count ? "method" : withSelf == 0 ? "associated function" : "associated item"
      reportGroup(list, word, "used")
    }
  }

  private func reportFields(of def: DefID, _ variant: DefID, _ live: LiveItems) {
    let data = adt(def)
    guard data.kind != .union, !data.repr.isC, !data.repr.isTransparent,
      let found = data.variants.first(where: { $0.def == variant }), found.constructor == .named
    else { return }
    reportGroup(found.fields.map(\.def).filter { isReportable($0) && !live.fields.contains($0) }, "field", "read")
  }

  private func reportGroup(_ list: [DefID], _ word: String, _ verb: String) {
    guard !list.isEmpty else { return }
    let names = list.map { "`\(symbols.text(definitions.name($0)))`" }
    let message: String
    switch names.count {
    case 1: message = "\(word) \(names[0]) is never \(verb)"
    case 2: message = "\(word)s \(names[0]) and \(names[1]) are never \(verb)"
    case 3...6:
      message =
        "\(word)s \(names.dropLast().joined(separator: ", ")), and \(names[names.count - 1]) are never \(verb)"
    default: message = "multiple \(word)s are never \(verb)"
    }
    reportDead(message, list)
  }

  private func reportDead(_ message: String, _ list: [DefID]) {
    var diagnostic = Diagnostic(
      .warning, code: "dead_code", message, at: definitions[list[0]].nameSpan)
    for other in list.dropFirst() { diagnostic = diagnostic.labelled(definitions[other].nameSpan, "") }
    lint(diagnostic)
  }
}
