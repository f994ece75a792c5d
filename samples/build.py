#!/usr/bin/env python3
"""Writes the sample catalog: a fictional web shop's warehouse as metadata change proposals, one JSON a line.

    python3 samples/build.py            writes samples/catalog.jsonl
    python3 samples/build.py --check    fails where the file is not what this script would write

Tables are in tables.py; everything around them is here. The output is the same on every run: times are fixed.
"""
import hashlib
import json
import pathlib
import re
import sys

import tables

HERE = pathlib.Path(__file__).resolve().parent
OUTPUT = HERE / "catalog.jsonl"
TIME = 1767225600000  # 2026-01-01T00:00:00Z: nothing in the sample depends on when it was written
RUN = "sample-shop"
ACTOR = "urn:li:corpuser:datahub"
STAMP = {"time": TIME, "actor": ACTOR}
proposals = []


def emit(urn, aspect, value):
    """One proposal: the whole aspect, its value as JSON text, as every DataHub client sends it."""
    proposals.append({
        "entityType": urn.split(":")[2],
        "entityUrn": urn,
        "changeType": "UPSERT",
        "aspectName": aspect,
        "aspect": {"contentType": "application/json", "value": json.dumps(value, ensure_ascii=False)},
        "systemMetadata": {"lastObserved": TIME, "runId": RUN},
    })


# ---- names

def platform(name):
    return f"urn:li:dataPlatform:{name}"


def dataset(name, of):
    return f"urn:li:dataset:({platform(of)},{name},PROD)"


def container(**key):
    """DataHub's guid: MD5 of the key as compact JSON with sorted members."""
    text = json.dumps(key, sort_keys=True, separators=(",", ":"))
    return f"urn:li:container:{hashlib.md5(text.encode()).hexdigest()}"


def sql_container(of, database, schema=None):
    levels = {"database": database} if schema is None else {"database": database, "schema": schema}
    return container(platform=of, instance="PROD", **levels)


def user(name):
    return f"urn:li:corpuser:{name}"


def group(name):
    return f"urn:li:corpGroup:{name}"


def tag(name):
    return f"urn:li:tag:{name}"


def term(name):
    return f"urn:li:glossaryTerm:{name}"


def domain(name):
    return f"urn:li:domain:{name}"


def edge(urn):
    return {"destinationUrn": urn}


# ---- aspects that many kinds of entity carry

def own(urn, *owners):
    """Owners as (urn, type): TECHNICAL_OWNER, BUSINESS_OWNER or DATA_STEWARD."""
    emit(urn, "ownership", {
        "owners": [{"owner": who, "type": kind} for who, kind in owners],
        "lastModified": STAMP,
    })


def tags_of(*names):
    return {"tags": [{"tag": tag(name)} for name in names]}


def terms_of(*names):
    return {"terms": [{"urn": term(name)} for name in names], "auditStamp": STAMP}


def put_in_domain(urn, name):
    emit(urn, "domains", {"domains": [domain(name)]})


def deprecate(urn, note, replacement=None):
    value = {"deprecated": True, "note": note, "actor": user("ana"), "decommissionTime": TIME + 180 * 86400000}
    if replacement is not None:
        value["replacement"] = replacement
    emit(urn, "deprecation", value)


# ---- people, words, platforms

