import Testing

@testable import Postgres

@Suite("Canceller")
struct CancellerTests {
    @Test("a request for a use that has ended does not touch the next one")
    func lateRequest() throws {
        let canceller = Canceller()
        let first = canceller.arm()
        canceller.disarm()
        let second = canceller.arm()
        canceller.cancel(.deadline, use: first)
        try canceller.check()
        canceller.cancel(.deadline, use: second)
        #expect(throws: PostgresError.self) { try canceller.check() }
        #expect(canceller.disarm() == .deadline)
    }

    @Test("a request that comes during a rollback counts after it")
    func duringHold() throws {
        let canceller = Canceller()
        let use = canceller.arm()
        canceller.hold { canceller.cancel(.task, use: use) }
        #expect(throws: PostgresError.self) { try canceller.check() }
        #expect(canceller.disarm() == .task)
    }
}
