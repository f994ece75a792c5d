import Basics
import Foundation

@testable import CatalogIngest

/// Files beside the tests.
enum TestFiles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

    static func json(_ path: String) throws -> JSON {
        try JSON.parse(Array(Data(contentsOf: folder.appending(path: path))))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    static func write(_ value: JSON, to path: String) throws {
        try Data((value.prettyText + "\n").utf8).write(to: folder.appending(path: path))
    }

    /// Whether `CATALOG_RECORD=1` asks to rewrite recordings and goldens.
    static var isRecording: Bool { environment["CATALOG_RECORD"] == "1" }

    static let environment = ProcessInfo.processInfo.environment
}

/// A configuration of fields, for tests.
func configuration(_ fields: [RecipeField], _ values: [String: String]) throws -> ConnectorConfiguration {
    var configuration = ConnectorConfiguration(fields: fields, place: "test")
    for (name, value) in values {
        try configuration.set(name, ConfigurationValue(content: .text(value), place: "test"))
    }
    try configuration.checkRequired()
    return configuration
}

/// A Trino connector over a transport, that never waits.
func trinoConnector(_ transport: any HTTPTransport, _ values: [String: String] = [:]) throws -> TrinoConnector {
    try TrinoConnector(
        try configuration(
            TrinoConnector.fields, ["server": "http://127.0.0.1:8098"].merging(values) { $1 }),
        context: ConnectorContext(transport: { _ in transport }, pause: { _ in try Task.checkCancellation() }))
}

/// What a connector finds, and what it says about the rest.
func scan(_ connector: some Connector) async throws -> (proposals: [IngestProposal], report: Report) {
    let sink = CollectingSink()
    let run = Run(identity: RunIdentity(runID: "test", started: 0), sink: sink)
    try await connector.scan(into: run)
    let report = await run.finish()
    return (await sink.proposals, report)
}

/// Proposals as one object: urn, then aspect, then value.
func document(_ proposals: [IngestProposal]) -> JSON {
    var entities: [String: JSONObject] = [:]
    for proposal in proposals { entities[proposal.urn, default: JSONObject()][proposal.aspectName] = proposal.value }
    return .object(
        JSONObject(entities.keys.sorted().map { .init($0, .object(entities[$0] ?? JSONObject())) }))
}