PEOPLE = {
    "ana": ("Ana Marinova", "Head of data", "Data"),
    "ben": ("Ben Okafor", "Data engineer", "Data"),
    "chloe": ("Chloé Durand", "Analytics engineer", "Data"),
    "dmitri": ("Dmitri Volkov", "Data scientist", "Data"),
    "elif": ("Elif Yılmaz", "Finance controller", "Finance"),
    "farid": ("Farid Haddad", "Logistics lead", "Operations"),
}
GROUPS = {
    "data-platform": ("Data platform", "Runs ingestion and the lake.", ["ana", "ben"]),
    "analytics": ("Analytics", "Builds marts and dashboards.", ["chloe", "dmitri"]),
    "shop-backend": ("Shop backend", "Owns the shop's database.", ["ben"]),
    "finance": ("Finance", "Reads the numbers first.", ["elif"]),
}
TAGS = {
    "pii": ("Personal data; access needs a reason.", "#C62828"),
    "tier-1": ("Looked at every morning; a failure wakes somebody.", "#1565C0"),
    "hourly": ("Refreshed every hour.", "#00838F"),
    "nightly": ("Refreshed once a night.", "#4527A0"),
    "experimental": ("May change or vanish.", "#EF6C00"),
}
TERMS = {
    "order": ("sales", "Order", "A customer's binding purchase of one or more products, from checkout on."),
    "net-sales": ("sales", "Net sales", "Gross sales less tax, discounts and refunds."),
    "refund": ("sales", "Refund", "Money sent back to a customer for a captured payment."),
    "customer": ("people", "Customer", "A person with at least one order or an account."),
    "lifetime-value": ("people", "Lifetime value", "Net sales of a customer so far, with the next twelve months expected."),
    "email-address": ("people", "E-mail address", "Personal data: identifies a person directly."),
    "delivery-time": ("operations", "Delivery time", "Whole days from hand-over to the carrier until signature."),
}
DOMAINS = {
    "commerce": ("Commerce", "Orders, payments, products.", None),
    "customers": ("Customers", "Who buys, and how they behave.", None),
    "logistics": ("Logistics", "Stock and parcels.", None),
    "data-science": ("Data science", "Features and models.", None),
    "payments": ("Payments", "Money in and out.", "commerce"),
}
PLATFORMS = {
    "postgres": ("PostgreSQL", "RELATIONAL_DB", "."),
    "kafka": ("Kafka", "MESSAGE_BROKER", "."),
    "iceberg": ("Iceberg", "OLAP_DATASTORE", "."),
    "trino": ("Trino", "QUERY_ENGINE", "."),
    "airflow": ("Airflow", "OTHERS", "."),
    "superset": ("Superset", "OTHERS", "."),
    "mlflow": ("MLflow", "OTHERS", "."),
    "feast": ("Feast", "OTHERS", "."),
}


def emit_vocabulary():
    for name, (shown, kind, delimiter) in PLATFORMS.items():
        emit(platform(name), "dataPlatformInfo",
             {"name": name, "displayName": shown, "type": kind, "datasetNameDelimiter": delimiter})
    for name, (full, title, department) in PEOPLE.items():
        emit(user(name), "corpUserInfo", {
            "active": True, "displayName": full, "fullName": full, "email": f"{name}@shop.example", "title": title,
            "departmentName": department})
        emit(user(name), "groupMembership",
             {"groups": [group(g) for g, (_, _, members) in GROUPS.items() if name in members]})
    for name, (shown, description, members) in GROUPS.items():
        emit(group(name), "corpGroupInfo", {
            "displayName": shown, "description": description, "email": f"{name}@shop.example",
            "admins": [user(members[0])], "members": [user(m) for m in members], "groups": []})
    for name, (description, color) in TAGS.items():
        emit(tag(name), "tagProperties", {"name": name, "description": description, "colorHex": color})
    for node in sorted({node for node, _, _ in TERMS.values()}):
        emit(f"urn:li:glossaryNode:{node}", "glossaryNodeInfo",
             {"name": node.capitalize(), "definition": f"Words of {node}, as everybody here uses them."})
    for name, (node, shown, definition) in TERMS.items():
        emit(term(name), "glossaryTermInfo", {
            "name": shown, "definition": definition, "termSource": "INTERNAL",
            "parentNode": f"urn:li:glossaryNode:{node}"})
        own(term(name), (user("ana"), "DATA_STEWARD"))
    for name, (shown, description, parent) in DOMAINS.items():
        value = {"name": shown, "description": description}
        if parent is not None:
            value["parentDomain"] = domain(parent)
        emit(domain(name), "domainProperties", value)


# ---- tables

# place → platform, prefix of the dataset's name, container, kind of table
PLACES = {
    "pg": ("postgres", "shop.public.", sql_container("postgres", "shop", "public"), "Table"),
    "crm": ("postgres", "shop.crm.", sql_container("postgres", "shop", "crm"), "Table"),
    "kafka": ("kafka", "", None, "Topic"),
    "raw": ("iceberg", "raw.", container(platform="iceberg", namespace="raw"), "Table"),
    "stg": ("trino", "warehouse.staging.", sql_container("trino", "warehouse", "staging"), "View"),
    "mart": ("trino", "warehouse.marts.", sql_container("trino", "warehouse", "marts"), "Table"),
}
FIELD_TYPES = [
    ("timestamp", "TimeType"), ("date", "DateType"), ("bool", "BooleanType"), ("json", "RecordType"),
    ("bigint", "NumberType"), ("int", "NumberType"), ("long", "NumberType"), ("numeric", "NumberType"),
    ("decimal", "NumberType"), ("double", "NumberType"), ("", "StringType"),
]


