import CatalogIndex
import CatalogService
import Postgres

/// One row of `search_document`, made of a document.
struct SearchRow: Equatable {
    var entity: Int32
    var type: String
    var name: String
    var nameWords: String
    var description: String?
    var platform: String?
    var origin: String?
    var removed: Bool
    var owners: [String]
    var tags: [String]
    var terms: [String]
    var domains: [String]
    var subtypes: [String]
    var parts: String
    var words: String

    init(entity: Int32, type: String, removed: Bool, _ document: SearchDocument) {
        self.entity = entity
        self.type = type
        self.removed = removed
        name = document.displayName
        nameWords = Words.split(document.displayName).joined(separator: " ")
        description = document.description
        platform = document.facet("platform").first
        origin = document.facet("origin").first
        owners = document.facet("owners")
        tags = document.facet("tags")
        terms = document.facet("terms")
        domains = document.facet("domains")
        subtypes = document.facet("subtypes")
        parts = document.partsText
        words = Self.vector(document)
    }

    /// The document's words as the text of a `tsvector`, each with the places and the weight of its heaviest field.
    ///
    /// PostgreSQL keeps at most 1 MB, positions up to 16383 and 256 of one word; a word's first four places suffice for
    /// ranking, and words beyond 20,000 are left out.
    static func vector(_ document: SearchDocument) -> String {
        let parts = document.parts.sorted { $0.key < $1.key }.map(\.value)
        var places: [String: (count: Int, text: [UInt8])] = [:]
        var order: [String] = []
        var position = 0
        func add(_ texts: [String], _ weight: UInt8) {
            for text in texts {
                Words.forEach(in: text) { word in
                    position = min(position + 1, 16_383)
                    let place = Array(String(position).utf8) + [weight]
                    if var known = places[word] {
                        guard known.count < 4 else { return true }
                        known.count += 1
                        known.text += [UInt8(ascii: ",")] + place
                        places[word] = known
                    } else {
                        places[word] = (1, place)
                        order.append(word)
                    }
                    return order.count < 20_000
                }
                if order.count >= 20_000 { return }
            }
        }
        for part in parts { add(part.names, UInt8(ascii: "A")) }
        for part in parts { add(part.paths, UInt8(ascii: "B")) }
        for part in parts { add(part.columns, UInt8(ascii: "C")) }
        for part in parts { add(part.texts, UInt8(ascii: "D")) }
        // Words hold letters and digits only, so that nothing in them needs quoting.
        var vector: [UInt8] = []
        for word in order {
            if !vector.isEmpty { vector.append(UInt8(ascii: " ")) }
            vector.append(UInt8(ascii: "'"))
            vector += word.utf8
            vector += [UInt8(ascii: "'"), UInt8(ascii: ":")]
            vector += places[word]?.text ?? []
        }
        return String(decoding: vector, as: UTF8.self)
    }

    private static func list(_ column: String) -> SQL {
        "coalesce(string_to_array(nullif(\(unsafe: column), ''), U&'\\001F'), '{}')"
    }

    /// One statement that writes rows; lists travel as texts joined by U+001F, because arrays of arrays must be even.
    static func upsert(_ rows: [SearchRow]) -> SQL {
        func joined(_ list: (SearchRow) -> [String]) -> [String] {
            rows.map { list($0).joined(separator: "\u{1F}") }
        }
        return """
            insert into search_document (entity, type, name, name_words, description, platform, origin, removed,
                owners, tags, terms, domains, subtypes, parts, words)
            select entity, type, name, name_words, description, platform, origin, removed,
                \(Self.list("owners")), \(Self.list("tags")),
                \(Self.list("terms")), \(Self.list("domains")),
                \(Self.list("subtypes")), parts, words::tsvector
            from unnest(\(rows.map(\.entity)), \(rows.map(\.type)), \(rows.map(\.name)), \(rows.map(\.nameWords)),
                \(rows.map(\.description)), \(rows.map(\.platform)), \(rows.map(\.origin)), \(rows.map(\.removed)),
                \(joined(\.owners)), \(joined(\.tags)), \(joined(\.terms)), \(joined(\.domains)),
                \(joined(\.subtypes)), \(rows.map(\.parts)), \(rows.map(\.words)))
                k (entity, type, name, name_words, description, platform, origin, removed, owners, tags, terms,
                    domains, subtypes, parts, words)
            on conflict (entity) do update set type = excluded.type, name = excluded.name,
                name_words = excluded.name_words, description = excluded.description, platform = excluded.platform,
                origin = excluded.origin, removed = excluded.removed, owners = excluded.owners,
                tags = excluded.tags, terms = excluded.terms, domains = excluded.domains,
                subtypes = excluded.subtypes, parts = excluded.parts, words = excluded.words
            """
    }
}
