import Basics
import CatalogModel

/// A member of an event and where it stands, so that a refusal names it. What is null counts as absent.
struct TrinoEventField {
    let json: JSON
    /// JSON pointer into the event; empty for the event itself.
    let path: String

    /// A member that may be absent.
    func member(_ name: String) throws(EventProblem) -> TrinoEventField? {
        guard let object = json.objectValue else { throw unexpected("an object") }
        guard let value = object[name], !value.isNull else { return nil }
        return TrinoEventField(json: value, path: path + "/" + name)
    }

    /// A member that has to be there.
    func required(_ name: String) throws(EventProblem) -> TrinoEventField {
        guard let member = try member(name) else {
            let found = json.objectValue?[name] == nil ? "it is missing" : "it is null"
            throw EventProblem(found, path: path + "/" + name)
        }
        return member
    }

    func string() throws(EventProblem) -> String {
        guard let text = json.stringValue else { throw unexpected("a string") }
        return text
    }

    func string(_ name: String) throws(EventProblem) -> String? { try member(name)?.string() }

    /// A text that is not empty.
    func name(_ name: String) throws(EventProblem) -> String {
        let field = try required(name)
        let text = try field.string()
        guard !text.isEmpty else { throw EventProblem("it is empty", path: field.path) }
        return text
    }

    func elements() throws(EventProblem) -> [TrinoEventField] {
        guard let elements = json.arrayValue else { throw unexpected("an array") }
        return elements.enumerated().map { TrinoEventField(json: $1, path: "\(path)/\($0)") }
    }

    /// The elements of a member; none when it is absent.
    func elements(_ name: String) throws(EventProblem) -> [TrinoEventField] {
        try member(name)?.elements() ?? []
    }

    /// A moment: seconds since 1970 with decimals, as Trino writes them, or ISO 8601 with a zone.
    func moment() throws(EventProblem) -> Milliseconds {
        let time: Milliseconds?
        switch json {
        case .string(let text): time = CatalogLineageIn.moment(text).map { $0 / 1000 }
        case .int, .number:
            guard let seconds = json.doubleValue, seconds.isFinite, abs(seconds) < 1e12 else {
                throw unexpected("seconds since 1970")
            }
            time = Int64((seconds * 1000).rounded())
        default: throw unexpected("seconds since 1970, or ISO 8601 with a zone")
        }
        // A point of a timeseries can be of these years only.
        guard let time, (0...253_402_300_799_999).contains(time) else {
            throw EventProblem(
                "expected a moment of the years 1970 to 9999 with its zone, found \(Self.shown(json))", path: path)
        }
        return time
    }

    func unexpected(_ wanted: String) -> EventProblem {
        EventProblem("expected \(wanted), found \(json.kindName)", path: path)
    }

    private static func shown(_ json: JSON) -> String { String(json.text.prefix(60)) }
}
