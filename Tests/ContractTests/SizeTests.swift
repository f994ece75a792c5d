import Foundation
import Testing

@Suite struct SizeTests {
    private static let limit = 600

    @Test("a file beyond 600 lines has a reason in long-files.txt, and the list has no other") func longFiles() throws {
        let listed = try Repository.text("Tests/ContractTests/long-files.txt").components(separatedBy: "\n")
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
            .map { line -> (path: String, reason: String) in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
            }
        for entry in listed { #expect(!entry.reason.isEmpty, "\(entry.path) needs a reason") }
        var long: Set<String> = []
        for folder in Repository.sourceFolders {
            for file in try Repository.files(below: folder, endingIn: ".swift") {
                let lines = try Repository.text(file).utf8.count { $0 == UInt8(ascii: "\n") }
                if lines > Self.limit { long.insert(file) }
            }
        }
        #expect(long.subtracting(listed.map(\.path)) == [], "beyond \(Self.limit) lines without a reason")
        #expect(Set(listed.map(\.path)).subtracting(long) == [], "listed, but short or gone")
    }
}
