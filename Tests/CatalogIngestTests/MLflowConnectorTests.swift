import Basics
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import CatalogIngest

@Suite("MLflow connector, replay of recorded servers")
struct MLflowConnectorTests {
    private func connector(_ version: Int, _ fields: [String: String] = [:]) throws -> MLflowConnector {
        let replay = ReplayTransport(try TestFiles.json("recordings/mlflow-\(version).json"))
        return try MLflowConnector(
            try configuration(
                MLflowConnector.fields, ["tracking_uri": "http://127.0.0.1:5501"].merging(fields) { $1 }),
            context: ConnectorContext(transport: { _ in replay }, pause: { _ in try Task.checkCancellation() }))
    }

    @Test("What the recorded servers hold becomes the goldens' aspects, the same each time", arguments: [3, 2])
    func golden(version: Int) async throws {
        let (first, report) = try await scan(try connector(version))
        let (second, _) = try await scan(try connector(version))
        #expect(first == second)
        if TestFiles.isRecording { try TestFiles.write(document(first), to: "golden/mlflow-\(version).json") }
        let golden = try TestFiles.json("golden/mlflow-\(version).json")
        let found = document(first)
        #expect(found.objectValue?.names == golden.objectValue?.names)
        for member in golden.objectValue?.members ?? [] {
            #expect(found[member.name] == member.value, "\(member.name)")
        }
        #expect(report.exitStatus == .complete && report.seen == first.count)
    }

    @Test("Urns equal those of DataHub's source on the same server, but for the listed differences", arguments: [3, 2])
    func urns(version: Int) async throws {
        let (proposals, _) = try await scan(try connector(version))
        let ours = Set(document(proposals).objectValue?.names ?? [])
        let theirs = Set(try TestFiles.json("recordings/datahub-mlflow-\(version).json").objectValue?.names ?? [])
        #expect(theirs.subtracting(ours) == [], "nothing of DataHub's is missing")
        let found = document(proposals)
        for urn in ours.subtracting(theirs) {
            let isRemoved = found[urn]?["status"]?["removed"] == true
            // Differences: deleted runs and experiments are there and marked as removed; version sets have their
            // latest version; a user that only deleted runs name; logged models without a version.
            #expect(
                isRemoved || urn.hasPrefix("urn:li:versionSet:") || urn.hasPrefix("urn:li:platformResource:")
                    || found[urn]?["subTypes"]?["typeNames"] == ["Logged Model"], "\(urn)")
        }
    }

    @Test("Aspects hold everything that DataHub's hold", arguments: [3, 2])
    func aspects(version: Int) async throws {
        let (proposals, _) = try await scan(try connector(version))
        let ours = document(proposals)
        let theirs = try TestFiles.json("recordings/datahub-mlflow-\(version).json")
        for entity in theirs.objectValue?.members ?? [] {
            for aspect in entity.value.objectValue?.members ?? [] {
                let place = "\(entity.name) \(aspect.name)"
                let own = try #require(ours[entity.name]?[aspect.name], "\(place)")
                // The dataset a recorded one was read from is known by its address, not by its name.
                guard aspect.name != "upstreamLineage" else { continue }
                #expect(holds(own, aspect.value), "\(place): \(own.text) \(aspect.value.text)")
            }
        }
    }

    /// Whether `own` has everything of `other`: each member, each element in any order; links begin with another host.
    private func holds(_ own: JSON, _ other: JSON) -> Bool {
        if let members = other.objectValue?.members {
            return members.allSatisfy { member in
                if member.value.isNull || member.name == "externalUrl" { return true }
                return own[member.name].map { holds($0, member.value) } ?? false
            }
        }
        if let elements = other.arrayValue {
            guard let own = own.arrayValue else { return false }
            return elements.allSatisfy { element in own.contains { holds($0, element) } }
        }
        return own.contentDigest == other.contentDigest
    }

    @Test("Training data leads to the run, the run to every version, and the file that was read is known")
    func lineage() async throws {
        let (proposals, _) = try await scan(try connector(3))
        let found = document(proposals)
        let dataset = "urn:li:dataset:(urn:li:dataPlatform:mlflow,analytics.churn_train,PROD)"
        let model = "urn:li:mlModel:(urn:li:dataPlatform:mlflow,churn-classifier_2,PROD)"
        #expect(
            found[dataset]?["upstreamLineage"]?["upstreams"]?[0]?["dataset"]
                == "urn:li:dataset:(urn:li:dataPlatform:s3,lake/churn/train.parquet,PROD)")
        let run = try #require(found[model]?["mlModelProperties"]?["trainingJobs"]?[0]?.stringValue)
        let inputs = found[run]?["dataProcessInstanceInput"]?["inputEdges"]
        #expect(inputs?[0] == ["destinationUrn": .string(dataset), "properties": ["context": "training"]])
        #expect(found[run]?["dataProcessInstanceOutput"]?["outputEdges"] == [["destinationUrn": .string(model)]])
        #expect(found[model]?["mlModelTrainingData"]?["trainingData"] == [["dataset": .string(dataset)]])
        #expect(found[model]?["versionProperties"]?["aliases"] == [["versionTag": "champion"]])
    }

    @Test("A run without a name, odd numbers, missing and ill-typed members: each is read as far as it goes")
    func oddRuns() throws {
        let bare = try #require(MLflowRun(["info": ["run_id": "r", "experiment_id": 7]]))
        #expect(bare.name == "r" && bare.experimentID == "7" && bare.user == nil)
        let old = try #require(
            MLflowRun([
                "info": ["run_uuid": "u", "experiment_id": "1", "run_name": "", "start_time": "1700000000000"],
                "data": [
                    "metrics": [["key": "m", "value": "NaN"], ["key": "n", "value": 3], ["value": 1], 7],
                    "params": nil, "tags": [["key": "mlflow.runName", "value": "named by tag"]],
                ],
            ]))
        #expect(old.name == "named by tag" && old.started == 1_700_000_000_000)
        #expect(old.metrics.map(\.value) == ["nan", "3.0"])
        #expect(MLflowRun(["info": ["experiment_id": "1"]]) == nil)
    }

    @Test("With a platform instance it is part of the urns of models, datasets and experiments")
    func instance() async throws {
        let (proposals, _) = try await scan(try connector(3, ["platform_instance": "lab"]))
        let urns = Set(proposals.map(\.urn))
        #expect(urns.contains("urn:li:mlModel:(urn:li:dataPlatform:mlflow,lab.churn-classifier_1,PROD)"))
        #expect(urns.contains("urn:li:dataset:(urn:li:dataPlatform:mlflow,lab.analytics.churn_val,PROD)"))
        let instance = "urn:li:dataPlatformInstance:(urn:li:dataPlatform:mlflow,lab)"
        for proposal in proposals where proposal.aspectName == "dataPlatformInstance" {
            #expect(proposal.value["instance"] == .string(instance))
        }
    }
}

