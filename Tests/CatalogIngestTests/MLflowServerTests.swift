import Basics
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

/// Against the real servers that `CATALOG_TEST_MLFLOW` (3.x) and `CATALOG_TEST_MLFLOW2` (2.x with basic authentication,
/// password in `CATALOG_TEST_MLFLOW2_PASSWORD`) name, seeded by `../shared/servers/mlflow/seed.py`.
@Suite("A real MLflow", .enabled(if: TestFiles.environment["CATALOG_TEST_MLFLOW"] != nil), .serialized)
struct MLflowServerTests {
    private static let second = TestFiles.environment["CATALOG_TEST_MLFLOW2"]

    private func fields(_ version: Int) -> [String: String] {
        guard version == 2 else { return ["tracking_uri": TestFiles.environment["CATALOG_TEST_MLFLOW"] ?? ""] }
        return [
            "tracking_uri": Self.second ?? "", "username": "admin",
            "password": TestFiles.environment["CATALOG_TEST_MLFLOW2_PASSWORD"] ?? "",
        ]
    }

    @Test(
        "Reads the seeded server: every run, model and dataset, no problem; CATALOG_RECORD=1 keeps the conversation",
        arguments: [3, 2])
    func read(version: Int) async throws {
        if version == 2, Self.second == nil { return }
        let (context, recorder) = RecordingTransport.context()
        let connector = try MLflowConnector(
            try configuration(MLflowConnector.fields, fields(version)), context: context)
        try await connector.check()
        let (proposals, report) = try await scan(connector)
        #expect(report.exitStatus == .complete, "\(report.problems)")
        #expect(Set(proposals.filter { $0.entityType == "dataProcessInstance" }.map(\.urn)).count >= 18)
        #expect(Set(proposals.filter { $0.entityType == "mlModel" }.map(\.urn)).count >= 3)
        if let recorder { try TestFiles.write(recorder.recording, to: "recordings/mlflow-\(version).json") }
        print("read \(report.entities) entities, \(proposals.count) aspects in \(report.seconds) s")
    }

    @Test("A wrong password is refused before anything is read", .enabled(if: Self.second != nil))
    func refused() async throws {
        var fields = self.fields(2)
        fields["password"] = "wrong"
        let connector = try MLflowConnector(
            try configuration(MLflowConnector.fields, fields), context: ConnectorContext())
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == .access)
        #expect(error?.message.contains("password") == true)
    }

    @Test("Without credentials the sentence says which options to give", .enabled(if: Self.second != nil))
    func noCredentials() async throws {
        let connector = try MLflowConnector(
            try configuration(MLflowConnector.fields, ["tracking_uri": Self.second ?? ""]), context: ConnectorContext())
        let error = await thrown(IngestError.self) { try await connector.check() }
        #expect(error?.code == .access)
        #expect(error?.message.contains("--password-file") == true)
    }
}
