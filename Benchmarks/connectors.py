"""`catalog ingest KIND` beside DataHub's own source of that kind, on the same server, in the same run.

usage: connectors.py --binary CATALOG [--only KIND…] [--mlflow URL] [--postgres URL] [--trino URL] [--kafka BROKERS
       --registry URL] [--ray URL] [--rounds N] [--theirs N] [--servers FOLDER] [--state FOLDER] [--ports N]
       [--differences N] [--json FILE]

Each round of ours and of theirs is a process of its own that reads the whole server and writes a file. Printed per
connector: seconds and peak resident memory (median of the rounds), entities and aspects, and how the sets of urns differ.
Every round of ours must write the same urns. DataHub's source for Trino reads one catalog in a run: its runs over all of them
are added up. Ray stands alone: DataHub has no source for it.

A server that no option names is started and seeded by `FOLDER/KIND/start.sh` and `seed.py` and stopped at the end (FOLDER is
../shared/servers beside the checkout), on ports from N (18730) on. Sizes of these: SEED_BULK (tables of Trino, 0), KAFKA_BULK
(topics, 60), MLFLOW_BULK_RUNS (120). A user and password stand in the URL of an option: http://ana:secret@host:5000.
A kind that has neither server nor scripts, or whose server does not start, is passed over with a line that says so; so is
DataHub's side where its package is not there. --theirs 0 leaves it out on purpose; it needs minutes at size.
Ends with 1 when a run of ours failed.
"""
import argparse
import collections
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

KINDS = ["trino", "kafka", "mlflow", "postgres", "ray"]
PATIENCE = 3600


def log(text):
    print(text, file=sys.stderr, flush=True)


class Server:
    """A server of the harness: started and seeded here, stopped by close()."""

    def __init__(self, kind, folder, state, first):
        self.kind, self.folder = kind, os.path.join(folder, kind)
        port = first + 10 * KINDS.index(kind)
        self.environment = dict(
            os.environ, HARNESS_STATE=state, HARNESS_VENVS=os.path.join(state, "venvs"), KAFKA_SECURITY="none",
            KAFKA_PORT=str(port), SR_PORT=str(port + 8), TRINO_PORT=str(port), MLFLOW_PORT=str(port),
            PGWH_PORT=str(port), RAY_DASHBOARD_PORT=str(port), RAY_GCS_PORT=str(port + 1),
            RAY_TMP=os.path.join(state, "ray"))
        self.state, self.port = state, port

    def start(self):
        """Options as if they had been given on the command line."""
        self.run("start.sh")
        venv = os.path.join(self.state, "venvs", self.kind, "bin", "python")
        self.run("seed.py", venv if os.path.exists(venv) and self.kind != "ray" else sys.executable)
        if self.kind == "kafka":
            with open(os.path.join(self.state, "kafka.env")) as file:
                values = dict(line.split()[1].split("=", 1) for line in file if line.startswith("export "))
            return {"kafka": values["CATALOG_TEST_KAFKA"], "registry": values.get("CATALOG_TEST_SCHEMA_REGISTRY")}
        if self.kind == "postgres":
            return {"postgres": f"postgresql://postgres@127.0.0.1:{self.port}/shop"}
        return {self.kind: f"http://127.0.0.1:{self.port}"}

    def run(self, script, *interpreter):
        path = os.path.join(self.folder, script)
        # A file and no pipe: a server that the script leaves behind would hold the pipe open.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run([*interpreter, path], env=self.environment, timeout=PATIENCE, stdin=subprocess.DEVNULL,
                                  stdout=output, stderr=output)
            if done.returncode:
                output.seek(0)
                words = output.read().decode(errors="replace").split()
                raise OSError(f"{script} ends with {done.returncode}: {' '.join(words)[-300:]}")

    def close(self):
        try:
            subprocess.run([os.path.join(self.folder, "stop.sh"), "--wipe"], env=self.environment, timeout=120,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired) as error:
            log(f"{self.kind}: its server did not stop: {error}")


def without_credentials(url):
    """The address and the user and password that stood in it."""
    parts = urllib.parse.urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    unquoted = [urllib.parse.unquote(part) if part else part for part in (parts.username, parts.password)]
    return parts._replace(netloc=host).geturl(), *unquoted


