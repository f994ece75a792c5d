/// The error of a type that a body throws, to look at closely; `nil` where it throws none, or one of another type.
///
/// Swift Testing's `#expect(throws:)` gives the error back only from Swift 6.1 on, and Debian 13 has 6.0.
/// An expectation about the result must follow: `nil` alone fails no test.
public func thrown<Failure: Error, Result>(_ type: Failure.Type, _ body: () throws -> Result) -> Failure? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Failure
    }
}

/// The same for a body that waits; it runs where the caller does.
public func thrown<Failure: Error, Result: Sendable>(
    _ type: Failure.Type, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
) async -> Failure? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? Failure
    }
}
