"""Kafka → committed: proposals a second from a topic into PostgreSQL, with history, edges, search documents, change log.

usage: kafka.py --binary CATALOG --brokers ADDRESS [--entities N] [--partitions N] [--rounds N]
Each round fills a topic of its own before the server starts on an empty data directory, so what is measured is the
consumer's best pace: from the first committed record to the last. Prints proposals and changes a second of each round, the
load of the machine beside, and the best and median round.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
import urllib.request

import workload

PORT = 18733


def read(path):
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
        return answer.read().decode()


def records():
    """Records applied and parked since the server started."""
    return sum(int(float(line.rsplit(" ", 1)[1])) for line in read("/metrics").splitlines()
               if line.startswith("catalog_ingest_records_total"))


def wait(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                return value
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit("the server did not get there in time")


def measure(args, folder, topic, count):
    """Seconds between the first and the last commit seen, records between them, positions made."""
    environment = dict(os.environ, CATALOG_KAFKA_BROKERS=args.brokers, CATALOG_KAFKA_TOPIC_PROPOSALS=topic,
                       CATALOG_KAFKA_TOPIC_CHANGE_EVENTS=topic + "-mce", CATALOG_KAFKA_GROUP=topic)
    with open(os.path.join(folder, "serve.log"), "ab") as log:
        process = subprocess.Popen([args.binary, "serve", "--listen", f"127.0.0.1:{PORT}", "--data-dir",
                                    os.path.join(folder, topic)], env=environment, stdout=log, stderr=log)
    try:
        first = wait(records, 60)
        begin = time.perf_counter()
        wait(lambda: records() >= count, 600)
        seconds = time.perf_counter() - begin
        position = json.loads(read("/v1/position"))["position"]
        parked = json.loads(read("/v1/dead-letters?limit=1"))["total"]
        if parked:
            raise SystemExit(f"{parked} records were parked")
        return seconds, count - first, position
    finally:
        process.terminate()
        process.wait()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--binary", required=True)
    options.add_argument("--brokers", required=True)
    options.add_argument("--entities", type=int, default=10_000)
    options.add_argument("--partitions", type=int, default=4)
    options.add_argument("--rounds", type=int, default=3)
    args = options.parse_args()
    rates = []
    with tempfile.TemporaryDirectory() as folder:
        lines = os.path.join(folder, "proposals.jsonl")
        with open(lines, "w") as file:
            count = 0
            for row in workload.rows(args.entities):
                file.write(json.dumps(workload.proposal(*row)) + "\n")
                count += 1
        size = os.path.getsize(lines) / count
        for turn in range(args.rounds):
            topic = f"bench-{os.getpid()}-{turn}"
            subprocess.run([args.binary, "produce", lines, "--brokers", args.brokers, "--topic", topic,
                            "--create-topic", str(args.partitions)], check=True, stdout=subprocess.DEVNULL)
            seconds, applied, position = measure(args, folder, topic, count)
            rates.append(applied / seconds)
            print(f"round {turn + 1}: {applied / seconds:.0f} proposals/s ({applied} in {seconds:.1f} s, mean {size:.0f} B; "
                  f"{position / count * applied / seconds:.0f} changes/s), load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"Kafka to committed: best {max(rates):.0f}, median {statistics.median(rates):.0f} proposals/s")


if __name__ == "__main__":
    main()