def ours(kind, options, folder):
    """Arguments of `catalog ingest`; a password goes by a file."""
    def sign_in(user, password, name):
        if not password:
            return []
        path = os.path.join(folder, "password")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(password)
        return [f"--{name}", user, "--password-file", path]

    if kind == "kafka":
        return ["--brokers", options["kafka"]] + (
            ["--schema-registry", options["registry"]] if options.get("registry") else [])
    address, user, password = without_credentials(options[kind])
    if kind == "postgres":
        parts = urllib.parse.urlsplit(options[kind])
        address = parts._replace(netloc=(parts.username + "@" if parts.username else "")
                                 + parts.netloc.rpartition("@")[2]).geturl()
        return ["--url", address] + sign_in(None, password, "")[2:]
    name, login = {"trino": ("server", "user"), "mlflow": ("tracking-uri", "username"),
                   "ray": ("dashboard", "username")}[kind]
    return [f"--{name}", address] + sign_in(user, password, login)


def recipe(kind, options):
    """DataHub's configuration that reads as much; lineage by its own parser on, profiles and usage off."""
    if kind == "kafka":
        connection = {"bootstrap": options["kafka"]}
        if options.get("registry"):
            connection["schema_registry_url"] = options["registry"]
        return {"connection": connection}
    address, user, password = without_credentials(options[kind])
    if kind == "mlflow":
        return {"tracking_uri": address} | ({"username": user, "password": password} if password else {})
    parts = urllib.parse.urlsplit(address)
    config = {"host_port": parts.netloc, "username": user or "catalog"}
    if password:
        config["password"] = password
    if kind == "postgres":
        return config | ({"database": parts.path[1:]} if parts.path[1:] else {})
    return config


# A process's peak begins with that of the process it was forked from, so the command is started by one that holds nothing.
STARTER = """
import os, sys
start = os.times().elapsed
process = os.spawnv(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "w") as file:
    print(os.times().elapsed - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), file=file)
"""


def timed(command, environment, folder):
    """Seconds, peak resident MiB and status of a command, and its output for the words of a failure."""
    result = os.path.join(folder, "usage")
    done = subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, result, *command], env=environment, check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with open(result) as file:
        seconds, memory, status = file.read().split()
    return float(seconds), float(memory), int(status), done.stdout.decode(errors="replace")


def content(path):
    """Aspects by urn of a file of either side."""
    with open(path) as file:
        records = json.load(file)
    found = collections.defaultdict(set)
    for record in records:
        if "proposedSnapshot" in record:
            for snapshot in record["proposedSnapshot"].values():
                found[snapshot["urn"]].update(next(iter(aspect)) for aspect in snapshot["aspects"])
        else:
            found[record["entityUrn"]].add(record["aspectName"])
    return found


def removed(path):
    """Urns that a file marks as removed."""
    with open(path) as file:
        return {record["entityUrn"] for record in json.load(file) if record.get("aspectName") == "status"
                and (record["aspect"].get("json") or {}).get("removed") is True}


def described(urns, gone, count):
    kinds = collections.Counter(urn.split(":")[2] + (" (removed)" if urn in gone else "") for urn in urns)
    lines = ["  " + ", ".join(f"{number} {name}" for name, number in kinds.most_common())] if urns else []
    return lines + [f"    {urn[:200]}" for urn in sorted(urns)[:count]]


def side(name, rounds, commands, environment, paths):
    """Medians over rounds, and what the last one wrote; nothing where one failed. One command for each path."""
    seconds, memory, found = [], [], None
    for number in range(rounds):
        elapsed, peak, before, found = 0.0, 0.0, found, {}
        for command, path in zip(commands, paths):
            if os.path.exists(path):
                os.remove(path)
            more, height, status, text = timed(command, environment, os.path.dirname(path))
            elapsed, peak = elapsed + more, max(peak, height)
            part = content(path) if status in (0, 1) and os.path.exists(path) else {}
            if not part:
                log(f"{name}: status {status}, nothing written: {text[-2000:]}")
                return None
            found |= part
        log(f"{name} {number + 1}: {elapsed:.1f} s, {peak:.0f} MiB")
        if name.startswith("catalog") and before is not None and set(found) != set(before):
            log(f"{name}: two rounds wrote different urns")
            return None
        seconds.append(elapsed)
        memory.append(peak)
    return {"seconds": statistics.median(seconds), "memory": statistics.median(memory), "content": found,
            "path": paths[-1]}


