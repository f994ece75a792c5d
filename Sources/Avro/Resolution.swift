import Basics

extension AvroValue {
    /// This value in the exact form of another schema (Avro 1.12, "Schema Resolution").
    ///
    /// Record fields match by name: missing ones take their default, surplus ones are dropped. Numbers widen
    /// (int → long → float → double), strings and bytes turn into each other, enums match by symbol. Records match whatever
    /// their name; a union's branch is chosen by full name, then by short name, then by shape.
    ///
    /// - Throws: ``AvroError`` with code `mismatch`, naming the field.
    public func resolved(to schema: AvroSchema) throws(AvroError) -> AvroValue {
        try Resolver(nodes: schema.nodes).resolve(self, schema.root, depth: 0)
    }
}

private struct Resolver {
    /// Ends recursion through defaults: a record whose default contains the record itself has no end.
    static let maximumDepth = 128

    let nodes: [AvroNode]

    func resolve(_ value: AvroValue, _ type: Int, depth: Int) throws(AvroError) -> AvroValue {
        guard depth <= Resolver.maximumDepth else { throw AvroError(.tooDeep, "values are nested too deep") }
        if case .union(let union) = nodes[type] { return try choose(value, union, depth: depth) }
        switch (nodes[type], value) {
        case (_, .union(_, _, let inner)):
            return try resolve(inner, type, depth: depth + 1)
        case (.null, .null), (.boolean, .bool), (.int, .int), (.long, .long), (.float, .float), (.double, .double),
            (.bytes, .bytes), (.string, .string):
            return value
        case (.long, .int(let number)): return .long(Int64(number))
        case (.float, .int(let number)): return .float(Float(number))
        case (.float, .long(let number)): return .float(Float(number))
        case (.double, .int(let number)): return .double(Double(number))
        case (.double, .long(let number)): return .double(Double(number))
        case (.double, .float(let number)): return .double(Double(number))
        case (.bytes, .string(let text)): return .bytes(Array(text.utf8))
        case (.string, .bytes(let bytes)):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw AvroError(.invalidUTF8, "bytes wanted as a string are not UTF-8")
            }
            return .string(text)
        case (.fixed(let name, let size), .fixed(let bytes)):
            guard bytes.count == size else {
                throw AvroError(.mismatch, "fixed \(name) takes \(size) bytes, not \(bytes.count)")
            }
            return value
        case (.enumeration(let name, let symbols), .enumeration(let symbol)):
            guard symbols.contains(symbol) else {
                throw AvroError(.mismatch, "enum \(name) has no symbol \"\(symbol)\"")
            }
            return value
        case (.array(let items), .array(let elements)):
            var resolved: [AvroValue] = []
            resolved.reserveCapacity(elements.count)
            for element in elements {
                do throws(AvroError) { resolved.append(try resolve(element, items, depth: depth + 1)) } catch {
                    throw error.inside("[\(resolved.count)]")
                }
            }
            return .array(resolved)
        case (.map(let values), .map(let entries)):
            var resolved: [AvroValue.Entry] = []
            resolved.reserveCapacity(entries.count)
            for entry in entries {
                do throws(AvroError) {
                    resolved.append(.init(entry.key, try resolve(entry.value, values, depth: depth + 1)))
                } catch { throw error.inside("[\"\(entry.key)\"]") }
            }
            return .map(resolved)
        case (.record(let node), .record(let record)):
            return try fill(node, from: record, depth: depth)
        default:
            throw AvroError(.mismatch, "a value of type \(value.kindName) does not fit \(nodes[type].name)")
        }
    }

    private func fill(_ node: AvroNode.Record, from record: AvroRecord, depth: Int) throws(AvroError) -> AvroValue {
        let names = node.shape.fieldNames
        let inOrder = record.shape === node.shape || record.fieldNames == names
        var values: [AvroValue] = []
        values.reserveCapacity(names.count)
        for (position, name) in names.enumerated() {
            do throws(AvroError) {
                let type = node.types[position]
                if let value = inOrder ? record.values[position] : record[name] {
                    values.append(try resolve(value, type, depth: depth + 1))
                } else if let json = node.defaults[position] {
                    values.append(try value(json, type, depth: depth + 1))
                } else {
                    throw AvroError(.mismatch, "the field is missing and has no default")
                }
            } catch { throw error.inside(name) }
        }
        return .record(AvroRecord(shape: node.shape, values: values))
    }

    private func choose(_ value: AvroValue, _ union: AvroNode.Union, depth: Int) throws(AvroError) -> AvroValue {
        var inner = value
        var name = value.kindName
        if case .union(_, let branchName, let content) = value {
            inner = content
            name = branchName
        }
        if case .null = inner, let null = union.null { return null }
        let short = shortName(name)
        // One branch is chosen by looking at the surface only: trying each in depth would cost branches to the power of depth.
        let chosen =
            union.names.firstIndex(of: name) ?? union.names.firstIndex { shortName($0) == short }
            ?? union.branches.firstIndex { fits(inner, nodes[$0]) }
        guard let chosen else { throw AvroError(.mismatch, "a value of type \(name) fits no branch of the union") }
        let resolved = try resolve(inner, union.branches[chosen], depth: depth + 1)
        return .union(branch: chosen, name: union.names[chosen], value: resolved)
    }

    private func fits(_ value: AvroValue, _ node: AvroNode) -> Bool {
        switch value {
        case .null: if case .null = node { true } else { false }
        case .bool: if case .boolean = node { true } else { false }
        case .int:
            switch node {
            case .int, .long, .float, .double: true
            default: false
            }
        case .long:
            switch node {
            case .long, .float, .double: true
            default: false
            }
        case .float:
            switch node {
            case .float, .double: true
            default: false
            }
        case .double: if case .double = node { true } else { false }
        case .bytes, .string:
            switch node {
            case .bytes, .string: true
            default: false
            }
        case .fixed(let bytes): if case .fixed(_, let size) = node { size == bytes.count } else { false }
        case .enumeration(let symbol):
            if case .enumeration(_, let symbols) = node { symbols.contains(symbol) } else { false }
        case .array: if case .array = node { true } else { false }
        case .map: if case .map = node { true } else { false }
        case .record(let record): if case .record(let target) = node { accepts(record, target) } else { false }
        case .union: false
        }
    }

    private func accepts(_ record: AvroRecord, _ node: AvroNode.Record) -> Bool {
        let names = Set(record.fieldNames)
        return zip(node.shape.fieldNames, node.defaults).allSatisfy { $1 != nil || names.contains($0) }
    }

    private func shortName(_ name: String) -> Substring {
        name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? name[...]
    }
}

