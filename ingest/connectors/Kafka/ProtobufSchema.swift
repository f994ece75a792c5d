import Basics

/// The messages and enums of a Protobuf schema and of those it imports, by full name.
struct ProtobufSchema: Sendable {
    struct Field: Sendable {
        var name: String
        /// A scalar's word, or the full name of a message or enum; for a name that nothing defines, as it is written.
        var type: String
        var isRepeated: Bool
        var comment: String?
    }

    /// A field, or several of which one is set.
    enum Member: Sendable {
        case field(Field)
        case oneof(String, [Field])
    }

    struct Message: Sendable {
        var name: String
        var members: [Member] = []
        var comment: String?

        var fields: [Field] {
            members.flatMap { member in
                switch member {
                case .field(let field): [field]
                case .oneof(_, let fields): fields
                }
            }
        }
    }

    /// Messages that the schema itself declares, inner ones included, in their order.
    private(set) var own: [String] = []
    private(set) var messages: [String: Message] = [:]
    private(set) var enums: Set<String> = []
    /// Names of types that nothing defines.
    private(set) var undefined: Set<String> = []

    static let scalars: Set<String> = [
        "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
        "sfixed64", "bool", "string", "bytes",
    ]

    /// - Parameters:
    ///   - text: The schema, `syntax = "proto3"; …`.
    ///   - imported: Texts of the schemas it imports. Google's well-known types need not be among them.
    /// - Throws: ``SchemaTextError`` when `text` cannot be read; an import that cannot is passed over.
    init(_ text: String, imported: [String] = []) throws(SchemaTextError) {
        var main = try ProtobufReader(text)
        try main.file()
        var found: [ProtobufReader] = [main]
        for text in imported + [ProtobufSchema.wellKnown] {
            for part in text.components(separatedBy: "\u{0}") {
                guard var reader = try? ProtobufReader(part), (try? reader.file()) != nil else { continue }
                found.append(reader)
            }
        }
        own = main.messages.map(\.name)
        var declared: Set<String> = []
        for file in found {
            enums.formUnion(file.enums)
            declared.formUnion(file.messages.map(\.name))
        }
        declared.formUnion(enums)
        for file in found {
            for message in file.messages where messages[message.name] == nil {
                messages[message.name] = resolve(message, among: declared)
            }
        }
    }

    /// Names in full: searched from the innermost scope outward (Protobuf language guide, "Packages and Name Resolution").
    private mutating func resolve(_ message: Message, among declared: Set<String>) -> Message {
        var message = message
        func full(_ type: String) -> String? {
            if ProtobufSchema.scalars.contains(type) { return type }
            if type.hasPrefix(".") {
                return declared.contains(String(type.dropFirst())) ? String(type.dropFirst()) : nil
            }
            var scope = message.name[...]
            while true {
                let name = scope.isEmpty ? type : "\(scope).\(type)"
                if declared.contains(name) { return name }
                guard !scope.isEmpty else { return nil }
                scope = scope.lastIndex(of: ".").map { scope[..<$0] } ?? ""
            }
        }
        func resolved(_ field: Field) -> Field {
            var field = field
            if let name = full(field.type) {
                field.type = name
            } else {
                undefined.insert(field.type)
                if field.type.hasPrefix(".") { field.type.removeFirst() }
            }
            return field
        }
        message.members = message.members.map { member in
            switch member {
            case .field(let field): .field(resolved(field))
            case .oneof(let name, let fields): .oneof(name, fields.map { resolved($0) })
            }
        }
        return message
    }
}

extension String {
    fileprivate func components(separatedBy separator: Character) -> [String] {
        split(separator: separator).map(String.init)
    }
}

extension ProtobufSchema {
    /// Google's types that any schema may import (protobuf.dev, "Well-Known Types"), and two of `google.type`.
    fileprivate static let wellKnown = [
        """
        syntax = "proto3"; package google.protobuf;
        message Timestamp { int64 seconds = 1; int32 nanos = 2; }
        message Duration { int64 seconds = 1; int32 nanos = 2; }
        message Any { string type_url = 1; bytes value = 2; }
        message Empty {}
        message FieldMask { repeated string paths = 1; }
        message DoubleValue { double value = 1; }
        message FloatValue { float value = 1; }
        message Int64Value { int64 value = 1; }
        message UInt64Value { uint64 value = 1; }
        message Int32Value { int32 value = 1; }
        message UInt32Value { uint32 value = 1; }
        message BoolValue { bool value = 1; }
        message StringValue { string value = 1; }
        message BytesValue { bytes value = 1; }
        enum NullValue { NULL_VALUE = 0; }
        message Struct { map<string, Value> fields = 1; }
        message Value {
          oneof kind {
            NullValue null_value = 1; double number_value = 2; string string_value = 3; bool bool_value = 4;
            Struct struct_value = 5; ListValue list_value = 6;
          }
        }
        message ListValue { repeated Value values = 1; }
        """,
        """
        syntax = "proto3"; package google.type;
        message Date { int32 year = 1; int32 month = 2; int32 day = 3; }
        message Decimal { string value = 1; }
        message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }
        message LatLng { double latitude = 1; double longitude = 2; }
        """,
    ].joined(separator: "\u{0}")
}
