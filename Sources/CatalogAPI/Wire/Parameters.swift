import Basics
import CatalogModel
import HTTPServer

/// A request's parameters, read by name and type; whatever cannot be used is a problem that says why.
struct Parameters {
    /// Bytes of one value at most: the longest urn, and some.
    static let maximumBytes = 16384

    private let path: [String: String]
    private let query: [(name: String, value: String)]

    /// - Parameter known: The names of the query's parameters that the route understands.
    init(_ request: HTTPRequest, known: [String]) throws(Failure) {
        path = request.pathParameters
        query = request.query.map { (name: $0.name, value: $0.value) }
        for parameter in query {
            guard known.contains(parameter.name) else {
                let near = nearestName(to: parameter.name, among: known).map { "Did you mean '\($0)'?" }
                let all = known.isEmpty ? "It takes none." : "It takes \(known.joined(separator: ", "))."
                throw Failure(
                    .unknownParameter, "The operation has no parameter '\(parameter.name.prefix(100))'. \(all)",
                    hint: near)
            }
            guard parameter.value.utf8.count <= Parameters.maximumBytes else {
                throw Failure(.badParameter, "'\(parameter.name)' is longer than \(Parameters.maximumBytes) bytes.")
            }
            guard !parameter.value.utf8.contains(0) else {
                throw Failure(.badParameter, "'\(parameter.name)' holds U+0000.")
            }
        }
    }

    /// The urn in the path.
    func urn() throws(Failure) -> Urn {
        do {
            return try Urn(path["urn"] ?? "")
        } catch {
            throw Failure(
                .badURN, "\(error).",
                hint: "Percent-encode the urn as one path segment: '/' as %2F, '%' as %25, '#' as %23, '?' as %3F.")
        }
    }

    /// A segment of the path.
    func segment(_ name: String) -> String { path[name] ?? "" }

    /// The value of a parameter; `nil` when it is absent. Given twice, it is refused.
    func text(_ name: String) throws(Failure) -> String? {
        let values = query.filter { $0.name == name }
        guard values.count <= 1 else { throw Failure(.badParameter, "'\(name)' is given \(values.count) times.") }
        return values.first?.value
    }

    /// All values of a parameter that may be repeated or separated by commas outside parentheses; empty ones are left out.
    func list(_ name: String) -> [String] {
        query.filter { $0.name == name }.flatMap { Parameters.split($0.value) }
    }

    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in text {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case "," where depth <= 0:
                parts.append(part)
                part = ""
                continue
            default: break
            }
            part.append(character)
        }
        parts.append(part)
        return parts.filter { !$0.isEmpty }
    }

    func integer(_ name: String, in range: ClosedRange<Int64>, default standard: Int64) throws(Failure) -> Int64 {
        guard let text = try text(name) else { return standard }
        guard let value = Int64(text), range.contains(value) else {
            let bounds =
                range.upperBound == .max
                ? "from \(range.lowerBound) on" : "from \(range.lowerBound) to \(range.upperBound)"
            throw Failure(.badParameter, "'\(name)' must be an integer \(bounds), found '\(text.prefix(100))'.")
        }
        return value
    }

    func boolean(_ name: String) throws(Failure) -> Bool {
        switch try text(name) {
        case nil, "false": return false
        case "true", "": return true
        case .some(let text):
            throw Failure(.badParameter, "'\(name)' must be true or false, found '\(text.prefix(100))'.")
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, default standard: Choice) throws(Failure)
        -> Choice where Choice.RawValue == String
    {
        guard let text = try text(name) else { return standard }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue)
            throw Failure(
                .badParameter,
                "'\(name)' must be \(words.joined(separator: " or ")), found '\(text.prefix(100))'.",
                hint: nearestName(to: text, among: words).map { "Did you mean '\($0)'?" })
        }
        return choice
    }

    func position(_ name: String) throws(Failure) -> Position? {
        guard let text = try text(name) else { return nil }
        guard let value = Int64(text), value >= 0 else {
            throw Failure(
                .badParameter, "'\(name)' must be a position, an integer from 0 on, found '\(text.prefix(100))'.")
        }
        return Position(value)
    }
}