extension Resolver {
    /// The value a default in the schema's JSON stands for; in a union, of the first branch that it fits.
    private func value(_ json: JSON, _ type: Int, depth: Int) throws(AvroError) -> AvroValue {
        guard depth <= Resolver.maximumDepth else { throw AvroError(.tooDeep, "a default contains itself") }
        switch (nodes[type], json) {
        case (.null, .null): return .null
        case (.boolean, .bool(let flag)): return .bool(flag)
        case (.string, .string(let text)): return .string(text)
        case (.enumeration, .string(let text)): return try resolve(.enumeration(text), type, depth: depth)
        case (.bytes, .string(let text)): return .bytes(try latin1(text))
        case (.fixed, .string(let text)): return try resolve(.fixed(try latin1(text)), type, depth: depth)
        case (.array(let items), .array(let elements)):
            var values: [AvroValue] = []
            for element in elements { values.append(try value(element, items, depth: depth + 1)) }
            return .array(values)
        case (.map(let type), .object(let object)):
            var entries: [AvroValue.Entry] = []
            for member in object.members {
                entries.append(.init(member.name, try value(member.value, type, depth: depth + 1)))
            }
            return .map(entries)
        case (.record(let node), .object(let object)):
            var values: [AvroValue] = []
            for (position, name) in node.shape.fieldNames.enumerated() {
                guard let json = object[name] ?? node.defaults[position] else {
                    throw AvroError(.mismatch, path: name, "the field is missing and has no default")
                }
                values.append(try value(json, node.types[position], depth: depth + 1))
            }
            return .record(AvroRecord(shape: node.shape, values: values))
        case (.union(let union), _):
            if let branch = union.branches.firstIndex(where: { isDefault(json, of: nodes[$0]) }) {
                let inner = try value(json, union.branches[branch], depth: depth + 1)
                return .union(branch: branch, name: union.names[branch], value: inner)
            }
        case (.int, _): if let number = json.intValue, let small = Int32(exactly: number) { return .int(small) }
        case (.long, _): if let number = json.intValue { return .long(number) }
        case (.float, _): if let number = json.doubleValue { return .float(Float(number)) }
        case (.double, _): if let number = json.doubleValue { return .double(number) }
        default: break
        }
        throw AvroError(.mismatch, "the default is no \(nodes[type].name)")
    }

    private func isDefault(_ json: JSON, of node: AvroNode) -> Bool {
        switch (json, node) {
        case (.null, .null), (.bool, .boolean), (.array, .array), (.object, .map), (.object, .record): true
        case (.string, .string), (.string, .bytes), (.string, .fixed), (.string, .enumeration): true
        case (.int(let number), .int): Int32(exactly: number) != nil
        case (.int, .long), (.int, .float), (.int, .double), (.number, .float), (.number, .double): true
        default: false
        }
    }

    /// Avro's JSON spells bytes as one character U+0000…U+00FF each.
    private func latin1(_ text: String) throws(AvroError) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.value < 256 else { throw AvroError(.mismatch, "the default is no bytes") }
            bytes.append(UInt8(scalar.value))
        }
        return bytes
    }
}

extension AvroValue {
    /// The word Avro has for this value's type; a record's full name.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .int: "int"
        case .long: "long"
        case .float: "float"
        case .double: "double"
        case .bytes: "bytes"
        case .string: "string"
        case .fixed: "fixed"
        case .enumeration: "enum"
        case .array: "array"
        case .map: "map"
        case .record(let record): record.name
        case .union(_, let name, _): name
        }
    }
}
