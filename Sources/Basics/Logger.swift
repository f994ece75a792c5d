#if canImport(Glibc)
import Glibc
#endif

/// Writes one JSON line an event to standard error: `ts`, `level`, `msg`, then the event's own keys.
///
/// A value; copies share the level. Writing is one `write(2)` a line, so lines of several threads never mix. Values are
/// shown as given: a ``Secret`` shows stars.
public struct Logger: Sendable {
    /// How much an operator needs to know of an event.
    public enum Level: Int, Sendable, Comparable, CaseIterable {
        case trace, debug, info, warning, error

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        /// The level a configuration names, e.g. `warning`.
        public init?(name: String) {
            guard let level = Level.allCases.first(where: { "\($0)" == name.lowercased() }) else { return nil }
            self = level
        }
    }

    public var level: Level
    /// Keys that every line of this logger carries.
    public var metadata: [(key: String, value: JSON)]
    private let sink: @Sendable ([UInt8]) -> Void

    /// A logger that hands each finished line, newline included, to `sink`; standard error by default.
    public init(
        level: Level = .info, metadata: [(key: String, value: JSON)] = [],
        sink: @escaping @Sendable ([UInt8]) -> Void = writeToStandardError
    ) {
        self.level = level
        self.metadata = metadata
        self.sink = sink
    }

    /// Writes an event unless it lies below the level.
    public func log(_ level: Level, _ message: @autoclosure () -> String, _ values: [(String, JSON)] = []) {
        guard level >= self.level else { return }
        var object = JSONObject([
            .init("ts", .string(iso8601(SystemClock().now))), .init("level", .string("\(level)")),
            .init("msg", .string(message())),
        ])
        for (key, value) in metadata { object.members.append(.init(key, value)) }
        for (key, value) in values { object.members.append(.init(key, value)) }
        var line = JSON.object(object).bytes
        line.append(0x0A)
        sink(line)
    }

    public func debug(_ message: @autoclosure () -> String, _ values: [(String, JSON)] = []) {
        log(.debug, message(), values)
    }
    public func info(_ message: @autoclosure () -> String, _ values: [(String, JSON)] = []) {
        log(.info, message(), values)
    }
    public func warning(_ message: @autoclosure () -> String, _ values: [(String, JSON)] = []) {
        log(.warning, message(), values)
    }
    public func error(_ message: @autoclosure () -> String, _ values: [(String, JSON)] = []) {
        log(.error, message(), values)
    }
}

/// Writes bytes to file descriptor 2, repeating short writes; errors are dropped, since there is nowhere to say them.
@Sendable public func writeToStandardError(_ bytes: [UInt8]) { writeAll(bytes, to: 2) }

/// Writes bytes to a file descriptor, repeating short and interrupted writes; `false` when the other end is gone.
@discardableResult
public func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    return bytes.withUnsafeBytes { buffer in
        while offset < buffer.count {
            let written = write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            offset += written
        }
        return true
    }
}
