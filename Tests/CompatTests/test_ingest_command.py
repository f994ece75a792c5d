"""`catalog ingest` as an engineer runs it: exit statuses, reports, faults of the catalog, and the same end by every sink."""
import fcntl
import json
import os
import pathlib
import pty
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
import urllib.parse
import urllib.request
import uuid

from server import server_url, start
from standins import FaultyProxy, RayDashboard

BINARY = os.environ.get("CATALOG_TEST_BINARY")
BROKERS = os.environ.get("CATALOG_TEST_KAFKA")
REGISTRY = os.environ.get("CATALOG_TEST_SCHEMA_REGISTRY")


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


@unittest.skipUnless(BINARY, "the command itself is needed: CATALOG_TEST_BINARY")
class IngestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = server_url()

    def setUp(self):
        self.instance = "i" + uuid.uuid4().hex[:10]
        folder = tempfile.TemporaryDirectory(prefix="catalog-ingest.")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def dashboard(self, count):
        dashboard = RayDashboard([RayDashboard.job(number) for number in range(count)])
        self.addCleanup(dashboard.stop)
        return dashboard

    def command(self, dashboard, to, *options):
        return [BINARY, "ingest", "ray", "--dashboard", dashboard.url, "--platform-instance", self.instance,
                "--pipeline", self.instance, "--to", str(to), *options]

    def ingest(self, dashboard, to, *options, status=0, **settings):
        """The line of JSON, and what was said beside it."""
        run = subprocess.run(self.command(dashboard, to, "--json", *options), capture_output=True, text=True,
                             timeout=120, **settings)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        return json.loads(run.stdout.splitlines()[-1]), run.stderr

    @staticmethod
    def is_own(urn):
        """Whether it is the pipeline's record or memory, which is no part of the source."""
        return urn.startswith("urn:li:dataHub") or "(urn:li:dataFlow:(datahub," in urn

    def content(self, server, wait_for=0):
        """Every aspect of this pipeline's entities, without what the server adds; once so many entities are there."""
        deadline = time.monotonic() + 60
        while True:
            found, cursor = set(), ""
            while cursor is not None:
                page = get(f"{server}/v1/search?query={self.instance}&limit=1000&includeRemoved=true"
                           + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
                found |= {item["urn"] for item in page["items"] if not self.is_own(item["urn"])}
                cursor = page.get("cursor")
            if len(found) >= wait_for or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        result = {}
        for urn in found:
            entity = get(f"{server}/v1/entities/{urllib.parse.quote(urn, safe='')}")
            result[urn] = {name: aspect["value"] for name, aspect in entity["aspects"].items()}
        return result


class Runs(IngestCase):
    def test_a_second_run_and_a_dry_run_write_nothing(self):
        dashboard = self.dashboard(30)
        planned, _ = self.ingest(dashboard, self.server, "--dry-run")
        before = get(self.server + "/v1/position")
        self.ingest(dashboard, self.server, "--dry-run")
        self.assertEqual(get(self.server + "/v1/position"), before)
        first, _ = self.ingest(dashboard, self.server)
        self.assertEqual(first["seen"], first["written"] + first["unchanged"])
        self.assertEqual(planned["new"] + planned.get("events", 0), first["written"], (planned, first))
        again, _ = self.ingest(dashboard, self.server, "--dry-run")
        self.assertEqual((again["new"], again["changed"], again["removed"]), (0, 0, 0))
        second, _ = self.ingest(dashboard, self.server)
        self.assertEqual(second["written"], again.get("events", 0), second)
        dashboard.jobs[0]["status"] = "FAILED"
        changed, _ = self.ingest(dashboard, self.server, "--dry-run")
        self.assertGreater(changed["changed"], 0)
        third, _ = self.ingest(dashboard, self.server)
        self.assertEqual(third["written"], changed["new"] + changed["changed"] + changed.get("events", 0))

    def test_a_run_is_on_record(self):
        dashboard = self.dashboard(2)
        run = subprocess.run(self.command(dashboard, self.server), capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr)
        name = next(line for line in run.stderr.splitlines() if line.startswith("run ")).split()[1]
        record = get(f"{self.server}/v1/entities/urn%3Ali%3AdataHubExecutionRequest%3A{name}")["aspects"]
        self.assertEqual(record["dataHubExecutionRequestResult"]["value"]["status"], "SUCCESS")
        self.assertIn(self.instance, record["dataHubExecutionRequestInput"]["value"]["args"]["recipe"])
        # One that cannot start is on record as well.
        dashboard.stop()
        report, said = self.ingest(dashboard, self.server, status=2)
        name = next(line for line in said.splitlines() if line.startswith("run ")).split()[1]
        record = get(f"{self.server}/v1/entities/urn%3Ali%3AdataHubExecutionRequest%3A{name}")["aspects"]
        self.assertEqual(record["dataHubExecutionRequestResult"]["value"]["status"], "FAILURE")
        self.assertIn("Cannot connect", report["error"])

    def test_secrets_stay_out_of_everything(self):
        secret = "hun%t/er@2 Secret"
        (self.folder / "token").write_text(secret + "\n")
        dashboard = self.dashboard(0)
        dashboard.jobs.append(RayDashboard.job(1, message=f"said {secret} and {urllib.parse.quote(secret, safe='')}"))
        run = subprocess.run(
            self.command(dashboard, self.server, "--token-file", str(self.folder / "token")),
            capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 0, run.stderr)
        stored = json.dumps(self.content(self.server))
        self.assertIn("said ****", stored)
        for text in (run.stdout, run.stderr, stored):
            self.assertNotIn(secret, text)
            self.assertNotIn(urllib.parse.quote(secret, safe=""), text)

    def test_two_signals(self):
        dashboard = self.dashboard(400)
        for number in (signal.SIGINT, signal.SIGTERM):
            with FaultyProxy(self.server, lambda n: (503, [("Retry-After", "1")]) if n in (2, 3) else None) as proxy:
                run = subprocess.Popen(self.command(dashboard, proxy.url, "--json"), stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
                deadline = time.monotonic() + 30
                while proxy.batches < 2 and time.monotonic() < deadline:
                    time.sleep(0.01)
                run.send_signal(number)
                out, said = run.communicate(timeout=60)
                report = json.loads(out.splitlines()[-1])
                self.assertEqual(report["failed"], report["seen"] - report["written"] - report["unchanged"], report)
                self.assertIn(run.returncode, (0, 1), said)
        self.ingest(dashboard, self.server)


class Faults(IngestCase):
    def test_a_busy_catalog_is_waited_for(self):
        dashboard = self.dashboard(200)
        wrong = {2: (503, [("Retry-After", "1")]), 3: (429, [("Retry-After", "1")]), 5: (502, []), 6: "cut"}
        with FaultyProxy(self.server, wrong.get) as proxy:
            report, _ = self.ingest(dashboard, proxy.url)
        self.assertEqual(report["failed"], 0)
        self.assertEqual(report["seen"], report["written"] + report["unchanged"])
        self.assertEqual(self.ingest(dashboard, self.server, "--dry-run")[0]["changed"], 0)

    def test_no_rights(self):
        dashboard = self.dashboard(5)
        with FaultyProxy(self.server, lambda _: (401, [])) as proxy:
            report, said = self.ingest(dashboard, proxy.url, status=2)
        self.assertIn("access token", report["error"])
        self.assertIn("access token", said)

    def test_a_catalog_that_goes_away_ends_with_1_and_the_next_run_finishes(self):
        dashboard = self.dashboard(200)
        proxy = FaultyProxy(self.server, lambda n: (401, []) if n > 3 else None)
        report, _ = self.ingest(dashboard, proxy.url, status=1)
        proxy.stop()
        self.assertEqual(report["seen"], report["written"] + report["unchanged"] + report["failed"])
        self.assertGreater(report["written"], 0)
        rest, _ = self.ingest(dashboard, self.server)
        self.assertGreater(rest["unchanged"], 0)
        self.assertGreater(rest["written"], 0)

    def test_nobody_there(self):
        dashboard = self.dashboard(1)
        proxy = FaultyProxy(self.server, lambda _: None)
        proxy.stop()
        report, said = self.ingest(dashboard, proxy.url, status=2)
        self.assertIn("the catalog cannot be reached", report["error"])
        self.assertEqual(report["written"], 0)

    def test_a_file_that_cannot_grow_leaves_what_was_there(self):
        dashboard = self.dashboard(300)
        target = self.folder / "out.json"
        target.write_text("[]")
        report, _ = self.ingest(
            dashboard, target, status=2, restore_signals=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
        self.assertIn("cannot be written", report["error"])
        self.assertEqual(target.read_text(), "[]")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["out.json"])


class Display(IngestCase):
    def shown(self, columns, **environment):
        # A pipeline of its own: each dashboard has another address.
        self.instance = "i" + uuid.uuid4().hex[:10]
        dashboard = self.dashboard(200)
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        with FaultyProxy(self.server, lambda n: (503, [("Retry-After", "2")]) if n == 2 else None) as proxy:
            run = subprocess.Popen(self.command(dashboard, proxy.url), stdout=subprocess.PIPE, stderr=slave,
                                   env={**os.environ, "TERM": "xterm", **environment})
            os.close(slave)
            text = b""
            while True:
                try:
                    piece = os.read(master, 65536)
                except OSError:
                    break
                if not piece:
                    break
                text += piece
            run.communicate(timeout=60)
        os.close(master)
        self.assertEqual(run.returncode, 0)
        return text.decode()

    def test_one_line_is_rewritten_and_fits(self):
        for columns in (200, 40):
            text = self.shown(columns)
            # What is rewritten; a warning stays, on lines of its own.
            lines = [part for part in text.split("\r\x1b[K")[1:] if part and "\n" not in part]
            self.assertTrue(lines)
            self.assertLess(max(map(len, lines)), columns)
            if columns == 200:
                self.assertIn("waiting 2 s for the destination", text)
            self.assertTrue(text.endswith("\r\x1b[K"), text[-200:])

    def test_plain_lines_without_a_terminal(self):
        dashboard = self.dashboard(20)
        _, said = self.ingest(dashboard, self.server)
        self.assertNotIn("\x1b", said)
        self.assertNotIn("\x1b", self.shown(80, TERM="dumb"))


class OneEndByEverySink(IngestCase):
    def setUp(self):
        super().setUp()
        self.source = self.dashboard(25)
        self.ingest(self.source, self.server)
        self.expected = self.content(self.server)
        self.assertGreater(len(self.expected), 25)

    def assert_same(self, found):
        self.assertEqual(sorted(found), sorted(self.expected))
        for urn, aspects in self.expected.items():
            self.assertEqual(found[urn], aspects, urn)

    def test_a_file_read_by_datahub(self):
        target = self.folder / "out.json"
        self.ingest(self.source, target)
        other = start()
        recipe = self.folder / "recipe.json"
        recipe.write_text(json.dumps({
            "source": {"type": "file", "config": {"path": str(target)}},
            "sink": {"type": "datahub-rest", "config": {"server": other}}}))
        run = subprocess.run(
            [sys.executable, "-m", "datahub", "ingest", "-c", str(recipe), "--strict-warnings", "--no-progress"],
            capture_output=True, text=True, timeout=180,
            env={**os.environ, "DATAHUB_TELEMETRY_ENABLED": "false", "HOME": str(self.folder)})
        self.assertEqual(run.returncode, 0, run.stdout[-3000:] + run.stderr[-3000:])
        self.assert_same(self.content(other, len(self.expected)))

    def through_kafka(self, registry):
        from confluent_kafka.admin import AdminClient, NewTopic

        topic = f"compat-{self.instance}"
        admin = AdminClient({"bootstrap.servers": BROKERS})
        made = admin.create_topics(
            [NewTopic(topic, num_partitions=2), NewTopic(topic + "-mce", num_partitions=1)])
        for each in made.values():
            each.result(30)
        settings = {
            "CATALOG_KAFKA_BROKERS": BROKERS, "CATALOG_KAFKA_GROUP": topic, "CATALOG_KAFKA_TOPIC_PROPOSALS": topic,
            "CATALOG_KAFKA_TOPIC_CHANGE_EVENTS": topic + "-mce"}
        if registry:
            settings["CATALOG_KAFKA_SCHEMA_REGISTRY_URL"] = registry
        other = start(settings)
        to = f"kafka://{BROKERS}/{topic}"
        if registry:
            to += "?schema-registry=" + urllib.parse.quote(registry, safe="")
        elif registry is not None:
            to += "?schema-registry=" + urllib.parse.quote(other + "/schema-registry/api", safe="")
        self.ingest(self.source, to)
        deadline = time.monotonic() + 60
        while (found := self.content(other, len(self.expected))) != self.expected and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assert_same(found)

    @unittest.skipUnless(BROKERS, "no real Kafka is at hand: CATALOG_TEST_KAFKA names none")
    def test_kafka_with_json(self):
        self.through_kafka(None)

    @unittest.skipUnless(BROKERS, "no real Kafka is at hand: CATALOG_TEST_KAFKA names none")
    def test_kafka_with_the_servers_own_registry(self):
        self.through_kafka("")

    @unittest.skipUnless(BROKERS, "no real Kafka is at hand: CATALOG_TEST_KAFKA names none")
    @unittest.skipUnless(REGISTRY, "no schema registry is at hand: CATALOG_TEST_SCHEMA_REGISTRY names none")
    def test_kafka_with_an_external_registry(self):
        self.through_kafka(REGISTRY)


if __name__ == "__main__":
    unittest.main()
