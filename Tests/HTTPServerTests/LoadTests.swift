import Basics
import HTTPServer
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LoadTests {
    private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test("requests beyond the limits are refused, those who wait are served in turn")
    func inFlight() async throws {
        try await blocking {
            let release = Signal()
            let running = Counter()
            let started = Signal()
            let server = try TestServer({
                $0.maximumInFlight = 1
                $0.maximumWaiting = 1
                $0.maximumWait = .seconds(30)
            }) { request in
                running.add()
                started.raise()
                if request.path == "/first" { await release.wait() }
                return .text(request.path)
            }
            let first = server.connect()
            first.send("GET /first HTTP/1.1\r\nHost: h\r\n\r\n")
            started.block()
            let clients = (0..<3).map { _ in server.connect() }
            for client in clients { client.send(LoadTests.get) }
            // One of the three waits; the others are refused at once, while the first still runs.
            let refused = clients.filter { $0.isReadable(within: 2000) }
            #expect(running.value == 1)
            #expect(refused.count == 2)
            for client in refused {
                let answer = client.read()
                #expect(answer?.status == 503)
                #expect(answer?.header("Retry-After") == "1")
            }
            release.raise()
            #expect(first.read()?.text == "/first")
            let waiting = clients.first { client in !refused.contains { $0 === client } }
            #expect(waiting?.read()?.status == 200)
            #expect(running.value == 2)
        }
    }

    @Test("waiting is bounded in time")
    func waitingTime() async throws {
        try await blocking {
            let release = Signal()
            let started = Signal()
            let server = try TestServer({
                $0.maximumInFlight = 1
                $0.maximumWait = .milliseconds(100)
            }) { request in
                started.raise()
                await release.wait()
                return .text(request.path)
            }
            let first = server.connect()
            first.send(LoadTests.get)
            started.block()
            #expect(server.connect().exchange(LoadTests.get)?.status == 503)
            release.raise()
            #expect(first.read()?.status == 200)
        }
    }

    @Test("clients that reset while their request runs do no harm")
    func resets() async throws {
        try await blocking {
            let release = Signal()
            let started = Counter()
            let server = try TestServer(handler: { request in
                started.add()
                if request.path == "/hold" { await release.wait() }
                return .text("done")
            })
            for _ in 0..<50 {
                let client = server.connect()
                client.send("GET /hold HTTP/1.1\r\nHost: h\r\n\r\n")
                // The answer to a second connection proves nothing of the first, so wait for the handler itself.
                while started.value % 51 == 0 { _ = server.connect().exchange(LoadTests.get) }
                client.reset()
            }
            release.raise()
            #expect(server.connect().exchange(LoadTests.get)?.text == "done")
            server.server.stop()
        }
    }

    @Test("draining finishes what is in flight, closes kept connections and refuses others")
    func drain() async throws {
        let release = Signal()
        let arrived = Counter()
        let all = Signal()
        let server = try TestServer(handler: { request in
            arrived.add()
            if arrived.value == 20 { all.raise() }
            await release.wait()
            return .text(request.path)
        })
        let clients = (0..<20).map { _ in server.connect() }
        for client in clients { client.send(LoadTests.get) }
        await all.wait()
        async let clean = server.server.drain(deadline: .seconds(30))
        try await blocking {
            // The listening socket goes first: a new connection fails while the old ones are still served.
            var refused = false
            for _ in 0..<1000 where !refused { refused = server.connect().exchange(LoadTests.get) == nil }
            #expect(refused)
            release.raise()
            for client in clients {
                let answer = client.read()
                #expect(answer?.status == 200)
                #expect(answer?.header("Connection") == "close")
                #expect(client.isClosed())
            }
        }
        #expect(await clean)
    }

    @Test("a drain that runs out of time answers 503 and cancels")
    func drainTimeout() async throws {
        let arrived = Signal()
        let cancelled = Signal()
        let server = try TestServer(handler: { _ in
            arrived.raise()
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.raise() }
            return .text("late")
        })
        let client = server.connect()
        client.send(LoadTests.get)
        await arrived.wait()
        #expect(await server.server.drain(deadline: .milliseconds(100)) == false)
        await cancelled.wait()
        try await blocking {
            #expect(client.read()?.status == 503)
            #expect(client.isClosed())
        }
    }

    @Test("half a request does not hold up a drain")
    func drainWithHalves() async throws {
        let server = try TestServer()
        let gone = server.connect()
        gone.send("GET / HTTP/1.1\r\nHo")
        let half = server.connect()
        half.send("GET / HTTP/1.1\r\nHost: h\r\nX: ")
        try await blocking { #expect(server.connect().exchange(LoadTests.get)?.status == 200) }
        gone.reset()
        #expect(await server.server.drain(deadline: .seconds(20)))
    }
}
