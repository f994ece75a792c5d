"""Kills the server with SIGKILL while it applies records from Kafka, and counts what is lost or doubled: nothing may be.

usage: kill.py --binary CATALOG --brokers ADDRESS [--proposals N] [--kills N] [--partitions N]
Writes N proposals (several distinct versions of each aspect) to a topic of its own, then starts the server again and again;
each kill comes while records are being applied: after the position has moved since the start, at a random moment of the
batches that follow. Prints how long records took to flow after ready, and compares every version that PostgreSQL holds, the
latest and all before it, with what was produced. Exit code 1 when anything differs, records took 2 s or more to flow, or
the records did not last for all the kills.
"""
import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

PORT = 18731
VERSIONS = 5


def urn(i):
    return f"urn:li:dataset:(urn:li:dataPlatform:hive,kill.t{i},PROD)"


def proposals(count):
    """Version by version, so that the versions of one aspect lie far apart in the topic."""
    entities = count // VERSIONS
    for version in range(VERSIONS):
        for i in range(entities):
            value = json.dumps({"description": f"text {version} of {i}", "customProperties": {"version": str(version)}})
            yield {"entityType": "dataset", "entityUrn": urn(i), "changeType": "UPSERT", "aspectName": "datasetProperties",
                   "aspect": {"contentType": "application/json", "value": value}}


def get(path):
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
        return json.load(answer)


class Server:
    def __init__(self, args, folder):
        environment = dict(os.environ, CATALOG_KAFKA_BROKERS=args.brokers, CATALOG_KAFKA_TOPIC_PROPOSALS=args.topic,
                           CATALOG_KAFKA_TOPIC_CHANGE_EVENTS=args.topic + "-mce", CATALOG_KAFKA_INSTANCE_ID="kill")
        self.log = open(os.path.join(folder, "serve.log"), "ab")
        self.process = subprocess.Popen(
            [args.binary, "serve", "--listen", f"127.0.0.1:{PORT}", "--data-dir", os.path.join(folder, "data")],
            env=environment, stdout=self.log, stderr=self.log)
        begin = time.monotonic()
        while True:
            try:
                get("/health")
                break
            except OSError:
                if time.monotonic() - begin > 60:
                    raise SystemExit("the server did not become ready")
                time.sleep(0.01)
        self.ready = time.monotonic()
        self.start = get("/v1/position")["position"]

    def wait_for_records(self, beyond, seconds):
        """Until the position has passed; the seconds since ready."""
        while get("/v1/position")["position"] <= beyond:
            if time.monotonic() - self.ready > seconds:
                return None
            time.sleep(0.002)
        return time.monotonic() - self.ready

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def select(data, sql):
    """Rows of the private PostgreSQL, each a list of texts; beside the server, so that 100,000 versions take a second."""
    with open(os.path.join(data, "socket-directory")) as file:
        socket = file.read().strip()
    output = subprocess.run(
        ["psql", "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", socket, "-U", "postgres", "-d", "postgres", "-c", sql],
        check=True, capture_output=True, text=True).stdout
    return [line.split("\t") for line in output.splitlines()]


VERSIONS_STORED = """
    select e.urn, v.version, v.value from entity e join (
        select entity, name, version, value from aspect union all
        select entity, name, version, value from aspect_history) v on v.entity = e.id
    where v.name = 'datasetProperties' order by e.urn, v.version"""


def compare(data, entities):
    """How many versions are missing, and how many are there that should not be."""
    expected = {(urn(i), n + 1, f"text {n} of {i}", str(n)) for i in range(entities) for n in range(VERSIONS)}
    found = []
    for name, version, text in select(data, VERSIONS_STORED):
        value = json.loads(text)
        found.append((name, int(version), value["description"], value["customProperties"]["version"]))
    lost = len(expected - set(found))
    return lost, len(found) - (len(expected) - lost)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--brokers", required=True)
    parser.add_argument("--proposals", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--partitions", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.topic = f"kill-{os.getpid()}-{int(time.time())}"
    chance = random.Random(args.seed)
    entities = args.proposals // VERSIONS
    changes = entities * (3 + VERSIONS)  # key, browse path and platform once, then each version
    flows, kills, begin = [], 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        lines = os.path.join(folder, "proposals.jsonl")
        with open(lines, "w") as file:
            for proposal in proposals(args.proposals):
                file.write(json.dumps(proposal) + "\n")
        subprocess.run([args.binary, "produce", lines, "--brokers", args.brokers, "--topic", args.topic,
                        "--create-topic", str(args.partitions)], check=True)
        while kills < args.kills:
            server = Server(args, folder)
            if server.start >= changes:
                server.kill()
                break
            flow = server.wait_for_records(server.start, 60)
            if flow is None:
                server.kill()
                raise SystemExit("no record flowed within 60 s of ready")
            time.sleep(chance.uniform(0, 0.2))
            applied = get("/v1/position")["position"]
            server.kill()
            if applied >= changes:
                break
            flows.append(flow)
            kills += 1
            print(f"kill {kills}: position {applied} of {changes}, first record {flow:.2f} s after ready", flush=True)
        server = Server(args, folder)
        server.wait_for_records(changes - 1, 600)
        position = get("/v1/position")["position"]
        letters = get("/v1/dead-letters?limit=1")["total"]
        differences = get("/v1/fsck")["differences"]
        lost, doubled = compare(data, entities)
        server.process.terminate()
        server.process.wait()
    slowest = max(flows, default=0)
    print(f"{kills} kills of {args.kills} during {args.proposals} proposals, {time.monotonic() - begin:.0f} s; first record after "
          f"ready: median {statistics.median(flows or [0]):.2f} s, longest {slowest:.2f} s")
    print(f"position {position} of {changes}, versions lost {lost}, doubled {doubled}, records parked {letters}, "
          f"fsck differences {differences}")
    good = position == changes and not lost and not doubled and not letters and not differences
    sys.exit(0 if good and kills == args.kills and slowest < 2 else 1)


if __name__ == "__main__":
    main()
