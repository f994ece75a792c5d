/// A statement and its values: `let q: SQL = "select name from t where id = \(id) and kind = any(\(kinds))"`.
///
/// Interpolated values become `$n` parameters and travel in binary with their type; text gets into the statement only
/// as a literal, as another ``SQL``, or through `\(unsafe:)`. A literal without values costs no allocation.
///
/// Each distinct text is prepared once per connection, so keep what varies in values, not in `\(unsafe:)`.
public struct SQL: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The statement as the server sees it, with `$1`, `$2`, … in the place of values.
    public private(set) var text: String
    private(set) var bindings = SQLBindings()
    /// The UTF-8 offset behind each `$` of `text` that stands for a value, so that a statement can be put into another.
    private var placeholders: [Int] = []

    public init(stringLiteral text: String) { self.text = text }

    public init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

    /// A statement whose text is made at run time. Nothing from outside may be in it; use values for that.
    public init(unsafe text: String) { self.text = text }

    public var description: String { text }

    /// Adds `other` behind this statement, its values renumbered.
    public mutating func append(_ other: SQL) {
        if bindings.count == 0 {
            let shift = text.utf8.count
            placeholders = other.placeholders.map { $0 + shift }
            text += other.text
            bindings = other.bindings
            return
        }
        var number = bindings.count
        var rest = other.text.utf8[...]
        var consumed = 0
        for (index, place) in other.placeholders.enumerated() {
            text += String(Substring(rest.prefix(place - consumed)))
            number += 1
            placeholders.append(text.utf8.count)
            text += String(number)
            let digits = String(index + 1).utf8.count
            rest = rest.dropFirst(place - consumed + digits)
            consumed = place + digits
        }
        text += String(Substring(rest))
        bindings.append(other.bindings)
    }

    fileprivate mutating func appendText(_ text: String) { self.text += text }

    fileprivate mutating func appendValue(_ value: some SQLValue) {
        value.bind(into: &bindings)
        text += "$"
        placeholders.append(text.utf8.count)
        text += String(bindings.count)
    }

    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(stringLiteral: "")
            sql.text.reserveCapacity(literalCapacity + interpolationCount * 3)
        }

        public mutating func appendLiteral(_ literal: String) { sql.appendText(literal) }

        /// A value, sent as the next `$n`.
        public mutating func appendInterpolation(_ value: some SQLValue) { sql.appendValue(value) }

        /// A value or NULL.
        ///
        /// With an explicit optional here the compiler does not take the interpolation for a mistaken description.
        public mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) { sql.appendValue(value) }

        /// Another statement's text and values.
        public mutating func appendInterpolation(_ fragment: SQL) { sql.append(fragment) }

        /// Text that becomes part of the statement as it is. Never text from outside.
        public mutating func appendInterpolation(unsafe text: String) { sql.appendText(text) }
    }
}

extension SQL {
    /// Throws where this statement cannot be sent.
    func validate() throws(PostgresError) {
        if let refusal = bindings.refusal {
            throw PostgresError(.invalidParameter, "cannot send " + refusal).with(statement: text)
        }
        if bindings.count > 65_535 {
            throw PostgresError(.invalidParameter, "more than 65535 parameters").with(statement: text)
        }
    }
}

extension PostgresError {
    func with(statement: String?) -> PostgresError {
        var error = self
        error.statement = statement
        return error
    }
}
