import Basics
import Glibc

/// How long a `Retry-After` asks to wait: whole seconds or a date (RFC 9110 §10.2.3); `nil` when it is neither.
func parseRetryAfter(_ text: String, now: Milliseconds) -> Duration? {
    if !text.isEmpty, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
        return .seconds(Int64(text).map { min($0, 1_000_000) } ?? 1_000_000)
    }
    guard let moment = parseHTTPDate(text) else { return nil }
    return .milliseconds(max(0, moment - now))
}

/// Reads `Tue, 24 Nov 2026 16:08:31 GMT`, the one date form that may be sent (RFC 9110 §5.6.7).
func parseHTTPDate(_ text: String) -> Milliseconds? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT",
        let day = number(parts[1], 1...31), let month = months.firstIndex(of: String(parts[2])),
        let year = number(parts[3], 1970...9999)
    else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = number(clock[0], 0...23), let minute = number(clock[1], 0...59),
        let second = number(clock[2], 0...60)
    else { return nil }
    var time = tm()
    time.tm_year = year - 1900
    time.tm_mon = Int32(month)
    time.tm_mday = day
    time.tm_hour = hour
    time.tm_min = minute
    time.tm_sec = second
    return Milliseconds(timegm(&time)) * 1000
}

private func number(_ text: Substring, _ range: ClosedRange<Int32>) -> Int32? {
    guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }), let value = Int32(text),
        range.contains(value)
    else { return nil }
    return value
}
