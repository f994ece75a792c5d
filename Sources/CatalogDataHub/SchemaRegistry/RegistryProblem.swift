import Basics
import CatalogService
import HTTPServer

/// A refusal in the shape of Confluent's schema registry; the first three digits of its code are the status.
struct RegistryProblem: Error {
    var code: Int
    var message: String

    var status: Int { code >= 1000 ? code / 100 : code }

    static func subjectNotFound(_ subject: String) -> RegistryProblem {
        RegistryProblem(code: 40401, message: "Subject '\(subject.prefix(200))' not found.")
    }

    static func versionNotFound(_ version: String) -> RegistryProblem {
        RegistryProblem(code: 40402, message: "Version \(version.prefix(60)) not found.")
    }

    static func schemaNotFound(_ what: String) -> RegistryProblem {
        RegistryProblem(code: 40403, message: "Schema \(what) not found.")
    }

    static func invalidSchema(_ reason: String) -> RegistryProblem {
        RegistryProblem(code: 42201, message: "Invalid schema: \(reason)")
    }

    static func invalidVersion(_ version: String) -> RegistryProblem {
        RegistryProblem(code: 42202, message: "'\(version.prefix(60))' is no version: a number from 1, or latest.")
    }

    init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    /// The store's failure: 50001 and 503 as the registry says "error in the backend data store".
    init(_ error: StoreError) {
        self.init(code: error.isRetriable ? 503 : 50001, message: error.description)
    }

    var response: HTTPResponse {
        let body: JSON = ["error_code": .int(Int64(code)), "message": .string(message)]
        var response = HTTPResponse.json(body, status: status, contentType: SchemaRegistry.contentType)
        if status == 503 { response.headers.set("Retry-After", "1") }
        return response
    }
}
