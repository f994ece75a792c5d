"""OpenLineage events over HTTP beside proposals of the aspects that they become, on one server, in one run.

usage: openlineage.py --server URL [--jobs N] [--runs N] [--clients N] [--batch N]
Every run sends START and COMPLETE with two inputs, an output, schemas of ten columns, column lineage and a parent; each answer
comes after the commit. First one event a request, as clients send them, then in batches. Then what was stored is read back,
renamed, and sent as proposals, 1000 a request, two clients. Rates are compared in changes (versions and points of the change log).
"""
import argparse
import json
import time
import urllib.parse
import urllib.request
import uuid

from clients import request, send

SPEC = "https://openlineage.io/spec"
PRODUCER = "https://github.com/OpenLineage/OpenLineage/tree/1.53.0/integration/spark"


def facet(name, value):
    return {"_producer": PRODUCER, "_schemaURL": f"{SPEC}/facets/1-0-1/{name}.json#/$defs/{name}"} | value


def table(tag, name, extra=None):
    fields = [{"name": f"column_{n}", "type": "varchar", "description": f"Column {n} of {name}"} for n in range(10)]
    return {"namespace": f"postgres://{tag}:5432", "name": f"shop.{tag}.{name}",
            "facets": {"schema": facet("SchemaDatasetFacet", {"fields": fields})} | (extra or {})}


def events(tag, jobs, runs):
    """START and COMPLETE of every run, runs of a job a minute apart."""
    for run in range(runs):
        for job in range(jobs):
            inputs = [table(tag, f"source_{job}"), table(tag, f"source_{job + 1}")]
            columns = {f"column_{n}": {"inputFields": [{
                "namespace": inputs[n % 2]["namespace"], "name": inputs[n % 2]["name"], "field": f"column_{n}",
                "transformations": [{"type": "DIRECT", "subtype": "IDENTITY"}]}]} for n in range(10)}
            output = table(tag, f"target_{job}", {
                "columnLineage": facet("ColumnLineageDatasetFacet", {"fields": columns}),
                "lifecycleStateChange": facet("LifecycleStateChangeDatasetFacet", {"lifecycleStateChange": "OVERWRITE"})})
            identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{tag} {job} {run}"))
            for kind, second in (("START", 0), ("COMPLETE", 30)):
                yield {
                    "eventType": kind, "eventTime": f"2026-11-{run // 1440 + 1:02}T{run // 60 % 24:02}:{run % 60:02}:{second:02}.000Z",
                    "producer": PRODUCER, "schemaURL": f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent",
                    "run": {"runId": identity, "facets": {
                        "processing_engine": facet("ProcessingEngineRunFacet", {"name": "spark", "version": "4.3.0"}),
                        "parent": facet("ParentRunFacet", {
                            "run": {"runId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{tag} {run}"))},
                            "job": {"namespace": tag, "name": f"app_{job % 10}"}})}},
                    "job": {"namespace": tag, "name": f"app_{job % 10}.load_{job}", "facets": {
                        "sql": facet("SQLJobFacet", {"query": f"insert into target_{job} select * from source_{job}"})}},
                    "inputs": inputs,
                    "outputs": [output | {"outputFacets": {
                        "outputStatistics": facet("OutputStatisticsOutputDatasetFacet", {"rowCount": run, "size": 1000})}}],
                }


def get(url, path):
    with urllib.request.urlopen(url + path) as answer:
        return json.load(answer)


def position(url):
    return get(url, "/v1/position")["position"]


def urns_of(event):
    flow = f"urn:li:dataFlow:(spark,{event['job']['name'].split('.')[0]},{event['job']['namespace']})"
    yield f"urn:li:dataProcessInstance:{event['run']['runId']}"
    yield flow
    yield f"urn:li:dataJob:({flow},{event['job']['name']})"
    for dataset in event["inputs"] + event["outputs"]:
        yield f"urn:li:dataset:(urn:li:dataPlatform:postgres,{dataset['name']},PROD)"


