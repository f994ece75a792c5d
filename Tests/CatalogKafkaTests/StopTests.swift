import Basics
import CatalogKafka
import CatalogModel
import CatalogTestKit
import Glibc
import Kafka
import Testing

@Suite("Stopping the consumer")
struct StopTests {
    @Test("A broker that takes connections and never answers does not hold up the end")
    func silentBroker() async throws {
        let broker = try #require(SilentListener())
        let store = MemoryStore()
        let consumer = ProposalConsumer(
            ConsumerConfiguration(
                kafka: KafkaConfiguration(brokers: "127.0.0.1:\(broker.port)"), group: "g", instance: "i", topics: ["t"]
            ),
            store: store, decoder: EnvelopeDecoder(model: .standard, schemas: WriterSchemas(registry: store)),
            model: .standard, metrics: Metrics(), logger: Logger(level: .error, sink: { _ in }))
        let running = Task { await consumer.run() }
        let isAsked = await broker.isConnectedTo(within: .seconds(10))
        #expect(isAsked, "the consumer never connected")
        let clock = ContinuousClock()
        let took = await clock.measure {
            consumer.stop()
            await running.value
        }
        #expect(took < .seconds(5))
    }
}

/// A TCP port of loopback whose connections are taken by the kernel and never answered.
private final class SilentListener: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init?() {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isListening else {
            close(listener)
            return nil
        }
    }

    deinit { close(descriptor) }

    /// Waits until somebody has connected.
    func isConnectedTo(within limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while ContinuousClock.now < deadline {
            if poll(&entry, 1, 0) == 1 { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }
}
