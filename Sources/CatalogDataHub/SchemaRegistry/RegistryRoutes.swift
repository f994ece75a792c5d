import Basics
import HTTPServer

extension SchemaRegistry {
    private static let root = "/schema-registry/api"

    private typealias Handler = @Sendable (HTTPRequest) async throws(RegistryProblem) -> HTTPResponse

    /// Adds the registry's routes. Everything else below its root is 404 in its own shape, first of all the associations
    /// that confluent-kafka asks for before it registers: only 404 means "none".
    func addRoutes(to router: inout Router) {
        add("GET", "", to: &router) { _ in Self.json([:]) }
        add("GET", "/subjects", to: &router, subjects)
        add("POST", "/subjects/{subject}", to: &router, lookUp)
        add("GET", "/subjects/{subject}/versions", to: &router, subjectVersions)
        add("POST", "/subjects/{subject}/versions", to: &router, register)
        add("GET", "/subjects/{subject}/versions/{version}", to: &router, subjectVersion)
        add("GET", "/schemas/types", to: &router) { _ in Self.json(["AVRO"]) }
        add("GET", "/schemas/ids/{id}", to: &router, schema)
        add("GET", "/schemas/ids/{id}/schema", to: &router, schemaText)
        add("GET", "/schemas/ids/{id}/subjects", to: &router, schemaSubjects)
        add("GET", "/schemas/ids/{id}/versions", to: &router, schemaVersions)
        // Nothing is refused for being incompatible: records carry the id of their writer's schema, and are read by it.
        for place in ["/config", "/config/{subject}"] {
            add("GET", place, to: &router) { _ in Self.json(["compatibilityLevel": "NONE"]) }
        }
        for place in ["/mode", "/mode/{subject}"] {
            add("GET", place, to: &router) { _ in Self.json(["mode": "READWRITE"]) }
        }
        for place in ["/{subject}/versions", "/{subject}/versions/{version}"] {
            add("POST", "/compatibility/subjects" + place, to: &router) { _ in Self.json(["is_compatible": true]) }
        }
        add("GET", "/{rest...}", to: &router, nothing)
    }

    private func add(_ method: String, _ path: String, to router: inout Router, _ handler: @escaping Handler) {
        let name = (["registry", method.lowercased()] + path.split(separator: "/").map(String.init))
            .joined(separator: ".")
        router.on(method, Self.root + path, name: name, toleratesSlashes: true) { request in
            do throws(RegistryProblem) {
                return try await handler(request)
            } catch {
                return error.response
            }
        }
    }

    // MARK: - Subjects

    @Sendable private func subjects(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        var subjects: [String] = []
        for version in try await all() where !subjects.contains(version.subject) { subjects.append(version.subject) }
        return Self.json(.array(subjects.map { .string($0) }))
    }

    @Sendable private func lookUp(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        Self.json(try await lookUp(try body(of: request), subject: subject(request)).json)
    }

    @Sendable private func subjectVersions(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        Self.json(.array(try await versions(of: subject(request)).map { .int(Int64($0.version)) }))
    }

    @Sendable private func register(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        let id = try await register(try body(of: request), subject: subject(request))
        return Self.json(["id": .int(Int64(id))])
    }

    @Sendable private func subjectVersion(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        let version = request.pathParameters["version"] ?? ""
        return Self.json(try await self.version(version, of: subject(request)).json)
    }

    // MARK: - Schemas by id

    @Sendable private func schema(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        let text = try await schema(id: try id(request))
        return Self.json(["schema": .string(text), "schemaType": "AVRO"])
    }

    @Sendable private func schemaText(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        let text = try await schema(id: try id(request))
        return HTTPResponse(headers: ["Content-Type": Self.contentType], body: Array(text.utf8))
    }

    @Sendable private func schemaSubjects(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        Self.json(.array(try await versions(id: try id(request)).map { .string($0.subject) }))
    }

    @Sendable private func schemaVersions(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        let versions = try await versions(id: try id(request))
        return Self.json(
            .array(versions.map { ["subject": .string($0.subject), "version": .int(Int64($0.version))] }))
    }

    private func versions(id: Int32) async throws(RegistryProblem) -> [Version] {
        let versions = try await all().filter { $0.id == id }
        guard !versions.isEmpty else { throw .schemaNotFound(String(id)) }
        return versions
    }

    @Sendable private func nothing(_ request: HTTPRequest) async throws(RegistryProblem) -> HTTPResponse {
        throw RegistryProblem(code: 404, message: "There is nothing at \(request.path.prefix(300)).")
    }

    // MARK: - Reading requests

    private func subject(_ request: HTTPRequest) -> String { request.pathParameters["subject"] ?? "" }

    private func id(_ request: HTTPRequest) throws(RegistryProblem) -> Int32 {
        let text = request.pathParameters["id"] ?? ""
        guard let id = Int32(text) else { throw .schemaNotFound("'\(text.prefix(60))'") }
        return id
    }

    private func body(of request: HTTPRequest) throws(RegistryProblem) -> JSON {
        do {
            return try JSON.parse(request.body)
        } catch {
            throw RegistryProblem(code: 422, message: "The body is not JSON: \(error.description).")
        }
    }

    private static func json(_ value: JSON) -> HTTPResponse { .json(value, contentType: contentType) }
}
