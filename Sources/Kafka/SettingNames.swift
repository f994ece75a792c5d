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
}
