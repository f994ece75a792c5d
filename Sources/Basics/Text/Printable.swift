/// Text from outside as one line that cannot steer a terminal: control and direction characters become `·`.
public func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: result.append("·")
        default: result.append(scalar)
        }
    }
    return String(result)
}
