#if canImport(Glibc)
import Glibc
#endif

/// Milliseconds since 1970-01-01T00:00:00Z, the time base of every aspect.
public typealias Milliseconds = Int64

/// Where the service takes the time from, so that a test can hold it still.
public protocol WallClock: Sendable {
    /// The present moment.
    var now: Milliseconds { get }
}

/// The machine's clock.
public struct SystemClock: WallClock {
    public init() {}

    public var now: Milliseconds {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Nanoseconds of a clock that only goes forward, for durations.
public func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// A moment as ISO 8601 in UTC with milliseconds, e.g. `2026-11-24T16:08:31.000Z`.
public func iso8601(_ moment: Milliseconds) -> String {
    let (seconds, millis) = moment.quotientAndRemainder(dividingBy: 1000)
    let floorSeconds = millis < 0 ? seconds - 1 : seconds
    let fraction = millis < 0 ? millis + 1000 : millis
    var time = time_t(floorSeconds)
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return String(moment) }
    func pad(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(pad(Int(parts.tm_year) + 1900, 4))-\(pad(Int(parts.tm_mon) + 1, 2))-\(pad(Int(parts.tm_mday), 2))"
        + "T\(pad(Int(parts.tm_hour), 2)):\(pad(Int(parts.tm_min), 2)):\(pad(Int(parts.tm_sec), 2)).\(pad(Int(fraction), 3))Z"
}
