"""The shipped sample catalog, held against DataHub's own classes: what we ship is what their client would send."""
import collections
import json
import pathlib
import subprocess
import sys

import pytest
from datahub.emitter.serialization_helper import post_json_transform, pre_json_transform
from datahub.metadata.schema_classes import ASPECT_NAME_MAP, KEY_ASPECTS
from datahub.utilities.urns.urn import Urn

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
LINES = [json.loads(line) for line in (SAMPLES / "catalog.jsonl").read_text(encoding="utf-8").splitlines()]


def value_of(proposal):
    return json.loads(proposal["aspect"]["value"])


@pytest.mark.parametrize("proposal", LINES, ids=lambda p: f"{p['aspectName']} of {p['entityUrn']}")
def test_every_line_is_a_proposal_of_datahub(proposal):
    urn = Urn.from_string(proposal["entityUrn"])
    assert urn.entity_type == proposal["entityType"]
    allowed = KEY_ASPECTS[proposal["entityType"]].get_aspect_info()["entityAspects"]
    assert proposal["aspectName"] in allowed
    value = value_of(proposal)
    aspect = ASPECT_NAME_MAP[proposal["aspectName"]].from_obj(post_json_transform(value))
    assert aspect.validate()
    # Nothing was dropped: written out again, each member that we sent is there with its value.
    again = pre_json_transform(aspect.to_obj())
    assert covers(again, value), f"{again} does not hold all of {value}"


def covers(whole, part):
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and covers(whole[k], v) for k, v in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(covers(w, p) for w, p in zip(whole, part))
    return whole == part


def test_no_aspect_is_written_twice():
    seen = collections.Counter((p["entityUrn"], p["aspectName"]) for p in LINES)
    assert [key for key, count in seen.items() if count > 1] == []


def test_the_file_is_what_the_script_writes():
    subprocess.run([sys.executable, str(SAMPLES / "build.py"), "--check"], check=True)


def test_every_urn_named_is_described():
    """No edge of the sample ends in an entity that nothing describes (columns belong to their dataset)."""
    described = {p["entityUrn"] for p in LINES} | {"urn:li:corpuser:datahub"}
    named = set()

    def walk(value):
        if isinstance(value, dict):
            for member in value.values():
                walk(member)
        elif isinstance(value, list):
            for member in value:
                walk(member)
        elif isinstance(value, str) and value.startswith("urn:li:"):
            named.add(value)

    for proposal in LINES:
        walk(value_of(proposal))
    columns = {urn for urn in named if urn.startswith("urn:li:schemaField:")}
    assert named - columns - described == set()
    datasets = {p["entityUrn"]: {f["fieldPath"] for f in value_of(p)["fields"]} for p in LINES if p["aspectName"] == "schemaMetadata"}
    for urn in columns:
        dataset, _, path = urn.removeprefix("urn:li:schemaField:(").removesuffix(")").rpartition(",")
        assert path in datasets[dataset], urn


def test_a_dashboard_leads_back_to_the_shops_database():
    upstream = collections.defaultdict(set)
    for proposal in LINES:
        value, urn = value_of(proposal), proposal["entityUrn"]
        if proposal["aspectName"] == "upstreamLineage":
            upstream[urn] |= {u["dataset"] for u in value["upstreams"]}
        for member in ("chartEdges", "inputEdges"):
            upstream[urn] |= {e["destinationUrn"] for e in value.get(member, [])}
    hops, frontier, seen = 0, {"urn:li:dashboard:(superset,1)"}, set()
    while frontier and not any("shop.public.orders," in urn for urn in frontier):
        seen |= frontier
        frontier = set().union(*(upstream[urn] for urn in frontier)) - seen
        hops += 1
    assert frontier and hops >= 3
