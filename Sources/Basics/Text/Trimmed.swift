/// A text without the characters around it that count as blank.
///
/// - Parameter isBlank: What is left out at both ends; by default all white space.
public func trimmed(
    _ text: some StringProtocol, _ isBlank: (Character) -> Bool = { $0.isWhitespace }
) -> String {
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first...last])
}