def catalogs(found):
    """Trino's catalogs among urns: DataHub's source reads one in a run."""
    prefix = "urn:li:dataset:(urn:li:dataPlatform:trino,"
    return sorted({urn[len(prefix):].partition(".")[0] for urn in found if urn.startswith(prefix)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS)
    for name in KINDS + ["registry", "json"]:
        parser.add_argument(f"--{name}")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--theirs", type=int, default=1, help="rounds of DataHub's side")
    parser.add_argument("--differences", type=int, default=5, help="urns of each difference to print")
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--servers", default=os.path.join(os.path.dirname(root), "shared", "servers"))
    parser.add_argument("--ports", type=int, default=18730, help="the first of 50 ports for servers started here")
    parser.add_argument("--state", help="where servers keep their state and environments; kept when given")
    arguments = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="catalog-bench.")
    state = arguments.state or os.path.join(folder, "s")
    os.makedirs(state, exist_ok=True)
    datahub = os.path.join(os.path.dirname(sys.executable), "datahub")
    quiet = dict(os.environ, DATAHUB_TELEMETRY_ENABLED="false", DO_NOT_TRACK="true", HOME=folder)
    rows, failed = [], False
    try:
        for kind in arguments.only:
            options = {"registry": arguments.registry} | {name: getattr(arguments, name) for name in KINDS}
            server = None
            try:
                if not options[kind]:
                    if not os.path.exists(os.path.join(arguments.servers, kind, "start.sh")):
                        log(f"{kind}: passed over, no --{kind} given and no scripts in {arguments.servers}")
                        continue
                    log(f"{kind}: starting and seeding a server")
                    server = Server(kind, arguments.servers, state, arguments.ports)
                    try:
                        options |= server.start()
                    except (OSError, subprocess.SubprocessError, KeyError) as error:
                        log(f"{kind}: passed over, its server does not start: {error}")
                        continue
                path = os.path.join(folder, f"{kind}.json")
                command = [os.path.abspath(arguments.binary), "ingest", kind, *ours(kind, options, folder), "--to", path]
                mine = side(f"catalog {kind}", arguments.rounds, [command], quiet, [path])
                failed = failed or mine is None
                other = None
                if kind == "ray":
                    log("ray: DataHub has no source for it")
                elif arguments.theirs and not os.path.exists(datahub):
                    log(f"{kind}: DataHub's side passed over, no {datahub}")
                elif arguments.theirs:
                    config, commands, paths = recipe(kind, options), [], []
                    for database in catalogs(mine["content"]) if kind == "trino" and mine else [None]:
                        path = os.path.join(folder, f"{kind}-{len(paths)}-datahub.json")
                        file = os.path.join(folder, f"{kind}-{len(paths)}-recipe.json")
                        one = config | ({"database": database} if database else {})
                        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
                            json.dump({"source": {"type": kind, "config": one},
                                       "sink": {"type": "file", "config": {"filename": path}}}, output)
                        commands.append([datahub, "ingest", "-c", file])
                        paths.append(path)
                    other = side(f"datahub {kind}", arguments.theirs, commands, quiet, paths)
                if mine:
                    rows.append((kind, mine, other))
            finally:
                if server:
                    server.close()
        report(rows, arguments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


def report(rows, arguments):
    print(f"load of the machine at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; median of "
          f"{arguments.rounds} rounds of ours, {arguments.theirs} of DataHub's")
    print(f"{'connector':10} {'ours':>9} {'memory':>9} {'entities':>9} {'aspects':>9} "
          f"{'DataHub':>9} {'memory':>9} {'entities':>9} {'aspects':>9} {'faster':>7}")
    document = []
    for kind, mine, other in rows:
        cells, record = [f"{kind:10}"], {"connector": kind}
        for name, one in (("catalog", mine), ("datahub", other)):
            if one is None:
                cells.append(" ".join(["        -"] * 4))
                continue
            aspects = sum(len(names) for names in one["content"].values())
            cells.append(f"{one['seconds']:7.2f} s {one['memory']:5.0f} MiB {len(one['content']):9} {aspects:9}")
            record[name] = {"seconds": round(one["seconds"], 2), "mebibytes": round(one["memory"]),
                            "entities": len(one["content"]), "aspects": aspects}
        cells.append(f"{other['seconds'] / mine['seconds']:6.1f}x" if other else "      -")
        print(" ".join(cells))
        document.append(record)
    for (kind, mine, other), record in zip(rows, document):
        if other is None:
            continue
        gone = removed(mine["path"])
        for text, urns in (("only in DataHub's", set(other["content"]) - set(mine["content"])),
                           ("only in ours", set(mine["content"]) - set(other["content"]))):
            print(f"{kind}: {len(urns)} urns {text}")
            print("\n".join(described(urns, gone, arguments.differences)) or "  none")
            record[text] = sorted(urns)
    if arguments.json:
        with open(arguments.json, "w") as output:
            json.dump(document, output, indent=1)


if __name__ == "__main__":
    sys.exit(main())
