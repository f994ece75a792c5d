import Basics
import Testing

// Computed arguments stand outside of the suite: written into the attribute, Swift 6.0.3 cannot compile them.
private let entityLists: [String] = [
    "List(\(Samples.encodedTable),urn%3Ali%3Atag%3Ax)", "List(\(Samples.table),urn:li:tag:x)",
    "List%28\(Samples.encodedTable),urn%3Ali%3Atag%3Ax%29",
]

@Suite("DataHub reads")
struct ReadTests {
    private let surface = Surface()

    @Test("Version 0 is the latest, 1 the oldest, and each says its counter")
    func versions() async {
        for description in ["one", "two", "two", "three"] {
            await surface.emit(Samples.table, "editableDatasetProperties", ["description": .string(description)])
        }
        for (version, description, counter) in [(0, "three", "3"), (1, "one", "1"), (2, "two", "2"), (3, "three", "3")]
        {
            let answer = await surface.get(
                "/aspects/\(Samples.encodedTable)?aspect=editableDatasetProperties&version=\(version)")
            #expect(answer.status == 200)
            let value = answer.json?["aspect"]?["com.linkedin.dataset.EditableDatasetProperties"]
            #expect(value?["description"]?.stringValue == description)
            #expect(answer.json?["version"]?.intValue == Int64(version))
            #expect(answer.json?["systemMetadata"]?["version"]?.stringValue == counter)
        }
        let absent = await surface.get("/aspects/\(Samples.encodedTable)?aspect=editableDatasetProperties&version=4")
        #expect(absent.status == 404)
    }

    @Test("System metadata are the latest run's")
    func systemMetadata() async {
        await surface.emit(Samples.table, "status", ["removed": false], metadata: Samples.metadata)
        let answer = await surface.get("/aspects/\(Samples.encodedTable)?aspect=status")
        let metadata = answer.json?["systemMetadata"]
        #expect(metadata?["runId"] == "run-1")
        #expect(metadata?["lastObserved"] == 1_795_170_639_906)
        #expect(metadata?["lastRunId"] == "no-run-id-provided")
        #expect(metadata?["properties"]?["clientId"] == "acryl-datahub")
        #expect(metadata?["version"] == "1")
    }

    @Test("exists: the key aspect is there after any write, soft-deleted too, and 404 before")
    func exists() async {
        let target = "/aspects/\(Samples.encodedTable)?aspect=datasetKey&version=0"
        #expect(await surface.get(target).status == 404)
        await surface.emit(Samples.table, "datasetProfile", Samples.profile(at: 1_760_000_000_000, rows: 1))
        #expect(await surface.get(target).status == 200)
        await surface.emit(Samples.table, "status", ["removed": true])
        let key = await surface.get(target)
        #expect(
            key.json?["aspect"] == [
                "com.linkedin.metadata.key.DatasetKey": [
                    "platform": "urn:li:dataPlatform:hive", "name": "shop.orders", "origin": "PROD",
                ]
            ])
    }

    @Test("A 404 is in the client's shape")
    func notFound() async {
        let answer = await surface.get("/aspects/urn%3Ali%3Atelemetry%3AclientId?aspect=telemetryClientId&version=0")
        #expect(answer.status == 404)
        #expect(answer.json?["exceptionClass"] == "com.linkedin.restli.server.RestLiServiceException")
        #expect(answer.json?["status"] == 404)
        #expect(answer.message.contains("urn:li:telemetry:clientId"))
    }

    @Test(
        "Urns are found percent-encoded, form-encoded and written out",
        arguments: [
            ("urn:li:tag:a/b c+d%", "urn%3Ali%3Atag%3Aa%2Fb%20c%2Bd%25"),
            ("urn:li:tag:a/b c+(d)", "urn%3Ali%3Atag%3Aa%2Fb+c%2B(d)"), ("urn:li:tag:a/b+c", "urn:li:tag:a/b+c"),
            ("urn:li:tag:a//b/", "urn:li:tag:a//b/"),
            (
                "urn:li:dataset:(urn:li:dataPlatform:s3,a/b,PROD)", "urn:li:dataset:(urn:li:dataPlatform:s3,a%2Fb,PROD)"
            ),
        ])
    func encodings(urn: String, encoded: String) async {
        await surface.emit(urn, "status", ["removed": false])
        let entity = await surface.get("/entitiesV2/\(encoded)?aspects=List(status)")
        #expect(entity.json?["urn"]?.stringValue == urn)
        #expect(entity.json?["aspects"]?["status"]?["value"] == ["removed": false])
        #expect(await surface.get("/aspects/\(encoded)?aspect=status").status == 200)
    }

    @Test("An entity shows its aspects with name, type, version, stamp and system metadata, and always its key")
    func entity() async {
        await surface.emit(Samples.table, "status", ["removed": false])
        await surface.emit(Samples.table, "schemaMetadata", Samples.schemaMetadata)
        let whole = await surface.get("/entitiesV2/\(Samples.encodedTable)")
        #expect(whole.json?["entityName"] == "dataset")
        let names = Set(whole.json?["aspects"]?.objectValue?.names ?? [])
        #expect(names.isSuperset(of: ["datasetKey", "status", "schemaMetadata", "browsePathsV2"]))
        let some = await surface.get("/entitiesV2/\(Samples.encodedTable)?aspects=List(status,noSuchAspect)")
        #expect(some.json?["aspects"]?.objectValue?.names.sorted() == ["datasetKey", "status"])
        let status = some.json?["aspects"]?["status"]
        #expect(status?["name"] == "status")
        #expect(status?["type"] == "VERSIONED")
        #expect(status?["version"] == 0)
        #expect(status?["value"] == ["removed": false])
        #expect(status?["created"]?["actor"]?.stringValue?.hasPrefix("urn:li:corpuser:") == true)
        #expect(status?["created"]?["time"]?.intValue ?? 0 > 1_700_000_000_000)
        #expect(status?["systemMetadata"]?["version"] == "1")
    }

    @Test("An unknown entity is answered with the key made from its urn, and nothing else")
    func unknownEntity() async {
        let answer = await surface.get("/entitiesV2/\(Samples.encodedTable)")
        #expect(answer.status == 200)
        #expect(answer.json?["aspects"]?.objectValue?.names == ["datasetKey"])
        #expect(answer.json?["aspects"]?["datasetKey"]?["value"]?["name"] == "shop.orders")
    }

    @Test("Several entities are asked for by a list, encoded or not", arguments: entityLists)
    func batch(list: String) async {
        await surface.emit(Samples.table, "status", ["removed": false])
        let answer = await surface.get("/entitiesV2?ids=\(list)&aspects=List(status)")
        #expect(answer.status == 200)
        #expect(answer.json?["results"]?.objectValue?.names == [Samples.table, "urn:li:tag:x"])
        #expect(answer.json?["results"]?[Samples.table]?["aspects"]?["status"]?["value"] == ["removed": false])
        #expect(answer.json?["results"]?["urn:li:tag:x"]?["aspects"]?.objectValue?.names == ["tagKey"])
        #expect(answer.json?["errors"] == [:])
    }

    @Test("The handshake has what every client looks for")
    func config() async {
        for target in ["/config", "/config?verbose=true", "//config"] {
            let json = await surface.get(target).json
            #expect(json?["noCode"] == "true")
            #expect(json?["statefulIngestionCapable"] == true)
            #expect(json?["versions"]?["acryldata/datahub"]?["version"] == "v1.7.0.17")
            #expect(json?["datahub"]?["serverEnv"] == "core")
            #expect(json?["telemetry"]?["enabledCli"] == false)
        }
    }
}
