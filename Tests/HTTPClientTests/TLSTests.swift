import Basics
import Foundation
import HTTPClient
import Testing

/// TLS against `openssl s_server` with certificates of a throw-away authority.
@Suite(.timeLimit(.minutes(2)), .serialized)
struct TLSTests {
    /// A folder with `ca.pem`, `other.pem` (an authority that signed nothing here), and `server.*`, `client.*` signed by `ca`.
    private final class Authority {
        let folder: String

        init() throws {
            folder = NSTemporaryDirectory() + "catalog-tls-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for name in ["ca", "other"] {
                try openssl(
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).pem")
            }
            for (name, names) in [("server", "DNS:catalog.test"), ("client", "DNS:client.test")] {
                try openssl(
                    "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
                    "-addext", "subjectAltName=\(names)", "-keyout", "\(name).key", "-out", "\(name).csr")
                try openssl(
                    "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                    "-days", "2", "-copy_extensions", "copy", "-out", "\(name).pem")
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func file(_ name: String) -> String { folder + "/" + name }

        func openssl(_ arguments: String...) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "openssl \(arguments)")
        }
    }

    /// A running `openssl s_server -www` on a free port.
    private final class Server {
        let process = Process()
        let port = closedPort()

        init(_ authority: Authority, _ extra: [String] = []) throws {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments =
                [
                    "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "server.pem", "-key", "server.key", "-www",
                ] + extra
            process.currentDirectoryURL = URL(fileURLWithPath: authority.folder)
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            // It prints ACCEPT once it listens.
            var text = ""
            while !text.contains("ACCEPT") {
                let data = output.fileHandleForReading.availableData
                try #require(!data.isEmpty, "openssl s_server ended")
                text += String(decoding: data, as: UTF8.self)
            }
        }

        deinit {
            // Not waited for: Foundation waits on a run loop, which a thread of the cooperative pool does not turn.
            process.terminate()
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
        let server = try Server(authority, ["-Verify", "2", "-verify_return_error", "-CAfile", "ca.pem"])
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
        let server = RawServer { connection, _ in
            _ = connection.waitForClose()
        }
        defer { server.stop() }
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
