"""Fills a Kafka with a schema registry, and a PostgreSQL, with many objects, for timing connectors.

    bulk_sources.py kafka BROKERS REGISTRY_URL [COUNT]     topics bulk.N, all but every 50th with an Avro schema
    bulk_sources.py postgres URL [COUNT]                   database bulk: tables in 20 schemas, a view over every tenth

Needs confluent-kafka, or psycopg2-binary. What is there already is left as it is.
"""
import concurrent.futures
import json
import sys
import urllib.error
import urllib.request


def avro(number):
    fields = [{"name": f"f{index}", "type": ["null", "string"] if index % 3 else "long"} for index in range(12)]
    fields.append({"name": "inner", "type": {"type": "record", "name": "Inner", "fields": fields[:4]}})
    return json.dumps({"type": "record", "name": f"Bulk{number}", "namespace": "com.bulk", "fields": fields})


def register(registry, number):
    request = urllib.request.Request(
        f"{registry}/subjects/bulk.{number:05d}-value/versions",
        data=json.dumps({"schema": avro(number)}).encode(),
        headers={"Content-Type": "application/vnd.schemaregistry.v1+json"},
    )
    urllib.request.urlopen(request, timeout=60).read()


def fill_kafka(brokers, registry, count=2000):
    from confluent_kafka.admin import AdminClient, NewTopic

    admin = AdminClient({"bootstrap.servers": brokers})
    known = admin.list_topics(timeout=30).topics
    names = [name for name in (f"bulk.{number:05d}" for number in range(count)) if name not in known]
    for start in range(0, len(names), 200):
        made = admin.create_topics([NewTopic(name, 1, 1) for name in names[start : start + 200]])
        for future in made.values():
            future.result(120)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: register(registry, number), (n for n in range(count) if n % 50)))


def fill_postgres(url, count=2000):
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    for schema in range(20):
        cursor.execute(f"create schema if not exists s{schema}")
    for number in range(count):
        place = f"s{number % 20}"
        cursor.execute(
            f"create table if not exists {place}.t{number} (id bigint primary key, a text not null, b numeric(12,2),"
            " c timestamptz default now(), d jsonb, e text[], f date, g boolean, h uuid, i double precision)"
        )
        if number % 10 == 0:
            cursor.execute(
                f"create or replace view {place}.v{number} as select id, upper(a) as a, b * 2 as twice from {place}.t{number}"
            )
    cursor.execute("analyze")


if __name__ == "__main__":
    kind, *rest = sys.argv[1:] or [""]
    if kind == "kafka" and len(rest) in (2, 3):
        fill_kafka(*rest[:2], *map(int, rest[2:]))
    elif kind == "postgres" and len(rest) in (1, 2):
        fill_postgres(*rest[:1], *map(int, rest[1:]))
    else:
        sys.exit(__doc__)
