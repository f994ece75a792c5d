"""Stand-ins for what `catalog ingest` talks to: a Ray dashboard, and a proxy before a server that misbehaves when told."""
import http.server
import json
import threading
import urllib.error
import urllib.request


class _Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server:
    """An HTTP server on a thread of its own; `with` stops it."""

    def __init__(self, handler):
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class RayDashboard(_Server):
    """Lists `jobs`, a list that a test may change."""

    def __init__(self, jobs):
        self.jobs = jobs
        stand_in = self

        class Handler(_Quiet):
            def do_GET(self):
                if self.path == "/api/version":
                    body = {"version": "4", "ray_version": "2.60.0", "session_name": "session_1"}
                else:
                    body = stand_in.jobs
                self.answer(200, json.dumps(body).encode())

        super().__init__(Handler)

    @staticmethod
    def job(number, message="done"):
        return {
            "type": "SUBMISSION", "job_id": f"{number:08x}", "submission_id": f"run-{number}", "status": "SUCCEEDED",
            "entrypoint": "python train.py", "message": message, "start_time": 1_760_000_000_000 + number * 1000,
            "end_time": 1_760_000_000_500 + number * 1000, "runtime_env": None, "driver_info": None,
            "metadata": {"job_name": f"job {number % 10}",
                         "inputs": '["urn:li:dataset:(urn:li:dataPlatform:s3,lake/in,PROD)"]'},
        }


class FaultyProxy(_Server):
    """Hands requests on to `target`. `fault(number)` is asked at each batch of proposals, counted from 1: it answers `None`
    for no fault, a status with headers, or `cut` to hang up after the target has answered."""

    def __init__(self, target, fault):
        self.batches = 0
        lock = threading.Lock()
        stand_in = self

        class Handler(_Quiet):
            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                wrong = None
                if "ingestProposalBatch" in self.path:
                    with lock:
                        stand_in.batches += 1
                        number = stand_in.batches
                    wrong = fault(number)
                if isinstance(wrong, tuple):
                    return self.answer(wrong[0], b'{"message": "as told"}', wrong[1])
                headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "accept-encoding")}
                request = urllib.request.Request(target + self.path, body or None, headers, method=self.command)
                try:
                    with urllib.request.urlopen(request, timeout=60) as reply:
                        status, text = reply.status, reply.read()
                except urllib.error.HTTPError as error:
                    status, text = error.code, error.read()
                if wrong == "cut":
                    self.close_connection = True
                    return None
                return self.answer(status, text)

            do_GET = do_POST = handle_any

        super().__init__(Handler)