def dataset_urn(key):
    place, name = key.split(":", 1)
    return dataset(PLACES[place][1] + name, PLACES[place][0])


def field_type(native):
    if native.endswith("[]"):
        return {"type": {"com.linkedin.schema.ArrayType": {"nestedType": ["string"]}}}
    kind = next(kind for start, kind in FIELD_TYPES if native.startswith(start))
    return {"type": {f"com.linkedin.schema.{kind}": {}}}


def field_path(key, column):
    """Columns of topics have the paths that DataHub gives to Avro records: with the types on the way."""
    name, native = column["name"], column["type"]
    if not key.startswith("kafka:"):
        return name
    record = key.split(":", 1)[1].replace(".", "_")
    simple = {"NumberType": "long", "BooleanType": "boolean", "TimeType": "long"}
    kind = next(iter(field_type(native)["type"])).rsplit(".", 1)[1]
    return f"[version=2.0].[type={record}].[type={simple.get(kind, 'string')}].{name}"


def schema_field_urn(key, column):
    return f"urn:li:schemaField:({dataset_urn(key)},{field_path(key, column)})"


def read_tables():
    """The blocks of tables.py as {key: {"description", "columns": {name: column}}}."""
    found = {}
    current = None
    for line in tables.ALL.splitlines():
        if not line.strip():
            continue
        if line.startswith("@ "):
            key, description = line[2:].split("  ", 1)
            current = found[key] = {"key": key, "description": description.strip(), "columns": {}}
        elif line.startswith("* "):
            source = found[line[2:].strip()]
            for name, column in source["columns"].items():
                current["columns"][name] = dict(column, sources=[(source["key"], name)])
        else:
            text, _, origins = line.partition("<")
            name, native, description = re.split(r"\s{2,}", text.strip(), maxsplit=2)
            sources = [tuple(origin.strip().rsplit(".", 1)) for origin in origins.split(",") if origin.strip()]
            current["columns"][name] = {"name": name, "type": native, "description": description, "sources": sources}
    return found


PII = {"email", "full_name", "phone", "street", "card_last_four"}
TABLE_TERMS = {
    "orders": "order", "stg_orders": "order", "fct_orders": "order", "shop.orders.v1": "order",
    "daily_sales": "net-sales", "refunds": "refund", "refund_rates": "refund", "stg_refunds": "refund",
    "customers": "customer", "dim_customer": "customer", "customer_lifetime_value": "lifetime-value",
    "delivery_times": "delivery-time", "stg_shipments": "delivery-time",
}
TABLE_DOMAINS = [
    ("payment", "payments"), ("refund", "payments"), ("customer", "customers"), ("session", "customers"),
    ("click", "customers"), ("shipment", "logistics"), ("delivery", "logistics"), ("inventory", "logistics"),
    ("stock", "logistics"), ("order", "commerce"), ("product", "commerce"), ("sales", "commerce"),
]
TIER_1 = {"mart:fct_orders", "mart:daily_sales", "pg:orders", "pg:payments"}
PLACE_OWNERS = {
    "pg": group("shop-backend"), "crm": group("shop-backend"), "kafka": group("data-platform"),
    "raw": group("data-platform"), "stg": group("analytics"), "mart": group("analytics"),
}


