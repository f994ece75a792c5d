import CRDKafka

#if canImport(Glibc)
import Glibc
#endif

/// The settings that this librdkafka knows.
enum SettingNames {
    /// Every name, as librdkafka prints them. It has no call that returns them: a dump leaves out what is unset.
    static let all: [String] = {
        var buffer: UnsafeMutablePointer<CChar>?
        var size = 0
        guard let file = open_memstream(&buffer, &size) else { return [] }
        rd_kafka_conf_properties_show(file)
        fclose(file)
        guard let buffer else { return [] }
        let table = String(cString: buffer)
        free(buffer)
        var names: Set<String> = []
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            guard cells.count > 2 else { continue }
            let name = cells[0].filter { $0 != " " }
            if name.contains(where: { $0 == "." }) || cells[1].contains("*") { names.insert(String(name)) }
        }
        return names.sorted()
    }()

    /// The known name with the fewest edits from a wrong one; `nil` when none is close.
    static func nearest(to name: String) -> String? {
        let wrong = Array(name.lowercased().utf8)
        let limit = max(2, wrong.count / 3)
        // A hostile length would cost its square for each name.
        guard wrong.count <= 100 else { return nil }
        let best = all.map { ($0, edits(wrong, Array($0.utf8))) }.min { $0.1 < $1.1 }
        return best.flatMap { $0.1 <= limit ? $0.0 : nil }
    }

    /// Levenshtein's distance.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
