"""Kills the server with SIGKILL while it applies records from Kafka, and counts what is lost or doubled: nothing may be.

usage: kill.py --binary CATALOG --brokers ADDRESS [--proposals N] [--kills N] [--topic NAME]
Writes N proposals (several distinct versions of each aspect) to a topic of its own, then starts the server again and again;
each kill comes only after the position has moved since the start. Prints how long records took to flow after ready, the
undisturbed rate, and the comparison of every version with what was produced. Exit code 1 when anything differs.
"""
import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--brokers", required=True)
    parser.add_argument("--proposals", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--topic", default=f"kill-{os.getpid()}")
    args = parser.parse_args()
    entities = args.proposals // VERSIONS
    changes = entities * (3 + VERSIONS)  # key, browse path and platform once, then each version
    with tempfile.TemporaryDirectory() as folder:
        lines = os.path.join(folder, "proposals.jsonl")
        with open(lines, "w") as file:
            for proposal in proposals(args.proposals):
                file.write(json.dumps(proposal) + "\n")
        subprocess.run([args.binary, "produce", lines, "--brokers", args.brokers, "--topic", args.topic], check=True)
        flows, kills = [], 0
        while kills < args.kills:
            server = Server(args, folder)
            if server.start >= changes:
                print(f"all applied after {kills} kills")
                server.kill()
                break
            flow = server.wait_for_records(server.start, 60)
            if flow is None:
                server.kill()
                raise SystemExit("no record flowed within 60 s of ready")
            flows.append(flow)
            server.kill()
            kills += 1
        server = Server(args, folder)
        before, begin = server.start, time.monotonic()
        server.wait_for_records(changes - 1, 600)
        seconds = time.monotonic() - begin
        position = get("/v1/position")["position"]
        if position > before:
            print(f"rest: {(position - before) / seconds:.0f} changes/s over {seconds:.1f} s")
        wrong = 0
        for i in range(entities):
            found = get(f"/v1/entities/{urllib.parse.quote(urn(i), safe='')}?aspects=datasetProperties")
            aspect = found["aspects"]["datasetProperties"]
            if aspect["version"] != VERSIONS or aspect["value"]["customProperties"]["version"] != str(VERSIONS - 1):
                wrong += 1
        letters = get("/v1/dead-letters?limit=1")["total"]
        differences = get("/v1/fsck")["differences"]
        server.process.terminate()
        server.process.wait()
    if flows:
        print(f"{kills} kills; first record after ready: median {statistics.median(flows):.2f} s, longest {max(flows):.2f} s")
    print(f"position {position} of {changes}, entities with a wrong version {wrong}, parked {letters}, "
          f"fsck differences {differences}")
    sys.exit(0 if position == changes and not wrong and not letters and not differences else 1)


if __name__ == "__main__":
    main()
