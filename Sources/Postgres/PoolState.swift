/// Who has which connection of a pool and who waits; pure bookkeeping, always used under the pool's lock.
struct PoolState: Sendable {
    /// What a borrower gets: a connection, or the right to open one.
    enum Grant: Sendable {
        case connection(PostgresConnection)
        case slot
    }

    typealias Waiter = CheckedContinuation<Result<Grant, PostgresError>, Never>

    /// What to do, outside the lock, after a connection came back.
    enum Next: Sendable {
        case grant(Waiter, Grant)
        case drained([CheckedContinuation<Bool, Never>])
    }

    private let size: Int
    private var idle: [PostgresConnection] = []
    private(set) var busy: [ObjectIdentifier: PostgresConnection] = [:]
    private var opening = 0
    private(set) var closed = false
    private var tickets: UInt64 = 0
    private var waiters: [UInt64: Waiter] = [:]
    /// Tickets in order of arrival, those given up included until they come up.
    private var queue: ArraySlice<UInt64> = []
    /// Tickets whose waiter has not arrived, with the reason where they are given up already.
    private var expected: [UInt64: PostgresError?] = [:]
    private var drainers: [UInt64: CheckedContinuation<Bool, Never>] = [:]
    private var counters = PostgresPool.Statistics()

    init(size: Int) { self.size = size }

    var statistics: PostgresPool.Statistics {
        var statistics = counters
        statistics.inUse = busy.count + opening
        statistics.idle = idle.count
        statistics.waiting = waiters.count
        return statistics
    }

    /// A grant where one can be had at once; `nil` means: queue up.
    mutating func take() -> Result<Grant, PostgresError>? {
        if closed { return .failure(PostgresError(.poolClosed, "the pool is closed")) }
        // Whoever waits comes first; a free connection beside a waiter never exists.
        if let connection = idle.popLast() {
            lend(connection)
            return .success(.connection(connection))
        }
        guard busy.count + opening < size else { return nil }
        opening += 1
        counters.borrowed &+= 1
        return .success(.slot)
    }

    /// A number for a caller that is about to queue up.
    mutating func expect() -> UInt64 {
        let ticket = nextTicket()
        expected.updateValue(nil, forKey: ticket)
        return ticket
    }

    mutating func nextTicket() -> UInt64 {
        tickets &+= 1
        return tickets
    }

    /// Queues a waiter; a result means that it need not wait.
    mutating func enqueue(_ ticket: UInt64, _ waiter: Waiter) -> Result<Grant, PostgresError>? {
        if case .some(.some(let error)) = expected.removeValue(forKey: ticket) { return .failure(error) }
        if let now = take() { return now }
        waiters[ticket] = waiter
        queue.append(ticket)
        if queue.count > 64 + 2 * waiters.count { queue = queue.filter { waiters[$0] != nil }[...] }
        return nil
    }

    /// Takes a waiter out of the queue; `nil` where it is served already or has not arrived.
    mutating func giveUp(_ ticket: UInt64, _ error: PostgresError) -> Waiter? {
        if let waiter = waiters.removeValue(forKey: ticket) { return waiter }
        if expected[ticket] != nil { expected[ticket] = .some(error) }
        return nil
    }

    mutating func opened(_ connection: PostgresConnection) {
        opening -= 1
        counters.opened &+= 1
        busy[ObjectIdentifier(connection)] = connection
    }

    /// A connection could not be opened; the next waiter may try.
    mutating func lostSlot() -> Next? {
        opening -= 1
        return freeSlot()
    }

    mutating func giveBack(_ connection: PostgresConnection) -> Next? {
        busy[ObjectIdentifier(connection)] = nil
        if closed { return drainedIfEmpty() }
        guard let waiter = nextWaiter() else {
            idle.append(connection)
            return nil
        }
        lend(connection)
        return .grant(waiter, .connection(connection))
    }

    mutating func drop(_ connection: PostgresConnection) -> Next? {
        busy[ObjectIdentifier(connection)] = nil
        return freeSlot()
    }

    mutating func waited(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        counters.waitedSeconds += Double(seconds) + Double(attoseconds) / 1e18
    }

    /// What a closing pool leaves to its owner. A struct, not a tuple: Swift 6.0.3 cannot name the thunk that a tuple needs.
    struct Closed: Sendable {
        let idle: [PostgresConnection]
        let waiters: [Waiter]
    }

    mutating func close() -> Closed {
        closed = true
        let result = Closed(idle: idle, waiters: Array(waiters.values))
        idle = []
        waiters = [:]
        queue = []
        return result
    }

    /// Whether nothing is lent now; otherwise the continuation is kept until that is so.
    mutating func drain(_ ticket: UInt64, _ waiter: CheckedContinuation<Bool, Never>) -> Bool {
        if busy.isEmpty && opening == 0 { return true }
        drainers[ticket] = waiter
        return false
    }

    mutating func stopDraining(_ ticket: UInt64) -> CheckedContinuation<Bool, Never>? {
        drainers.removeValue(forKey: ticket)
    }

    private mutating func lend(_ connection: PostgresConnection) {
        busy[ObjectIdentifier(connection)] = connection
        counters.borrowed &+= 1
    }

    private mutating func freeSlot() -> Next? {
        if closed { return drainedIfEmpty() }
        guard let waiter = nextWaiter() else { return nil }
        opening += 1
        counters.borrowed &+= 1
        return .grant(waiter, .slot)
    }

    private mutating func nextWaiter() -> Waiter? {
        while let ticket = queue.popFirst() {
            if let waiter = waiters.removeValue(forKey: ticket) { return waiter }
        }
        return nil
    }

    private mutating func drainedIfEmpty() -> Next? {
        guard busy.isEmpty, opening == 0, !drainers.isEmpty else { return nil }
        let all = Array(drainers.values)
        drainers = [:]
        return .drained(all)
    }
}
