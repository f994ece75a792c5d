#!/usr/bin/env python3
"""Writes Vectors.swift: random schemas and values as the independent implementation `fastavro` encodes them.

    python3 -m venv VENV && VENV/bin/pip install fastavro && VENV/bin/python Tests/AvroTests/vectors.py
"""
import io
import json
import pathlib
import random

import fastavro

rng = random.Random(20261124)
counter = 0


def named(prefix):
    global counter
    counter += 1
    return f"{prefix}{counter}"


def schema(depth):
    leaves = ["null", "boolean", "int", "long", "float", "double", "bytes", "string", "enum", "fixed"]
    kind = rng.choice(leaves + ["record", "record", "array", "map", "union", "union"] * 2 if depth else leaves)
    if kind == "enum":
        return {"type": "enum", "name": named("E"), "namespace": "org.example.e", "symbols": ["A", "B", "C"]}
    if kind == "fixed":
        return {"type": "fixed", "name": named("org.example.f.F"), "size": rng.choice([0, 1, 16])}
    if kind == "array":
        return {"type": "array", "items": schema(depth - 1)}
    if kind == "map":
        return {"type": "map", "values": schema(depth - 1)}
    if kind == "union":
        branches, seen = [], set()
        for branch in ["null"] * rng.randint(0, 1) + [schema(depth - 1) for _ in range(rng.randint(1, 4))]:
            key = branch if isinstance(branch, str) else branch.get("name", branch.get("type")) if isinstance(branch, dict) else None
            if key is not None and key not in seen:
                seen.add(key)
                branches.append(branch)
        return branches or ["null", "string"]
    if kind == "record":
        fields = [{"name": f"f{i}", "type": schema(depth - 1), "doc": "ignored"} for i in range(rng.randint(0, 5))]
        return {"type": "record", "name": named("R"), "namespace": "org.example", "Annotation": {"x": [1]}, "fields": fields}
    return kind


def text():
    return "".join(rng.choice("abc äß漢🙂\"\\\n{}") for _ in range(rng.choice([0, 1, 5, 70])))


def integer(bits):
    return rng.choice([0, 1, -1, 63, 64, -64, -65, 2 ** (bits - 1) - 1, -(2 ** (bits - 1)), rng.randint(-(2 ** 20), 2 ** 20)])


def value(s):
    if isinstance(s, list):
        branch = rng.choice(s)
        name = branch if isinstance(branch, str) else branch["type"]
        if name in ("record", "enum", "fixed"):
            full = branch["name"] if "." in branch["name"] else branch["namespace"] + "." + branch["name"]
            return (full, value(branch))
        return (name, value(branch)) if name != "null" else None
    kind = s if isinstance(s, str) else s["type"]
    return {
        "null": lambda: None,
        "boolean": lambda: rng.random() < 0.5,
        "int": lambda: integer(32),
        "long": lambda: integer(64),
        "float": lambda: rng.randint(-4000, 4000) / 8,
        "double": lambda: rng.choice([0.0, 1.5, -2.25e-7, 1e20, rng.random()]),
        "bytes": lambda: bytes(rng.randint(1, 255) for _ in range(rng.choice([0, 1, 9]))),
        "string": text,
        "enum": lambda: rng.choice(s["symbols"]),
        "fixed": lambda: bytes(rng.randint(1, 255) for _ in range(s["size"])),
        "array": lambda: [value(s["items"]) for _ in range(rng.choice([0, 1, 4]))],
        "map": lambda: {f"k{i}{text()[:3]}": value(s["values"]) for i in range(rng.choice([0, 1, 3]))},
        "record": lambda: {f["name"]: value(f["type"]) for f in s["fields"]},
    }[kind]()


TREE = {
    "type": "record", "name": "Node", "namespace": "t",
    "fields": [
        {"name": "label", "type": "string"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["LEAF", "TWIG"]}},
        {"name": "next", "type": ["null", "Node"], "default": None},
        {"name": "others", "type": {"type": "array", "items": "t.Node"}},
        {"name": "kinds", "type": {"type": "map", "values": "Kind"}},
    ],
}


def node(depth):
    return {
        "label": text(), "kind": rng.choice(["LEAF", "TWIG"]), "next": ("t.Node", node(depth - 1)) if depth else None,
        "others": [node(depth - 1) for _ in range(2)] if depth else [], "kinds": {"a": "LEAF"},
    }


def in_json(s, v, names):
    """Avro's JSON encoding, written here because fastavro's own writer does not end on some recursive schemas."""
    if isinstance(s, list):
        if v is None:
            return None
        name, inner = v
        branch = next(b for b in s if name in (b, full_name(b)))
        return {name: in_json(branch, inner, names)}
    kind = s if isinstance(s, str) else s["type"]
    if kind in names:
        return in_json(names[kind], v, names)
    if kind in ("bytes", "fixed"):
        return v.decode("latin-1")
    if kind == "array":
        return [in_json(s["items"], x, names) for x in v]
    if kind == "map":
        return {k: in_json(s["values"], x, names) for k, x in v.items()}
    if kind == "record":
        return {f["name"]: in_json(f["type"], v[f["name"]], names) for f in s["fields"]}
    return v


def full_name(s):
    if isinstance(s, str):
        return {"Node": "t.Node"}.get(s, s)
    name = s.get("name", s["type"])
    return f"{s['namespace']}.{name}" if "namespace" in s and "." not in name else name


vectors = []


def add(s, values):
    parsed = fastavro.parse_schema(json.loads(json.dumps(s)))
    names = {"Node": TREE, "t.Node": TREE, "Kind": TREE["fields"][1]["type"]}
    for v in values:
        binary = io.BytesIO()
        fastavro.schemaless_writer(binary, parsed, v)
        vectors.append({"schema": json.dumps(s), "hex": binary.getvalue().hex(), "json": json.dumps(in_json(s, v, names))})


add(TREE, [node(0), node(3)])
while len(vectors) < 130:
    s = schema(3)
    if isinstance(s, dict) and s["type"] == "record" or rng.random() < 0.3:
        add(s, [value(s) for _ in range(2)])

lines = [json.dumps(v) for v in vectors]
pathlib.Path(__file__).with_name("Vectors.swift").write_text(
    "// swift-format-ignore-file\n// Written by vectors.py: schema, bytes and Avro's JSON encoding as fastavro makes them.\n"
    "let vectors = #\"\"\"\n[\n" + ",\n".join(lines) + "\n]\n\"\"\"#\n"
)
