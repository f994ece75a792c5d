import Basics
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

/// Against the real server that `CATALOG_TEST_TRINO` names, seeded by `../shared/servers/trino/seed.py`.
@Suite("A real Trino", .enabled(if: TestFiles.environment["CATALOG_TEST_TRINO"] != nil), .serialized)
struct TrinoServerTests {
    private var fields: [String: String] {
        let environment = TestFiles.environment
        var fields = ["server": environment["CATALOG_TEST_TRINO"] ?? "", "user": "ana"]
        fields["ca_file"] = environment["CATALOG_TEST_TRINO_CA"]
        if let token = environment["CATALOG_TEST_TRINO_TOKEN"] {
            fields["token"] = token
        } else {
            fields["password"] = environment["CATALOG_TEST_TRINO_PASSWORD"]
        }
        return fields
    }

    private func connector(_ more: [String: String] = [:]) throws -> TrinoConnector {
        try TrinoConnector(
            try configuration(TrinoConnector.fields, fields.merging(more) { $1 }), context: ConnectorContext())
    }

    @Test("Reads the seeded warehouse: every relation, no problem; CATALOG_RECORD=1 keeps the conversation")
    func read() async throws {
        let (context, recorder) = RecordingTransport.context()
        let connector = try TrinoConnector(
            try configuration(TrinoConnector.fields, fields.merging(["catalog_pattern": "warehouse"]) { $1 }),
            context: context)
        try await connector.check()
        let (proposals, report) = try await scan(connector)
        #expect(report.exitStatus == .complete, "\(report.problems)")
        let datasets = Set(proposals.filter { $0.entityType == "dataset" }.map(\.urn))
        #expect(datasets.count >= 22)
        #expect(
            datasets.contains(
                "urn:li:dataset:(urn:li:dataPlatform:trino,warehouse.odd schema.dots.and%2Ccommas%28parens%29,PROD)"))
        if let recorder { try TestFiles.write(recorder.recording, to: "recordings/trino-435.json") }
        print("read \(datasets.count) relations, \(proposals.count) aspects in \(report.seconds) s")
    }

    @Test("The type of an ambiguous row comes from the table itself")
    func doubt() async throws {
        let (proposals, _) = try await scan(try connector(["catalog_pattern": "warehouse", "schema_pattern": "raw"]))
        let found = document(proposals)
        let fields = found["urn:li:dataset:(urn:li:dataPlatform:trino,warehouse.raw.all_types,PROD)"]?[
            "schemaMetadata"]?["fields"]
        let paths = (fields?.arrayValue ?? []).compactMap { $0["fieldPath"]?.stringValue }
        #expect(paths.contains("[version=2.0].[type=struct].[type=struct].c_row.[type=int].House No"))
        #expect(paths.contains("[version=2.0].[type=struct].[type=struct].c_anonymous.[type=int].field0"))
    }

    @Test("A statement that was just run counts for its table, without its literals; INSERT becomes a job")
    func history() async throws {
        var transport = TransportSettings()
        transport.caFile = fields["ca_file"]
        var settings = TrinoClient.Settings(server: fields["server"] ?? "")
        settings.user = "ana"
        settings.password = fields["password"].map { Secret($0) }
        settings.token = fields["token"].map { Secret($0) }
        settings.source = "test"
        let client = TrinoClient(
            settings: settings, transport: transport.client(), pause: { try await Task.sleep(for: $0) })
        for statement in [
            "SELECT name FROM tpch.tiny.nation WHERE comment <> 'hunter2'",
            "DROP TABLE IF EXISTS warehouse.raw.history_test",
            "CREATE TABLE warehouse.raw.history_test AS SELECT nationkey, name FROM tpch.tiny.nation WHERE nationkey < 4711",
        ] {
            try await client.fold(statement, from: ()) { _, _ in }
        }
        let (proposals, report) = try await scan(
            try connector([
                "catalog_pattern": "(tpch|warehouse)$", "schema_pattern": "(tiny|raw)$", "query_history": "true",
            ]))
        #expect(report.failed == 0, "\(report.problems)")
        let nation = "urn:li:dataset:(urn:li:dataPlatform:trino,tpch.tiny.nation,PROD)"
        let usage = proposals.first { $0.urn == nation && $0.aspectName == "datasetUsageStatistics" }
        #expect((usage?.value["totalSqlQueries"]?.intValue ?? 0) >= 2)
        let jobs = proposals.filter { $0.aspectName == "dataJobInputOutput" }
        let job = jobs.first { $0.value["outputDatasets"]?[0]?.stringValue?.contains("raw.history_test") == true }
        #expect(job?.value["inputDatasets"] == [.string(nation)])
        #expect(job?.value["fineGrainedLineages"]?.arrayValue?.count == 2)
        let all = proposals.map(\.value.text).joined()
        #expect(!all.contains("hunter2") && !all.contains("4711"))
    }

    @Test(
        "A wrong password or token is refused before anything is read",
        .enabled(if: TestFiles.environment["CATALOG_TEST_TRINO_AUTH"] != nil))
    func refused() async throws {
        var fields = self.fields
        let isPassword = fields["password"] != nil
        fields[isPassword ? "password" : "token"] = "wrong"
        let connector = try TrinoConnector(
            try configuration(TrinoConnector.fields, fields), context: ConnectorContext())
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == .access)
    }
}
