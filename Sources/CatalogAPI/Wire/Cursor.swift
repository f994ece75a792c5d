import Basics

/// Where a page ended, as text that clients hand back unread: base64url of a JSON array.
///
/// Its first element is a digest of the query, so that a cursor is good for no other; nothing in it is trusted beyond that.
struct Cursor {
    /// What tells one query from another, in any fixed order.
    private let query: String

    init(query: [String]) {
        self.query = hex(Array(Digest128(of: JSON.array(query.map(JSON.string)).text).bytes.prefix(8)))
    }

    /// The text for a place in the query.
    func text(_ place: [JSON]) -> String {
        base64(JSON.array([.string(query)] + place).bytes, alphabet: .urlSafe)
    }

    /// The place that a text made by ``text(_:)`` stands for; `nil` when there is no text.
    func place(_ text: String?) throws(Failure) -> [JSON]? {
        guard let text else { return nil }
        guard let bytes = base64Decoded(text, alphabet: .urlSafe), let value = try? JSON.parse(bytes, maximumDepth: 2),
            let elements = value.arrayValue, elements.count > 1
        else { throw unreadable() }
        guard elements[0].stringValue == query else {
            throw Failure(
                .badCursor, "The cursor was made for another query.",
                hint: "Repeat every parameter but 'cursor' and 'limit' as in the request that gave it.")
        }
        return Array(elements.dropFirst())
    }

    /// The problem of a text that no answer of ours ever held.
    func unreadable() -> Failure {
        Failure(
            .badCursor, "The cursor cannot be read.", hint: "Take it from 'next' of an answer, without changes.")
    }
}
