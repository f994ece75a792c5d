#!/usr/bin/env python3
"""Writes schema/{entities,aspects,avro} from DataHub's annotated Avro schemas (datahub/metadata/schemas/*.avsc).

Only names, types and marks are taken; DataHub's prose is left out. The output is a function of the input alone.
Usage: generate-schema.py [--check] AVSC_FOLDER SCHEMA_FOLDER
"""

import json
import pathlib
import sys

PRIMITIVES = {"string", "boolean", "int", "long", "float", "double", "bytes"}
INFIX = "com.linkedin.pegasus2avro."
WIDTH = 116

# Java classes that say which entity a urn names. DatasetFieldUrn is left out: there is no such entity.
URN_CLASSES = {
    "BusinessAttributeUrn": "businessAttribute",
    "ChartUrn": "chart",
    "CorpGroupUrn": "corpGroup",
    "CorpuserUrn": "corpuser",
    "DataFlowUrn": "dataFlow",
    "DataJobUrn": "dataJob",
    "DataPlatformUrn": "dataPlatform",
    "DatasetUrn": "dataset",
    "GlossaryNodeUrn": "glossaryNode",
    "GlossaryTermUrn": "glossaryTerm",
    "MLFeatureUrn": "mlFeature",
    "TagUrn": "tag",
}

# The ids of DataHub's own schema registry are the ordinals of a list to which releases only append.
# `current` says that the file in schema/avro is that very revision; earlier revisions are not in the package.
REGISTRY = [
    (0, "MetadataChangeProposal_v1", "MetadataChangeProposal", False),
    (1, "FailedMetadataChangeProposal_v1", "FailedMetadataChangeProposal", False),
    (2, "MetadataChangeLog_Versioned_v1", "MetadataChangeLog", False),
    (3, "MetadataChangeLog_Timeseries_v1", "MetadataChangeLog", False),
    (4, "PlatformEvent_v1", "PlatformEvent", True),
    (5, "MetadataChangeEvent_v4", "MetadataChangeEvent", False),
    (6, "FailedMetadataChangeEvent_v4", None, False),
    (7, "MetadataAuditEvent_v4", None, False),
    (8, "DataHubUpgradeHistory_v1", None, False),
    (9, "MetadataChangeProposal_v1", "MetadataChangeProposal", False),
    (10, "FailedMetadataChangeProposal_v1", "FailedMetadataChangeProposal", False),
    (11, "MetadataChangeLog_Versioned_v1", "MetadataChangeLog", False),
    (12, "MetadataChangeLog_Timeseries_v1", "MetadataChangeLog", False),
    (13, "MetadataChangeEvent_v4", "MetadataChangeEvent", False),
    (14, "FailedMetadataChangeEvent_v4", None, False),
    (15, "MetadataAuditEvent_v4", None, False),
    (16, "MetadataChangeProposal_v1", "MetadataChangeProposal", True),
    (17, "FailedMetadataChangeProposal_v1", "FailedMetadataChangeProposal", True),
    (18, "MetadataChangeLog_Versioned_v1", "MetadataChangeLog", True),
    (19, "MetadataChangeLog_Timeseries_v1", "MetadataChangeLog", True),
    (20, "MetadataChangeEvent_v4", "MetadataChangeEvent", True),
    (21, "FailedMetadataChangeEvent_v4", None, False),
    (22, "MetadataAuditEvent_v4", None, False),
]

ENVELOPES = ["MetadataChangeProposal", "MetadataChangeLog", "MetadataChangeEvent", "PlatformEvent"]


# MARK: types


def rest_name(full):
    """The name that REST clients use: the Avro name without its infix."""
    return full.replace(INFIX, "com.linkedin.", 1)


def full_name(schema):
    namespace = schema.get("namespace")
    return f"{namespace}.{schema['name']}" if namespace else schema["name"]


