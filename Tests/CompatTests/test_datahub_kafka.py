"""DataHub's released Kafka emitter and sink, unchanged, into a server that reads the topics: with the server itself as their
schema registry, which is their default, and with an external one. Needs a real broker: CATALOG_TEST_KAFKA."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
import uuid

from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from datahub.configuration.kafka import KafkaProducerConnectionConfig
from datahub.emitter.kafka_emitter import MCE_KEY, MCP_KEY, DatahubKafkaEmitter, KafkaEmitterConfig
from datahub.ingestion.graph.client import DataHubGraph
from datahub.ingestion.graph.config import DatahubClientConfig

import warehouse
from server import start
from test_datahub_clients import ClientCase

BROKERS = os.environ.get("CATALOG_TEST_KAFKA")
REGISTRY = os.environ.get("CATALOG_TEST_SCHEMA_REGISTRY")
PARTITIONS = 2
NO_BROKER = "no real Kafka is at hand: CATALOG_TEST_KAFKA names none"
NO_REGISTRY = "no schema registry is at hand: CATALOG_TEST_SCHEMA_REGISTRY names none"


class KafkaCase:
    """What is done with each registry; `registry` and `settings` say which."""

    registry = None
    settings = {}

    @classmethod
    def setUpClass(cls):
        name = "compat-" + uuid.uuid4().hex[:10]
        cls.routes = {MCP_KEY: f"{name}-MetadataChangeProposal_v1", MCE_KEY: f"{name}-MetadataChangeEvent_v4"}
        admin = AdminClient({"bootstrap.servers": BROKERS})
        made = admin.create_topics(
            [NewTopic(topic, num_partitions=PARTITIONS) for topic in cls.routes.values()])
        for topic in made.values():
            topic.result(30)
        cls.server = start({
            "CATALOG_KAFKA_BROKERS": BROKERS, "CATALOG_KAFKA_GROUP": name, "CATALOG_KAFKA_INSTANCE_ID": name,
            "CATALOG_KAFKA_TOPIC_PROPOSALS": cls.routes[MCP_KEY],
            "CATALOG_KAFKA_TOPIC_CHANGE_EVENTS": cls.routes[MCE_KEY], **cls.settings})
        cls.graph = DataHubGraph(DatahubClientConfig(server=cls.server, retry_max_times=1))

    @classmethod
    def registry_url(cls):
        return cls.registry or cls.server + "/schema-registry/api/"

    def answer(self, path):
        with urllib.request.urlopen(self.server + path, timeout=30) as answer:
            return answer.read().decode()

    def applied(self):
        return sum(int(float(line.rsplit(" ", 1)[1])) for line in self.answer("/metrics").splitlines()
                   if line.startswith("catalog_ingest_records_total"))

    def wait_for_all(self):
        """Until everything in the topics was applied; none of it may be parked."""
        deadline = time.monotonic() + 60
        consumer = Consumer({"bootstrap.servers": BROKERS, "group.id": "unused"})
        stored = sum(consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=30)[1]
                     for topic in self.routes.values() for partition in range(PARTITIONS))
        consumer.close()
        while (applied := self.applied()) < stored:
            self.assertLess(time.monotonic(), deadline, f"{applied} of {stored} records were applied")
            time.sleep(0.05)
        letters = json.loads(self.answer("/v1/dead-letters"))
        self.assertEqual(letters["total"], 0, letters["items"][:3])
        self.assertEqual(self.applied(), stored)
        return stored

    def emit(self, items):
        emitter = DatahubKafkaEmitter(KafkaEmitterConfig(
            connection=KafkaProducerConnectionConfig(bootstrap=BROKERS, schema_registry_url=self.registry_url()),
            topic_routes=self.routes))
        failures = []
        for item in items:
            emitter.emit(item, callback=lambda error, message: failures.append(error) if error else None)
        emitter.flush()
        self.assertEqual(failures, [])
        self.wait_for_all()

    def test_emitter(self):
        items = [*warehouse.proposals(self.prefix), *warehouse.snapshots(self.prefix)]
        self.emit(items)
        self.assert_warehouse_stored(self.prefix)
        # Once more: the same content is not a new version.
        described = next(p for p in items if getattr(p, "aspectName", None) == "datasetProperties")
        path = "/v1/entities/" + urllib.request.quote(described.entityUrn, safe="")
        before = json.loads(self.answer(path))["aspects"]["datasetProperties"]["version"]
        self.emit([described])
        self.assertEqual(json.loads(self.answer(path))["aspects"]["datasetProperties"]["version"], before)

    def test_ingest_with_the_kafka_sink(self):
        before = self.wait_for_all()
        records = [event.to_obj() for event in warehouse.snapshots(self.prefix)]
        records += [proposal.make_mcp().to_obj() for proposal in warehouse.proposals(self.prefix)]
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "source.json")
            source.write_text(json.dumps(records))
            recipe = pathlib.Path(folder, "recipe.json")
            recipe.write_text(json.dumps({
                "source": {"type": "file", "config": {"path": str(source)}},
                "sink": {"type": "datahub-kafka", "config": {
                    "connection": {"bootstrap": BROKERS, "schema_registry_url": self.registry_url()},
                    "topic_routes": self.routes}}}))
            run = subprocess.run(
                [sys.executable, "-m", "datahub", "ingest", "-c", str(recipe), "--strict-warnings", "--no-progress"],
                capture_output=True, text=True, timeout=180,
                env={**os.environ, "DATAHUB_TELEMETRY_ENABLED": "false", "HOME": folder})
        self.assertEqual(run.returncode, 0, run.stdout[-3000:] + run.stderr[-3000:])
        self.assertGreaterEqual(self.wait_for_all() - before, len(records))
        self.assert_warehouse_stored(self.prefix)


@unittest.skipUnless(BROKERS, NO_BROKER)
class OwnRegistry(KafkaCase, ClientCase):
    """The server as the emitter's schema registry."""


@unittest.skipUnless(BROKERS, NO_BROKER)
@unittest.skipUnless(REGISTRY, NO_REGISTRY)
class ExternalRegistry(KafkaCase, ClientCase):
    """A Confluent-style registry that emitter and server both ask."""

    registry = REGISTRY
    settings = {"CATALOG_KAFKA_SCHEMA_REGISTRY_URL": REGISTRY}


if __name__ == "__main__":
    unittest.main()
