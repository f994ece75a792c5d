import CatalogService
import Testing

@testable import CatalogKafka

@Suite("Finding the record that ends processes")
struct AttemptGuardTests {
    private let partition = ConsumedPartition(clusterID: "k", group: "g", topic: "t", partition: 0)

    /// Runs processes until all records are done, ten a batch, each batch decoded while the one before it is committed.
    ///
    /// - Parameters:
    ///   - offsets: The records; there may be gaps, as compaction and transactions leave them.
    ///   - commitsFirst: Whether the batch before is committed when the next one is decoded.
    ///   - dies: Whether the process dies while it decodes the record at this offset, for the nth time.
    /// - Returns: The records parked, and how many processes it took.
    private func run(
        _ offsets: [Int64], stored: Bool = true, commitsFirst: Bool = true, dies: (Int64, Int) -> Bool
    ) -> (parked: [Int64], processes: Int) {
        var next: Int64? = stored ? 0 : nil
        var mark: ConsumerAttempt?
        var parked: [Int64] = []
        var tries: [Int64: Int] = [:]
        var processes = 0
        func rest() -> [Int64] { offsets.filter { $0 >= next ?? 0 } }
        while !rest().isEmpty, processes < 100 {
            processes += 1
            var attempts = AttemptGuard(batch: 10)
            attempts.begin(partition, at: next, attempt: mark)
            var unread = rest()
            let begun = unread.first ?? 0
            var underWay: Int64?
            func commit() {
                guard let end = underWay else { return }
                underWay = nil
                next = end
                attempts.advance(partition, to: end)
            }
            life: while let first = unread.first {
                let isSingle = attempts.isSingle(partition)
                if isSingle { commit() }
                let batch = isSingle ? [first] : Array(unread.prefix(10))
                unread.removeFirst(batch.count)
                let end = (batch.last ?? 0) + 1
                if commitsFirst { commit() }
                let from = next ?? begun
                if isSingle, attempts.isCondemned(partition, at: from) {
                    parked.append(first)
                } else {
                    mark = attempts.attempt(partition, from: from, to: end, single: isSingle)
                    for offset in batch {
                        tries[offset, default: 0] += 1
                        if dies(offset, tries[offset] ?? 0) { break life }
                    }
                }
                commit()
                underWay = end
                if isSingle { commit() }
            }
            if unread.isEmpty { commit() }
        }
        return (parked, processes)
    }

    @Test(
        "a record that always ends its process is parked after a few of them, its neighbours are not",
        arguments: 0..<20,
        [true, false])
    func poison(offset: Int64, commitsFirst: Bool) {
        let (parked, processes) = run(Array(0..<20), commitsFirst: commitsFirst) { record, _ in record == offset }
        #expect(parked == [offset])
        #expect(processes <= 8)
    }

    @Test("a record behind a gap is found as well, with a stored offset and without", arguments: 0..<12, [true, false])
    func gaps(index: Int, stored: Bool) {
        let offsets: [Int64] = [3, 4, 9, 10, 11, 30, 31, 90, 91, 95, 96, 99]
        let (parked, processes) = run(offsets, stored: stored) { record, _ in record == offsets[index] }
        #expect(parked == [offsets[index]])
        #expect(processes <= 8)
    }

    @Test("kills at random places park nobody", arguments: 0..<50)
    func accidents(seed: UInt64) {
        var generator = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        let (parked, _) = run(Array(0..<20)) { _, time in
            generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return time <= 2 && generator >> 33 % 5 == 0
        }
        #expect(parked.isEmpty)
    }

    @Test("a mark that ends before the stored offset is no death, nor is one taken back")
    func elsewhere() {
        for (offset, count) in [(4, 5), (10, 5), (-1, 0)] as [(Int64, Int64)] {
            var attempts = AttemptGuard(batch: 10)
            let attempt = ConsumerAttempt(partition: partition, offset: offset, count: count, deaths: 9)
            attempts.begin(partition, at: 9, attempt: attempt)
            #expect(!attempts.isSingle(partition))
            #expect(attempts.attempt(partition, from: 9, to: 10, single: false).deaths == 0)
        }
    }
}
