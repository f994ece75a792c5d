import CatalogService
import Testing

@testable import CatalogKafka

@Suite("Finding the record that ends processes")
struct AttemptGuardTests {
    private let partition = ConsumedPartition(clusterID: "k", group: "g", topic: "t", partition: 0)

    /// Runs processes over records 0..<20, ten a batch, until all are done; answers those parked and the processes used.
    /// - Parameter dies: Whether the process dies while it applies records that contain this offset, for the nth time.
    private func run(dies: (Int64, Int) -> Bool) -> (parked: [Int64], processes: Int) {
        var next: Int64 = 0
        var mark: ConsumerAttempt?
        var parked: [Int64] = []
        var tries: [Int64: Int] = [:]
        var processes = 0
        while next < 20, processes < 100 {
            processes += 1
            var attempts = AttemptGuard(batch: 10)
            attempts.begin(partition, at: next, attempt: mark)
            life: while next < 20 {
                let count = attempts.isSingle(partition) ? 1 : min(10, 20 - next)
                if count == 1, attempts.isCondemned(partition, offset: next) {
                    parked.append(next)
                } else {
                    mark = attempts.attempt(partition, offset: next, count: Int(count))
                    for offset in next..<(next + count) {
                        tries[offset, default: 0] += 1
                        if dies(offset, tries[offset] ?? 0) { break life }
                    }
                }
                next += count
                attempts.advance(partition, to: next, records: Int(count))
            }
        }
        return (parked, processes)
    }

    @Test(
        "a record that always ends its process is parked after a few of them, its neighbours are not", arguments: 0..<20
    )
    func poison(offset: Int64) {
        let (parked, processes) = run { record, _ in record == offset }
        #expect(parked == [offset])
        #expect(processes <= 7)
    }

    @Test("kills at random places park nobody", arguments: 0..<50)
    func accidents(seed: UInt64) {
        var generator = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        let (parked, _) = run { _, time in
            generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return time <= 2 && generator >> 33 % 5 == 0
        }
        #expect(parked.isEmpty)
    }

    @Test("a mark that lies elsewhere than the stored offset is no death")
    func elsewhere() {
        var attempts = AttemptGuard(batch: 10)
        attempts.begin(partition, at: 9, attempt: .init(partition: partition, offset: 4, count: 5, deaths: 9))
        #expect(!attempts.isSingle(partition))
        #expect(attempts.attempt(partition, offset: 9, count: 1).deaths == 0)
    }
}
