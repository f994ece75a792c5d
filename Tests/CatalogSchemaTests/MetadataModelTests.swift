import Basics
import CatalogModel
import CatalogSchema
import TestSupport
import Testing

@Suite struct MetadataModelTests {
    let model = MetadataModel.standard

    @Test("The standard model has DataHub's 72 entity types and 271 aspects, 11 of them timeseries")
    func counts() {
        #expect(model.entities.count == 72)
        #expect(model.aspects.count == 271)
        #expect(model.aspects.count { $0.isKey } == 72)
        #expect(
            model.aspects.filter(\.isTimeseries).map(\.name) == [
                "assertionRunEvent", "chartUsageStatistics", "dashboardUsageStatistics", "dataProcessInstanceRunEvent",
                "datahubIngestionCheckpoint", "datahubIngestionRunSummary", "datasetProfile", "datasetUsageStatistics",
                "documentUsageStatistics", "operation", "queryUsageStatistics",
            ])
        #expect(model.aspects.reduce(0) { $0 + $1.relationships.count } == 149)
        #expect(model.aspects.reduce(0) { $0 + $1.relationships.count { $0.lineage != nil } } == 38)
        #expect(model.entities.count { $0.category == .internal } == 16)
    }

    @Test("An entity type says its key in the order of the urn, and its aspects")
    func entity() throws {
        let dataset = try #require(model.entity(named: "dataset"))
        #expect(dataset.keyAspect == "datasetKey")
        #expect(dataset.keyFields.map(\.name) == ["platform", "name", "origin"])
        #expect(dataset.keyFields.map(\.isURN) == [true, false, false])
        #expect(dataset.keyFields.map(\.isEnum) == [false, false, true])
        #expect(dataset.aspects.count == 43)
        #expect(dataset.allows(aspect: "upstreamLineage"))
        #expect(dataset.allows(aspect: "datasetKey"))
        #expect(!dataset.allows(aspect: "chartInfo"))
        #expect(model.entity(named: "nonsense") == nil)
    }

    @Test("Aspects and entity types are found by the class names of rest.li and of Avro")
    func classNames() {
        #expect(model.aspect(className: "com.linkedin.common.Ownership")?.name == "ownership")
        #expect(model.aspect(className: "com.linkedin.pegasus2avro.common.Ownership")?.name == "ownership")
        #expect(model.entity(snapshotClass: "com.linkedin.metadata.snapshot.DatasetSnapshot")?.name == "dataset")
        #expect(
            model.entity(snapshotClass: "com.linkedin.pegasus2avro.metadata.snapshot.ChartSnapshot")?.name == "chart")
        #expect(model.entities.count { $0.snapshotClass != nil } == 21)
    }

    @Test("The key aspect's value is read from the urn")
    func keyValue() throws {
        let dataset = try #require(model.entity(named: "dataset"))
        let value = try dataset.keyValue(of: Urn("urn:li:dataset:(urn:li:dataPlatform:hive,db.t,PROD)"))
        #expect(value == ["platform": "urn:li:dataPlatform:hive", "name": "db.t", "origin": "PROD"])
        let tag = try #require(model.entity(named: "tag"))
        #expect(try tag.keyValue(of: Urn("urn:li:tag:pii")) == ["name": "pii"])
    }

    @Test(
        "A urn whose key is none of its type's is refused with the reason",
        arguments: [
            ("urn:li:dataset:(urn:li:dataPlatform:hive,db.t)", "", SchemaViolation.Code.malformedURN),
            ("urn:li:dataset:db.t", "", .malformedURN),
            ("urn:li:dataset:(hive,db.t,PROD)", "/platform", .malformedURN),
            ("urn:li:dataset:(urn:li:dataPlatform:hive,db.t,NOWHERE)", "/origin", .unknownSymbol),
        ])
    func badKey(urn: String, path: String, code: SchemaViolation.Code) throws {
        let dataset = try #require(model.entity(named: "dataset"))
        let error = thrown(InvalidAspect.self) { try dataset.keyValue(of: Urn(urn)) }
        #expect(error?.violations.first?.path == path)
        #expect(error?.violations.first?.code == code)
    }
}
