import Basics
import CatalogModel
import CatalogService
import Postgres

extension PostgresStore: MetadataStore {
    public func position() async throws(StoreError) -> Position {
        try await withConnection { connection in
            let row = try connection.query("select coalesce((select max(position) from change), 0)").only()
            return Position(try row.int64(0))
        }
    }

    public func entities(_ urns: [Urn], aspects: [String]?) async throws(StoreError) -> [EntityRecord?] {
        guard !urns.isEmpty else { return [] }
        return try await withConnection { connection in
            try Self.read(urns, aspects, connection)
        }
    }

    /// One statement, so that entity and aspects are of one moment.
    private static func read(
        _ urns: [Urn], _ aspects: [String]?, _ connection: isolated PostgresConnection
    ) throws -> [EntityRecord?] {
        let digests = urns.map(\.digest.bytes)
        let rows: Rows
        if let aspects {
            rows = try connection.query(
                """
                select k.i, e.removed, a.name, \(columns)
                from unnest(\(digests)) with ordinality k (digest, i)
                join entity e on e.digest = k.digest and e.created_position is not null
                left join aspect a on a.entity = e.id and a.name = any(\(aspects))
                """)
        } else {
            rows = try connection.query(
                """
                select k.i, e.removed, a.name, \(columns)
                from unnest(\(digests)) with ordinality k (digest, i)
                join entity e on e.digest = k.digest and e.created_position is not null
                left join aspect a on a.entity = e.id
                """)
        }
        var found = [EntityRecord?](repeating: nil, count: urns.count)
        for row in rows {
            let index = try row.int64(0) - 1
            guard let urn = urns.at(index) else { continue }
            let place = Int(index)
            if found[place] == nil {
                found[place] = EntityRecord(urn: urn, removed: try row.bool(1), position: .start, aspects: [])
            }
            if let name = try row.textOrNil(2) {
                let aspect = try record(name, row)
                if let before = found[place]?.position, before < aspect.position {
                    found[place]?.position = aspect.position
                }
                found[place]?.aspects.append(aspect)
            }
        }
        for place in found.indices { found[place]?.aspects.sort { $0.name < $1.name } }
        return found
    }

    /// The columns that ``record(_:_:)`` reads, from the fourth on.
    private static let columns: SQL =
        """
        a.value, a.version, a.position, a.run_id, a.last_run_id, a.last_observed, a.metadata, a.created_on, a.created_by
        """

    private static func record(_ name: String, _ row: Rows.Row) throws -> AspectRecord {
        AspectRecord(
            name: name, value: try row.text(3), version: try row.int64(4), position: Position(try row.int64(5)),
            systemMetadata: try metadata(
                observed: try row.int64(8), run: try row.text(6), last: try row.text(7), others: try row.text(9)),
            created: AuditStamp(time: try row.int64(10), actor: try row.text(11)))
    }

    /// The system metadata in the columns of a row.
    static func metadata(
        observed: Int64, run: String, last: String, others: String
    ) throws -> SystemMetadata {
        var metadata = SystemMetadata(lastObserved: observed, runID: run, lastRunID: last)
        if others != "{}" {
            guard let object = (try? JSON.parse(others))?.objectValue else {
                throw StoreError.corrupt("system metadata are no JSON object")
            }
            metadata.others = object
        }
        return metadata
    }

    public func aspect(of urn: Urn, name: String, version: Int64) async throws(StoreError) -> AspectRecord? {
        try await withConnection { connection in
            let latest = try connection.query(
                """
                select 1::bigint, e.removed, a.name, \(Self.columns) from entity e
                join aspect a on a.entity = e.id and a.name = \(name) where e.digest = \(urn.digest.bytes)
                """)
            guard let row = latest.first else { return nil }
            let record = try Self.record(name, row)
            if version == 0 || version == record.version { return record }
            guard version > 0, version < record.version else { return nil }
            let earlier = try connection.query(
                """
                select 1::bigint, e.removed, a.name, \(Self.columns) from entity e
                join aspect_history a on a.entity = e.id and a.name = \(name) and a.version = \(version)
                where e.digest = \(urn.digest.bytes) order by a.until_position desc limit 1
                """)
            return try earlier.first.map { try Self.record(name, $0) }
        }
    }

    public func timeseries(_ query: TimeseriesQuery) async throws(StoreError) -> [TimeseriesRecord] {
        try await withConnection { connection in
            var statement: SQL = """
                select t.at, t.value::text, t.run_id, t.last_observed, t.metadata from timeseries t
                join entity e on e.id = t.entity
                where e.digest = \(query.urn.digest.bytes) and t.aspect = \(query.aspect)
                """
            if let from = query.from { statement.append(" and t.at >= \(from)") }
            if let to = query.to { statement.append(" and t.at <= \(to)") }
            for (name, accepted) in query.equals.sorted(by: { $0.key < $1.key }) {
                statement.append(" and t.value ->> \(name) = any(\(accepted))")
            }
            statement.append(" order by t.at desc, t.position desc limit \(Int64(query.limit))")
            return try connection.query(statement).map { row in
                TimeseriesRecord(
                    aspect: query.aspect, timestamp: try row.int64(0), value: try row.text(1),
                    systemMetadata: try Self.metadata(
                        observed: try row.int64(3), run: try row.text(2), last: SystemMetadata.noRun,
                        others: try row.text(4)))
            }
        }
    }
}
