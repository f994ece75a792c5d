import Basics
import CatalogModel
import CatalogPostgres
import CatalogSchema
import CatalogService
import CatalogTestKit
import Kafka
import Postgres
import Testing

@testable import CatalogKafka

/// With the broker of CATALOG_TEST_KAFKA where it is set, else librdkafka's mock cluster; PostgreSQL is real.
@Suite("Bad records among good ones", .timeLimit(.minutes(10)))
struct GeneratedRecordTests {
    private static let good = 2500
    private static let damaged = 10_000
    private static let partitions: Int32 = 4

    /// Which record, by where it lies.
    private struct Place: Hashable {
        var partition: Int32
        var offset: Int64
    }

    @Test("of 12,500 generated records each good one is committed, each bad one is a dead letter with the same bytes")
    func mixed() async throws {
        let database = try await TestDatabase.fresh()
        let pool = database.pool()
        let result = await Result {
            _ = try await Migrator(pool: pool).migrate()
            try await apply(PostgresStore(pool: pool))
        }
        await pool.close()
        try await database.drop()
        try result.get()
    }

    private func apply(_ store: PostgresStore) async throws {
        let broker = try TestBroker.shared.get()
        let topic = try await broker.createTopic("generated", partitions: Int(Self.partitions))
        let records = try Self.records(seed: 4)
        let sent = records.enumerated().map { index, record in
            KafkaRecord(
                topic: topic, partition: Int32(index) % Self.partitions, key: Array("k\(index)".utf8),
                value: record.value)
        }
        var places: [Place: GeneratedRecord] = [:]
        for (record, position) in zip(records, try await broker.produce(sent)) {
            guard case .at(let offset) = position.offset else { continue }
            places[Place(partition: position.partition.number, offset: offset)] = record
        }
        #expect(places.count == records.count)

        let consumer = RunningConsumer(broker, topic: topic, store: store)
        try await eventually("every record", within: .seconds(300)) {
            await consumer.count(CatalogMetrics.ingestRecords) >= records.count
        }
        await consumer.stop()
        #expect(await consumer.count(CatalogMetrics.databaseRetries) == 0)
        try await checkLetters(store, places)
        try await checkAspects(store, records)
        let report = try await store.check(limit: 5) { _, _ in }
        #expect(report.count == 0, "\(report.differences)")
    }

    private static func records(seed: UInt64) throws -> [GeneratedRecord] {
        var generator = try RecordGenerator(seed: seed)
        var random = SeededGenerator(seed: seed)
        var records: [GeneratedRecord] = []
        var left = (good: good, damaged: damaged)
        while left.good + left.damaged > 0 {
            if Int.random(in: 0..<(left.good + left.damaged), using: &random) < left.good {
                records.append(try generator.good())
                left.good -= 1
            } else {
                records.append(try generator.damaged())
                left.damaged -= 1
            }
        }
        return records
    }

    private func checkLetters(_ store: PostgresStore, _ places: [Place: GeneratedRecord]) async throws {
        let applier = RecordApplier(
            decoder: EnvelopeDecoder(model: .standard, schemas: WriterSchemas(registry: store)),
            preparer: ProposalPreparer(model: .standard), actor: AuditStamp.systemActor)
        var letters: [Place: DeadLetterDraft] = [:]
        var last: Int64 = 0
        while true {
            let page = try await store.deadLetters(after: last, limit: 1000).letters
            guard let end = page.last else { break }
            last = end.id
            for letter in page {
                let place = Place(partition: letter.draft.partition, offset: letter.draft.offset)
                #expect(letters.updateValue(letter.draft, forKey: place) == nil, "parked twice")
            }
        }
        var damagedButApplied = 0
        for (place, record) in places {
            let letter = letters[place]
            let isExpected: Bool
            switch record.fate {
            case .applied: isExpected = false
            case .parked: isExpected = true
            case .either:
                isExpected = if case .failure = try await applier.writes(of: record.value) { true } else { false }
                if !isExpected { damagedButApplied += 1 }
            }
            #expect((letter != nil) == isExpected, "\(record.kind) at \(place): \(letter?.reason ?? "applied")")
            if let letter {
                #expect(letter.value == record.value, "\(record.kind)")
                #expect(!letter.reason.isEmpty && letter.code != "refused_by_store", "\(record.kind): \(letter.reason)")
            }
        }
        // Bits that turn a letter into another do no harm, most others do: both have to have happened.
        #expect(damagedButApplied > 100 && damagedButApplied < 2000)
    }

    private func checkAspects(_ store: PostgresStore, _ records: [GeneratedRecord]) async throws {
        var expected: [(urn: Urn, aspect: String, members: JSON)] = []
        for record in records {
            if case .applied(let urn, let aspect, let members) = record.fate {
                expected.append((try Urn(urn), aspect, members))
            }
        }
        #expect(expected.count == Self.good)
        for start in stride(from: 0, to: expected.count, by: 500) {
            let part = expected[start..<min(start + 500, expected.count)]
            let found = try await store.entities(part.map(\.urn), aspects: nil)
            for (wanted, entity) in zip(part, found) {
                let aspect = entity?.aspects.first { $0.name == wanted.aspect }
                #expect(aspect?.version == 1, "\(wanted.urn)")
                let value = try JSON.parse(aspect?.value ?? "null")
                for member in wanted.members.objectValue?.members ?? [] {
                    #expect(value[member.name]?.contentDigest == member.value.contentDigest, "\(wanted.aspect)")
                }
            }
        }
    }
}

extension Result where Failure == any Error {
    /// The outcome of an asynchronous body.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
