extension AvroSchema {
    /// A text that is equal for schemas whose binary form is the same: the types in order, without their names,
    /// defaults and annotations.
    ///
    /// Field names, enum symbols and sizes count, because they give the bytes their meaning. A type that contains itself
    /// is referred to by the order in which named types first occur.
    public var layout: String {
        var writer = LayoutWriter(nodes: nodes)
        writer.write(root)
        return writer.text
    }
}

private struct LayoutWriter {
    let nodes: [AvroNode]
    private(set) var text = ""
    private var numbers: [Int: Int] = [:]

    init(nodes: [AvroNode]) { self.nodes = nodes }

    // The parser limits how deep types are nested, and a named type is entered once.
    mutating func write(_ index: Int) {
        switch nodes[index] {
        case .array(let items): wrap("array", [items])
        case .map(let values): wrap("map", [values])
        case .union(let union): wrap("union", union.branches)
        case .fixed(_, let size):
            if isFirst(index) { text += "fixed(\(size))" }
        case .enumeration(_, let symbols):
            if isFirst(index) { text += "enum(\(symbols.joined(separator: ",")))" }
        case .record(let record):
            guard isFirst(index) else { return }
            text += "record("
            for (name, type) in zip(record.shape.fieldNames, record.types) {
                text += name + ":"
                write(type)
                text += ";"
            }
            text += ")"
        default:
            text += nodes[index].name
        }
    }

    private mutating func wrap(_ word: String, _ types: [Int]) {
        text += word + "("
        for type in types {
            write(type)
            text += ";"
        }
        text += ")"
    }

    /// Whether a named type occurs for the first time; if not, its number is written.
    private mutating func isFirst(_ index: Int) -> Bool {
        if let number = numbers[index] {
            text += "#\(number)"
            return false
        }
        numbers[index] = numbers.count
        return true
    }
}