private let sources: [(String, String, String?)] = [
    ("s3", "{\"uri\": \"s3a://lake/a.parquet\"}", "(urn:li:dataPlatform:s3,lake/a.parquet,PROD)"),
    ("gs", "{\"uri\": \"gs://bucket/x/\"}", "(urn:li:dataPlatform:gcs,bucket/x,PROD)"),
    ("gs", "not json", "(urn:li:dataPlatform:gcs,sales,PROD)"),
    (
        "delta_table", "{\"delta_table_name\": \"c.s.t\", \"is_databricks_uc_table\": true}",
        "(urn:li:dataPlatform:databricks,c.s.t,PROD)"
    ),
    ("delta_table", "{\"path\": \"s3://lake/t\"}", "(urn:li:dataPlatform:delta-lake,lake/t,PROD)"),
    ("spark", "{\"table_name\": \"db.t\"}", "(urn:li:dataPlatform:hive,db.t,PROD)"),
    (
        "abfss", "{\"uri\": \"abfss://c@a.dfs.core.windows.net/p/q\"}",
        "(urn:li:dataPlatform:abs,a.blob.core.windows.net/c/p/q,PROD)"
    ),
    ("hdfs", "{\"uri\": \"hdfs://nn:8020/data/x\"}", "(urn:li:dataPlatform:hdfs,/data/x,PROD)"),
    ("snowflake", "", "(urn:li:dataPlatform:snowflake,sales,PROD)"),
    ("postgresql", "{}", "(urn:li:dataPlatform:postgres,shop.sales,PROD)"),
    ("trino", "", "(urn:li:dataPlatform:trino,sales,PROD)"),
    (
        "trino", "{\"uri\": \"trino://t.example:8443/lake/sales/orders\"}",
        "(urn:li:dataPlatform:trino,lake.sales.orders,PROD)"
    ),
    (
        "sql", "postgresql+psycopg2://ana:hunter2@db/crm/public/contacts?sslmode=require",
        "(urn:li:dataPlatform:postgres,shop.crm.public.contacts,PROD)"
    ),
    ("sql", "{\"uri\": \"postgresql://db/crm\"}", nil), ("http", "{\"uri\": \"https://example.org/x.csv\"}", nil),
    ("local", "{\"uri\": \"/home/ana/x.csv\"}", nil), ("code", "{\"tags\": {}}", nil),
    ("hugging_face", "{\"path\": \"org/data\"}", nil), ("", "", nil),
]

@Suite("Datasets that runs read")
struct MLflowDatasetTests {
    private let mapping = MLflowMapping(
        env: "PROD", instance: nil, externalURL: "http://mlflow", sourceInstances: ["postgres": "shop"])

