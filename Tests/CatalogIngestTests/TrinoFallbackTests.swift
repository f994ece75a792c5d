import Basics
import CatalogModel
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

/// A small warehouse that answers each statement at once, with rules for what fails.
private func warehouse(
    fails rule: @escaping @Sendable (String) -> TrinoFailure?
) -> ScriptedTransport {
    @Sendable func answer(_ names: [String], _ rows: [[JSON]]) -> HTTPClientResponse {
        HTTPClientResponse(
            status: 200, headers: ["Content-Type": "application/json"],
            body: (["columns": .array(names.map { ["name": .string($0)] }), "data": .array(rows.map { .array($0) })]
                as JSON).bytes)
    }
    let tables: [(schema: String, name: String, type: String)] = [
        ("good", "a", "BASE TABLE"), ("good", "v", "VIEW"), ("bad", "broken", "BASE TABLE"),
        ("bad", "fine", "BASE TABLE"),
    ]
    return ScriptedTransport { sent, _ in
        let sql = sent.body
        if let failure = rule(sql) {
            return HTTPClientResponse(
                status: 200, headers: ["Content-Type": "application/json"],
                body: ([
                    "error": [
                        "errorName": .string(failure.name), "errorType": .string(failure.type),
                        "message": .string(failure.message),
                    ]
                ] as JSON).bytes)
        }
        let wanted = tables.filter {
            (!sql.contains("= '") || !sql.contains("schema = '") && !sql.contains("schema_name = '")
                || sql.contains("= '\($0.schema)'"))
                && (!sql.contains("AND table_name = '") && !sql.contains("AND name = '")
                    || sql.contains("name = '\($0.name)'"))
        }
        if sql.contains("metadata.catalogs") { return answer(["catalog_name"], [["system"], ["dead"], ["w"]]) }
        if sql.contains("schemata") { return answer(["schema_name"], [["good"], ["information_schema"], ["bad"]]) }
        if sql.contains("information_schema.tables") {
            return answer(
                ["table_schema", "table_name", "table_type"],
                wanted.map { [.string($0.schema), .string($0.name), .string($0.type)] })
        }
        if sql.contains("information_schema.columns") {
            return answer(
                [
                    "table_schema", "table_name", "column_name", "ordinal_position", "is_nullable", "data_type",
                    "comment",
                ],
                wanted.map { [.string($0.schema), .string($0.name), "x", 1, "YES", "bigint", .null] })
        }
        if sql.contains("information_schema.views") {
            return answer(["table_schema", "table_name", "view_definition"], [["good", "v", "SELECT 1"]])
        }
        if sql.contains("materialized_views") { return answer(["schema_name", "name", "definition"], []) }
        return answer(
            ["schema_name", "table_name", "comment"],
            wanted.map { [.string($0.schema), .string($0.name), .string("about \($0.name)")] })
    }
}

@Suite("Trino connector, parts of the source that fail")
struct TrinoFallbackTests {
    private static let external = TrinoFailure(name: "HIVE_METASTORE_ERROR", type: "EXTERNAL", message: "gone")
    private static let denied = TrinoFailure(name: "PERMISSION_DENIED", type: "USER_ERROR", message: "Access Denied")

    private func datasets(_ proposals: [IngestProposal]) -> [String] {
        Set(proposals.filter { $0.entityType == "dataset" }.map(\.urn)).sorted()
            .map { String($0.dropFirst("urn:li:dataset:(urn:li:dataPlatform:trino,".count).dropLast(",PROD)".count)) }
    }

    @Test("A dead catalog fails alone")
    func deadCatalog() async throws {
        let transport = warehouse { $0.contains("\"dead\"") ? Self.external : nil }
        let (proposals, report) = try await scan(try trinoConnector(transport))
        #expect(datasets(proposals) == ["w.bad.broken", "w.bad.fine", "w.good.a", "w.good.v"])
        #expect(report.failed == 1 && report.skipped == 0)
        #expect(report.problems.first?.object == "dead")
        #expect(report.exitStatus == .partial)
    }

