// Diagnostics as values: collected while the work goes on, rendered at the end by DiagnosticRenderer.

public enum Severity: UInt8, Sendable { case error, warning, note, help }

/// A secondary or primary label under a span.
public struct DiagnosticLabel: Sendable {
  public var span: Span
  public var text: String
  public init(_ span: Span, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// A note or help line, with an optional place of its own.
public struct DiagnosticNote: Sendable {
  public var severity: Severity
  public var text: String
  public var span: Span
  public init(_ severity: Severity, _ text: String, span: Span = .none) {
    self.severity = severity
    self.text = text
    self.span = span
  }
}

/// One error or warning. `code` is rustc's code (`E0308`) or a lint's name (`unused_variables`).
public struct Diagnostic: Sendable {
  public var severity: Severity
  public var code: String?
  public var message: String
  public var span: Span
  /// Text under the primary span, often empty.
  public var label: String
  public var labels: [DiagnosticLabel] = []
  public var notes: [DiagnosticNote] = []

  public init(
    _ severity: Severity = .error, code: String? = nil, _ message: String, at span: Span,
    label: String = ""
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.label = label
  }

  public func labelled(_ span: Span, _ text: String) -> Diagnostic {
    var copy = self
    copy.labels.append(DiagnosticLabel(span, text))
    return copy
  }
  public func note(_ text: String, at span: Span = .none) -> Diagnostic {
    var copy = self
    copy.notes.append(DiagnosticNote(.note, text, span: span))
    return copy
  }
  public func help(_ text: String, at span: Span = .none) -> Diagnostic {
    var copy = self
    copy.notes.append(DiagnosticNote(.help, text, span: span))
    return copy
  }
}

/// Collects diagnostics in order; equal ones (code, span, message) are kept once.
public final class DiagnosticSink {
  public private(set) var all: [Diagnostic] = []
  public private(set) var errorCount = 0
  private var seen: Set<String> = []

  public init() {}
  public var hasErrors: Bool { errorCount > 0 }

  public func report(_ diagnostic: Diagnostic) {
    let key = "\(diagnostic.code ?? "")|\(diagnostic.span.lower)|\(diagnostic.span.upper)|\(diagnostic.message)"
    guard seen.insert(key).inserted else { return }
    if diagnostic.severity == .error { errorCount += 1 }
    all.append(diagnostic)
  }

  public func error(_ code: String?, _ message: String, at span: Span, label: String = "") {
    report(Diagnostic(.error, code: code, message, at: span, label: label))
  }
}

/// An inconsistency inside the compiler: reported with stage and function, exit code 70.
public struct InternalError: Error, CustomStringConvertible {
  public let stage: String
  public let function: String
  public let message: String
  public init(stage: String, function: String, _ message: String) {
    self.stage = stage
    self.function = function
    self.message = message
  }
  public var description: String { "internal error in \(stage) of \(function): \(message)" }
}
