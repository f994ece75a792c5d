import Basics
import Foundation
import HTTPClient
import Testing

@testable import CatalogIngest

@Suite("Trino connector, replay of a recorded Trino 435")
struct TrinoConnectorTests {
    private static let recording = "recordings/trino-435.json"

    private func replay() throws -> ReplayTransport { ReplayTransport(try TestFiles.json(Self.recording)) }

    @Test("What the recorded server holds becomes the golden's aspects, the same each time")
    func golden() async throws {
        let (first, report) = try await scan(try trinoConnector(try replay(), ["catalog_pattern": "warehouse"]))
        let (second, _) = try await scan(try trinoConnector(try replay(), ["catalog_pattern": "warehouse"]))
        #expect(first == second)
        if TestFiles.isRecording { try TestFiles.write(document(first), to: "golden/trino.json") }
        let golden = try TestFiles.json("golden/trino.json")
        let found = document(first)
        #expect(found.objectValue?.names == golden.objectValue?.names)
        for member in golden.objectValue?.members ?? [] {
            #expect(found[member.name] == member.value, "\(member.name)")
        }
        // v_broken and v_stale are broken in the source itself.
        #expect(report.skipped == 2 && report.broken == 2 && report.failed == 0)
        #expect(report.seen == first.count + 2 && report.exitStatus == .complete)
    }

    @Test("Urns and aspects equal those of DataHub's source on the same server, but for the listed differences")
    func dataHub() async throws {
        let (proposals, _) = try await scan(try trinoConnector(try replay(), ["catalog_pattern": "warehouse"]))
        let ours = document(proposals)
        let theirs = try TestFiles.json("recordings/datahub-trino.json")
        // Difference 1: information_schema is no schema of the data.
        let informationSchema = EntityNames.container(key: [
            ("platform", "trino"), ("instance", "PROD"), ("database", "warehouse"), ("schema", "information_schema"),
        ])
        let expected = (theirs.objectValue?.names ?? []).filter {
            $0 != informationSchema && !$0.contains("warehouse.information_schema.")
        }
        #expect(expected.count < theirs.objectValue?.count ?? 0, "the recording must hold what is left out")
        #expect(ours.objectValue?.names == expected.sorted())
        for urn in expected {
            // Lineage has a test of its own.
            let names = ours[urn]?.objectValue?.names.filter { $0 != "upstreamLineage" }
            #expect(names?.sorted() == theirs[urn]?.objectValue?.names.sorted(), "\(urn)")
            for member in theirs[urn]?.objectValue?.members ?? [] {
                let own = ours[urn]?[member.name]
                if member.name == "schemaMetadata" {
                    try compareFields(own, member.value, urn)
                } else {
                    #expect(own?.contentDigest == member.value.contentDigest, "\(urn) \(member.name)")
                }
            }
        }
    }

    @Test("Views have the sources that DataHub's source finds, but where it is wrong")
    func dataHubLineage() async throws {
        let (proposals, report) = try await scan(try trinoConnector(try replay(), ["catalog_pattern": "warehouse"]))
        let ours = document(proposals)
        let theirs = try TestFiles.json("recordings/datahub-trino-lineage.json")
        func urn(_ table: String) -> String { "urn:li:dataset:(urn:li:dataPlatform:trino,warehouse.\(table),PROD)" }
        func upstreams(_ view: String) -> [String] {
            (ours[view]?["upstreamLineage"]?["upstreams"]?.arrayValue ?? []).compactMap { $0["dataset"]?.stringValue }
        }
        // Its own schema has no orders; the session that made the view was in staging.
        #expect(upstreams(urn("marts.v_session_schema")) == [urn("staging.orders")])
        // Its source was dropped; DataHub names it all the same.
        #expect(upstreams(urn("marts.v_broken")).isEmpty)
        #expect(report.problems.contains { $0.kind == .broken && $0.object == "warehouse.marts.v_broken" })
        let differing = [urn("marts.v_session_schema"), urn("marts.v_broken")]
        #expect(theirs.objectValue?.count ?? 0 > 5)
        for view in theirs.objectValue?.members ?? [] where !differing.contains(view.name) {
            let expected = (view.value["upstreams"]?.arrayValue ?? []).compactMap(\.stringValue)
            #expect(upstreams(view.name).sorted() == expected, "\(view.name)")
        }
    }

