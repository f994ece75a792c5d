"""Ingest over HTTP beside raw batched upsert on the same PostgreSQL, in the same run.

usage: ingest.py --server URL --postgres DSN [--entities N] [--rounds N]
Prints aspects a second of each and their ratio. `raw` is one connection that upserts (urn, aspect, version) → jsonb from
binary arrays of 1000 rows; `service` is POST /aspects?action=ingestProposalBatch with 1000 aspects a request, two clients:
history, edges, search documents and change log included.
"""
import argparse
import http.client
import json
import statistics
import time
import urllib.parse

import psycopg

import clients
import workload

BATCH = 1000


def batches(rows):
    return [rows[i:i + BATCH] for i in range(0, len(rows), BATCH)]


def raw(dsn, rows):
    sql = """insert into bench_raw (urn, aspect, version, metadata)
             select u, a, 0, m::jsonb from unnest(%b::text[], %b::text[], %b::text[]) t (u, a, m)
             on conflict (urn, aspect, version) do update set metadata = excluded.metadata, createdon = now()"""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("drop table if exists bench_raw")
        connection.execute("""create table bench_raw (urn text not null, aspect text not null, version bigint not null,
            metadata jsonb not null, systemmetadata jsonb, createdon timestamptz not null default now(),
            createdby text not null default 'urn:li:corpuser:etl', primary key (urn, aspect, version))""")
        prepared = [([r[0] for r in b], [r[1] for r in b], [r[2] for r in b]) for b in batches(rows)]
        start = time.perf_counter()
        for columns in prepared:
            connection.execute(sql, columns, prepare=True)
        seconds = time.perf_counter() - start
        connection.execute("drop table bench_raw")
    return len(rows) / seconds


def service(url, rows, count=2):
    bodies = [json.dumps({"proposals": [workload.proposal(*r) for r in b], "async": "false"}).encode()
              for b in batches(rows)]
    address = urllib.parse.urlsplit(url)

    def client(part):
        connection = http.client.HTTPConnection(address.hostname, address.port)
        for body in part:
            connection.request("POST", "/aspects?action=ingestProposalBatch", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                return text[:500]
        return None

    return len(rows) / clients.deal(bodies, count, client)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True)
    options.add_argument("--postgres", required=True)
    options.add_argument("--entities", type=int, default=5000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--clients", type=int, default=2)
    args = options.parse_args()
    ratios = {"new": [], "unchanged": [], "changed": []}
    for turn in range(args.rounds):
        # Another seed a round: other urns, so that every round writes entities that are new.
        rows = list(workload.rows(args.entities, seed=100 + turn + int(time.time()) % 1_000_000))
        mean = sum(len(r[2]) for r in rows) / len(rows)
        base = raw(args.postgres, rows)
        changed = [(u, a, t[:-1] + ',"unknownMember":1}' if a == "none" else change(a, t)) for u, a, t in rows]
        for name, work in (("new", rows), ("unchanged", rows), ("changed", changed)):
            rate = service(args.server, work, args.clients)
            ratios[name].append(rate / base)
            print(f"round {turn + 1} {name:9}: service {rate:8.0f} aspects/s, raw {base:8.0f}, ratio {rate / base:.2f}"
                  f"  ({len(work)} aspects, mean {mean:.0f} B)", flush=True)
    for name, values in ratios.items():
        print(f"ingest {name}: median ratio {statistics.median(values):.2f}")


def change(aspect, text):
    value = json.loads(text)
    if aspect == "status":
        value["lifecycleStage"] = "urn:li:lifecycleStageType:changed"
    elif aspect == "datasetProperties":
        value["description"] += " changed"
    elif aspect == "ownership":
        value["lastModified"]["time"] += 1
    elif aspect == "globalTags":
        value["tags"].append({"tag": "urn:li:tag:changed"})
    elif aspect == "schemaMetadata":
        value["hash"] = "changed"
    elif aspect == "upstreamLineage":
        value["upstreams"][0]["auditStamp"]["time"] += 1
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
