"""Events of Trino's HTTP event listener, posted as Trino posts them: one a request, most of it plans that nobody keeps.

usage: trino_events.py --server URL [--events N] [--statements N] [--clients N] [--plan-bytes N] [--platform-instance X]
Every fifth query is an INSERT … SELECT over a join, the others read; literals differ from run to run. Each answer comes after
the commit. All events are sent once, then once more; then usage and lineage are read back and held against what was sent.
"""
import argparse
import json
import time
import urllib.parse
import urllib.request

from clients import request, send

COLUMNS = [f"column_{n}" for n in range(10)]


def relation(number, columns):
    return {"catalog": "bench", "schema": "raw", "table": f"orders_{number}", "authorization": "etl", "filters": [],
            "columns": [{"column": name} for name in columns], "directlyReferenced": True}


def event(tag, number, statements, plan):
    """The completed event of one query, and what it should leave: tables read, table written."""
    statement = number % statements
    writes = statement % 5 == 0
    left, right = statement, (statement + 1) % statements
    select = (f"SELECT {', '.join(f'a.{name}' for name in COLUMNS[:9])}, b.column_9 FROM bench.raw.orders_{left} a "
              f"JOIN bench.raw.orders_{right} b ON a.column_0 = b.column_0 WHERE a.column_1 > {number}")
    query = f"INSERT INTO bench.marts.daily_{statement} {select}" if writes else select
    created = 1_795_000_000 + number
    output = None
    if writes:
        output = {
            "catalogName": "bench", "schema": "marts", "table": f"daily_{statement}", "columns": [
                {"columnName": name, "columnType": "bigint", "sourceColumns": [{
                    "catalog": "bench", "schema": "raw", "table": f"orders_{right if name == 'column_9' else left}",
                    "columnName": name}]} for name in COLUMNS]}
    inputs = [{"catalogName": "bench", "schema": "raw", "table": f"orders_{n}", "columns": columns, "connectorInfo": None,
               "physicalInputBytes": 4096, "physicalInputRows": 100} for n, columns in
              ((left, COLUMNS[:9]), (right, ["column_0", "column_9"]))]
    body = {
        "metadata": {
            "queryId": f"20261118_{number:06}_{tag}", "transactionId": "t", "query": query, "queryState": "FINISHED",
            "updateType": "INSERT" if writes else None, "uri": "http://trino/v1/query",
            "tables": [relation(left, COLUMNS[:9]), relation(right, ["column_0", "column_9"])], "payload": plan},
        "statistics": {"cpuTime": 0.2, "wallTime": 0.5, "writtenRows": 100 if writes else 0, "operatorSummaries": []},
        "context": {"user": f"user_{number % 10}", "principal": "p", "source": "bench", "clientTags": [], "catalog": "bench",
                    "schema": "raw", "serverVersion": "435", "queryType": "INSERT" if writes else "SELECT"},
        "ioMetadata": {"inputs": inputs, "output": output},
        "createTime": created, "executionStartTime": created + 0.1, "endTime": created + 0.5, "warnings": []}
    return json.dumps(body).encode(), (left, right), writes


def points(url, urn):
    call = urllib.request.Request(
        url + "/aspects?action=getTimeseriesAspectValues", headers={"Content-Type": "application/json"},
        data=json.dumps({"urn": urn, "entity": "dataset", "aspect": "datasetUsageStatistics", "limit": 10000}).encode())
    with urllib.request.urlopen(call) as answer:
        return [json.loads(each["aspect"]["value"]) for each in json.load(answer)["value"]["values"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", required=True)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--statements", type=int, default=100)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--plan-bytes", type=int, default=150_000)
    parser.add_argument("--platform-instance", default=f"bench{int(time.time())}", help="a name that nothing was sent under before")
    arguments = parser.parse_args()
    url, instance = arguments.server.rstrip("/"), arguments.platform_instance
    plan = json.dumps([{"id": str(n), "name": "TableScan", "estimates": [1.0] * 8} for n in range(arguments.plan_bytes // 80)])
    bodies, reads, written = [], {}, set()
    for number in range(arguments.events):
        body, tables, writes = event(instance[-5:], number, arguments.statements, plan)
        bodies.append(body)
        for table in set(tables):
            reads[table] = reads.get(table, 0) + 1
        if writes:
            written.add(number % arguments.statements)
    path = f"/v1/events/trino?platformInstance={instance}"
    requests = [request(path, body, "application/json; charset=utf-8") for body in bodies]
    seconds = send(url, requests, arguments.clients)
    again = send(url, requests, arguments.clients)

    def urn(table):
        return f"urn:li:dataset:(urn:li:dataPlatform:trino,{instance}.bench.{table},PROD)"

    for table, count in reads.items():
        found = points(url, urn(f"raw.orders_{table}"))
        total = sum(point["totalSqlQueries"] for point in found)
        if total != count:
            raise SystemExit(f"orders_{table} was read {count} times, usage says {total}")
    for table in written:
        with urllib.request.urlopen(url + "/v1/lineage/" + urllib.parse.quote(urn(f"marts.daily_{table}"), safe="")
                                    + "?direction=upstream") as answer:
            if not json.load(answer)["edges"]:
                raise SystemExit(f"daily_{table} has no lineage")
    total = sum(map(len, bodies))
    print(json.dumps({
        "events": len(bodies), "bytes_an_event": total // len(bodies), "clients": arguments.clients,
        "events_per_second": round(len(bodies) / seconds, 1), "megabytes_per_second": round(total / seconds / 1e6, 1),
        "repeated_events_per_second": round(len(bodies) / again, 1), "tables_with_usage": len(reads),
        "tables_with_lineage": len(written)}))


if __name__ == "__main__":
    main()