    @Test("A catalog without the right to read it is skipped with its reason")
    func deniedCatalog() async throws {
        let transport = warehouse { $0.contains("\"dead\"") ? Self.denied : nil }
        let (_, report) = try await scan(try trinoConnector(transport))
        #expect(report.failed == 0 && report.skipped == 1)
        #expect(report.problems.first?.reason.contains("Access Denied") == true)
    }

    @Test("One broken table hides no other: the listing narrows to schemas, then to tables")
    func brokenTable() async throws {
        let transport = warehouse { sql in
            guard sql.contains("\"w\".information_schema.columns") else { return nil }
            if sql.contains("<>") || sql.contains("= 'bad'") && !sql.contains("table_name =") { return Self.external }
            return sql.contains("'broken'") ? Self.external : nil
        }
        let (proposals, report) = try await scan(try trinoConnector(transport, ["catalog_pattern": "w"]))
        #expect(datasets(proposals) == ["w.bad.fine", "w.good.a", "w.good.v"])
        #expect(report.skipped == 6, "the six aspects of a table")
        #expect(report.problems.map(\.object) == ["w.bad.broken"])
        #expect(report.problems.first?.reason.contains("gone") == true)
    }

    @Test("A comment that cannot be read leaves the description in the catalog alone")
    func comments() async throws {
        let transport = warehouse { sql in
            sql.contains("table_comments") && (!sql.contains("table_name =") || sql.contains("'broken'"))
                ? Self.denied : nil
        }
        let (proposals, report) = try await scan(try trinoConnector(transport, ["catalog_pattern": "w"]))
        let found = document(proposals)
        func aspects(_ name: String) -> [String] {
            found["urn:li:dataset:(urn:li:dataPlatform:trino,w.\(name),PROD)"]?.objectValue?.names ?? []
        }
        #expect(!aspects("bad.broken").contains("datasetProperties"))
        #expect(aspects("bad.broken").contains("schemaMetadata"))
        #expect(aspects("good.a").contains("datasetProperties"))
        #expect(report.skipped == 1)
    }

    @Test("A schema whose tables cannot be listed is skipped, its neighbours are read")
    func schema() async throws {
        let transport = warehouse { sql in
            sql.contains("information_schema.tables") && (sql.contains("<>") || sql.contains("= 'bad'"))
                ? Self.denied : nil
        }
        let (proposals, report) = try await scan(try trinoConnector(transport, ["catalog_pattern": "w"]))
        #expect(datasets(proposals) == ["w.good.a", "w.good.v"])
        #expect(report.problems.map(\.object) == ["w.bad"])
    }

    @Test(
        "A table that is dropped between two statements is no problem; one whose columns are hidden is, with what to do"
    )
    func dropped() async throws {
        let trino = MemoryTrino(
            .init(
                connectors: ["w": "memory"],
                relations: [
                    "w": [
                        .init(schema: "s", name: "kept"), .init(schema: "s", name: "dropped"),
                        .init(schema: "s", name: "hidden", columns: []),
                    ]
                ])
        ) { sql, content in
            guard sql.contains("information_schema.columns") else { return nil }
            content.update { $0.relations["w"]?.removeAll { $0.name == "dropped" } }
            return nil
        }
        let (proposals, report) = try await scan(try trinoConnector(trino))
        #expect(datasets(proposals) == ["w.s.kept"])
        #expect(report.problems.map(\.object) == ["w.s.hidden"])
        #expect(report.problems.first?.reason.contains("let the user see them") == true)
    }

    @Test("A server without the hidden columns of information_schema is read without them")
    func hiddenColumns() async throws {
        @Sendable func missing(_ column: String) -> TrinoFailure {
            TrinoFailure(
                name: "COLUMN_NOT_FOUND", type: "USER_ERROR", message: "Column '\(column)' cannot be resolved")
        }
        for lacking in [["extra_info"], ["comment", "extra_info"]] {
            let transport = warehouse { sql in
                guard sql.contains("information_schema.columns") else { return nil }
                return lacking.first { sql.contains(", \($0)") }.map(missing)
            }
            let (proposals, report) = try await scan(try trinoConnector(transport, ["catalog_pattern": "w"]))
            #expect(datasets(proposals).count == 4 && report.exitStatus == .complete)
        }
    }