class Types:
    """Collects the named types of one file and translates Avro types into ours."""

    def __init__(self):
        self.avro = {}  # Avro full name -> Avro definition
        self.types = {}  # REST full name -> our definition

    def resolve(self, schema):
        """The Avro definition behind a reference."""
        return self.avro.get(schema, schema) if isinstance(schema, str) else schema

    def collect(self, schema):
        if isinstance(schema, list):
            for member in schema:
                self.collect(member)
        elif isinstance(schema, dict):
            kind = schema["type"]
            if kind in ("record", "enum", "fixed"):
                self.avro[full_name(schema)] = schema
            if kind == "record":
                for field in schema["fields"]:
                    self.collect(field["type"])
            elif kind == "array":
                self.collect(schema["items"])
            elif kind == "map":
                self.collect(schema["values"])
            elif isinstance(kind, (dict, list)):
                self.collect(kind)

    def type(self, schema, urn=None):
        """Our type; `urn` is what a string in it stands for."""
        if isinstance(schema, str):
            if schema == "string" and urn is not None:
                return urn
            return schema if schema in PRIMITIVES else self.named(self.avro[schema])
        if isinstance(schema, list):
            return {"union": {rest_member(member): self.type(member, urn) for member in schema}}
        kind = schema["type"]
        if kind == "array":
            return {"array": self.type(schema["items"], urn)}
        if kind == "map":
            return {"map": self.type(schema["values"], urn)}
        if kind in ("record", "enum", "fixed"):
            return self.named(schema)
        return self.type(kind, urn)

    def named(self, schema):
        name = rest_name(full_name(schema))
        if name not in self.types:
            self.types[name] = None  # holds the place: a type that contains itself must not loop here
            if schema["type"] == "enum":
                self.types[name] = {"enum": schema["symbols"]}
            elif schema["type"] == "fixed":
                raise SystemExit(f"{name} is fixed, which no aspect used so far and the loader does not know")
            elif schema["fields"] and schema["fields"][-1]["name"] == "fieldDiscriminator":
                choices = {f["name"]: without_null(f["type"])[0] for f in schema["fields"][:-1]}
                self.types[name] = {"choice": {n: self.type(t) for n, t in choices.items()}}
            else:
                self.types[name] = {"record": self.fields(schema)}
        if self.types[name] is None:
            raise SystemExit(f"{name} contains itself; the loader refuses such types")
        return name

    def fields(self, record):
        return {field["name"]: self.field(field) for field in record["fields"]}

    def field(self, field):
        schema, nullable = without_null(field["type"])
        ours = self.type(schema, urn_of(field))
        optional = nullable or "default" in field
        default = field.get("default")
        if isinstance(default, dict):
            default = {name: value for name, value in default.items() if value is not None}
        if default is None:
            if isinstance(ours, str):
                return ours + ("?" if optional else "")
            return {**ours, "optional": True} if optional else ours
        return {**(ours if isinstance(ours, dict) else {"type": ours}), "default": default}


def rest_member(schema):
    """The key that names a union's member in JSON."""
    if isinstance(schema, str):
        return rest_name(schema)
    return rest_name(full_name(schema)) if schema["type"] in ("record", "enum", "fixed") else schema["type"]


def without_null(schema):
    if not isinstance(schema, list):
        return schema, False
    members = [member for member in schema if member != "null"]
    nullable = len(members) < len(schema)
    return (members[0] if nullable and len(members) == 1 else members), nullable


def urn_of(field):
    java = field.get("java", {}).get("class", "")
    if "Urn" not in field and not java.endswith("Urn"):
        return None
    validation = field.get("UrnValidation") or {}
    types = validation.get("entityTypes") or field.get("entityTypes")
    if not types:
        types = [URN_CLASSES[name] for name in [field.get("Urn"), java.split(".")[-1]] if name in URN_CLASSES][:1]
    types = list(dict.fromkeys(types))
    if not types:
        return "urn"
    return {"urn": types, "strict": True} if validation.get("strict") else {"urn": types}


# MARK: marks


def annotated(types, schema, key, path=""):
    """Yields (path, leaf field name, leaf Avro type, mark) of every annotation, outer records before inner ones."""
    schema = without_null(types.resolve(schema))[0]
    schema = types.resolve(schema)
    if isinstance(schema, list):
        for member in schema:
            yield from annotated(types, member, key, f"{path}/{rest_member(member)}")
        return
    if not isinstance(schema, dict):
        return
    if schema["type"] == "array":
        yield from annotated(types, schema["items"], key, path + "/*")
    elif schema["type"] == "map":
        yield from annotated(types, schema["values"], key, path + "/*")
    elif schema["type"] == "record":
        for field in schema["fields"]:
            here = f"{path}/{field['name']}"
            mark = field.get(key)
            if mark is not None:
                keyed = mark and all(name.startswith("/") for name in mark)
                for below, spec in (mark if keyed else {"": mark}).items():
                    yield here + below, field, spec
        for field in schema["fields"]:
            yield from annotated(types, field["type"], key, f"{path}/{field['name']}")


def outermost(types, schema, key):
    """The annotations of a file with one per path: what an outer record says about a path wins."""
    found = {}
    for path, field, mark in annotated(types, schema, key):
        found.setdefault(path, (path, field, mark))
    return [found[path] for path in sorted(found)]


