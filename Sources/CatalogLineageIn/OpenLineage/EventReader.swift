import Basics
import CatalogModel

/// Reads members of an event: what the specification demands is demanded, what it leaves open may be absent or null.
struct EventReader {
    let object: JSONObject
    let path: String

    /// - Throws: ``EventProblem`` when the value is no object.
    init(_ value: JSON, path: String) throws(EventProblem) {
        guard let object = value.objectValue else {
            throw EventProblem("expected an object, found \(value.kindName)", path: path.isEmpty ? "/" : path)
        }
        self.object = object
        self.path = path
    }

    /// A member that is neither absent nor null.
    subscript(_ name: String) -> JSON? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    /// A demanded text that is not empty.
    func text(_ name: String) throws(EventProblem) -> String {
        guard let value = object[name] else { throw problem("a string is missing here", name) }
        guard let text = value.stringValue else { throw problem("expected a string, found \(value.kindName)", name) }
        guard !text.isEmpty else { throw problem("expected a string that is not empty", name) }
        return text
    }

    /// A demanded object.
    func reader(_ name: String) throws(EventProblem) -> EventReader {
        guard let value = object[name] else { throw problem("an object is missing here", name) }
        return try EventReader(value, path: "\(path)/\(name)")
    }

    /// The objects of an array that may be absent.
    func readers(_ name: String) throws(EventProblem) -> [EventReader] {
        guard let value = self[name] else { return [] }
        guard let items = value.arrayValue else { throw problem("expected an array, found \(value.kindName)", name) }
        var readers: [EventReader] = []
        readers.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            readers.append(try EventReader(item, path: "\(path)/\(name)/\(index)"))
        }
        return readers
    }

    /// The facets of a member that may be absent.
    func facets(_ name: String = "facets") throws(EventProblem) -> FacetSet {
        guard let value = self[name] else { return FacetSet(object: JSONObject()) }
        guard let object = value.objectValue else {
            throw problem("expected an object, found \(value.kindName)", name)
        }
        return FacetSet(object: object)
    }

    func problem(_ message: String, _ name: String) -> EventProblem {
        EventProblem(message, path: "\(path)/\(name)")
    }
}

/// Facets by name. They are open by design, so one that has another shape than its schema says is left to the raw event.
struct FacetSet {
    let object: JSONObject

    /// A facet that is there and not deleted.
    subscript(_ name: String) -> JSON? {
        guard let facet = object[name], facet.objectValue != nil, facet["_deleted"]?.boolValue != true else {
            return nil
        }
        return facet
    }

    /// States a fact made of a facet; a facet that says it is deleted takes the fact back.
    func state(_ fact: String, of name: String, in facts: inout Facts, _ make: (JSON) -> JSON?) {
        guard let facet = object[name], facet.objectValue != nil else { return }
        if facet["_deleted"]?.boolValue == true {
            facts[fact] = .null
        } else if let value = make(facet) {
            facts[fact] = value
        }
    }

    /// States members of a facet, texts, numbers and truths, as properties.
    func properties(_ name: String, _ members: [(member: String, property: String)], in facts: inout Facts) {
        for (member, property) in members {
            state("property.\(property)", of: name, in: &facts) { $0[member].flatMap(propertyText) }
        }
    }
}

/// A value as it is written into custom properties; `nil` for what is empty or not simple.
func propertyText(_ value: JSON) -> JSON? {
    switch value {
    case .string(let text): text.isEmpty ? nil : .string(clipped(text))
    case .int, .number, .bool: .string(value.text)
    default: nil
    }
}

/// Long texts lose their end: properties are for reading, the raw event keeps everything.
func clipped(_ text: String, to limit: Int = 4000) -> String {
    text.utf8.count <= limit ? text : String(text.prefix(limit)) + "…"
}
