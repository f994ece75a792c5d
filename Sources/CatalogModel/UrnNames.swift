import Basics

extension Urn {
    /// A text as one part of a urn's tuple, as DataHub's clients write it: `( ) ,` and U+241F percent-encoded, nothing else.
    public static func part(_ text: String) -> String {
        // Hardly any name has one of these bytes, and bytes are quicker to look through than scalars.
        guard text.utf8.contains(where: { $0 == 0x28 || $0 == 0x29 || $0 == 0x2C || $0 == 0xE2 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(": result += "%28"
            case ")": result += "%29"
            case ",": result += "%2C"
            case "\u{241F}": result += "%E2%90%9F"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a text can be the environment in a urn, DataHub's fabric: capital letters and `_`, such as `PROD`.
    public static func isEnvironment(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    /// The urn of a dataset; with a platform instance its name begins with `instance.`.
    public static func dataset(
        platform: String, name: String, instance: String?, env: String
    ) throws(UrnError) -> Urn {
        let full = instance.map { "\($0).\(name)" } ?? name
        return try Urn("urn:li:dataset:(urn:li:dataPlatform:\(platform),\(part(full)),\(env))")
    }
}
