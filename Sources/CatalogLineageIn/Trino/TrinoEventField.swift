import Basics
import CatalogModel

/// A member of an event and where it stands, so that a refusal names it. What is null counts as absent.
struct TrinoEventField {
    let json: JSON
    /// JSON pointer into the event; empty for the event itself.
    let path: String

    /// A member that may be absent.
    func member(_ name: String) throws(TrinoEventProblem) -> TrinoEventField? {
        guard let object = json.objectValue else { throw unexpected("an object") }
        guard let value = object[name], !value.isNull else { return nil }
        return TrinoEventField(json: value, path: path + "/" + name)
    }

    /// A member that has to be there.
    func required(_ name: String) throws(TrinoEventProblem) -> TrinoEventField {
        guard let member = try member(name) else {
            let found = json.objectValue?[name] == nil ? "it is missing" : "it is null"
            throw TrinoEventProblem(path: path + "/" + name, message: found)
        }
        return member
    }

    func string() throws(TrinoEventProblem) -> String {
        guard let text = json.stringValue else { throw unexpected("a string") }
        return text
    }

    func string(_ name: String) throws(TrinoEventProblem) -> String? { try member(name)?.string() }

    /// A text that is not empty.
    func name(_ name: String) throws(TrinoEventProblem) -> String {
        let field = try required(name)
        let text = try field.string()
        guard !text.isEmpty else { throw TrinoEventProblem(path: field.path, message: "it is empty") }
        return text
    }

    func elements() throws(TrinoEventProblem) -> [TrinoEventField] {
        guard let elements = json.arrayValue else { throw unexpected("an array") }
        return elements.enumerated().map { TrinoEventField(json: $1, path: "\(path)/\($0)") }
    }

    /// The elements of a member; none when it is absent.
    func elements(_ name: String) throws(TrinoEventProblem) -> [TrinoEventField] {
        try member(name)?.elements() ?? []
    }

    /// A moment: seconds since 1970 with decimals, as Trino writes them, or ISO 8601 with a zone.
    func moment() throws(TrinoEventProblem) -> Milliseconds {
        let time: Milliseconds?
        switch json {
        case .string(let text): time = isoMoment(text)
        case .int, .number:
            guard let seconds = json.doubleValue, seconds.isFinite, abs(seconds) < 1e12 else {
                throw unexpected("seconds since 1970")
            }
            time = Int64((seconds * 1000).rounded())
        default: throw unexpected("seconds since 1970, or ISO 8601 with a zone")
        }
        // A point of a timeseries can be of these years only.
        guard let time, (0...253_402_300_799_999).contains(time) else {
            throw TrinoEventProblem(
                path: path,
                message: "expected a moment of the years 1970 to 9999 with its zone, found \(Self.shown(json))")
        }
        return time
    }

    func unexpected(_ wanted: String) -> TrinoEventProblem {
        TrinoEventProblem(path: path, message: "expected \(wanted), found \(json.kindName)")
    }

    private static func shown(_ json: JSON) -> String { String(json.text.prefix(60)) }
}

/// A place of an event that cannot be used, and why.
struct TrinoEventProblem: Error, Equatable {
    /// JSON pointer into the event.
    var path: String
    var message: String
}

/// `2026-11-21T14:19:12.282Z`, or with an offset in the place of `Z`; `nil` for anything else. Digits past milliseconds are cut.
func isoMoment(_ text: String) -> Milliseconds? {
    let bytes = Array(text.utf8)
    var index = 0
    func digits(_ count: Int) -> Int64? {
        guard index + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[index..<(index + count)] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        index += count
        return value
    }
    func mark(_ accepted: String) -> UInt8? {
        guard index < bytes.count, accepted.utf8.contains(bytes[index]) else { return nil }
        index += 1
        return bytes[index - 1]
    }
    guard let year = digits(4), mark("-") != nil, let month = digits(2), mark("-") != nil, let day = digits(2),
        mark("Tt ") != nil, let hour = digits(2), mark(":") != nil, let minute = digits(2), mark(":") != nil,
        let second = digits(2), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var millis: Int64 = 0
    if mark(".,") != nil {
        var scale: Int64 = 100
        let start = index
        while let digit = digits(1) {
            millis += digit * scale
            scale /= 10
        }
        guard index > start else { return nil }
    }
    var offset: Int64 = 0
    switch mark("Zz+-") {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): break
    case .some(let sign):
        guard let hours = digits(2) else { return nil }
        _ = mark(":")
        guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
    case nil: return nil
    }
    guard index == bytes.count else { return nil }
    // Days since 1970 of a date of the Gregorian calendar, counted from 1 March so that the leap day comes last.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return ((days * 86_400) + hour * 3600 + minute * 60 + second - offset) * 1000 + millis
}
