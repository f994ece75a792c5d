"""The released Python client against the server: writes and reads of the SDK, the CLI and `datahub ingest`."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import uuid

import requests
from datahub.configuration.common import OperationalError
from datahub.emitter.mcp import MetadataChangeProposalWrapper as Proposal
from datahub.emitter.rest_emitter import DatahubRestEmitter, EmitMode
from datahub.emitter.serialization_helper import pre_json_transform
from datahub.ingestion.graph.client import DataHubGraph
from datahub.ingestion.graph.config import ClientMode, DatahubClientConfig
from datahub.metadata import schema_classes as m
from datahub.metadata.schema_classes import ASPECT_NAME_MAP
from datahub.metadata.urns import DatasetUrn
from datahub.sdk import DataHubClient, Dataset

import warehouse
from server import server_url


def value(aspect):
    return pre_json_transform(aspect.to_obj())


class ClientCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = server_url()
        cls.graph = DataHubGraph(DatahubClientConfig(server=cls.server, retry_max_times=1))

    def setUp(self):
        self.prefix = "c" + uuid.uuid4().hex[:10]
        self.table = warehouse.dataset(f"{self.prefix}.t")

    def assert_stored(self, urn, aspect):
        name = type(aspect).ASPECT_NAME
        if aspect.get_aspect_type() == "timeseries":
            found = self.graph.get_timeseries_values(urn, type(aspect), filter={}, limit=100)
            self.assertIn(value(aspect), [value(each) for each in found], f"{name} of {urn}")
        else:
            found = self.graph.get_aspect(urn, type(aspect))
            self.assertIsNotNone(found, f"{name} of {urn}")
            self.assertEqual(value(found), value(aspect), f"{name} of {urn}")
            raw = self.graph.get_entity_raw(urn, [name])["aspects"][name]["value"]
            self.assertEqual(raw, value(aspect), f"{name} of {urn}, raw")

    def assert_warehouse_stored(self, prefix):
        last = {}
        for proposal in warehouse.proposals(prefix):
            if proposal.aspect.get_aspect_type() == "timeseries":
                self.assert_stored(proposal.entityUrn, proposal.aspect)
            else:
                last[proposal.entityUrn, proposal.aspectName] = proposal.aspect
        for event in warehouse.snapshots(prefix):
            for aspect in event.proposedSnapshot.aspects:
                last[event.proposedSnapshot.urn, type(aspect).ASPECT_NAME] = aspect
        for (urn, _), aspect in last.items():
            self.assert_stored(urn, aspect)


class SDK(ClientCase):
    def test_handshake(self):
        self.graph.test_connection()
        self.assertTrue(self.graph.server_config.is_no_code_enabled)
        self.assertFalse(self.graph.server_config.is_datahub_cloud)

    def test_proposals_one_by_one(self):
        for proposal in warehouse.proposals(self.prefix):
            self.graph.emit_mcp(proposal)
        for event in warehouse.snapshots(self.prefix):
            self.graph.emit_mce(event)
        self.assert_warehouse_stored(self.prefix)

    def test_proposals_in_batches(self):
        emitter = DatahubRestEmitter(self.server)
        for mode in (EmitMode.SYNC_PRIMARY, EmitMode.ASYNC):
            prefix = f"{self.prefix}{mode.value.lower()}"
            emitter.emit_mcps(warehouse.proposals(prefix), emit_mode=mode)
            for event in warehouse.snapshots(prefix):
                emitter.emit(event)
            self.assert_warehouse_stored(prefix)

    def test_sdk_mode_writes_by_openapi(self):
        """What `DataHubClient.from_env()` does with a server of this version."""
        config = DatahubClientConfig(server=self.server, client_mode=ClientMode.SDK, retry_max_times=1)
        client = DataHubClient(graph=DataHubGraph(config))
        client._graph.test_connection()
        self.assertTrue(client._graph._openapi_ingestion)
        client.entities.upsert(Dataset(platform="hive", name=f"{self.prefix}.sdk", description="d", schema=[("a", "int")]))
        read = client.entities.get(DatasetUrn("hive", f"{self.prefix}.sdk", "PROD"))
        self.assertEqual((read.description, [each.field_path for each in read.schema]), ("d", ["a"]))
        client._graph.emit_mcps(warehouse.proposals(self.prefix), emit_mode=EmitMode.ASYNC)
        for event in warehouse.snapshots(self.prefix):
            client._graph.emit(event)
        self.assert_warehouse_stored(self.prefix)

    def test_awkward_urns(self):
        for name in ("a b  c", "a/b//c", "a+b", "100%", "a%2Fb", "ä.таб.数据", "a'b\"c", "a&b=c#d?e", "[a]{b}|c^d`e"):
            urn = warehouse.dataset(f"{self.prefix}.{name}")
            self.graph.emit(Proposal(entityUrn=urn, aspect=m.StatusClass(removed=False)))
            self.assertTrue(self.graph.exists(urn), urn)
            self.assertEqual(self.graph.get_entity_raw(urn)["urn"], urn)

    def test_exists_and_soft_deletion(self):
        self.assertFalse(self.graph.exists(self.table))
        self.assertIsNone(self.graph.get_aspect(self.table, m.StatusClass))
        self.graph.emit(Proposal(entityUrn=self.table, aspect=m.DatasetPropertiesClass(name="t")))
        self.assertTrue(self.graph.exists(self.table))
        self.graph.soft_delete_entity(self.table)
        self.assertTrue(self.graph.exists(self.table))
        self.assertTrue(self.graph.get_aspect(self.table, m.StatusClass).removed)

    def test_versions(self):
        for text in ("one", "two", "two", "three"):
            self.graph.emit(Proposal(
                entityUrn=self.table, aspect=m.EditableDatasetPropertiesClass(description=text),
                systemMetadata=m.SystemMetadataClass(runId=text, lastObserved=1_760_000_000_000)))
        for version, text in ((0, "three"), (1, "one"), (2, "two"), (3, "three")):
            found = self.graph.get_aspect(self.table, m.EditableDatasetPropertiesClass, version=version)
            self.assertEqual(found.description, text)
        self.assertIsNone(self.graph.get_aspect(self.table, m.EditableDatasetPropertiesClass, version=4))
        metadata = self.graph.get_entity_raw(self.table)["aspects"]["editableDatasetProperties"]["systemMetadata"]
        self.assertEqual((metadata["version"], metadata["runId"]), ("3", "three"))

    def test_unknown_entity_has_its_key_only(self):
        self.assertEqual(list(self.graph.get_entity_raw(self.table)["aspects"]), ["datasetKey"])

    def test_timeseries(self):
        for n in range(1, 6):
            self.graph.emit(Proposal(entityUrn=self.table, aspect=m.DatasetProfileClass(
                timestampMillis=1_760_000_000_000 + n, rowCount=n)))
        found = self.graph.get_timeseries_values(self.table, m.DatasetProfileClass, filter={}, limit=3)
        self.assertEqual([each.rowCount for each in found], [5, 4, 3])
        latest = self.graph.get_latest_timeseries_value(self.table, m.DatasetProfileClass, filter_criteria_map={})
        self.assertEqual(latest.rowCount, 5)

    def test_checkpoint_of_stateful_ingestion(self):
        job = f"urn:li:dataJob:(urn:li:dataFlow:(datahub,{self.prefix},prod),hive_stale_entity_removal)"
        for run, pipeline in ((1, "a"), (2, "b"), (3, "a"), (4, "b")):
            self.graph.emit(Proposal(entityUrn=job, aspect=m.DatahubIngestionCheckpointClass(
                timestampMillis=1_760_000_000_000 + run, pipelineName=pipeline, platformInstanceId="", config="",
                state=m.IngestionCheckpointStateClass(formatVersion="1.0", serde="base85-bz2-json", payload=b"LRx4!F+o`-Q"),
                runId=f"run{run}")))
        found = self.graph.get_latest_timeseries_value(
            job, m.DatahubIngestionCheckpointClass, filter_criteria_map={"pipelineName": "a"})
        self.assertEqual((found.runId, found.state.payload), ("run3", b"LRx4!F+o`-Q"))

    def test_refusals_name_their_reason(self):
        good = Proposal(entityUrn=self.table, aspect=m.StatusClass(removed=False)).make_mcp()
        bad = Proposal(entityUrn=self.table, aspect=m.StatusClass(removed=False)).make_mcp()
        bad.aspect.value = b'{"removed": "no"}'
        unknown = Proposal(entityUrn=self.table, aspect=m.StatusClass(removed=False)).make_mcp()
        unknown.aspectName = "noSuchAspect"
        for mode in (EmitMode.SYNC_PRIMARY, EmitMode.ASYNC):
            with self.assertRaises(OperationalError) as raised:
                self.graph.emit_mcps([good, bad, unknown], emit_mode=mode)
            message = raised.exception.info["message"]
            for words in ("2 of 3", "[1]", "/removed", "expected a boolean", "[2]", "noSuchAspect", self.table):
                self.assertIn(words, message)
        self.assertFalse(self.graph.exists(self.table))


class CommandLine(ClientCase):
    """`datahub` itself, in a home of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = tempfile.TemporaryDirectory(prefix="catalog-compat-home.")
        cls.addClassCleanup(cls.home.cleanup)

    def datahub(self, *arguments, code=0, **more):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATAHUB_", "CATALOG_"))}
        environment |= {"HOME": self.home.name, "DATAHUB_GMS_URL": self.server, "DATAHUB_TELEMETRY_ENABLED": "false"}
        run = subprocess.run(
            [sys.executable, "-m", "datahub", *arguments], env=environment, capture_output=True, text=True, timeout=180,
            **more)
        self.assertEqual(run.returncode, code, run.stdout[-3000:] + run.stderr[-3000:])
        self.assertNotIn("Incompatible", run.stdout + run.stderr)
        return run

    def test_put_get_exists(self):
        data = pathlib.Path(self.home.name) / "aspect.json"
        data.write_text(json.dumps({"owners": [{"owner": "urn:li:corpuser:me", "type": "DATAOWNER"}]}))
        self.datahub("put", "--urn", self.table, "-a", "ownership", "-d", str(data), "--run-id", "by-hand")
        read = json.loads(self.datahub("get", "--urn", self.table, "--aspect", "ownership").stdout)
        self.assertEqual(read["ownership"]["owners"][0]["owner"], "urn:li:corpuser:me")
        whole = json.loads(self.datahub("get", "--urn", self.table, "--details").stdout)
        self.assertEqual(whole["ownership"]["systemMetadata"]["runId"], "by-hand")
        self.assertIn("datasetKey", whole)
        self.datahub("exists", "--urn", self.table)
        profile = m.DatasetProfileClass(timestampMillis=1_760_000_000_000, rowCount=5)
        self.graph.emit(Proposal(entityUrn=self.table, aspect=profile))
        latest = json.loads(self.datahub("get", "--urn", self.table, "--aspect", "datasetProfile").stdout)
        self.assertEqual(latest["datasetProfile"]["rowCount"], 5)

    def test_get_of_an_unknown_entity(self):
        self.assertIn("not found", self.datahub("get", "--urn", self.table, code=1).stderr)

    def ingest(self, mode, **sink):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.home.name))
        records = [event.to_obj() for event in warehouse.snapshots(self.prefix)]
        records += [proposal.make_mcp().to_obj() for proposal in warehouse.proposals(self.prefix)]
        (folder / "records.json").write_text(json.dumps(records))
        recipe = folder / "recipe.json"
        recipe.write_text(json.dumps({
            "run_id": f"{self.prefix}-run",
            "source": {"type": "file", "config": {"path": str(folder / "records.json")}},
            "sink": {"type": "datahub-rest", "config": {"server": self.server, "mode": mode, **sink}},
        }))
        report = folder / "report.json"
        run = self.datahub("ingest", "-c", str(recipe), "--report-to", str(report), "--strict-warnings")
        self.assertIn("Pipeline finished successfully", run.stdout + run.stderr)
        sink_report = json.loads(report.read_text())["sink"]["report"]
        self.assertFalse(sink_report.get("failures"), sink_report)
        self.assertFalse(sink_report.get("warnings"), sink_report)
        self.assert_warehouse_stored(self.prefix)

    def test_ingest_sync(self):
        self.ingest("SYNC")

    def test_ingest_async(self):
        self.ingest("ASYNC")

    def test_ingest_async_batch(self):
        self.ingest("ASYNC_BATCH")


