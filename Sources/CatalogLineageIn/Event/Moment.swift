import Basics

/// Microseconds since 1970-01-01T00:00:00Z: events a few microseconds apart keep their order.
typealias Microseconds = Int64

/// The moment that an RFC 3339 text names, with its time zone; `nil` for any other text.
///
/// Takes what clients are seen to write: lower-case `t` and `z`, a blank for the `T`, any number of fraction digits (those
/// beyond microseconds are cut), zones as `+01:00`, `+0100` and `+01`, seconds left out, and a leap second as the second before.
func moment(_ text: String) -> Microseconds? {
    var reader = MomentReader(text: Array(text.utf8.prefix(64)))
    return reader.read()
}

/// Reads one moment from left to right.
private struct MomentReader {
    let text: [UInt8]
    var place = 0

    init(text: [UInt8]) { self.text = text }

    mutating func read() -> Microseconds? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
            take("T") || take("t") || take(" "), let hour = number(2), take(":"), let minute = number(2),
            (1...12).contains(month), (1...daysIn(month, of: year)).contains(day), hour < 24, minute < 60
        else { return nil }
        var second: Int64 = 0
        var micros: Int64 = 0
        if take(":") {
            guard let whole = number(2), whole <= 60 else { return nil }
            second = min(whole, 59)
            if take(".") || take(",") {
                guard let part = fraction() else { return nil }
                micros = part
            }
        }
        guard let offset = zone(), place == text.count else { return nil }
        let days = daysSinceEpoch(year, month, day)
        return (((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1_000_000 + micros
    }

    private mutating func take(_ character: Character) -> Bool {
        guard place < text.count, text[place] == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func number(_ digits: Int) -> Int64? {
        guard place + digits <= text.count else { return nil }
        var value: Int64 = 0
        for byte in text[place..<(place + digits)] {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        place += digits
        return value
    }

    private mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while place < text.count, text[place] >= 0x30, text[place] <= 0x39 {
            if digits < 6 { value = value * 10 + Int64(text[place] - 0x30) }
            digits += 1
            place += 1
        }
        guard digits > 0 else { return nil }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Minutes east of UTC.
    private mutating func zone() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let east = take("+")
        guard east || take("-"), let hours = number(2), hours < 24 else { return nil }
        var minutes: Int64 = 0
        if place < text.count {
            _ = take(":")
            guard let given = number(2), given < 60 else { return nil }
            minutes = given
        }
        return (hours * 60 + minutes) * (east ? 1 : -1)
    }

    private func daysIn(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar: years counted from March, so that a leap day ends one.
    private func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
