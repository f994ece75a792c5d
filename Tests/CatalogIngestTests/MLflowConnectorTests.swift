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
    ("local", "{\"uri\": \"/home/ana/x.csv\"}", nil), ("code", "{\"tags\": {}}", nil),
    ("hugging_face", "{\"path\": \"org/data\"}", nil), ("", "", nil),
]

@Suite("Datasets that runs read")
struct MLflowDatasetTests {
    private let mapping = MLflowMapping(env: "PROD", instance: nil, externalURL: "http://mlflow")

    @Test("The dataset it came from is told by its recorded source", arguments: sources)
    func source(type: String, source: String, urn: String?) throws {
        let dataset = try #require(
            MLflowDataset(["name": "sales", "source_type": .string(type), "source": .string(source)]))
        #expect(mapping.upstream(of: dataset) == urn.map { "urn:li:dataset:\($0)" })
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