def emit_containers():
    def one(urn, name, of, kind, parent, description):
        emit(urn, "containerProperties", {"name": name, "description": description})
        emit(urn, "dataPlatformInstance", {"platform": platform(of)})
        emit(urn, "subTypes", {"typeNames": [kind]})
        if parent is not None:
            emit(urn, "container", {"container": parent})

    one(sql_container("postgres", "shop"), "shop", "postgres", "Database", None, "The shop's own database.")
    one(PLACES["pg"][2], "public", "postgres", "Schema", sql_container("postgres", "shop"), "What the shop runs on.")
    one(PLACES["crm"][2], "crm", "postgres", "Schema", sql_container("postgres", "shop"), "Newsletter and service desk.")
    one(PLACES["raw"][2], "raw", "iceberg", "Namespace", None, "The lake: sources as they came.")
    one(sql_container("trino", "warehouse"), "warehouse", "trino", "Catalog", None, "What analysts query.")
    one(PLACES["stg"][2], "staging", "trino", "Schema", sql_container("trino", "warehouse"), "Cleaned, one view a source.")
    one(PLACES["mart"][2], "marts", "trino", "Schema", sql_container("trino", "warehouse"), "Facts, dimensions, reports.")


def schema_of(key, table):
    place, name = key.split(":", 1)
    of = PLACES[place][0]
    fields = []
    for column in table["columns"].values():
        field = {
            "fieldPath": field_path(key, column),
            "nullable": column is not next(iter(table["columns"].values())),
            "description": column["description"],
            "type": field_type(column["type"]),
            "nativeDataType": column["type"],
            "recursive": False,
        }
        if column["name"] in PII:
            field["globalTags"] = tags_of("pii")
        if column["name"] == "email":
            field["glossaryTerms"] = terms_of("email-address")
        fields.append(field)
    if of == "kafka":
        record = {"type": "record", "name": name.replace(".", "_"), "fields": [
            {"name": c["name"], "type": "long" if "NumberType" in str(field_type(c["type"])) else "string"}
            for c in table["columns"].values()]}
        raw = {"com.linkedin.schema.KafkaSchema": {"documentSchema": json.dumps(record)}}
    else:
        raw = {"com.linkedin.schema.OtherSchema": {"rawSchema": ""}}
    schema = {
        "schemaName": PLACES[place][1] + name, "platform": platform(of), "version": 0, "hash": "",
        "platformSchema": raw, "fields": fields}
    if place == "pg" and name != "order_items":
        schema["primaryKeys"] = [next(iter(table["columns"]))]
    return schema


def lineage_of(key, table):
    upstreams, fine = [], []
    for column in table["columns"].values():
        for source, _ in column["sources"]:
            if source not in upstreams:
                upstreams.append(source)
        if column["sources"]:
            copied = len(column["sources"]) == 1 and key.startswith(("raw:", "kafka:"))
            fine.append({
                "upstreamType": "FIELD_SET", "downstreamType": "FIELD",
                "upstreams": [schema_field_urn(s, TABLES[s]["columns"][name]) for s, name in column["sources"]],
                "downstreams": [schema_field_urn(key, column)],
                "transformOperation": "IDENTITY" if copied else "TRANSFORM",
                "confidenceScore": 1.0})
    kind = "COPY" if key.startswith(("raw:", "kafka:")) else "VIEW" if key.startswith("stg:") else "TRANSFORMED"
    return upstreams, {
        "upstreams": [{"dataset": dataset_urn(s), "type": kind, "auditStamp": STAMP} for s in upstreams],
        "fineGrainedLineages": fine}


def emit_table(key, table):
    place, name = key.split(":", 1)
    of, prefix, inside, kind = PLACES[place]
    urn = dataset_urn(key)
    emit(urn, "datasetProperties", {
        "name": name, "qualifiedName": prefix + name, "description": table["description"],
        "customProperties": {"retention": "2 years"} if place in ("kafka", "raw") else {}, "tags": []})
    emit(urn, "schemaMetadata", schema_of(key, table))
    emit(urn, "subTypes", {"typeNames": [kind]})
    if inside is not None:
        emit(urn, "container", {"container": inside})
    own(urn, (PLACE_OWNERS[place], "TECHNICAL_OWNER"),
        *([(user("elif"), "BUSINESS_OWNER")] if "sales" in name or "refund" in name else []))
    upstreams, lineage = lineage_of(key, table)
    if upstreams:
        emit(urn, "upstreamLineage", lineage)
    if place == "stg":
        columns = ", ".join(table["columns"])
        emit(urn, "viewProperties", {
            "materialized": False, "viewLanguage": "SQL",
            "viewLogic": f"SELECT {columns} FROM " + " JOIN ".join(s.replace(":", ".") for s in upstreams)})
    labels = [t for t, on in (
        ("pii", any(c in PII for c in table["columns"])), ("tier-1", key in TIER_1),
        ("nightly", place == "raw" and upstreams[0].startswith("pg:")), ("hourly", place == "mart")) if on]
    if labels:
        emit(urn, "globalTags", tags_of(*labels))
    if name in TABLE_TERMS:
        emit(urn, "glossaryTerms", terms_of(TABLE_TERMS[name]))
    where = next((d for word, d in TABLE_DOMAINS if word in name), None)
    if where is not None:
        put_in_domain(urn, where)


