"""Clients that send at once: requests are dealt out to them in turn, and the time counts until the last is answered."""
import socket
import threading
import time
import urllib.parse


def deal(items, clients, client):
    """Seconds until every client is done with its part; a client returns what was refused, and nothing else."""
    failures = []

    def work(part):
        failure = client(part)
        if failure is not None:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(items[k::clients],)) for k in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if failures:
        raise SystemExit(f"a request was refused: {failures[0]!r}")
    return seconds


def request(path, body, content_type="application/json"):
    return (f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: {content_type}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def send(url, requests, clients):
    """Seconds until every request is answered with 200, over one connection a client."""
    address = urllib.parse.urlsplit(url)

    def client(part):
        with socket.create_connection((address.hostname, address.port)) as connection:
            reader = connection.makefile("rb")
            for message in part:
                connection.sendall(message)
                status, length = reader.readline(), 0
                while (line := reader.readline()) != b"\r\n":
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                text = reader.read(length)
                if b" 200 " not in status:
                    return text[:500]
        return None

    return deal(requests, clients, client)