def leaf_type(types, schema, path):
    """The Avro type at a path, or None where the path leads nowhere."""
    for step in path.strip("/").split("/"):
        schema = types.resolve(without_null(types.resolve(schema))[0])
        if step == "$key":
            return "string"
        if isinstance(schema, list):
            schema = next((member for member in schema if rest_member(member) == step), None)
        elif not isinstance(schema, dict):
            # A few single values are marked as if they were lists; `*` then means the value itself.
            schema = schema if step == "*" else None
        elif step == "*":
            schema = schema.get("items", schema.get("values"))
        else:
            fields = {field["name"]: field for field in schema.get("fields", [])}
            schema = fields[step]["type"] if step in fields else None
        if schema is None:
            return None
    return types.resolve(without_null(types.resolve(schema))[0])


def relationships(types, schema):
    marks = []
    for path, _, spec in outermost(types, schema, "Relationship"):
        mark = {"path": path, "name": spec["name"], "to": list(dict.fromkeys(spec["entityTypes"]))}
        if spec.get("isLineage"):
            mark["lineage"] = "upstream" if spec.get("isUpstream", True) else "downstream"
        for name in ["createdOn", "createdActor", "updatedOn", "updatedActor", "properties", "via"]:
            if name in spec:
                mark[name] = "/" + spec[name].strip("/")
        marks.append(mark)
    return marks


def default_search_type(leaf):
    if leaf in ("int", "long"):
        return "COUNT"
    if leaf in ("float", "double"):
        return "DOUBLE"
    if leaf == "boolean":
        return "BOOLEAN"
    if isinstance(leaf, dict) and leaf.get("type") == "map":
        return "KEYWORD"
    return "TEXT"


SEARCH_ATTRIBUTES = {
    "queryByDefault": "queryByDefault",
    "enableAutocomplete": "autocomplete",
    "boostScore": "boost",
    "addToFilters": "filter",
    "filterNameOverride": "filterName",
    "addHasValuesToFilters": "hasValuesFilter",
    "hasValuesFieldName": "hasValues",
    "numValuesFieldName": "numValues",
    "fieldNameAliases": "aliases",
    "sanitizeRichText": "richText",
    "weightsPerFieldValue": "weights",
    "systemModifiedAtFieldName": "modifiedAt",
}
SEARCH_IGNORED = {"fieldName", "fieldType", "v3", "includeSystemModifiedAt"}


def flag(value):
    """A value of a mark; a few flags are written as text in the source."""
    return value == "true" if value in ("true", "false") else value


def search(types, schema):
    marks = []
    for path, field, spec in outermost(types, schema, "Searchable"):
        unknown = set(spec) - set(SEARCH_ATTRIBUTES) - SEARCH_IGNORED
        if unknown:
            raise SystemExit(f"{path}: unknown search attributes {sorted(unknown)}")
        leaf = leaf_type(types, schema, path)
        if leaf is None:
            print(f"left out: the search mark {path} of {schema['name']} leads nowhere", file=sys.stderr)
            continue
        mark = {
            "path": path,
            "field": spec.get("fieldName", field["name"]),
            "type": spec.get("fieldType", default_search_type(leaf)),
        }
        for theirs, ours in SEARCH_ATTRIBUTES.items():
            value = flag(spec.get(theirs))
            if value or value is False and theirs == "queryByDefault":
                mark[ours] = value
        marks.append(mark)
    return marks


def timeseries(types, schema):
    fields = [path for path, _, _ in outermost(types, schema, "TimeseriesField")]
    collections = {path: spec["key"] for path, _, spec in outermost(types, schema, "TimeseriesFieldCollection")}
    return {"fields": fields, "collections": collections}


# MARK: files


def aspect_file(schema):
    mark = schema["Aspect"]
    types = Types()
    types.collect(schema)
    kind = "key" if "keyForEntity" in mark else mark.get("type", "versioned")
    file = {"aspect": mark["name"], "class": rest_name(full_name(schema)), "kind": kind}
    if "schemaVersion" in mark:
        file["schemaVersion"] = mark["schemaVersion"]
    file["fields"] = types.fields(schema)
    if types.types:
        file["types"] = types.types
    for name, marks in [("relationships", relationships(types, schema)), ("search", search(types, schema))]:
        if marks:
            file[name] = marks
    if kind == "timeseries":
        file["timeseries"] = timeseries(types, schema)
    return file


def entity_file(schema, snapshots):
    mark = schema["Aspect"]
    entity = mark["keyForEntity"]
    names = [field["name"] for field in schema["fields"]]
    key = names[0] if len(names) == 1 else "(" + ",".join(names) + ")"
    file = {"entity": entity}
    if mark.get("entityCategory", "_unset_") != "_unset_":
        file["category"] = mark["entityCategory"]
    file["keyAspect"] = mark["name"]
    file["urn"] = f"urn:li:{entity}:{key}"
    if entity in snapshots:
        file["snapshot"] = snapshots[entity]
    file["aspects"] = mark["entityAspects"]
    return file