class Wire(ClientCase):
    """What other clients send, by hand."""

    def test_java_client(self):
        """Of Java's client: no async flag, no system metadata, a doubled slash, chunks, ASCII escapes."""
        urn = warehouse.dataset(f"{self.prefix}.java")
        proposal = {"aspectName": "status", "entityUrn": urn, "entityType": "dataset", "changeType": "UPSERT",
                    "aspect": {"contentType": "application/json", "value": "{\"removed\":false}"}}
        body = json.dumps({"proposal": proposal}).encode()
        answer = requests.post(self.server + "//aspects?action=ingestProposal", data=iter([body[:20], body[20:]]), timeout=30)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertTrue(answer.headers["Catalog-Position"].isdigit())
        form = requests.utils.quote(urn, safe="").replace("%20", "+")
        read = requests.get(f"{self.server}/entitiesV2/{form}?aspects=List(status)&systemMetadata=true", timeout=30).json()
        self.assertEqual(read["aspects"]["status"]["systemMetadata"]["version"], "1")

    def test_migration_reads_several(self):
        urns = [warehouse.dataset(f"{self.prefix}.{n}") for n in "ab"]
        for urn in urns:
            self.graph.emit(Proposal(entityUrn=urn, aspect=m.StatusClass(removed=False)))
        encoded = ",".join(requests.utils.quote(urn, safe="") for urn in urns)
        results = requests.get(f"{self.server}/entitiesV2?ids=List({encoded})", timeout=30).json()["results"]
        self.assertEqual(list(results), urns)

    def test_a_batch_counts_what_it_wrote(self):
        body = {"proposals": [{"entityUrn": self.table, "entityType": "dataset", "changeType": "UPSERT",
                               "aspectName": "status", "aspect": {"value": "{}", "contentType": "application/json"}}]}
        body["proposals"][0]["aspect"]["value"] = json.dumps({"removed": False})
        first, second = (requests.post(
            self.server + "/aspects?action=ingestProposalBatch", json=body, timeout=30).json() for _ in range(2))
        self.assertEqual((first["written"], first["unchanged"]), (1, 0))
        self.assertEqual((second["written"], second["unchanged"], second["position"]), (0, 1, first["position"]))

    def test_every_aspect_of_the_warehouse_is_one_that_the_client_knows(self):
        for proposal in warehouse.proposals(self.prefix):
            self.assertIs(ASPECT_NAME_MAP[proposal.aspectName], type(proposal.aspect))
            self.assertTrue(proposal.validate(), proposal)
        urns = {proposal.entityUrn for proposal in warehouse.proposals(self.prefix)}
        urns |= {event.proposedSnapshot.urn for event in warehouse.snapshots(self.prefix)}
        self.assertGreaterEqual(len(urns), 30)


if __name__ == "__main__":
    unittest.main()
