import Basics
import Glibc
import HTTPClient
import Testing

/// TLS against `openssl s_server` with certificates of a throw-away authority.
@Suite(.timeLimit(.minutes(2)), .serialized)
struct TLSTests {
    /// A folder with `ca.pem`, `other.pem` (an authority that signed nothing here), and `server.*`, `client.*` signed by `ca`.
    private final class Authority {
        let folder: String

        init() throws {
            var template = Array("/tmp/catalog-tls-XXXXXX".utf8CString)
            let made = try #require(mkdtemp(&template))
            folder = String(cString: made)
            let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
            for name in ["ca", "other"] {
                try openssl("req -x509 \(key) -days 2 -subj /CN=\(name) -keyout \(name).key -out \(name).pem")
            }
            for (name, host) in [("server", "catalog.test"), ("client", "client.test")] {
                try openssl(
                    "req \(key) -subj /CN=\(name) -addext subjectAltName=DNS:\(host) -keyout \(name).key -out \(name).csr"
                )
                try openssl(
                    "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                        + " -copy_extensions copy -out \(name).pem")
            }
        }

        deinit { _ = system("rm -r \(folder)") }

        func file(_ name: String) -> String { folder + "/" + name }

        private func openssl(_ arguments: String) throws {
            let status = system("cd \(folder) && openssl \(arguments) </dev/null >/dev/null 2>&1")
            try #require(status == 0, "openssl \(arguments)")
        }
    }

    /// A running `openssl s_server -www` on a free port.
    private final class Server {
        let port = closedPort()
        private let output: UnsafeMutablePointer<FILE>
        private let process: pid_t

        init(_ authority: Authority, _ extra: String = "") throws {
            // The shell says its process id before it becomes the server, which prints ACCEPT once it listens.
            output = try #require(
                popen(
                    "cd \(authority.folder) && echo $$ && exec openssl s_server -accept 127.0.0.1:\(port)"
                        + " -cert server.pem -key server.key -www \(extra) </dev/null 2>/dev/null", "r"))
            process = Server.line(output).flatMap { pid_t($0) } ?? 0
            while let line = Server.line(output) {
                if line == "ACCEPT" { return }
            }
            Issue.record("openssl s_server ended")
        }

        deinit {
            // Not SIGTERM: a child of a pool's thread inherits its signal mask, which blocks that.
            if process > 0 { kill(process, SIGKILL) }
            pclose(output)
        }

        private static func line(_ file: UnsafeMutablePointer<FILE>) -> String? {
            var buffer = [CChar](repeating: 0, count: 256)
            guard let text = fgets(&buffer, 256, file) else { return nil }
            return String(cString: text).trimmed
        }
    }

    private func send(_ server: Server, _ change: (inout HTTPClientConfiguration) -> Void) async throws -> Int {
        var configuration = HTTPClientConfiguration()
        change(&configuration)
        let client = HTTPClient(configuration: configuration)
        return try await client.send(.init(url: "https://127.0.0.1:\(server.port)/", timeout: .seconds(20))).status
    }

    private func tlsFailure(_ server: Server, _ change: (inout HTTPClientConfiguration) -> Void) async -> String? {
        do {
            let status = try await send(server, change)
            return "answered \(status)"
        } catch let error as HTTPClientError {
            guard case .tls(_, let reason) = error else { return "\(error)" }
            #expect(error.sentNothing)
            #expect(!reason.isEmpty)
            return nil
        } catch { return "\(error)" }
    }

    @Test("trusts the named authority for the named host, and nobody else")
    func verification() async throws {
        let authority = try Authority()
        let server = try Server(authority)
        #expect(
            try await send(server) {
                $0.caFile = authority.file("ca.pem")
                $0.serverName = "catalog.test"
            } == 200)
        #expect(
            await tlsFailure(server) {
                $0.caFile = authority.file("other.pem")
                $0.serverName = "catalog.test"
            } == nil)
        #expect(await tlsFailure(server) { $0.caFile = authority.file("ca.pem") } == nil, "wrong host name")
        #expect(
            await tlsFailure(server) {
                $0.caFile = authority.file("ca.pem")
                $0.serverName = "other.test"
            } == nil)
        #expect(await tlsFailure(server) { $0.serverName = "catalog.test" } == nil, "the system's authorities")
        #expect(await tlsFailure(server) { $0.caFile = authority.file("missing.pem") } == nil)
        #expect(try await send(server) { $0.insecure = true } == 200)
    }

    @Test("shows its certificate to a server that asks for one")
    func clientCertificate() async throws {
        let authority = try Authority()
        let server = try Server(authority, "-Verify 2 -verify_return_error -CAfile ca.pem")
        let trust: (inout HTTPClientConfiguration) -> Void = {
            $0.caFile = authority.file("ca.pem")
            $0.serverName = "catalog.test"
        }
        #expect(
            try await send(server) {
                trust(&$0)
                $0.clientCertificateFile = authority.file("client.pem")
                $0.clientKeyFile = authority.file("client.key")
            } == 200)
        #expect(await tlsFailure(server, trust) == nil)
        #expect(
            await tlsFailure(server) {
                trust(&$0)
                $0.clientCertificateFile = authority.file("missing.pem")
                $0.clientKeyFile = authority.file("client.key")
            } == nil)
    }

    @Test("a server without TLS behind an https URL is a TLS error")
    func plainServer() async throws {
        let plain = RawServer { connection, _ in connection.write("HTTP/1.1 400 Bad Request\r\n\r\n") }
        defer { plain.stop() }
        do {
            _ = try await HTTPClient().send(.init(url: "https://127.0.0.1:\(plain.port)/"))
            Issue.record("answered")
        } catch {
            guard case .tls = error else {
                Issue.record("\(error)")
                return
            }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(self.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
