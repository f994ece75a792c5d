import Basics
import CatalogSchema
import Testing

@Suite struct MarkTests {
    private func aspect(_ name: String) throws -> AspectDefinition {
        try #require(MetadataModel.standard.aspect(named: name))
    }

    private func column(_ path: String) -> String { "urn:li:schemaField:(urn:li:dataset:d,\(path))" }

    @Test("Facts that lie beside a urn belong to its edge, and to no other")
    func companions() throws {
        let value = try JSON.parse(
            #"""
            {"upstreams":[
              {"dataset":"urn:li:dataset:a","type":"COPY","created":{"time":1,"actor":"urn:li:corpuser:c"},
               "auditStamp":{"time":2,"actor":"urn:li:corpuser:u"},"properties":{"k":"v"},"query":"urn:li:query:q"},
              {"dataset":"urn:li:dataset:b","type":"COPY"},
              {"dataset":"urn:li:dataset:b","type":"VIEW"}]}
            """#)
        var first = ExtractedEdge(
            relationship: "DownstreamOf", destination: "urn:li:dataset:a", lineage: .upstream, via: "urn:li:query:q")
        first.createdOn = 1
        first.createdActor = "urn:li:corpuser:c"
        first.updatedOn = 2
        first.updatedActor = "urn:li:corpuser:u"
        first.properties = ["k": "v"]
        let second = ExtractedEdge(relationship: "DownstreamOf", destination: "urn:li:dataset:b", lineage: .upstream)
        #expect(try aspect("upstreamLineage").edges(from: value, owner: "urn:li:dataset:x") == [first, second])
    }

    @Test("Outputs of a job lie downstream, its inputs upstream; keys and unions have edges too")
    func directions() throws {
        let job = try aspect("dataJobInputOutput")
        let edges = try job.edges(
            from: ["inputDatasets": ["urn:li:dataset:a"], "outputDatasets": ["urn:li:dataset:b"]],
            owner: "urn:li:dataJob:j")
        #expect(edges.map(\.relationship) == ["Consumes", "Produces"])
        #expect(edges.map(\.lineage) == [.upstream, .downstream])
        let chart = try aspect("chartInfo").edges(
            from: ["inputs": [["string": "urn:li:dataset:a"]]], owner: "urn:li:chart:c")
        #expect(chart == [ExtractedEdge(relationship: "Consumes", destination: "urn:li:dataset:a", lineage: .upstream)])
        let key = try aspect("dataJobKey").edges(
            from: ["flow": "urn:li:dataFlow:(airflow,f,PROD)", "jobId": "t"], owner: "urn:li:dataJob:j")
        #expect(key == [ExtractedEdge(relationship: "IsPartOf", destination: "urn:li:dataFlow:(airflow,f,PROD)")])
    }

    @Test("A column mapping makes an edge for each pair of columns, via the query or the job")
    func columnMappings() throws {
        let mapping: JSON = [
            "upstreamType": "FIELD_SET", "downstreamType": "FIELD_SET",
            "upstreams": [.string(column("a")), .string(column("b")), "urn:li:dataset:d"],
            "downstreams": [.string(column("x")), .string(column("y"))], "query": "urn:li:query:q",
        ]
        func pairs(_ name: String) throws -> [String] {
            try aspect(name).edges(from: ["upstreams": [], "fineGrainedLineages": [mapping]], owner: "urn:li:owner:o")
                .filter { $0.source != nil }
                .map { "\($0.source ?? "") \($0.relationship) \($0.destination) \($0.isUpstream) \($0.via ?? "-")" }
        }
        func expected(via: String) -> [String] {
            ["x", "y"].flatMap { down in
                ["a", "b"].map { up in "\(column(down)) DownstreamOf \(column(up)) true \(via)" }
            }
        }
        #expect(try pairs("upstreamLineage") == expected(via: "urn:li:query:q"))
        #expect(try pairs("dataJobInputOutput") == expected(via: "urn:li:owner:o"))
    }

    @Test("A column mapping's edges say how the columns become others, bounded, and which query a job names")
    func columnTransformations() throws {
        func edge(_ name: String, _ members: JSON) throws -> ExtractedEdge {
            var mapping = members.objectValue ?? JSONObject()
            mapping["upstreams"] = [.string(column("a"))]
            mapping["downstreams"] = [.string(column("b"))]
            let value: JSON = ["fineGrainedLineages": [.object(mapping)]]
            return try #require(
                try aspect(name).edges(from: value, owner: "urn:li:dataJob:j").first { $0.source != nil })
        }
        let stated = try edge(
            "dataJobInputOutput",
            ["transformOperation": "HASH", "confidenceScore": .number("0.25"), "query": "urn:li:query:q"])
        #expect(stated.transformation == "HASH")
        #expect(stated.confidence == .number("0.25"))
        #expect(stated.via == "urn:li:dataJob:j")
        #expect(stated.query == "urn:li:query:q")
        let silent = try edge("upstreamLineage", ["confidenceScore": .number("1.0"), "query": "urn:li:query:q"])
        #expect(silent.transformation == nil)
        #expect(silent.confidence == nil)
        #expect(silent.via == "urn:li:query:q")
        #expect(silent.query == nil)
        let long = try edge("upstreamLineage", ["transformOperation": .string(String(repeating: "ü", count: 300))])
        #expect(long.transformation == String(repeating: "ü", count: 256))
    }

    @Test("Pairs that multiply beyond the limit are refused before they are made")
    func tooManyPairs() throws {
        let columns = JSON.array((0..<1000).map { .string(column("c\($0)")) })
        let value: JSON = ["fineGrainedLineages": [["upstreams": columns, "downstreams": columns]]]
        let lineage = try aspect("dataJobInputOutput")
        #expect(throws: TooManyEdges(aspect: "dataJobInputOutput", limit: 200_000)) {
            try lineage.edges(from: value, owner: "urn:li:dataJob:j")
        }
    }

    @Test("A chart's field is downstream of the column it shows")
    func inputFields() throws {
        let value: JSON = [
            "fields": [["schemaFieldUrn": .string(column("a")), "schemaField": ["fieldPath": "total"]]]
        ]
        let edges = try aspect("inputFields").edges(from: value, owner: "urn:li:chart:(looker,c)")
        #expect(edges.map(\.relationship) == ["consumesField", "DownstreamOf"])
        #expect(edges.last?.source == "urn:li:schemaField:(urn:li:chart:(looker,c),total)")
        #expect(edges.last?.destination == column("a"))
    }

    @Test("The mark of an outer record wins over that of the record inside it")
    func outermostWins() throws {
        let marks = try aspect("editableSchemaMetadata").relationships
        #expect(marks.map(\.name) == ["EditableSchemaFieldTaggedWith", "EditableSchemaFieldWithGlossaryTerm"])
        #expect(marks.first?.path == "/editableSchemaFieldInfo/*/globalTags/tags/*/tag")
    }

    @Test("Search values come as text: strings, numbers as written, entries of maps with their names")
    func searchValues() throws {
        let value = try JSON.parse(
            #"{"customProperties":{"a":"1","b":"2"},"name":"orders","created":{"time":17},"tags":["x"]}"#)
        let found = try aspect("datasetProperties").searchValues(from: value).map {
            "\($0.field) \($0.type) \($0.values)"
        }
        #expect(
            found == [
                #"createdAt dateTime ["17"]"#, #"customProperties text ["a=1", "b=2"]"#, #"name wordGram ["orders"]"#,
            ])
        let owners: JSON = ["owners": [["owner": "urn:li:corpuser:a"]], "ownerTypes": ["urn:li:ownershipType:t": []]]
        let names = try aspect("ownership").searchValues(from: owners).map { "\($0.field) \($0.values)" }
        #expect(names == [#"ownerTypes ["urn:li:ownershipType:t"]"#, #"owners ["urn:li:corpuser:a"]"#])
    }

    @Test("A search mark says how its field is matched, by the field's kind when it says nothing")
    func searchMarks() throws {
        let fields = try aspect("datasetProperties").searchFields
        let name = try #require(fields.first { $0.field == "name" })
        #expect(name.boost == 10 && name.isAutocompleted && name.isQueriedByDefault && name.aliases == ["_entityName"])
        let created = try #require(fields.first { $0.field == "createdAt" })
        #expect(created.path == "/created/time" && !created.isQueriedByDefault && created.boost == 1)
        let tags = try #require(try aspect("globalTags").searchFields.first { $0.field == "tags" })
        #expect(tags.hasValuesField == "hasTags" && tags.filterName == "Tagged With" && tags.isFilter)
    }
}
