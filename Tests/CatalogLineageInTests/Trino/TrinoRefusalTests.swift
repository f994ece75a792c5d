import Basics
import CatalogModel
import CatalogService
import CatalogTestKit
import Foundation
import Testing

@testable import CatalogLineageIn

@Suite("What Trino's events may not be")
struct TrinoRefusalTests {
    /// A place of an event, what is put there, and where the refusal says the fault is.
    private static let faults: [(path: [String], value: JSON, place: String)] = [
        (["metadata"], .null, "/metadata"), (["metadata"], [], "/metadata"), (["context"], .null, "/context"),
        (["ioMetadata"], .null, "/ioMetadata"), (["ioMetadata"], "x", "/ioMetadata"),
        (["metadata", "queryId"], "", "/metadata/queryId"), (["metadata", "queryId"], 7, "/metadata/queryId"),
        (["metadata", "query"], [:], "/metadata/query"), (["metadata", "queryState"], .null, "/metadata/queryState"),
        (["metadata", "tables"], [:], "/metadata/tables"), (["metadata", "tables", "0"], 1, "/metadata/tables/0"),
        (["metadata", "tables", "0", "catalog"], .null, "/metadata/tables/0/catalog"),
        (["metadata", "tables", "0", "table"], "a\u{9}b", "/metadata/tables/0"),
        (["metadata", "tables", "0", "columns", "1"], [:], "/metadata/tables/0/columns/1/column"),
        (["context", "user"], .null, "/context/user"), (["context", "user"], " ana", "/context/user"),
        (["context", "source"], 5, "/context/source"), (["createTime"], .null, "/createTime"),
        (["endTime"], "yesterday", "/endTime"), (["endTime"], "2026-11-21T14:19:23", "/endTime"),
        (["endTime"], .number("1e300"), "/endTime"), (["endTime"], -5, "/endTime"),
        (["ioMetadata", "inputs"], "x", "/ioMetadata/inputs"),
        (["ioMetadata", "inputs", "0", "columns", "0"], 3, "/ioMetadata/inputs/0/columns/0"),
        (["ioMetadata", "output"], [], "/ioMetadata/output"),
        (["ioMetadata", "output", "table"], "", "/ioMetadata/output/table"),
        (["ioMetadata", "output", "columns", "1", "columnName"], .null, "/ioMetadata/output/columns/1/columnName"),
        (
            ["ioMetadata", "output", "columns", "1", "sourceColumns", "0", "columnName"], 1,
            "/ioMetadata/output/columns/1/sourceColumns/0/columnName"
        ),
    ]

    private static func replaced(_ json: JSON, _ path: ArraySlice<String>, _ value: JSON) -> JSON {
        guard let step = path.first else { return value }
        switch json {
        case .object(var object):
            object[step] = replaced(object[step] ?? .null, path.dropFirst(), value)
            return .object(object)
        case .array(var elements):
            guard let index = Int(step), elements.indices.contains(index) else { return json }
            elements[index] = replaced(elements[index], path.dropFirst(), value)
            return .array(elements)
        default: return json
        }
    }

    @Test("an event that cannot be used is refused by the name of the member") func faults() async throws {
        let event = try recording("insert-select")
        for (path, value, place) in Self.faults {
            let surface = TrinoSurface()
            let (status, json) = await surface.post(Self.replaced(event, path[...], value))
            #expect(status == 400, "\(path)")
            #expect(json["code"] == "malformed_event")
            #expect(json["path"]?.stringValue == place, "\(json["detail"]?.text ?? "")")
            #expect(try await surface.store.position() == .start)
        }
    }

    @Test("a body that is no event is refused") func bodies() async throws {
        let surface = TrinoSurface()
        for body in ["", "{", "nonsense", "{\"a\":1,\"a\":2}", String(repeating: "[", count: 100_000)] {
            let (status, json) = await surface.post(bytes: Array(body.utf8))
            #expect(status == 400)
            #expect(json["code"] == "malformed_json")
        }
        for body in ["[]", "7", "{}", "null"] {
            let (status, json) = await surface.post(bytes: Array(body.utf8))
            #expect(status == 400)
            #expect(json["code"] == "malformed_event")
        }
    }

    @Test("a store that is away is 503, to come back after, and nothing of it is told") func away() async throws {
        let surface = TrinoSurface()
        await surface.store.fail(with: .unavailable("secret host"))
        let (status, json) = await surface.post(try recording("insert-select"))
        #expect(status == 503)
        #expect(json["code"] == "storage_unavailable")
        #expect(!json.text.contains("secret"))
        await surface.store.fail(with: nil)
        #expect(await surface.post(try recording("insert-select")).json["outcome"] == "recorded")
    }

    @Test("a statement of many columns keeps them, one of far too many the tables") func manyColumns() async throws {
        var query = MadeQuery(
            id: "q", statement: "insert into t select * from u", at: 9,
            reads: [("u", (0..<5000).map { "c\($0)" })], output: "t",
            columns: (0..<5000).map { ("c\($0)", ["u.c\($0)"]) })
        let surface = TrinoSurface()
        #expect(await surface.post(query.event).status == 200)
        #expect(try await surface.upstream(column("w.s.t", "c4999")) == [column("w.s.u", "c4999")])
        query.id = "q2"
        query.at = 10
        let sources = (0..<400).map { "u.c\($0)" }
        query.columns = (0..<300).map { ("c\($0)", sources) }
        #expect(await surface.post(query.event).status == 200)
        #expect(try await surface.upstream(column("w.s.t", "c4999")).isEmpty)
        #expect(try await surface.upstream(trino("w.s.t"), hops: 2).contains(trino("w.s.u")))
    }

    @Test("a long field path names its column, or none where it leads inside one") func fieldPaths() {
        #expect(TrinoFieldPaths.column("[version=2.0].[type=struct].[type=record].address") == "address")
        #expect(TrinoFieldPaths.column("[version=2.0].[type=struct].[type=array].[type=string].tags") == "tags")
        #expect(
            TrinoFieldPaths.column("[version=2.0].[type=struct].[type=record].address.[type=string].street") == nil)
        #expect(TrinoFieldPaths.column("address") == nil)
        #expect(TrinoFieldPaths.column("[version=2.0].[type") == nil)
    }
}
