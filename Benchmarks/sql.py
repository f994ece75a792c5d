"""SQL lineage beside sqlglot's, on the same statements in one run: all columns of each statement, columns of tables known to both.

usage: sql.py --catalog BINARY [--cases FILE ...] [--repeat N] [--rounds N]
BINARY is `.build/release/catalog`; FILE is of the form of Tests/SQLLineageTests/expected. sqlglot parses, qualifies and builds
scopes once a statement and then follows each column, which is the quickest way it offers; statements that it refuses are
timed on neither side. Our side pays for reading the text and printing JSON, but not for the start of the process.
"""
import argparse
import collections
import json
import pathlib
import statistics
import subprocess
import time

import sqlglot
from sqlglot import exp
from sqlglot.lineage import lineage
from sqlglot.optimizer import build_scope, qualify

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIALECTS = {"generic": None}


def cases(files):
    for file in files:
        content = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
        for case in content["cases"]:
            yield case, content["schemas"]


def nested(schemas):
    """{'a.b.c': {...}} as sqlglot wants it."""
    tree = {}
    for name, columns in schemas.items():
        place = tree
        for part in name.split(".")[:-1]:
            place = place.setdefault(part, {})
        place[name.split(".")[-1]] = {column: "text" for column in columns}
    return tree


def select_of(statement):
    """The query inside a statement, which is what sqlglot follows."""
    if isinstance(statement, (exp.Create, exp.Insert)):
        return statement.expression
    return statement


def follow(case, schema):
    """All column lineage of a text by sqlglot; the number of columns."""
    dialect = DIALECTS.get(case["dialect"], case["dialect"])
    count = 0
    for statement in sqlglot.parse(case["sql"], dialect=dialect):
        query = select_of(statement)
        if not isinstance(query, exp.Query):
            raise ValueError("no query")
        query = qualify.qualify(
            query, dialect=dialect, catalog=case["catalog"], db=case["schema"], schema=schema,
            validate_qualify_columns=False, identify=False)
        scope = build_scope(query)
        for column in query.named_selects:
            lineage(column, query, dialect=dialect, scope=scope, schema=schema)
            count += 1
    if count == 0:
        raise ValueError("no column")
    return count


def ddl(schemas):
    """Statements that tell our side the columns."""
    return "".join(
        f"CREATE TABLE {name} ({', '.join(f'{column} text' for column in columns)});\n" for name, columns in schemas.items())


def ours(binary, dialect, default, text):
    command = [binary, "sql-lineage", "-", "--dialect", dialect, "--default", default, "--json"]
    start = time.perf_counter()
    subprocess.run(command, input=text.encode(), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--catalog", default=str(ROOT / ".build/release/catalog"))
    options.add_argument("--cases", nargs="*", default=sorted(map(str, (ROOT / "Tests/SQLLineageTests/expected").glob("*.json"))))
    options.add_argument("--repeat", type=int, default=20)
    options.add_argument("--rounds", type=int, default=3)
    args = options.parse_args()

    taken, refused = [], 0
    for case, schemas in cases(args.cases):
        if case["dialect"] == "doris":
            refused += 1
            continue
        schema = nested(schemas)
        try:
            follow(case, schema)
            taken.append((case, schemas, schema))
        except Exception:
            refused += 1
    groups = collections.defaultdict(list)
    for case, schemas, _ in taken:
        groups[(case["dialect"], f"{case['catalog']}.{case['schema']}", json.dumps(schemas))].append(case["sql"].rstrip("; \n"))
    print(f"sqlglot {sqlglot.__version__}: {len(taken)} texts, {refused} left out that it does not follow")

    ratios = []
    for turn in range(args.rounds):
        start = time.perf_counter()
        for case, _, schema in taken:
            follow(case, schema)
        theirs = (time.perf_counter() - start) / len(taken)
        total = 0
        for (dialect, default, schemas), texts in groups.items():
            head = ddl(json.loads(schemas))
            empty = statistics.median(ours(args.catalog, dialect, default, head) for _ in range(5))
            total += ours(args.catalog, dialect, default, head + ";\n".join(texts * args.repeat)) - empty
        own = total / (len(taken) * args.repeat)
        ratios.append(theirs / own)
        print(f"round {turn + 1}: sqlglot {theirs * 1e6:.0f} µs, catalog {own * 1e6:.1f} µs a text, ratio {theirs / own:.0f}", flush=True)
    print(f"sql lineage: median ratio {statistics.median(ratios):.0f}")


if __name__ == "__main__":
    main()
