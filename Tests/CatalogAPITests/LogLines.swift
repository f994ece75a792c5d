import Synchronization

/// What a logger wrote.
final class LogLines: Sendable {
    private let held = Mutex<[String]>([])

    func append(_ line: [UInt8]) { held.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }

    var text: String { held.withLock { $0.joined() } }
}
