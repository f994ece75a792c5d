import Basics
import CatalogModel
import CatalogSchema

/// Makes valid values of any aspect, and broken ones whose fault is known. The same seed makes the same values.
public struct AspectExamples {
    /// A value with one fault.
    public struct Broken: Sendable {
        public var value: JSON
        /// Where a validator has to find the fault.
        public var path: String
        public var code: SchemaViolation.Code
    }

    private let model: MetadataModel
    private var generator: SeededGenerator

    public init(model: MetadataModel = .standard, seed: UInt64) {
        self.model = model
        generator = SeededGenerator(seed: seed)
    }

    /// A valid value: required fields always, optional ones at random.
    public mutating func value(of aspect: AspectDefinition) -> JSON { record(aspect.record) }

    /// A well-formed urn of an entity type.
    public mutating func urn(of entityType: String) -> String {
        guard let entity = model.entity(named: entityType) else { return "urn:li:\(entityType):\(word())" }
        let parts = entity.keyFields.map { field -> String in
            // A urn inside a urn ends somewhere: schemaField → dataset → dataPlatform is as deep as they go.
            if field.isURN { return entityType == "schemaField" ? urn(of: "dataset") : nestedURN(in: field) }
            return scalar(field.type).stringValue ?? word()
        }
        return "urn:li:\(entityType):" + (parts.count == 1 ? parts[0] : "(\(parts.joined(separator: ",")))")
    }

    /// Every way in which this generator can break a valid value of an aspect.
    public func broken(_ value: JSON, of aspect: AspectDefinition) -> [Broken] {
        faults(value, .record(aspect.record)).map { Broken(value: $0.value, path: $0.path, code: $0.code) }
    }

    // MARK: - Valid values

    private mutating func record(_ record: RecordType) -> JSON {
        var object = JSONObject()
        for field in record.fields where !field.isOptional || Bool.random(using: &generator) {
            object.members.append(.init(field.name, any(field.type)))
        }
        return .object(object)
    }

    private mutating func any(_ type: FieldType) -> JSON {
        switch type {
        case .record(let record): return self.record(record)
        case .array(let element):
            return .array((0..<Int.random(in: 0...2, using: &generator)).map { _ in any(element) })
        case .map(let element):
            let names = ["a/b", "c~d", "käse"].prefix(Int.random(in: 0...3, using: &generator))
            return .object(JSONObject(names.map { .init($0, any(element)) }))
        case .union(let union):
            let member = union.members.randomElement(using: &generator)
            return .object(JSONObject(member.map { [.init($0.key, any($0.type))] } ?? []))
        case .choice(let record):
            let field = record.fields.randomElement(using: &generator)
            return .object(JSONObject(field.map { [.init($0.name, any($0.type))] } ?? []))
        default: return scalar(type)
        }
    }

    private mutating func scalar(_ type: FieldType) -> JSON {
        switch type {
        case .boolean: .bool(Bool.random(using: &generator))
        case .int: .int(Int64(Int32.random(in: .min ... .max, using: &generator)))
        case .long: .int(Int64.random(in: .min ... .max, using: &generator))
        case .float, .double: .number("\(Double.random(in: -1e6...1e6, using: &generator))")
        case .enumeration(let type): .string(type.symbols.randomElement(using: &generator) ?? "")
        case .urn(let rule):
            .string(urn(of: rule.entityTypes.randomElement(using: &generator) ?? "dataset"))
        default: .string(word())
        }
    }

    private mutating func nestedURN(in field: EntityDefinition.KeyField) -> String {
        switch field.name {
        case "flow": urn(of: "dataFlow")
        case "entityType": urn(of: "entityType")
        default: "urn:li:dataPlatform:\(word())"
        }
    }

    private mutating func word() -> String {
        ["orders", "customers", "naïve_表", "x", "a.b.c"].randomElement(using: &generator).map {
            "\($0)\(UInt16.random(in: 0...999, using: &generator))"
        } ?? "x"
    }

    // MARK: - Faults

    private typealias Fault = (value: JSON, path: String, code: SchemaViolation.Code)

    private func faults(_ value: JSON, _ type: FieldType) -> [Fault] {
        switch (type, value) {
        case (.record(let record), .object(let object)):
            return [([], "", .wrongType)] + members(object) { record.field($0)?.type }
                + record.fields.compactMap { field in
                    guard !field.isOptional else { return nil }
                    var less = object
                    less[field.name] = nil
                    return (.object(less), "/" + field.name, .missingField)
                }
        case (.array(let element), .array(let elements)):
            return [("x", "", .wrongType)]
                + elements.indices.flatMap { index in
                    faults(elements[index], element).map { fault in
                        var changed = elements
                        changed[index] = fault.value
                        return (.array(changed), "/\(index)" + fault.path, fault.code)
                    }
                }
        case (.map(let element), .object(let object)):
            return [(7, "", .wrongType)] + members(object) { _ in element }
        case (.union(let union), .object(let object)):
            return [("x", "", .malformedUnion), ([:], "", .malformedUnion)]
                + [(["com.linkedin.Nothing": [:]], "", .unknownUnionMember)]
                + members(object) { key in union.members.first { $0.key == key }?.type }
        case (.choice(let record), .object(let object)):
            return [("x", "", .wrongType), ([:], "", .malformedUnion)] + members(object) { record.field($0)?.type }
        case (.boolean, _): return [("true", "", .wrongType), (nil, "", .wrongType)]
        case (.int, _): return [(2_147_483_648, "", .numberOutOfRange), (.number("1.5"), "", .wrongType)]
        case (.long, _): return [(.number("9223372036854775808"), "", .wrongType), ("1", "", .wrongType)]
        case (.float, _), (.double, _): return [(.number("1e999"), "", .numberOutOfRange), ("1", "", .wrongType)]
        case (.enumeration, _): return [("NO_SUCH_SYMBOL", "", .unknownSymbol), (1, "", .wrongType)]
        case (.urn(let rule), _):
            let strict: [Fault] = rule.isStrict ? [("urn:li:nothing:x", "", .wrongEntityType)] : []
            return strict + [("urn:li:dataset:(a,b", "", .malformedURN), ("", "", .malformedURN), ([], "", .wrongType)]
        default: return [(1, "", .wrongType), ([:], "", .wrongType)]
        }
    }

    private func members(_ object: JSONObject, type: (String) -> FieldType?) -> [Fault] {
        object.members.indices.flatMap { index -> [Fault] in
            let member = object.members[index]
            guard let inner = type(member.name) else { return [] }
            let step =
                "/"
                + member.name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
                .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
            return faults(member.value, inner).compactMap { fault in
                // A null where a field may be absent is no fault.
                if fault.value.isNull { return nil }
                var changed = object
                changed.members[index].value = fault.value
                return (.object(changed), step + fault.path, fault.code)
            }
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, everywhere.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
