/// A type that PostgreSQL knows, by its object id (`pg_type.oid`), which is fixed for built-in types.
struct TypeID {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let char: UInt32 = 18
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let json: UInt32 = 114
    static let xml: UInt32 = 142
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let unknown: UInt32 = 705
    static let bpchar: UInt32 = 1042
    static let varchar: UInt32 = 1043
    static let jsonb: UInt32 = 3802

    static let boolArray: UInt32 = 1000
    static let byteaArray: UInt32 = 1001
    static let int2Array: UInt32 = 1005
    static let int4Array: UInt32 = 1007
    static let textArray: UInt32 = 1009
    static let int8Array: UInt32 = 1016
    static let float8Array: UInt32 = 1022
    static let jsonbArray: UInt32 = 3807
}

/// A value that an ``SQL`` can carry as a binary parameter.
public protocol SQLValue: Sendable {
    /// The object id of the parameter's type.
    static var sqlType: UInt32 { get }
    /// Writes the value into `bindings`, exactly one parameter.
    func bind(into bindings: inout SQLBindings)
}

/// A value that an array parameter can hold.
public protocol SQLElement: Sendable {
    /// The object id of the parameter's type for an array of these.
    static var sqlArrayType: UInt32 { get }
    /// Writes an array as exactly one parameter.
    static func bindArray(_ values: [Self], into bindings: inout SQLBindings)
}

/// A single value: it can be a parameter and an element of an array parameter.
public protocol SQLScalar: SQLValue, SQLElement {
    /// Writes the binary form, without a length.
    func encode(into bindings: inout SQLBindings)
}

extension SQLScalar {
    public func bind(into bindings: inout SQLBindings) {
        bindings.add(type: Self.sqlType) { encode(into: &$0) }
    }

    public static func bindArray(_ values: [Self], into bindings: inout SQLBindings) {
        bindings.addArray(type: sqlArrayType, elementType: sqlType, count: values.count, hasNulls: false) { bindings in
            for value in values { bindings.appendElement { value.encode(into: &$0) } }
        }
    }
}

extension Int64: SQLScalar {
    public static var sqlType: UInt32 { TypeID.int8 }
    public static var sqlArrayType: UInt32 { TypeID.int8Array }
    public func encode(into bindings: inout SQLBindings) { bindings.append(bigEndian: self) }
}

extension Int: SQLScalar {
    public static var sqlType: UInt32 { TypeID.int8 }
    public static var sqlArrayType: UInt32 { TypeID.int8Array }
    public func encode(into bindings: inout SQLBindings) { bindings.append(bigEndian: Int64(self)) }
}

extension Int32: SQLScalar {
    public static var sqlType: UInt32 { TypeID.int4 }
    public static var sqlArrayType: UInt32 { TypeID.int4Array }
    public func encode(into bindings: inout SQLBindings) { bindings.append(bigEndian: self) }
}

extension Int16: SQLScalar {
    public static var sqlType: UInt32 { TypeID.int2 }
    public static var sqlArrayType: UInt32 { TypeID.int2Array }
    public func encode(into bindings: inout SQLBindings) { bindings.append(bigEndian: self) }
}

extension Bool: SQLScalar {
    public static var sqlType: UInt32 { TypeID.bool }
    public static var sqlArrayType: UInt32 { TypeID.boolArray }
    public func encode(into bindings: inout SQLBindings) { bindings.append(bigEndian: self ? UInt8(1) : 0) }
}

extension Double: SQLScalar {
    public static var sqlType: UInt32 { TypeID.float8 }
    public static var sqlArrayType: UInt32 { TypeID.float8Array }
    public func encode(into bindings: inout SQLBindings) { bindings.append(bigEndian: bitPattern) }
}

extension String: SQLScalar {
    public static var sqlType: UInt32 { TypeID.text }
    public static var sqlArrayType: UInt32 { TypeID.textArray }
    public func encode(into bindings: inout SQLBindings) { bindings.append(text: self) }
}

/// A JSON text that travels as `jsonb`. The server parses it, so a malformed one is its error 22P02.
public struct SQLJSONB: SQLScalar, Hashable {
    public var text: String

    public init(_ text: String) { self.text = text }

    public static var sqlType: UInt32 { TypeID.jsonb }
    public static var sqlArrayType: UInt32 { TypeID.jsonbArray }
    public func encode(into bindings: inout SQLBindings) {
        bindings.append(bigEndian: UInt8(1))
        bindings.append(text: text)
    }
}

/// Bytes are no scalar of PostgreSQL by themselves: an array of them is one `bytea`.
extension UInt8: SQLElement {
    public static var sqlArrayType: UInt32 { TypeID.bytea }
    public static func bindArray(_ values: [UInt8], into bindings: inout SQLBindings) {
        bindings.add(type: TypeID.bytea) { $0.append(bytes: values) }
    }
}

extension Array: SQLValue where Element: SQLElement {
    public static var sqlType: UInt32 { Element.sqlArrayType }
    public func bind(into bindings: inout SQLBindings) { Element.bindArray(self, into: &bindings) }
}

/// `[[UInt8]]` is a `bytea[]`.
extension Array: SQLElement where Element == UInt8 {
    public static var sqlArrayType: UInt32 { TypeID.byteaArray }
    public static func bindArray(_ values: [[UInt8]], into bindings: inout SQLBindings) {
        bindings.addArray(
            type: TypeID.byteaArray, elementType: TypeID.bytea, count: values.count, hasNulls: false
        ) { bindings in
            for value in values { bindings.appendElement { $0.append(bytes: value) } }
        }
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    public static var sqlType: UInt32 { Wrapped.sqlType }
    public func bind(into bindings: inout SQLBindings) {
        switch self {
        case .some(let value): value.bind(into: &bindings)
        case .none: bindings.addNull(type: Wrapped.sqlType)
        }
    }
}

extension Optional: SQLElement where Wrapped: SQLScalar {
    public static var sqlArrayType: UInt32 { Wrapped.sqlArrayType }
    public static func bindArray(_ values: [Wrapped?], into bindings: inout SQLBindings) {
        bindings.addArray(
            type: Wrapped.sqlArrayType, elementType: Wrapped.sqlType, count: values.count, hasNulls: true
        ) { bindings in
            for value in values {
                switch value {
                case .some(let value): bindings.appendElement { value.encode(into: &$0) }
                case .none: bindings.appendNullElement()
                }
            }
        }
    }
}
