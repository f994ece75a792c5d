import Basics
import HTTPClient
import Testing

@testable import CatalogIngest

/// Against the stand-in that `CATALOG_TEST_TRINO_FAULTS` names (`../shared/servers/trino-faults`), which misbehaves when told.
@Suite(
    "Trino connector, a stand-in with faults",
    .enabled(if: TestFiles.environment["CATALOG_TEST_TRINO_FAULTS"] != nil), .serialized)
struct TrinoFaultTests {
    private var server: String { TestFiles.environment["CATALOG_TEST_TRINO_FAULTS"] ?? "" }

    private func connector(
        _ more: [String: String] = [:], context: ConnectorContext = ConnectorContext()
    ) throws -> TrinoConnector {
        try TrinoConnector(
            try configuration(
                TrinoConnector.fields,
                [
                    "server": server, "user": "ana", "password": "harness-only", "catalog_pattern": "lake$",
                    "schema_pattern": "sales",
                ].merging(more) { $1 }), context: context)
    }

    private func setFaults(_ faults: [JSON]) async throws {
        let client = HTTPClient()
        for fault in [[:]] + faults {
            let request = HTTPClientRequest(method: "POST", url: "\(server)/harness/faults", body: fault.bytes)
            #expect(try await client.send(request).status < 300)
        }
    }

    private static let faults: [(name: String, faults: [JSON])] = [
        ("503 from a gateway", [["status": 503, "count": 3, "on": "GET"]]),
        ("429 with Retry-After", [["status": 429, "count": 1, "on": "GET", "retry_after": 1]]),
        ("502 for a statement", [["status": 502, "count": 2, "on": "POST", "path": "statement"]]),
        ("a POST without an answer", [["drop": "before", "count": 1, "on": "POST", "path": "statement"]]),
        ("a POST whose answer is lost", [["drop": "after", "count": 1, "on": "POST", "path": "statement"]]),
        ("a page whose answer is lost", [["drop": "after", "count": 2, "on": "GET"]]),
        ("a page that is cut", [["truncate": true, "count": 2, "on": "GET"]]),
        ("a gateway's login page", [["html": true, "count": 2, "on": "GET"]]),
        ("a slow page", [["delay": 2, "count": 1, "on": "GET"]]),
        ("a coordinator that restarts", [["forget": true]]),
    ]

    @Test("Each passing fault leaves the result as it is without", arguments: faults.indices)
    func passing(index: Int) async throws {
        try await setFaults([])
        let (expected, _) = try await scan(try connector())
        #expect(expected.count > 40)
        try await setFaults(Self.faults[index].faults)
        let (found, report) = try await scan(try connector())
        try await setFaults([])
        #expect(found == expected, "\(Self.faults[index].name)")
        #expect(report.exitStatus == .complete)
    }

    @Test("A broken catalog fails alone, a denied schema is skipped, each with its reason")
    func partial() async throws {
        try await setFaults([
            [
                "on_sql": "\"slowcat\".information_schema", "error_name": "ICEBERG_CATALOG_ERROR",
                "message": "Failed to list",
            ]
        ])
        let (proposals, report) = try await scan(
            try connector(["catalog_pattern": "(slowcat|tpch)$", "schema_pattern": ".*"]))
        try await setFaults([])
        #expect(report.failed == 1)
        #expect(report.problems.map(\.object) == ["slowcat"])
        #expect(report.problems.first?.reason.contains("Failed to list") == true)
        #expect(proposals.contains { $0.urn.contains("tpch.tiny.nation") })
    }

    @Test("A server that starts is waited for, up to its patience")
    func starting() async throws {
        try await setFaults([["starting": true]])
        let server = server
        let pauses = Locked(0)
        // The server comes up when the connector waits for the second time.
        let context = ConnectorContext(pause: { _ in
            let count = pauses.update { count in
                count += 1
                return count
            }
            guard count == 2 else { return }
            let request = HTTPClientRequest(method: "POST", url: "\(server)/harness/faults", body: Array("{}".utf8))
            _ = try await HTTPClient().send(request)
        })
        try await connector(context: context).check()
        #expect(pauses.value >= 2)
    }
}