# ---- pipelines

# flow → description, jobs: id → description, inputs, outputs, jobs before it
FLOWS = {
    "shop_change_streams": ("Follows the shop's database into Kafka.", {
        topic: (f"Change stream of {topic}.", [f"pg:{topic}"], [f"kafka:shop.{topic}.v1"], [])
        for topic in ("customers", "orders", "payments", "shipments", "inventory")}),
    "topics_to_lake": ("Writes topics to Iceberg, every five minutes.", {
        topic: (f"Merges {topic} into the lake.", [f"kafka:shop.{topic}.v1"], [f"raw:{topic}"], [])
        for topic in ("customers", "orders", "payments", "shipments", "inventory", "clicks", "carts")}),
    "nightly_copies": ("Copies small tables of the shop at 02:00.", {
        name: (f"Copies {name}.", [f"pg:{name}"], [f"raw:{name}"], [])
        for name in ("order_items", "products", "categories", "refunds")}),
    "marts_core": ("Builds dimensions and facts, every hour.", {
        "dimensions": ("Customers and products.", ["stg:stg_customers", "stg:stg_orders", "stg:stg_products"],
                       ["mart:dim_customer", "mart:dim_product"], []),
        "fct_orders": ("Orders with payments and refunds.",
                       ["stg:stg_orders", "stg:stg_order_items", "stg:stg_payments", "stg:stg_refunds"],
                       ["mart:fct_orders"], []),
        "fct_sessions": ("Visits.", ["stg:stg_sessions", "stg:stg_orders"], ["mart:fct_sessions"], ["fct_orders"])}),
    "marts_sales": ("Builds the sales reports after the facts.", {
        "daily_sales": ("Sales per day, country and category.",
                        ["mart:fct_orders", "mart:dim_customer", "mart:dim_product", "mart:dim_date"],
                        ["mart:daily_sales"], []),
        "refund_rates": ("Refunds per category.", ["mart:fct_orders", "mart:dim_product"], ["mart:refund_rates"],
                         ["daily_sales"]),
        "product_performance": ("Views and sales per product.", ["mart:dim_product", "raw:clicks", "stg:stg_order_items"],
                                ["mart:product_performance"], ["daily_sales"])}),
    "marts_logistics": ("Stock and parcels.", {
        "delivery_times": ("Days per carrier.", ["stg:stg_shipments", "mart:dim_date"], ["mart:delivery_times"], []),
        "stock_alerts": ("What runs out.", ["raw:inventory", "stg:stg_order_items", "stg:stg_products"],
                         ["mart:stock_alerts"], [])}),
    "customer_value": ("Trains and applies the lifetime value model, each Sunday.", {
        "train": ("Trains on two years of orders.", ["mart:fct_orders", "mart:dim_customer"], [], []),
        "score": ("Scores every customer.", ["mart:fct_orders", "mart:dim_customer"],
                  ["mart:customer_lifetime_value"], ["train"])}),
    "churn": ("Trains the churn model, each month.", {
        "train": ("Trains on visits and orders.", ["mart:fct_sessions", "mart:fct_orders"], [], [])}),
}


def flow_urn(flow):
    return f"urn:li:dataFlow:(airflow,{flow},PROD)"


def job_urn(flow, job):
    return f"urn:li:dataJob:({flow_urn(flow)},{job})"


