import Foundation
import Testing

/// The files of this repository, found from where this file lies.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Paths below a folder, relative to the repository, without hidden ones.
    static func files(below folder: String, endingIn suffix: String) throws -> [String] {
        let base = root.appendingPathComponent(folder)
        let enumerator = try #require(
            FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles]))
        let prefix = root.path + "/"
        return enumerator.compactMap { ($0 as? URL)?.path }
            .filter { $0.hasSuffix(suffix) && $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    static let sourceFolders = ["Sources", "Tests", "ingest", "schema", "Benchmarks"].filter(exists)
}