    @Test(
        "Any name goes through, but for one that no urn can hold, which is named once; a column like it costs only its edge"
    )
    func names() async throws {
        let long = String(repeating: "表", count: 1000)
        let odd = ["it's \"q\" (a,b)", "sp ace", "a.b", long, " lead", "\u{241F}"]
        let columns = [("id", "bigint"), ("line\nbreak", "bigint")]
        var relations = odd.map { MemoryTrino.Relation(schema: "s", name: $0, columns: columns) }
        relations.append(.init(schema: "s", name: "tab\there", columns: columns))
        relations.append(
            .init(schema: "s", name: "v", columns: columns, view: "SELECT id, \"line\nbreak\" FROM w.s.\"sp ace\""))
        let insert = "INSERT INTO w.s.\"a.b\" SELECT id, \"line\nbreak\" FROM w.s.\"it's \"\"q\"\" (a,b)\""
        let queries = ["SELECT * FROM w.s.\"tab\there\"", insert].enumerated().map { index, text in
            MemoryTrino.Query(id: "q\(index)", text: text, ended: 1_795_000_000_000 + Int64(index))
        }
        let trino = MemoryTrino(
            .init(connectors: ["w": "memory"], relations: ["w": relations], queries: .success(queries)))
        let (proposals, report) = try await scan(try trinoConnector(trino, ["query_history": "true"]))
        #expect(datasets(proposals).count == odd.count + 1)
        #expect(report.problems.map(\.object) == ["w.s.tab\there"] && report.exitStatus == .partial)
        #expect(report.problems.first?.reason.contains("control character") == true)
        #expect(proposals.allSatisfy { Urn.problem(in: $0.urn) == nil })
        let lineage = proposals.first { $0.aspectName == "upstreamLineage" }
        #expect(lineage?.value["fineGrainedLineages"]?.arrayValue?.count == 1)
        let job = proposals.first { $0.aspectName == "dataJobInputOutput" }
        #expect(job?.value["fineGrainedLineages"]?.arrayValue?.count == 1)
        #expect(job?.value["inputDatasets"]?.arrayValue?.count == 1)
    }

    @Test("Each refusal by HTTP says what to do")
    func sentences() {
        func sentence(_ status: Int, _ retryAfter: String? = nil) -> String {
            TrinoError.http(status: status, text: "x", retryAfter: retryAfter).description
        }
        #expect(sentence(429, "3600").contains("Retry-After: 3600") && sentence(503).contains("try again later"))
        #expect(sentence(500).contains("coordinator's log") && sentence(302).contains("login page"))
        #expect(sentence(405).contains("check the address"))
        #expect(TrinoError.timedOut(seconds: 5).description.contains("raise --timeout"))
        #expect(TrinoError.failed(Self.denied).description.contains("grant the user the right"))
    }

    @Test("A server that goes away in the middle is waited for, one that never answered is not")
    func restart() async throws {
        let silence = Locked(3)
        let trino = MemoryTrino(
            .init(connectors: ["w": "memory"], relations: ["w": [.init(schema: "s", name: "t")]])
        ) { sql, _ in
            let isAway = silence.update { left -> Bool in
                guard sql.contains("information_schema.tables"), left > 0 else { return false }
                left -= 1
                return true
            }
            return isAway ? .connect(host: "t", reason: "refused") : nil
        }
        let (proposals, report) = try await scan(try trinoConnector(trino))
        #expect(datasets(proposals) == ["w.s.t"] && report.exitStatus == .complete && silence.value == 0)
        let never = ScriptedTransport { _, _ throws(HTTPClientError) in
            throw HTTPClientError.connect(host: "t", reason: "refused")
        }
        let other = ScriptedTransport { _, _ in HTTPClientResponse(status: 404, body: Array("no such path".utf8)) }
        let another = await thrown(IngestError.self) { try await trinoConnector(other).check() }
        #expect(another.map { "\($0)" }?.contains("check the address") == true)
        let connector = try trinoConnector(never)
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == .source && never.sent.count == 1)
    }

    @Test("The end of access in the middle of a run ends the run")
    func access() async throws {
        let transport = ScriptedTransport { _, _ in HTTPClientResponse(status: 401, body: Array("bad".utf8)) }
        let connector = try trinoConnector(transport)
        await #expect(throws: IngestError.self) { _ = try await scan(connector) }
    }
}
