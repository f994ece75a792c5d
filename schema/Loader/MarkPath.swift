import Basics

/// A path from an aspect's value to the places that a mark speaks of: `/upstreams/*/dataset`.
///
/// `*` means every element of an array or every value of a map (and a value that is neither, itself), `$key` the names
/// of a map; any other part is a member's name, for a union that of its member.
struct MarkPath: Sendable, Equatable {
    enum Step: Sendable, Equatable {
        case member(String)
        case each
        case keys
    }

    static let maximumSteps = 32

    let text: String
    let steps: [Step]

    /// `nil` when the text is no such path.
    init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var steps: [Step] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            switch part {
            case "": return nil
            case "*": steps.append(.each)
            case "$key": steps.append(.keys)
            default: steps.append(.member(String(part)))
            }
        }
        guard steps.count <= Self.maximumSteps else { return nil }
        self.text = text
        self.steps = steps
    }

    /// Calls `body` with every value at the end of the path, in the order of the value.
    func visit(_ value: JSON, body: (JSON) -> Void) {
        Self.visit(value, steps[...], body: body)
    }

    /// As ``visit(_:body:)``, along a part of a path. The depth of the recursion is the length of that part.
    static func visit(_ value: JSON, _ steps: ArraySlice<Step>, body: (JSON) -> Void) {
        guard let step = steps.first else { return body(value) }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name):
            if case .object(let object) = value, let next = object[name] { visit(next, rest, body: body) }
        case .each:
            switch value {
            case .array(let elements): for element in elements { visit(element, rest, body: body) }
            case .object(let object): for member in object.members { visit(member.value, rest, body: body) }
            default: visit(value, rest, body: body)
            }
        case .keys:
            if case .object(let object) = value {
                for member in object.members { visit(.string(member.name), rest, body: body) }
            }
        }
    }

    /// The one value that a path of member names leads to.
    static func value(_ value: JSON, _ steps: ArraySlice<Step>) -> JSON? {
        var current = value
        for step in steps {
            guard case .member(let name) = step, let next = current[name] else { return nil }
            current = next
        }
        return current
    }
}
