import Basics

extension AvroValue {
    /// The value as JSON: bytes and fixed as strings of U+0000…U+00FF, enums as their symbol, records and maps as objects.
    ///
    /// Numbers that JSON cannot say (NaN, infinities) become null. Strings and bytes may hold U+0000, which ``JSON/parse(_:maximumDepth:)-(String,_)``
    /// would refuse.
    ///
    /// - Parameter unionMember: For each value of a union's branch, the name of the one-member object it is put in, or `nil`
    ///   to leave it bare. It gets the branch's full name (`string`, `com.example.Event`); null is never put in one. Avro's own
    ///   JSON encoding is `{ $0 }`; by default everything is left bare.
    public func json(unionMember: (String) -> String? = { _ in nil }) -> JSON {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(Int64(value))
        case .long(let value): return .int(value)
        case .float(let value): return value.isFinite ? .number("\(value)") : .null
        case .double(let value): return .double(value)
        case .bytes(let bytes), .fixed(let bytes):
            var text = ""
            text.unicodeScalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
            return .string(text)
        case .string(let text), .enumeration(let text): return .string(text)
        case .array(let elements): return .array(elements.map { $0.json(unionMember: unionMember) })
        case .map(let entries):
            return .object(JSONObject(entries.map { .init($0.key, $0.value.json(unionMember: unionMember)) }))
        case .record(let record):
            var object = JSONObject()
            object.members.reserveCapacity(record.values.count)
            for (name, value) in zip(record.fieldNames, record.values) {
                object.members.append(.init(name, value.json(unionMember: unionMember)))
            }
            return .object(object)
        case .union(_, let name, let value):
            let inner = value.json(unionMember: unionMember)
            if case .null = value { return inner }
            guard let member = unionMember(name) else { return inner }
            return .object(JSONObject([.init(member, inner)]))
        }
    }
}
