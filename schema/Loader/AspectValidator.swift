import Basics
import CatalogModel

/// A value that has its aspect's shape.
public struct ValidatedValue: Sendable, Equatable {
    /// The value without unknown members and nulls, unions in rest.li's form; otherwise as it was written.
    public var json: JSON
    /// Whether ``json`` differs from what was given.
    public var isChanged: Bool
}

extension AspectDefinition {
    /// The value as it is to be stored, once it is known to have this aspect's shape.
    ///
    /// Members that the model does not know are cut out at every level, nulls count as absent, unions may be written
    /// in Avro's form (`com.linkedin.pegasus2avro.…`). Member order and number text of what is kept stay.
    /// - Throws: ``InvalidAspect`` with up to 20 violations.
    public func validate(_ value: JSON) throws(InvalidAspect) -> ValidatedValue {
        var quick = Validator(isTracking: false)
        let replacement = quick.check(value, record)
        if !quick.failed { return ValidatedValue(json: replacement ?? value, isChanged: replacement != nil) }
        // Paths cost more than the checks, so they are only followed where there is something to tell.
        var thorough = Validator(isTracking: true)
        _ = thorough.check(value, record)
        throw InvalidAspect(aspect: name, violations: thorough.violations)
    }
}

/// Walks a value along a type. Each check answers the value to keep instead, or `nil` when it may stay as it is.
struct Validator {
    let isTracking: Bool
    private(set) var failed = false
    private(set) var violations: [SchemaViolation] = []
    private var path: [String] = []

    init(isTracking: Bool) { self.isTracking = isTracking }

    /// Checks a value that stands alone, under the name that violations give it.
    mutating func check(_ value: JSON, _ type: FieldType, at name: String) {
        enter(name)
        _ = check(value, type)
        leave()
    }

    mutating func check(_ value: JSON, _ type: FieldType) -> JSON? {
        switch type {
        case .string, .bytes:
            if case .string = value { return nil }
        case .boolean:
            if case .bool = value { return nil }
        case .int:
            if let integer = integer(value) {
                if Int32(exactly: integer) == nil { fail(.numberOutOfRange, type, value) }
                return nil
            }
        case .long:
            if integer(value) != nil { return nil }
        case .float, .double:
            if case .int = value { return nil }
            if case .number = value {
                if value.doubleValue?.isFinite != true { fail(.numberOutOfRange, type, value) }
                return nil
            }
        case .urn(let rule):
            if case .string(let text) = value {
                urn(text, rule, type)
                return nil
            }
        case .enumeration(let words):
            if case .string(let text) = value {
                if !words.symbols.contains(text) { fail(.unknownSymbol, type, value) }
                return nil
            }
        case .record(let record): return check(value, record)
        case .array(let element): return array(value, element, type)
        case .map(let element): return map(value, element, type)
        case .union(let union): return self.union(value, union, type)
        case .choice(let record): return choice(value, record, type)
        }
        fail(.wrongType, type, value)
        return nil
    }

    mutating func check(_ value: JSON, _ record: RecordType) -> JSON? {
        guard case .object(let object) = value else {
            fail(.wrongType, .record(record), value)
            return nil
        }
        let members = object.members
        var kept: [JSONObject.Member]?
        var guess = 0
        var required = 0
        for position in members.indices {
            let member = members[position]
            guard let index = record.index(of: member.name, guess: guess) else {
                if kept == nil { kept = Array(members[..<position]) }
                continue
            }
            guess = index &+ 1
            let field = record.fields[index]
            if field.isOptional {
                if case .null = member.value {
                    if kept == nil { kept = Array(members[..<position]) }
                    continue
                }
            } else {
                required &+= 1
            }
            if isTracking { enter(member.name) }
            let replacement = check(member.value, field.type)
            if isTracking { leave() }
            if let replacement {
                if kept == nil { kept = Array(members[..<position]) }
                kept?.append(.init(member.name, replacement))
            } else {
                kept?.append(member)
            }
        }
        if required != record.requiredCount { missing(from: object, record) }
        return kept.map { .object(JSONObject($0)) }
    }

    // MARK: - Collections

    private mutating func array(_ value: JSON, _ element: FieldType, _ type: FieldType) -> JSON? {
        guard case .array(let elements) = value else {
            fail(.wrongType, type, value)
            return nil
        }
        var kept: [JSON]?
        for position in elements.indices {
            if isTracking { enter(String(position)) }
            if let replacement = check(elements[position], element) {
                if kept == nil { kept = elements }
                kept?[position] = replacement
            }
            if isTracking { leave() }
        }
        return kept.map { .array($0) }
    }

