"""Entity get over HTTP beside the same read by psycopg: all aspects of one entity, both timed from this one client.

usage: get.py --server URL --postgres DSN [--reads N] [--rounds N]
Prints p50 of each in microseconds and their ratio. Run ingest.py before, so that there is something to read.
"""
import argparse
import http.client
import random
import statistics
import time
import urllib.parse

import psycopg

SELECT = """select a.name, a.version, a.value, a.position, a.run_id, a.last_run_id, a.last_observed, a.metadata, a.created_on,
            a.created_by from entity e join aspect a on a.entity = e.id where e.digest = %s"""


def p50(calls):
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True)
    options.add_argument("--postgres", required=True)
    options.add_argument("--reads", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    args = options.parse_args()
    address = urllib.parse.urlsplit(args.server)
    web = http.client.HTTPConnection(address.hostname, address.port)
    database = psycopg.connect(args.postgres, autocommit=True)
    rows = database.execute("select urn, digest from entity where created_position is not null and type = 'dataset'").fetchall()
    picked = random.Random(7).choices(rows, k=args.reads)

    def read(urn):
        web.request("GET", "/v1/entities/" + urllib.parse.quote(urn, safe=""))
        answer = web.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{urn} answered {answer.status}")

    ratios = []
    for turn in range(args.rounds):
        direct = p50([lambda d=d: database.execute(SELECT, (d,), prepare=True, binary=True).fetchall() for _, d in picked])
        service = p50([lambda u=u: read(u) for u, _ in picked])
        ratios.append(service / direct)
        print(f"round {turn + 1}: service {service:.0f} µs, psycopg {direct:.0f} µs, ratio {service / direct:.2f}", flush=True)
    print(f"entity get: median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
