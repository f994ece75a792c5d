"""A seeded workload of realistic aspects, the same bytes for the same seed: what the benchmarks write and read."""
import json
import random

WORDS = ("orders customers payments sessions events invoices products stock shipments returns prices campaigns clicks "
         "users accounts ledgers refunds carts reviews vendors routes parcels forecasts budgets").split()
LAYERS = ("raw", "staging", "intermediate", "marts", "reporting")
TYPES = ("StringType", "NumberType", "BooleanType", "DateType", "TimeType")


def dataset_urn(i, rnd):
    return f"urn:li:dataset:(urn:li:dataPlatform:trino,warehouse.{LAYERS[i % 5]}.{rnd.choice(WORDS)}_{i},PROD)"


def entities(count, seed=7):
    """Yields (urn, [(aspect, value), …]) with about 600 bytes an aspect: status, properties, ownership, tags, schema, lineage."""
    rnd = random.Random(seed)
    urns = [dataset_urn(i, random.Random(seed * 1_000_003 + i)) for i in range(count)]
    for i, urn in enumerate(urns):
        fields = [{
            "fieldPath": f"{rnd.choice(WORDS)}_{n}", "nullable": bool(n % 3), "nativeDataType": "varchar",
            "type": {"type": {f"com.linkedin.schema.{rnd.choice(TYPES)}": {}}},
            "recursive": False, "isPartOfKey": n == 0,
        } for n in range(rnd.randint(4, 14))]
        aspects = [
            ("status", {"removed": False}),
            ("datasetProperties", {
                "name": urn.split(",")[1].split(".")[-1],
                "description": " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(20, 60))),
                "customProperties": {f"key_{n}": rnd.choice(WORDS) for n in range(rnd.randint(2, 6))}, "tags": []}),
            ("ownership", {
                "owners": [{"owner": f"urn:li:corpuser:user_{rnd.randrange(200)}", "type": "DATAOWNER"}
                           for _ in range(rnd.randint(1, 3))],
                "lastModified": {"time": 1_700_000_000_000, "actor": "urn:li:corpuser:etl"}}),
            ("globalTags", {"tags": [{"tag": f"urn:li:tag:tag_{rnd.randrange(60)}"} for _ in range(rnd.randint(1, 4))]}),
            ("schemaMetadata", {
                "schemaName": urn, "platform": "urn:li:dataPlatform:trino", "version": 0, "hash": "",
                "platformSchema": {"com.linkedin.schema.OtherSchema": {"rawSchema": ""}}, "fields": fields}),
        ]
        if i > 10:
            aspects.append(("upstreamLineage", {"upstreams": [{
                "auditStamp": {"time": 1_700_000_000_000, "actor": "urn:li:corpuser:etl"},
                "dataset": urns[rnd.randrange(max(0, i - 500), i)], "type": "TRANSFORMED"}
                for _ in range(rnd.randint(1, 4))]}))
        yield urn, aspects


def rows(count, seed=7):
    """Yields (urn, aspect, JSON text)."""
    for urn, aspects in entities(count, seed):
        for name, value in aspects:
            yield urn, name, json.dumps(value, separators=(",", ":"))


def proposal(urn, aspect, text, run="bench"):
    return {"entityType": urn.split(":")[2], "entityUrn": urn, "changeType": "UPSERT", "aspectName": aspect,
            "aspect": {"value": text, "contentType": "application/json"},
            "systemMetadata": {"lastObserved": 1_700_000_000_000, "runId": run}}