def emit_pipelines():
    for flow, (description, jobs) in FLOWS.items():
        emit(flow_urn(flow), "dataFlowInfo", {
            "name": flow, "description": description, "project": "warehouse", "customProperties": {"owner": "airflow"},
            "externalUrl": f"https://airflow.shop.example/dags/{flow}"})
        own(flow_urn(flow), (group("data-platform"), "TECHNICAL_OWNER"))
        for job, (what, inputs, outputs, before) in jobs.items():
            urn = job_urn(flow, job)
            emit(urn, "dataJobInfo", {
                "name": job, "description": what, "type": {"string": "COMMAND"}, "flowUrn": flow_urn(flow),
                "customProperties": {}})
            emit(urn, "dataJobInputOutput", {
                "inputDatasets": [], "outputDatasets": [],
                "inputDatasetEdges": [edge(dataset_urn(key)) for key in inputs],
                "outputDatasetEdges": [edge(dataset_urn(key)) for key in outputs],
                "inputDatajobEdges": [edge(job_urn(flow, name)) for name in before]})


# ---- dashboards

CHARTS = {
    1: ("Net sales per day", "LINE", ["mart:daily_sales"]),
    2: ("Orders per country", "BAR", ["mart:daily_sales"]),
    3: ("Refund rate per category", "BAR", ["mart:refund_rates"]),
    4: ("Best and worst products", "TABLE", ["mart:product_performance", "mart:dim_product"]),
    5: ("Median delivery time", "LINE", ["mart:delivery_times"]),
    6: ("Running out", "TABLE", ["mart:stock_alerts"]),
    7: ("Lifetime value, distribution", "HISTOGRAM", ["mart:customer_lifetime_value"]),
    8: ("Visits that became orders", "AREA", ["mart:fct_sessions"]),
}
DASHBOARDS = {
    1: ("Sales overview", "What we sold yesterday; opened every morning at nine.", [1, 2, 3, 4], "commerce"),
    2: ("Logistics", "Stock and parcels.", [5, 6], "logistics"),
    3: ("Customers", "Who buys, and what they are worth.", [7, 8], "customers"),
}


def emit_dashboards():
    changed = {"created": STAMP, "lastModified": STAMP}
    for number, (title, kind, sources) in CHARTS.items():
        urn = f"urn:li:chart:(superset,{number})"
        emit(urn, "chartInfo", {
            "title": title, "description": f"{title}, from {sources[0].split(':')[1]}.", "type": kind,
            "lastModified": changed, "chartUrl": f"https://superset.shop.example/explore/?slice_id={number}",
            "inputEdges": [edge(dataset_urn(key)) for key in sources], "customProperties": {}})
        own(urn, (user("chloe"), "TECHNICAL_OWNER"))
    for number, (title, description, charts, where) in DASHBOARDS.items():
        urn = f"urn:li:dashboard:(superset,{number})"
        emit(urn, "dashboardInfo", {
            "title": title, "description": description, "lastModified": changed, "charts": [], "datasets": [],
            "dashboardUrl": f"https://superset.shop.example/superset/dashboard/{number}/",
            "chartEdges": [edge(f"urn:li:chart:(superset,{chart})") for chart in charts], "customProperties": {}})
        own(urn, (group("analytics"), "TECHNICAL_OWNER"), (user("elif"), "BUSINESS_OWNER"))
        put_in_domain(urn, where)
    emit("urn:li:dashboard:(superset,1)", "globalTags", tags_of("tier-1"))


# ---- machine learning

FEATURES = {
    "orders_90d": ("Orders in the last 90 days", "COUNT", "mart:fct_orders"),
    "net_eur_90d": ("Net sales in the last 90 days", "CONTINUOUS", "mart:fct_orders"),
    "refund_share": ("Share of sales sent back", "CONTINUOUS", "mart:fct_orders"),
    "visits_30d": ("Visits in the last 30 days", "COUNT", "mart:fct_sessions"),
    "country": ("Country of residence", "NOMINAL", "mart:dim_customer"),
}
MODELS = {
    "lifetime_value": ("customer_value", "Gradient boosted trees; expects the next twelve months.",
                       ["orders_90d", "net_eur_90d", "refund_share", "country"], {"1": 31.4, "2": 27.9}, "rmse_eur"),
    "churn": ("churn", "Logistic regression; who will not come back.",
              ["orders_90d", "visits_30d", "country"], {"1": 0.81}, "auc"),
}


