"""The server under test: one that runs already, or one of our own on a data directory of its own."""
import atexit
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

_started = None


def server_url():
    """CATALOG_TEST_SERVER where it is set, else the binary CATALOG_TEST_BINARY, started once and stopped at exit."""
    global _started
    if url := os.environ.get("CATALOG_TEST_SERVER"):
        return url.rstrip("/")
    if _started is None:
        _started = start()
    return _started


def start(settings=None):
    """Another server with a data directory of its own and these CATALOG_ variables; stopped at exit."""
    binary = os.environ["CATALOG_TEST_BINARY"]
    folder = tempfile.TemporaryDirectory(prefix="catalog-compat.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = open(os.path.join(folder.name, "server.log"), "wb")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CATALOG_")} | (settings or {})
    process = subprocess.Popen(
        [binary, "serve", "--listen", f"127.0.0.1:{port}", "--data-dir", os.path.join(folder.name, "data")],
        stdout=log,
        stderr=subprocess.STDOUT,
        env=environment,
    )
    atexit.register(_stop, process, folder)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url + "/health", timeout=2):
                return url
        except OSError:
            time.sleep(0.05)
    with open(log.name, errors="replace") as text:
        raise RuntimeError("the server did not become ready:\n" + text.read()[-4000:])


def _stop(process, folder):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    folder.cleanup()
