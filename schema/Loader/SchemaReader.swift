import Basics

/// Reads the members of one object of a schema file, and refuses those that nobody asked for: they are typing errors.
struct SchemaReader {
    let file: String
    let place: String
    let object: JSONObject

    init(file: String, place: String = "", _ value: JSON) throws(SchemaFileError) {
        self.file = file
        self.place = place
        guard case .object(let object) = value else {
            throw SchemaFileError(file: file, place: place, message: "expected an object, found \(value.kindName)")
        }
        self.object = object
    }

    func failure(_ name: String, _ message: String) -> SchemaFileError {
        SchemaFileError(
            file: file, place: place.isEmpty ? name : name.isEmpty ? place : "\(place).\(name)", message: message)
    }

    func only(_ names: Set<String>) throws(SchemaFileError) {
        for name in object.names where !names.contains(name) {
            throw failure(name, "unknown member; known are \(names.sorted().joined(separator: ", "))")
        }
    }

    func string(_ name: String) throws(SchemaFileError) -> String {
        guard let text = try optionalString(name), !text.isEmpty else { throw failure(name, "is missing") }
        return text
    }

    func optionalString(_ name: String) throws(SchemaFileError) -> String? {
        guard let value = object[name] else { return nil }
        guard case .string(let text) = value else {
            throw failure(name, "expected a string, found \(value.kindName)")
        }
        return text
    }

    func flag(_ name: String) throws(SchemaFileError) -> Bool? {
        guard let value = object[name] else { return nil }
        guard case .bool(let flag) = value else {
            throw failure(name, "expected a boolean, found \(value.kindName)")
        }
        return flag
    }

    func strings(_ name: String) throws(SchemaFileError) -> [String] {
        var strings: [String] = []
        for value in try array(name) {
            guard case .string(let text) = value else {
                throw failure(name, "expected strings, found \(value.kindName)")
            }
            strings.append(text)
        }
        return strings
    }

    func array(_ name: String) throws(SchemaFileError) -> [JSON] {
        guard let value = object[name] else { return [] }
        guard case .array(let elements) = value else {
            throw failure(name, "expected an array, found \(value.kindName)")
        }
        return elements
    }

    func reader(_ name: String) throws(SchemaFileError) -> SchemaReader {
        try SchemaReader(
            file: file, place: place.isEmpty ? name : "\(place).\(name)", object[name] ?? .object(JSONObject()))
    }

    func readers(_ name: String) throws(SchemaFileError) -> [SchemaReader] {
        var readers: [SchemaReader] = []
        for (index, value) in try array(name).enumerated() {
            readers.append(
                try SchemaReader(file: file, place: (place.isEmpty ? name : "\(place).\(name)") + "[\(index)]", value))
        }
        return readers
    }

    /// A word of a closed list.
    func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ type: Word.Type) throws(SchemaFileError) -> Word?
    where Word.RawValue == String {
        guard let text = try optionalString(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure(name, "'\(text)' is none of \(words)")
        }
        return word
    }

    func path(_ name: String) throws(SchemaFileError) -> MarkPath? {
        guard let text = try optionalString(name) else { return nil }
        guard let path = MarkPath(text) else {
            throw failure(name, "'\(text)' is no path such as /upstreams/*/dataset")
        }
        return path
    }
}
