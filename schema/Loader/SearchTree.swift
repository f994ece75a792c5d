import Basics

/// What one search field gets from one aspect's value.
public struct SearchFieldValues: Sendable, Equatable {
    public var mark: SearchMark
    /// As text, in the order of the value: strings, numbers as written, `true` and `false`, entries of a map as
    /// `name=value`, as DataHub indexes them.
    public var values: [String]

    public var field: String { mark.field }
    public var type: SearchMark.FieldKind { mark.type }

    public static func == (left: SearchFieldValues, right: SearchFieldValues) -> Bool {
        left.mark === right.mark && left.values == right.values
    }
}

extension AspectDefinition {
    /// What each search mark finds in a value, in the order of the marks; those that find nothing are left out.
    ///
    /// Fields derived from others (``SearchMark/hasValuesField``, ``SearchMark/numValuesField``) are the reader's business.
    public func searchValues(from value: JSON) -> [SearchFieldValues] {
        guard !searchFields.isEmpty else { return [] }
        var found = [[String]](repeating: [], count: searchFields.count)
        searchTree.collect(value, into: &found)
        var result: [SearchFieldValues] = []
        for index in searchFields.indices where !found[index].isEmpty {
            result.append(SearchFieldValues(mark: searchFields[index], values: found[index]))
        }
        return result
    }
}

/// The paths of an aspect's search marks, joined where they run together, so that one walk over a value serves all.
final class SearchTree: Sendable {
    private let members: [(name: String, below: SearchTree)]
    private let each: SearchTree?
    /// Marks whose path ends in `*` here: they take the entries of a map with their names.
    private let entries: [Int]
    /// Marks whose path ends in `$key` here.
    private let keys: [Int]
    /// Marks whose path ends here.
    private let leaves: [Int]

    convenience init(_ paths: [MarkPath]) {
        self.init(paths.enumerated().map { ($0, $1.steps[...]) })
    }

    private init(_ paths: [(mark: Int, steps: ArraySlice<MarkPath.Step>)]) {
        var members: [(name: String, paths: [(Int, ArraySlice<MarkPath.Step>)])] = []
        var each: [(Int, ArraySlice<MarkPath.Step>)] = []
        var entries: [Int] = []
        var keys: [Int] = []
        var leaves: [Int] = []
        for (mark, steps) in paths {
            let rest = steps.dropFirst()
            switch steps.first {
            case nil: leaves.append(mark)
            case .keys: keys.append(mark)
            case .each where rest.isEmpty: entries.append(mark)
            case .each: each.append((mark, rest))
            case .member(let name):
                if let index = members.firstIndex(where: { $0.name == name }) {
                    members[index].paths.append((mark, rest))
                } else {
                    members.append((name, [(mark, rest)]))
                }
            }
        }
        self.members = members.map { ($0.name, SearchTree($0.paths)) }
        self.each = each.isEmpty ? nil : SearchTree(each)
        self.entries = entries
        self.keys = keys
        self.leaves = leaves
    }

    /// Adds what lies in a value to the lists of the marks. The recursion is as deep as the longest path.
    func collect(_ value: JSON, into found: inout [[String]]) {
        switch value {
        case .object(let object): collect(object, into: &found)
        case .array(let elements):
            if let each { for element in elements { each.collect(element, into: &found) } }
            if !entries.isEmpty || !leaves.isEmpty {
                for element in elements { add(element, to: &found) }
            }
        case .null: break
        case .bool, .int, .number, .string:
            each?.collect(value, into: &found)
            add(value, to: &found)
        }
    }

    private func collect(_ object: JSONObject, into found: inout [[String]]) {
        for (name, below) in members {
            if let next = object[name] { below.collect(next, into: &found) }
        }
        if let each { for member in object.members { each.collect(member.value, into: &found) } }
        for mark in keys { found[mark] += object.names }
        guard !entries.isEmpty || !leaves.isEmpty else { return }
        for member in object.members {
            guard let text = scalarText(member.value) else { continue }
            for mark in entries { found[mark].append("\(member.name)=\(text)") }
            for mark in leaves { found[mark].append("\(member.name)=\(text)") }
        }
    }

    private func add(_ scalar: JSON, to found: inout [[String]]) {
        guard !entries.isEmpty || !leaves.isEmpty, let text = scalarText(scalar) else { return }
        for mark in entries { found[mark].append(text) }
        for mark in leaves { found[mark].append(text) }
    }
}

private func scalarText(_ value: JSON) -> String? {
    switch value {
    case .string(let text), .number(let text): text
    case .int(let integer): String(integer)
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
}