    private func compareFields(_ ours: JSON?, _ theirs: JSON, _ urn: String) throws {
        let own = try #require(ours?["fields"]?.arrayValue)
        let other = try #require(theirs["fields"]?.arrayValue)
        // Difference 2: one column of a kind that DataHub's parser does not know costs it the whole table.
        guard !urn.contains("raw.all_types") else {
            #expect(other.isEmpty && own.count > 30)
            return
        }
        try #require(own.count == other.count, "\(urn)")
        for (mine, his) in zip(own, other) {
            // Difference 3: types that DataHub's SQL library lacks keep their name and kind.
            let native = mine["nativeDataType"]?.stringValue ?? ""
            if ["TINYINT", "UUID", "IPADDRESS", "INTERVAL DAY TO SECOND"].contains(native) {
                #expect(mine["fieldPath"] == his["fieldPath"])
                continue
            }
            #expect(mine.contentDigest == his.contentDigest, "\(urn): \(mine.text) \(his.text)")
        }
        var rest = theirs.objectValue
        rest?["fields"] = .array(own)
        #expect(ours?.contentDigest == rest.map { JSON.object($0).contentDigest })
    }

    @Test("With a platform instance urns, containers and browse paths are DataHub's too")
    func instance() async throws {
        let (proposals, _) = try await scan(
            try trinoConnector(
                try replay(), ["catalog_pattern": "warehouse", "platform_instance": "lab"]))
        let found = document(proposals)
        let urn = "urn:li:dataset:(urn:li:dataPlatform:trino,lab.warehouse.raw.payments,PROD)"
        #expect(found[urn]?["container"]?["container"] == "urn:li:container:60b1441a028cd67e116cfb3915a9c5be")
        let instance = "urn:li:dataPlatformInstance:(urn:li:dataPlatform:trino,lab)"
        #expect(found[urn]?["dataPlatformInstance"]?["instance"] == .string(instance))
        let path = found[urn]?["browsePathsV2"]?["path"]?.arrayValue?.compactMap { $0["id"]?.stringValue }
        #expect(
            path == [
                instance, "urn:li:container:e62f571b9d7babbddde983957f8242d0",
                "urn:li:container:60b1441a028cd67e116cfb3915a9c5be",
            ])
    }

    @Test("Patterns leave catalogs, schemas and tables out and say how many")
    func patterns() async throws {
        let all = try TestFiles.json(Self.recording)
        // A narrowed schema list asks other statements: answer them from the full ones.
        let transport = ReplayTransport(all)
        let narrowing = NarrowedTransport(inner: transport, schemas: ["marts"])
        let (proposals, report) = try await scan(
            try trinoConnector(
                narrowing,
                [
                    "catalog_pattern": "WAREHOUSE$", "schema_pattern": "marts",
                    "table_pattern": "warehouse\\.marts\\.v_", "view_lineage": "false",
                ]))
        let datasets = Set(proposals.filter { $0.entityType == "dataset" }.map(\.urn))
        #expect(datasets.count == 7)
        #expect(report.filtered["tables"] == 3)
        #expect(report.filtered["catalogs"] == 1)
        #expect((report.filtered["schemas"] ?? 0) > 3)
    }
}

/// Answers statements that name schemas by the recorded ones that name none.
private struct NarrowedTransport: HTTPTransport {
    let inner: ReplayTransport
    let schemas: [String]

    func send(
        _ request: HTTPClientRequest, retrying policy: RetryPolicy
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        var request = request
        let list = schemas.map { "'\($0)'" }.joined(separator: ", ")
        request.body = Array(
            String(decoding: request.body, as: UTF8.self)
                .replacingOccurrences(of: "IN (\(list))", with: "<> 'information_schema'").utf8)
        return try await inner.send(request, retrying: policy)
    }
}
