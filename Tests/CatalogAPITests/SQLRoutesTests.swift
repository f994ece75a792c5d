import Basics
import Testing

@Suite struct SQLRoutesTests {
    private let service = Service()

    private func ask(_ body: JSON) async -> Answer { await service.post("/v1/sql/lineage", body) }

    @Test("a statement's tables and columns, each with its kinds") func columns() async throws {
        let answer = await ask([
            "sql": "CREATE VIEW v AS SELECT upper(a) AS x FROM t WHERE b = 1", "dialect": "postgres",
            "defaultCatalog": "db", "defaultSchema": "s",
        ])
        #expect(answer.status == 200)
        let statement = try #require(answer.json["statements"]?[0])
        #expect(statement["kind"] == "CREATE_VIEW")
        #expect(statement["sources"] == ["db.s.t"])
        #expect(statement["targets"] == ["db.s.v"])
        #expect(statement["columns"]?[0]?["table"] == "db.s.v")
        #expect(statement["columns"]?[0]?["sources"]?[0]?["column"] == "a")
        #expect(
            statement["columns"]?[0]?["sources"]?[0]?["transformations"]
                == [["type": "DIRECT", "subtype": "TRANSFORMATION"]])
        #expect(statement["influences"]?[0]?["transformations"]?[0]?["subtype"] == "FILTER")
        #expect(answer.json["tables"] == nil)
    }

    @Test("a star unfolds by the columns of the request") func givenSchemas() async {
        let answer = await ask([
            "sql": "SELECT * FROM a.b.t", "dialect": "trino",
            "schemas": ["a.b.t": ["x", ["name": "y", "type": "bigint"]]],
        ])
        let names = answer.json["statements"]?[0]?["columns"]?.arrayValue?.map { $0["name"] }
        #expect(names == ["x", "y"])
    }

    @Test("a star unfolds by the columns that the catalog has, unless the request knows better") func catalogSchemas()
        async throws
    {
        try await service.put(
            dataset("shop.orders"), "schemaMetadata",
            [
                "schemaName": "orders", "platform": "urn:li:dataPlatform:hive", "version": 0, "hash": "",
                "platformSchema": ["com.linkedin.schema.OtherSchema": ["rawSchema": ""]],
                "fields": [
                    field("id", "bigint"),
                    field("[version=2.0].[type=struct].[type=struct].place", "struct<city:string>"),
                    field("[version=2.0].[type=struct].[type=struct].place.[type=string].city", "string"),
                ],
            ])
        let body: JSON = [
            "sql": "SELECT o.*, n.* FROM shop.orders o, shop.new n", "dialect": "spark", "platform": "hive",
        ]
        let answer = await ask(body)
        let statement = try #require(answer.json["statements"]?[0])
        #expect(statement["columns"]?.arrayValue?.map { $0["name"] } == ["id", "place"])
        #expect(statement["reasons"]?[0]?["code"] == "UNKNOWN_SCHEMA")
        #expect(answer.json["tables"]?.arrayValue?.map { $0["known"] } == [true, false])
        #expect(answer.json["tables"]?[0]?["urn"] == .string(dataset("shop.orders")))

        var known = try #require(body.objectValue)
        known["schemas"] = ["shop.orders": ["only"], "shop.new": ["b"]]
        let better = await ask(.object(known))
        #expect(better.json["statements"]?[0]?["columns"]?.arrayValue?.map { $0["name"] } == ["only", "b"])
    }

    private func field(_ path: String, _ type: String) -> JSON {
        [
            "fieldPath": .string(path), "nativeDataType": .string(type), "nullable": true, "recursive": false,
            "type": ["type": ["com.linkedin.schema.StringType": [:]]],
        ]
    }

    @Test("what is no SQL is answered with 200, confidence 0 and a place") func prose() async {
        let answer = await ask(["sql": "give me everything"])
        #expect(answer.status == 200)
        #expect(answer.json["statements"]?[0]?["confidence"]?.doubleValue == 0)
        #expect(answer.json["statements"]?[0]?["reasons"]?[0]?["line"] == 1)
        let long = await ask(["sql": .string(String(repeating: "x ", count: 1_500_000))])
        #expect(long.status == 200)
        #expect(long.json["diagnostics"]?[0]?["code"] == "TEXT_TOO_LONG")
    }

    @Test("a question of another shape is refused with the member's name", arguments: refused)
    func refusals(_ body: String, _ word: String) async {
        let answer = await service.post("/v1/sql/lineage", bytes: Array(body.utf8))
        #expect(answer.status == 400)
        #expect(answer.text.contains(word), "\(answer.text)")
    }
}

private let refused: [(String, String)] = [
    ("{", "malformed_json"), ("[]", "Expected an object"), ("{}", "/sql"), ("{\"sql\": 1}", "/sql"),
    ("{\"sql\": \"\", \"dialect\": \"postgras\"}", "Did you mean 'postgres'?"),
    ("{\"sql\": \"\", \"dialekt\": \"x\"}", "Did you mean 'dialect'?"),
    ("{\"sql\": \"\", \"schemas\": []}", "/schemas"), ("{\"sql\": \"\", \"schemas\": {\"a\": 1}}", "/schemas/a"),
    ("{\"sql\": \"\", \"schemas\": {\"a\": [1]}}", "/schemas/a/0"), ("{\"sql\": \"\", \"platform\": 5}", "/platform"),
]
