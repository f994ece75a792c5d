"""How exact SQL lineage is beside answers written by hand: precision, recall and F1 of tables and of columns.

usage: sql_score.py [--catalog BINARY] [--cases FILE ...] [--verbose]
BINARY is `.build/debug/catalog`; FILE is of the form that Tests/SQLLineageTests/Reference.swift explains. Columns are pairs of a
target and a source column, direct and indirect; kinds and what only decides about rows are counted apart. The tests hold the
same files against the same aims; this asks the binary instead, as a user would.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS = {"I": "IDENTITY", "T": "TRANSFORMATION", "A": "AGGREGATION", "J": "JOIN", "F": "FILTER", "G": "GROUP_BY",
         "S": "SORT", "W": "WINDOW", "C": "CONDITIONAL"}


def split(text, separator=","):
    """Parts between separators outside parentheses and angle brackets."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char in "(<") - (char in ")>")
        if char == separator and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


class Case:
    def __init__(self, header):
        self.id, self.dialect, self.default = [part.strip() for part in header[2:].split("|")]
        self.sql, self.answer = [], []

    def full(self, name):
        parts, default = name.split("."), [part for part in self.default.split(".") if part]
        return ".".join(default[:max(0, len(default) + 1 - len(parts))] + parts)

    def statements(self):
        """{(what, …)} a statement: tables, columns, kinds."""
        found = []
        for line in self.answer:
            if line.startswith("where "):
                found[-1]["where"].update(self.source(text, found[-1]["all"]) for text in split(line[6:]))
            elif line.startswith("unsure "):
                pass
            elif " =" in line:
                name, sources = line.split(" =", 1)
                target = self.target(name, found[-1])
                found[-1]["columns"].update((target,) + self.source(text, found[-1]["all"]) for text in split(sources))
            else:
                head, sources = line.split(":", 1)
                targets = split(head.partition(" ")[2])
                tables = [self.full(name) for name in split(sources)]
                outs = [self.full(name) for name in targets]
                found.append({"tables": {("in", name) for name in tables} | {("out", name) for name in outs},
                              "all": tables + outs, "outs": outs, "columns": set(), "where": set()})
        return found

    def target(self, name, statement):
        if len(statement["outs"]) == 1:
            return f"{statement['outs'][0]}.{name}"
        return ".".join(self.column(name, statement["outs"])) if statement["outs"] else name

    def column(self, text, tables):
        parts = text.split(".")
        for count in range(len(parts) - 1, 0, -1):
            table = self.full(".".join(parts[:count]))
            if table in tables:
                return table, ".".join(parts[count:])
        raise SystemExit(f"{self.id}: {text} is of no table of the statement ({', '.join(tables)})")

    def source(self, text, tables):
        name, _, kinds = text.partition(" ")
        table, column = self.column(name, tables)
        return f"{table}.{column}", "+".join(name for kind, name in KINDS.items() if kind in (kinds or "I"))


def read(file):
    schemas, cases = {}, []
    for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            cases.append(Case(line))
        elif not cases and line.startswith("table "):
            name, columns = line[6:].split(" (", 1)
            schemas[name] = dict((part.split(" ", 1) + [""])[:2] for part in split(columns.rstrip()[:-1]))
        elif line.startswith("> ") or line == ">":
            cases[-1].answer.append(line[2:])
        elif cases and not line.startswith("# ") and (line or cases[-1].sql) and not cases[-1].answer:
            cases[-1].sql.append(line)
    return schemas, cases


def edge(one):
    column = ".".join([one["table"], one["column"]] + one.get("path", []))
    return column, "+".join(kind["subtype"] for kind in one["transformations"])


def run(binary, case, schemas):
    command = [binary, "sql-lineage", "-", "--dialect", case.dialect, "--schemas", schemas, "--json"]
    if case.default:
        command += ["--default", case.default]
    text = subprocess.run(command, input="\n".join(case.sql).encode(), stdout=subprocess.PIPE, check=True).stdout
    found = []
    for statement in json.loads(text)["statements"]:
        found.append({
            "tables": {("in", name) for name in statement["sources"]} | {("out", name) for name in statement["targets"]},
            "columns": {((f"{column['table']}." if column.get("table") else "") + column["name"],) + edge(one)
                        for column in statement["columns"] for one in column["sources"]},
            "where": {edge(one) for one in statement["influences"]}})
    return found


class Score:
    def __init__(self, name):
        self.name, self.right, self.wanted, self.found = name, 0, 0, 0

    def count(self, wanted, found):
        self.right += len(wanted & found)
        self.wanted += len(wanted)
        self.found += len(found)
        return wanted == found

    def __str__(self):
        precision = self.right / self.found if self.found else 1
        recall = self.right / self.wanted if self.wanted else 1
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        return f"{self.name}: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f} ({self.wanted} written)"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--catalog", default=str(ROOT / ".build/debug/catalog"))
    options.add_argument("--cases", nargs="*", default=sorted((ROOT / "Tests/SQLLineageTests/reference").glob("*.lineage")))
    options.add_argument("--only", help="the id of one case")
    options.add_argument("--verbose", action="store_true", help="show each difference")
    args = options.parse_args()
    parts = [Score("tables"), Score("columns"), Score("columns and kinds"), Score("rows")]
    nothing = {"tables": set(), "columns": set(), "where": set()}
    count = 0
    for file in args.cases:
        schemas, cases = read(file)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as table:
            json.dump(schemas, table)
            table.flush()
            for case in cases:
                if args.only and case.id != args.only:
                    continue
                count += 1
                wanted, found = case.statements(), run(args.catalog, case, table.name)
                for place in range(max(len(wanted), len(found))):
                    one = wanted[place] if place < len(wanted) else nothing
                    other = found[place] if place < len(found) else nothing
                    plain = [{item[:2] for item in side["columns"]} for side in (one, other)]
                    same = [parts[0].count(one["tables"], other["tables"]), parts[1].count(*plain),
                            parts[2].count(one["columns"], other["columns"]), parts[3].count(one["where"], other["where"])]
                    if args.verbose and not all(same):
                        print(f"{pathlib.Path(file).stem} {case.id} [{place}]: {' '.join(case.sql)[:300]}")
                        for what in ("tables", "columns", "where"):
                            for item in sorted(one[what] - other[what]):
                                print("   missing", what, *item)
                            for item in sorted(other[what] - one[what]):
                                print("   too much", what, *item)
    print(f"{count} texts")
    print(*parts, sep="\n")
    sys.exit(0 if count else 1)


if __name__ == "__main__":
    main()