def points(url, urn, aspect):
    call = urllib.request.Request(
        url + "/aspects?action=getTimeseriesAspectValues", headers={"Content-Type": "application/json"},
        data=json.dumps({"urn": urn, "entity": urn.split(":")[2], "aspect": aspect, "limit": 10000}).encode())
    with urllib.request.urlopen(call) as answer:
        return [each["aspect"]["value"] for each in json.load(answer)["value"]["values"]]


def proposals(url, tag, fresh, urns):
    """What the server keeps of these entities, as proposals under another name."""
    for urn in urns:
        kind = urn.split(":")[2]
        aspects = [(name, json.dumps(aspect["value"])) for name, aspect in
                   get(url, "/v1/entities/" + urllib.parse.quote(urn, safe=""))["aspects"].items()]
        for name in {"dataProcessInstance": ["dataProcessInstanceRunEvent"], "dataset": ["operation"]}.get(kind, []):
            aspects += [(name, value) for value in points(url, urn, name)]
        for name, value in aspects:
            if name.endswith("Key") or name in ("browsePathsV2", "dataPlatformInstance"):
                continue
            # Runs are named by uuid, so they are renamed by their first digits.
            new = urn.replace(tag, fresh).replace("Instance:", "Instance:" + fresh)
            yield {"entityType": kind, "entityUrn": new, "changeType": "UPSERT", "aspectName": name,
                   "aspect": {"value": value.replace(tag, fresh), "contentType": "application/json"},
                   "systemMetadata": {"lastObserved": 1_700_000_000_000, "runId": "bench"}}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True)
    options.add_argument("--jobs", type=int, default=100)
    options.add_argument("--runs", type=int, default=30)
    options.add_argument("--clients", type=int, default=16)
    options.add_argument("--batch", type=int, default=100)
    args = options.parse_args()
    url = args.server.rstrip("/")
    stem = f"b{int(time.time()) % 1_000_000}"
    rates = {}
    for name, size in (("single", 1), ("batch", args.batch)):
        tag = f"{stem}{name}"
        work = list(events(tag, args.jobs, args.runs))
        if size == 1:
            bodies = [request("/api/v1/lineage", json.dumps(event).encode()) for event in work]
        else:
            bodies = [request("/api/v1/lineage/batch", json.dumps(work[i:i + size]).encode())
                      for i in range(0, len(work), size)]
        before = position(url)
        seconds = send(url, bodies, args.clients)
        changes = position(url) - before
        rates[name] = changes / seconds
        print(f"openlineage {name:6}: {len(work) / seconds:7.0f} events/s, {changes / seconds:7.0f} changes/s "
              f"({len(work)} events, {changes} changes, {args.clients} clients)", flush=True)
        found = get(url, "/v1/search?query=" + urllib.parse.quote(f"target_{args.jobs - 1}") + "&limit=100")
        assert any(tag in item["urn"] for item in found["items"]), "the last job's output is not searchable"
    tag, fresh = f"{stem}single", f"{stem}copied"
    urns = sorted({urn for event in events(tag, args.jobs, args.runs) for urn in urns_of(event)})
    copies = list(proposals(url, tag, fresh, urns))
    bodies = [request("/aspects?action=ingestProposalBatch", json.dumps({"proposals": copies[i:i + 1000]}).encode())
              for i in range(0, len(copies), 1000)]
    before = position(url)
    seconds = send(url, bodies, 2)
    changes = position(url) - before
    print(f"proposals         : {len(copies) / seconds:7.0f} aspects/s, {changes / seconds:7.0f} changes/s "
          f"({len(copies)} aspects, {changes} changes, 2 clients)")
    for name, rate in rates.items():
        print(f"ratio {name}: {rate / (changes / seconds):.2f} of the proposals' rate")


if __name__ == "__main__":
    main()