    @Test("The dataset it came from is told by its recorded source", arguments: sources)
    func source(type: String, source: String, urn: String?) throws {
        let dataset = try #require(
            MLflowDataset(["name": "sales", "source_type": .string(type), "source": .string(source)]))
        #expect(mapping.upstream(of: dataset) == urn.map { "urn:li:dataset:\($0)" })
    }

    @Test("What a dataset's tag declares stands above its recorded source, and is no property")
    func declaredSource() throws {
        func input(_ tag: String) throws -> MLflowDatasetInput {
            try #require(
                MLflowDatasetInput([
                    "dataset": ["name": "sales", "source_type": "s3", "source": "{\"uri\": \"s3://lake/sales\"}"],
                    "tags": [["key": "datahub.source", "value": .string(tag)]],
                ]))
        }
        let s3 = "urn:li:dataset:(urn:li:dataPlatform:s3,lake/sales,PROD)"
        let trino = "urn:li:dataset:(urn:li:dataPlatform:trino,lake.sales.orders,PROD)"
        #expect(mapping.upstream(of: try input(trino)) == trino)
        #expect(mapping.upstream(of: try input("trino:lake.sales.orders")) == trino)
        #expect(
            mapping.upstream(of: try input("postgres:crm.public.contacts"))
                == "urn:li:dataset:(urn:li:dataPlatform:postgres,shop.crm.public.contacts,PROD)")
        #expect(mapping.upstream(of: try input("nonsense")) == s3)
        #expect(mapping.upstream(of: try input("urn:li:mlModel:(urn:li:dataPlatform:mlflow,a_1,PROD)")) == s3)
        let properties = mapping.dataset(try input(trino)).first { $0.aspectName == "datasetProperties" }
        #expect(properties?.value["customProperties"]?.objectValue?.names == ["digest", "source_type", "source"])
    }

    @Test("What a run's tags declare is lineage of the run; an entry that is no urn is named and costs nothing else")
    func declaredByTags() async throws {
        var run = MLflowStandIn.run("r", start: 1000).objectValue ?? JSONObject()
        run["data"] = [
            "tags": [
                ["key": "datahub.inputs", "value": "trino:lake.sales.orders, nonsense"],
                ["key": "datahub.outputs", "value": "[\"s3://lake/scores\"]"],
            ]
        ]
        var content = MLflowStandIn.Content()
        content.experiments = [MLflowStandIn.experiment(1, "a")]
        content.runs = [.object(run)]
        let server = MLflowStandIn(content)
        let connector = try MLflowConnector(
            try configuration(MLflowConnector.fields, ["tracking_uri": "http://mlflow:1"]),
            context: ConnectorContext(transport: { _ in server }, pause: { _ in }))
        let (proposals, report) = try await scan(connector)
        let found = document(proposals)[MLflowMapping.run("r")]
        let input = "urn:li:dataset:(urn:li:dataPlatform:trino,lake.sales.orders,PROD)"
        let output = "urn:li:dataset:(urn:li:dataPlatform:s3,lake/scores,PROD)"
        #expect(found?["dataProcessInstanceInput"]?["inputEdges"] == [["destinationUrn": .string(input)]])
        #expect(found?["dataProcessInstanceOutput"]?["outputEdges"] == [["destinationUrn": .string(output)]])
        #expect(report.problems.count == 1 && report.problems.first?.reason.contains("nonsense") == true)
        #expect(report.exitStatus == .complete, "it is broken in the source itself")
    }

    @Test(
        "Platform instances of sources are pairs, and what is none is refused",
        arguments: ["s3", "=lake", "s3=", "a=b=c"])
    func instances(text: String) throws {
        #expect(try MLflowConnector.instances("s3=lake, postgres = shop,") == ["s3": "lake", "postgres": "shop"])
        do {
            _ = try MLflowConnector.instances(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.code == .configuration && error.message.contains("PLATFORM=INSTANCE"))
        }
    }

    @Test("Tensors and nameless columns are kept as text, optional columns are nullable")
    func schema() {
        #expect(MLflowMapping.fields("{\"mlflow_tensorspec\": []}") == nil)
        #expect(MLflowMapping.fields("{\"mlflow_colspec\": [{\"type\": \"long\"}]}") == nil)
        #expect(MLflowMapping.fields("no json") == nil)
        let fields = MLflowMapping.fields(
            "{\"mlflow_colspec\": [{\"name\": \"a\", \"type\": \"long\", \"required\": false}, {\"name\": \"b\", \"type\": \"?\"}]}"
        )
        #expect(fields?.map { $0["nullable"] } == [true, false])
        #expect(fields?[1]["type"] == ["type": ["com.linkedin.schema.NullType": [:]]])
    }

    @Test("The youngest run describes a dataset, whatever the order of reading")
    func youngest() async throws {
        func run(_ id: String, _ start: Int64, _ digest: String) -> JSON {
            var run = MLflowStandIn.run(id, start: start).objectValue ?? JSONObject()
            run["inputs"] = ["dataset_inputs": [["dataset": ["name": "d", "digest": .string(digest)]]]]
            return .object(run)
        }
        var content = MLflowStandIn.Content()
        content.experiments = [MLflowStandIn.experiment(1, "a")]
        content.runs = [run("new", 2000, "second"), run("old", 1000, "first")]
        let server = MLflowStandIn(content)
        let connector = try MLflowConnector(
            try configuration(MLflowConnector.fields, ["tracking_uri": "http://mlflow:1"]),
            context: ConnectorContext(transport: { _ in server }, pause: { _ in }))
        let (proposals, _) = try await scan(connector)
        let properties = proposals.filter { $0.aspectName == "datasetProperties" }
        #expect(properties.map { $0.value["customProperties"]?["digest"] } == ["second"])
    }
}
