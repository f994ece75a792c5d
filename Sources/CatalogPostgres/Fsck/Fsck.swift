import Basics
import CatalogModel
import CatalogSchema
import CatalogService
import Postgres

extension PostgresStore: ConsistencyChecker {
    private static let batch: Int32 = 500

    /// See ``ConsistencyChecker/check(limit:progress:)``: edges, search documents, soft deletion, versions, ids, change log.
    public func check(
        limit: Int, progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws(StoreError) -> ConsistencyReport {
        try await withConnection { connection in
            try connection.transaction(.repeatableRead, readOnly: true) { connection in
                _ = try connection.query("select set_config('statement_timeout', '0', true)")
                var check = Check(model: .standard, maximumListed: limit)
                try check.changeLog(connection)
                try check.structure(connection)
                let total = try connection.query("select count(*), coalesce(max(id), -1) from entity").only()
                let highest = try total.int32(1)
                var from: Int32 = 0
                while from <= highest {
                    try check.entities(from: from, to: from + Self.batch, connection)
                    from += Self.batch
                    progress(check.report.entities, Int(try total.int64(0)))
                }
                return check.report
            }
        }
    }
}

/// The state of one check.
private struct Check {
    var report: ConsistencyReport
    private let model: MetadataModel
    private let maximumListed: Int
    private let projector: AspectProjector

    init(model: MetadataModel, maximumListed: Int) {
        self.model = model
        self.maximumListed = maximumListed
        projector = AspectProjector(model: model)
        report = ConsistencyReport(position: .start)
    }

    private mutating func differ(_ check: String, _ subject: String, _ detail: String) {
        report.count += 1
        if report.differences.count < maximumListed {
            report.differences.append(.init(check: check, subject: subject, detail: detail))
        }
    }

    /// Positions have no gap, and every stored version has its change.
    mutating func changeLog(_ connection: isolated PostgresConnection) throws {
        let row = try connection.query(
            "select count(*), coalesce(min(position), 1), coalesce(max(position), 0) from change"
        ).only()
        let (count, first, last) = (try row.int64(0), try row.int64(1), try row.int64(2))
        report.position = Position(last)
        if count != last - first + 1 {
            differ("change_gap", "change", "\(count) rows between positions \(first) and \(last)")
        }
        let orphans = try connection.query(
            """
            select e.urn, a.name, a.position from aspect a join entity e on e.id = a.entity
            left join change c on c.position = a.position
            where a.position >= \(first) and (c.entity is distinct from a.entity or c.aspect is distinct from a.name
                or c.version is distinct from a.version) limit 1000
            """)
        for row in orphans {
            differ("change_missing", try row.text(0), "\(try row.text(1)) at position \(try row.int64(2))")
        }
    }

    /// Ids are dense, versions complete, and no row speaks of an entity that is not there.
    mutating func structure(_ connection: isolated PostgresConnection) throws {
        let ids = try connection.query("select count(*), coalesce(max(id), -1) from entity").only()
        if try ids.int64(0) != Int64(try ids.int32(1)) + 1 {
            differ("entity_id_gap", "entity", "\(try ids.int64(0)) rows, highest id \(try ids.int32(1))")
        }
        let versions = try connection.query(
            """
            select e.urn, a.name, a.version, count(h.version), coalesce(min(h.version), 1), coalesce(max(h.version), 0)
            from aspect a join entity e on e.id = a.entity
            left join aspect_history h on h.entity = a.entity and h.name = a.name
            where a.version > 1 group by e.urn, a.name, a.version
            having count(h.version) <> a.version - coalesce(min(h.version), 1)
                or coalesce(max(h.version), 0) <> a.version - 1 or count(distinct h.version) <> count(h.version)
            limit 1000
            """)
        for row in versions {
            differ(
                "version_gap", try row.text(0),
                "\(try row.text(1)) is at version \(try row.int64(2)) with \(try row.int64(3)) earlier ones")
        }
        let early = try connection.query(
            """
            select e.urn, d.owner_aspect, d.first_position, d.from_position from edge d join entity e on e.id = d.owner
            where d.first_position > d.from_position limit 1000
            """)
        for row in early {
            differ(
                "edge_first_seen", try row.text(0),
                "\(try row.text(1)): first seen at \(try row.int64(2)), stored since \(try row.int64(3))")
        }
        let lost = try connection.query(
            """
            select 'aspect', a.entity from aspect a left join entity e on e.id = a.entity
                where e.created_position is null
            union all select 'search_document', s.entity from search_document s left join entity e on e.id = s.entity
                where e.created_position is null
            union all select 'edge', d.source from edge d left join entity s on s.id = d.source
                left join entity t on t.id = d.destination left join entity o on o.id = d.owner
                where s.id is null or t.id is null or o.id is null
            union all select 'timeseries', t.entity from timeseries t left join entity e on e.id = t.entity
                where e.created_position is null
            limit 1000
            """)
        for row in lost {
            differ("entity_missing", "id \(try row.int32(1))", "a row of \(try row.text(0)) has no entity")
        }
    }

