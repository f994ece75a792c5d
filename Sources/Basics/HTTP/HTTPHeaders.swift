/// The header fields of a message in the order they were sent; names compare without regard to ASCII case.
///
/// A value. Looking a field up is linear, which is what a message with a dozen fields wants.
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One `name: value` line.
    public struct Field: Sendable, Equatable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) { self.fields = fields }

    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field($0.0, $0.1) }
    }

    /// The first value of a name, or `nil`. Setting replaces all of that name; setting `nil` removes them.
    public subscript(_ name: String) -> String? {
        get {
            for field in fields where equalIgnoringASCIICase(field.name, name) { return field.value }
            return nil
        }
        set {
            if let newValue { set(name, newValue) } else { remove(name) }
        }
    }

    /// All values of a name, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { equalIgnoringASCIICase($0.name, name) }.map(\.value)
    }

    /// Appends a field beside those of the same name.
    public mutating func add(_ name: String, _ value: String) { fields.append(Field(name, value)) }

    /// Makes `value` the only value of a name, at the place of the first one.
    public mutating func set(_ name: String, _ value: String) {
        guard let index = fields.firstIndex(where: { equalIgnoringASCIICase($0.name, name) }) else {
            return add(name, value)
        }
        fields[index].value = value
        let after = index + 1
        fields[after...].removeAll { equalIgnoringASCIICase($0.name, name) }
    }

    /// Removes all fields of a name.
    public mutating func remove(_ name: String) {
        fields.removeAll { equalIgnoringASCIICase($0.name, name) }
    }

    /// Whether `name` is a `token` of RFC 9110 §5.6.2, the only thing a field may be called.
    public static func isValidName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isTokenByte)
    }

    /// Whether `value` holds no byte that could end the line (RFC 9110 §5.5): no control character but tab.
    public static func isValidValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }

    /// Whether a byte may stand in a method or field name.
    public static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            return true
        default:
            return false
        }
    }
}

/// Whether two texts are equal when `A`–`Z` and `a`–`z` are the same; other characters must match exactly.
@inlinable
public func equalIgnoringASCIICase(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return left.utf8.elementsEqual(right.utf8) { one, other in
        guard one != other else { return true }
        let letter = one | 0x20
        return letter == other | 0x20 && letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
    }
}
