import HTTPServer
import Testing

struct StartTests {
    private func start(host: String, port: UInt16) -> HTTPServerError? {
        var configuration = HTTPServerConfiguration()
        configuration.host = host
        configuration.port = port
        let server = HTTPServer(configuration: configuration, logger: silent, handler: echo)
        do {
            try server.start()
            return nil
        } catch { return error }
    }

    @Test("a port in use is named")
    func portInUse() throws {
        let server = try TestServer()
        let error = start(host: "127.0.0.1", port: server.port)
        #expect(error?.code == .addressInUse)
        #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
    }

    @Test("what is no address is named", arguments: ["example.org", "", "1.2.3", "[", "::z"])
    func badAddress(host: String) {
        #expect(start(host: host, port: 0)?.code == .badAddress)
    }

    @Test("an address of another machine is named")
    func foreignAddress() {
        #expect(start(host: "192.0.2.1", port: 0)?.code == .addressNotHere)
    }

    @Test("addresses of both families are taken", arguments: ["localhost", "127.0.0.1", "::1", "[::1]"])
    func addresses(host: String) {
        #expect(start(host: host, port: 0) == nil)
    }

    @Test("a server starts once, and may be stopped twice")
    func startsOnce() throws {
        let server = try TestServer()
        #expect(throws: HTTPServerError.self) { try server.server.start() }
        server.server.stop()
        server.server.stop()
        #expect(throws: HTTPServerError.self) { try server.server.start() }
    }
}