    /// Derived rows of the entities with ids in `from..<to`.
    mutating func entities(from: Int32, to: Int32, _ connection: isolated PostgresConnection) throws {
        let results = try connection.pipeline([
            """
            select id, urn, type, digest, removed, created_position is not null from entity
            where id >= \(from) and id < \(to) order by id
            """,
            """
            select entity, name, value, digest from aspect where entity >= \(from) and entity < \(to)
            """,
            """
            select d.owner, d.owner_aspect, s.urn, t.urn, d.kind, d.lineage, v.urn, d.properties
            from edge d join entity s on s.id = d.source join entity t on t.id = d.destination
            left join entity v on v.id = d.via
            where d.owner >= \(from) and d.owner < \(to) and d.to_position is null
            """,
            """
            select entity, type, name, name_words, description, platform, origin, removed,
                array_to_string(owners, U&'\\001F'), array_to_string(tags, U&'\\001F'),
                array_to_string(terms, U&'\\001F'), array_to_string(domains, U&'\\001F'),
                array_to_string(subtypes, U&'\\001F'), parts, words::text
            from search_document where entity >= \(from) and entity < \(to)
            """,
        ])
        var aspects: [Int32: [Stored]] = [:]
        for row in results[1] {
            aspects[try row.int32(0), default: []].append(
                Stored(name: try row.text(1), value: try row.text(2), digest: try row.bytes(3)))
        }
        var edges: [Int32: [String: [EdgeDraft]]] = [:]
        for row in results[2] {
            edges[try row.int32(0), default: [:]][try row.text(1), default: []].append(
                EdgeDraft(
                    source: try Urn(column: try row.text(2)), destination: try Urn(column: try row.text(3)),
                    kind: try row.text(4), lineage: LineageRole(rawValue: try row.int16(5)) ?? .none,
                    via: try row.textOrNil(6).map { try Urn(column: $0) }, properties: try row.textOrNil(7)))
        }
        var documents: [Int32: SearchRow] = [:]
        var words: [Int32: String] = [:]
        for row in results[3] {
            let id = try row.int32(0)
            documents[id] = try SearchRow(row)
            words[id] = try row.text(14)
        }
        var vectors: [(urn: String, wanted: String, found: String)] = []
        for row in results[0] {
            let id = try row.int32(0)
            let urn = try Urn(column: try row.text(1))
            if try row.bytes(3) != urn.digest.bytes { differ("entity_digest", urn.text, "the digest is another urn's") }
            guard try row.bool(5) else { continue }
            report.entities += 1
            let wanted = try projections(of: aspects[id] ?? [], urn)
            compare(edges: edges[id] ?? [:], wanted.edges, urn)
            if try row.bool(4) != wanted.removed { differ("removed", urn.text, "the entity's flag is not its status'") }
            let document = SearchRow(entity: id, type: urn.entityType, removed: wanted.removed, wanted.document)
            if var found = documents[id] {
                found.words = document.words
                if found != document {
                    differ("search_document", urn.text, "the document is not what the aspects give")
                }
                vectors.append((urn.text, document.words, words[id] ?? ""))
            } else {
                differ("search_document_missing", urn.text, "the entity has no search document")
            }
        }
        // Only the server knows how it prints a vector, so it converts the wanted ones.
        let printed = try connection.query(
            "select k.i, k.w::tsvector::text from unnest(\(vectors.map(\.wanted))) with ordinality k (w, i)")
        for row in printed {
            guard let vector = vectors.at(try row.int64(0) - 1), try row.text(1) != vector.found else { continue }
            differ("search_words", vector.urn, "the words are not those of the document")
        }
    }

    private struct Stored {
        var name: String
        var value: String
        var digest: [UInt8]
    }

    private struct Wanted {
        var edges: [String: [EdgeDraft]] = [:]
        var document = SearchDocument()
        var removed = false
    }

    private mutating func projections(of aspects: [Stored], _ urn: Urn) throws -> Wanted {
        var wanted = Wanted()
        var hasKey = false
        for stored in aspects {
            report.aspects += 1
            guard let aspect = model.aspect(named: stored.name) else {
                differ("aspect_unknown", urn.text, "the model has no aspect '\(stored.name)'")
                continue
            }
            hasKey = hasKey || aspect.isKey
            guard let value = try? JSON.parse(stored.value) else {
                differ("aspect_value", urn.text, "\(stored.name) is no JSON")
                continue
            }
            if value.contentDigest.bytes != stored.digest {
                differ("aspect_digest", urn.text, "the digest of \(stored.name) is another value's")
            }
            do {
                let projection = try projector.projection(of: value, aspect: aspect, urn: urn)
                if !projection.edges.isEmpty { wanted.edges[stored.name] = projection.edges }
                if let part = projection.search, !part.isEmpty { wanted.document.parts[stored.name] = part }
                if let removed = projection.removed { wanted.removed = removed }
            } catch {
                differ("aspect_value", urn.text, "\(error)")
            }
        }
        if !hasKey { differ("key_missing", urn.text, "the entity has no key aspect") }
        return wanted
    }

    private mutating func compare(edges found: [String: [EdgeDraft]], _ wanted: [String: [EdgeDraft]], _ urn: Urn) {
        for aspect in Set(found.keys).union(wanted.keys).sorted() {
            let stored = found[aspect] ?? []
            let difference = EdgeDifference(stored: stored, wanted: wanted[aspect] ?? [])
            for index in difference.closed {
                differ("edge_extra", urn.text, "\(aspect): \(stored[index].kind) → \(stored[index].destination)")
            }
            for edge in difference.opened {
                differ("edge_missing", urn.text, "\(aspect): \(edge.draft.kind) → \(edge.draft.destination)")
            }
        }
    }
}

extension SearchRow {
    /// The row as stored, without its words, which only the server prints.
    fileprivate init(_ row: Rows.Row) throws {
        func list(_ column: Int) throws -> [String] {
            try row.text(column).split(separator: "\u{1F}", omittingEmptySubsequences: true).map(String.init)
        }
        self.init(
            entity: try row.int32(0), type: try row.text(1), removed: try row.bool(7), SearchDocument())
        name = try row.text(2)
        nameWords = try row.text(3)
        description = try row.textOrNil(4)
        platform = try row.textOrNil(5)
        origin = try row.textOrNil(6)
        owners = try list(8)
        tags = try list(9)
        terms = try list(10)
        domains = try list(11)
        subtypes = try list(12)
        parts = try row.text(13)
    }
}