def emit_models():
    table = f"urn:li:mlFeatureTable:({platform('feast')},customer_features)"
    key = "urn:li:mlPrimaryKey:(customer_features,customer_id)"
    features = {name: f"urn:li:mlFeature:(customer_features,{name})" for name in FEATURES}
    for name, (description, kind, source) in FEATURES.items():
        emit(features[name], "mlFeatureProperties",
             {"description": description, "dataType": kind, "sources": [dataset_urn(source)], "customProperties": {}})
    emit(key, "mlPrimaryKeyProperties", {
        "description": "Key of the customer", "dataType": "ORDINAL", "sources": [dataset_urn("mart:dim_customer")],
        "customProperties": {}})
    emit(table, "mlFeatureTableProperties", {
        "description": "What we know of a customer, fresh each night.", "mlFeatures": list(features.values()),
        "mlPrimaryKeys": [key], "customProperties": {}})
    own(table, (user("dmitri"), "TECHNICAL_OWNER"))
    put_in_domain(table, "data-science")
    for name, (flow, description, used, versions, metric) in MODELS.items():
        family = f"urn:li:mlModelGroup:({platform('mlflow')},{name},PROD)"
        emit(family, "mlModelGroupProperties", {"name": name, "description": description, "customProperties": {}})
        own(family, (user("dmitri"), "TECHNICAL_OWNER"))
        for version, score in versions.items():
            urn = f"urn:li:mlModel:({platform('mlflow')},{name}_{version},PROD)"
            emit(urn, "mlModelProperties", {
                "name": f"{name} {version}", "description": description, "version": {"versionTag": version},
                "type": "regression" if metric == "rmse_eur" else "classification", "groups": [family],
                "mlFeatures": [features[f] for f in used], "trainingJobs": [job_urn(flow, "train")], "tags": [],
                "hyperParams": [{"name": "seed", "value": "7"}],
                "trainingMetrics": [{"name": metric, "value": str(score)}], "customProperties": {}})
            emit(urn, "mlModelTrainingData", {
                "trainingData": [{"dataset": dataset_urn(s), "motivation": "The whole history, test orders left out."}
                                 for s in FLOWS[flow][1]["train"][1]]})
            put_in_domain(urn, "data-science")
    deprecate(f"urn:li:mlModel:({platform('mlflow')},lifetime_value_1,PROD)", "Version 2 is better in every country.",
              f"urn:li:mlModel:({platform('mlflow')},lifetime_value_2,PROD)")


def emit_extras():
    deprecate(dataset_urn("mart:sales_by_day"), "Has no categories and counts refunds as sales. Use daily_sales.",
              dataset_urn("mart:daily_sales"))
    deprecate(dataset_urn("crm:newsletter_subscribers"), "Moves to the mailing service.")
    emit(dataset_urn("mart:fct_orders"), "institutionalMemory", {"elements": [
        {"url": "https://wiki.shop.example/net-sales", "description": "How net sales are counted", "createStamp": STAMP}]})
    product = "urn:li:dataProduct:sales-reporting"
    emit(product, "dataProductProperties", {
        "name": "Sales reporting", "description": "Orders and sales, checked every morning.", "customProperties": {},
        "assets": [edge(dataset_urn("mart:fct_orders")), edge(dataset_urn("mart:daily_sales")),
                   edge("urn:li:dashboard:(superset,1)")]})
    own(product, (user("chloe"), "DATA_STEWARD"))
    put_in_domain(product, "commerce")


TABLES = read_tables()


def build():
    emit_vocabulary()
    emit_containers()
    for key, table in TABLES.items():
        emit_table(key, table)
    emit_pipelines()
    emit_dashboards()
    emit_models()
    emit_extras()
    return "".join(json.dumps(p, ensure_ascii=False, separators=(",", ":")) + "\n" for p in proposals)


def main():
    text = build()
    if "--check" in sys.argv[1:]:
        if OUTPUT.read_text(encoding="utf-8") != text:
            sys.exit(f"{OUTPUT.name} is not what build.py writes: run python3 samples/build.py")
        return
    OUTPUT.write_text(text, encoding="utf-8")
    print(f"{OUTPUT.name}: {len(proposals)} proposals about {len({p['entityUrn'] for p in proposals})} entities, "
          f"{len(text.encode()) // 1024} KB")


if __name__ == "__main__":
    main()