    private mutating func map(_ value: JSON, _ element: FieldType, _ type: FieldType) -> JSON? {
        guard case .object(let object) = value else {
            fail(.wrongType, type, value)
            return nil
        }
        var kept: JSONObject?
        for position in object.members.indices {
            let member = object.members[position]
            if isTracking { enter(member.name) }
            if let replacement = check(member.value, element) {
                if kept == nil { kept = object }
                kept?.members[position].value = replacement
            }
            if isTracking { leave() }
        }
        return kept.map { .object($0) }
    }

    // MARK: - Alternatives

    private mutating func union(_ value: JSON, _ union: UnionType, _ type: FieldType) -> JSON? {
        guard case .object(let object) = value, object.members.count == 1, let given = object.members.first else {
            fail(.malformedUnion, type, value)
            return nil
        }
        let key = restName(given.name)
        guard let member = union.member(key) else {
            fail(.unknownUnionMember, type, found: "member \(shown(given.name))")
            return nil
        }
        if isTracking { enter(given.name) }
        let replacement = check(given.value, member.type)
        if isTracking { leave() }
        if replacement == nil, key == given.name { return nil }
        return .object(JSONObject([.init(key, replacement ?? given.value)]))
    }

    /// Avro writes a choice with all members, nulls, and the name of the chosen one; rest.li with that one alone.
    private mutating func choice(_ value: JSON, _ record: RecordType, _ type: FieldType) -> JSON? {
        guard case .object(let object) = value else {
            fail(.wrongType, type, value)
            return nil
        }
        var chosen: [(field: Field, member: JSONObject.Member)] = []
        for member in object.members where !member.value.isNull {
            if let field = record.field(member.name) { chosen.append((field, member)) }
        }
        guard chosen.count == 1, let (field, member) = chosen.first else {
            fail(.malformedUnion, type, value)
            return nil
        }
        if let named = object["fieldDiscriminator"], named != .string(field.name) {
            enter("fieldDiscriminator")
            fail(.unknownSymbol, type, found: "\(shown(named)) beside member \"\(field.name)\"")
            leave()
        }
        if isTracking { enter(member.name) }
        let replacement = check(member.value, field.type)
        if isTracking { leave() }
        if replacement == nil, object.members.count == 1 { return nil }
        return .object(JSONObject([.init(member.name, replacement ?? member.value)]))
    }

    // MARK: - Scalars

    private func integer(_ value: JSON) -> Int64? {
        if case .int(let integer) = value { return integer }
        return value.intValue
    }

    private mutating func urn(_ text: String, _ rule: UrnRule, _ type: FieldType) {
        if let problem = Urn.problem(in: text) {
            fail(.malformedURN, type, found: problem.description)
        } else if rule.isStrict, let urn = try? Urn(text), !rule.entityTypes.contains(urn.entityType) {
            fail(.wrongEntityType, type, .string(text))
        }
    }

    // MARK: - Telling

    private mutating func enter(_ name: String) {
        if isTracking { path.append(name) }
    }

    private mutating func leave() {
        if isTracking { path.removeLast() }
    }

    private mutating func missing(from object: JSONObject, _ record: RecordType) {
        for field in record.fields where !field.isOptional && object[field.name] == nil {
            enter(field.name)
            fail(.missingField, field.type, found: "nothing")
            leave()
        }
    }

    private mutating func fail(_ code: SchemaViolation.Code, _ type: FieldType, _ value: JSON) {
        failed = true
        if isTracking { fail(code, type, found: shown(value)) }
    }

    private mutating func fail(_ code: SchemaViolation.Code, _ type: FieldType, found: @autoclosure () -> String) {
        failed = true
        guard isTracking, violations.count < InvalidAspect.maximumViolations else { return }
        let pointer = path.map { "/" + pointerEscaped($0) }.joined()
        violations.append(SchemaViolation(code: code, path: pointer, expected: type.summary, found: found()))
    }
}

/// A member's name as a part of a JSON pointer (RFC 6901 §3).
private func pointerEscaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
    var escaped = ""
    for character in name.unicodeScalars {
        switch character {
        case "~": escaped += "~0"
        case "/": escaped += "~1"
        default: escaped.unicodeScalars.append(character)
        }
    }
    return escaped
}

/// A value for an error message: its kind, and its text where that is short.
private func shown(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .int, .number: "number \(clipped(value.text))"
    case .string(let text): "string \"\(clipped(text))\""
    case .array(let elements): "array of \(elements.count)"
    case .object(let object):
        object.isEmpty
            ? "empty object"
            : "object with \(object.members.prefix(5).map { shown($0.name) }.joined(separator: ", "))"
                + (object.count > 5 ? ", …" : "")
    }
}

private func shown(_ name: String) -> String { "\"\(clipped(name))\"" }

private func clipped(_ text: String) -> String {
    text.count > 60 ? text.prefix(60) + "…" : text
}