def bare(schema):
    """An Avro schema without prose and annotations."""
    if isinstance(schema, list):
        return [bare(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for name in ["type", "name", "namespace", "size", "symbols", "items", "values", "fields"]:
        if name not in schema:
            continue
        if name == "fields":
            kept["fields"] = [bare_field(field) for field in schema["fields"]]
        elif name in ("items", "values") or name == "type" and isinstance(schema["type"], (dict, list)):
            kept[name] = bare(schema[name])
        else:
            kept[name] = schema[name]
    if "size" in kept:
        kept["size"] = int(kept["size"])
    return kept


def bare_field(field):
    kept = {"name": field["name"], "type": bare(field["type"])}
    if "default" in field:
        kept["default"] = field["default"]
    return kept


def failed_proposal(proposal):
    """FailedMetadataChangeProposal, which the package lacks: the audit header, the proposal, and why it failed."""
    header = next(field for field in proposal["fields"] if field["name"] == "auditHeader")
    header_name = next(full_name(m) for m in header["type"] if isinstance(m, dict))
    inner = json.loads(json.dumps(proposal))
    inner["fields"][0]["type"] = [header_name if isinstance(m, dict) else m for m in header["type"]]
    return {
        "type": "record",
        "name": "FailedMetadataChangeProposal",
        "namespace": proposal["namespace"],
        "fields": [
            header,
            {"name": "metadataChangeProposal", "type": inner},
            {"name": "error", "type": "string"},
        ],
    }


def snapshot_classes(event):
    """Entity -> the class of its snapshot in a MetadataChangeEvent."""
    proposed = next(field for field in event["fields"] if field["name"] == "proposedSnapshot")
    return {member["Entity"]["name"]: rest_name(full_name(member)) for member in proposed["type"]}


def layout(value, indent=0):
    """JSON that breaks an object or array over lines only where it does not fit on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or indent and indent + len(flat) <= WIDTH:
        return flat
    pad = "  " * (indent // 2 + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {layout(item, indent + 2)}" for name, item in value.items()]
        return "{\n" + ",\n".join(pad + part for part in parts) + "\n" + pad[2:] + "}"
    if all(isinstance(item, str) for item in value):
        return "[\n" + wrap([json.dumps(item, ensure_ascii=False) for item in value], pad) + "\n" + pad[2:] + "]"
    return "[\n" + ",\n".join(pad + layout(item, indent + 2) for item in value) + "\n" + pad[2:] + "]"


def wrap(words, pad):
    lines = [pad + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) + 3 <= WIDTH:
            lines[-1] += ", " + word
        else:
            lines[-1] += ","
            lines.append(pad + word)
    return "\n".join(lines)


def generate(folder):
    """Path below schema/ -> text of every file."""
    schemas = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.avsc"))}
    snapshots = snapshot_classes(schemas["MetadataChangeEvent"])
    files = {}
    for schema in schemas.values():
        mark = schema.get("Aspect") if isinstance(schema, dict) else None
        if mark is None:
            continue
        files[f"aspects/{mark['name']}.json"] = layout(aspect_file(schema)) + "\n"
        if "keyForEntity" in mark:
            files[f"entities/{mark['keyForEntity']}.json"] = layout(entity_file(schema, snapshots)) + "\n"
    envelopes = {name: bare(schemas[name]) for name in ENVELOPES}
    envelopes["FailedMetadataChangeProposal"] = failed_proposal(envelopes["MetadataChangeProposal"])
    for name, schema in envelopes.items():
        files[f"avro/{name}.avsc"] = json.dumps(schema, separators=(",", ":"), ensure_ascii=False) + "\n"
    rows = [{"id": i, "topic": t, "schema": s, "current": c} for i, t, s, c in REGISTRY]
    files["avro/registry.json"] = layout({"ids": rows}) + "\n"
    return files


def main(arguments):
    check = "--check" in arguments
    source, target = [pathlib.Path(argument) for argument in arguments if argument != "--check"]
    files = generate(source)
    if not files:
        raise SystemExit(f"no .avsc files in {source}")
    if check:
        wrong = [name for name in files if not (target / name).is_file() or (target / name).read_text() != files[name]]
        for name in wrong:
            print(f"schema/{name} differs from what scripts/generate-schema writes", file=sys.stderr)
        raise SystemExit(1 if wrong else 0)
    for name, text in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    print(f"wrote {len(files)} files to {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
