import Basics
import Glibc
import Testing

@testable import Postgres

/// Runs `body` with a folder of mode 0700 of our own; the folder and any server in it are gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
    _ = removeAbandonedFolders
    var template = Array("/tmp/\(prefix)\(getpid())-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do { try await body(folder) } catch {
        remove(folder)
        throw error
    }
    try removeTree(folder)
}

private let prefix = "catalog-test-cluster-"

/// Once for each process: what a killed one left behind. Some of these tests have servers that survive their owner.
private let removeAbandonedFolders: Void = {
    for name in entries(of: "/tmp") where name.hasPrefix(prefix) {
        guard let owner = Int32(name.dropFirst(prefix.count).prefix { $0 != "-" }), kill(owner, 0) != 0, errno == ESRCH
        else { continue }
        remove("/tmp/\(name)")
    }
}()

private func remove(_ folder: String) {
    for name in [""] + entries(of: folder).map({ "/" + $0 }) {
        guard access("\(folder)\(name)/lock", F_OK) == 0,
            let directory = try? ClusterDirectory(claiming: folder + name, serverUser: nil)
        else { continue }
        try? Leftovers(cluster: directory.cluster).end()
        directory.removeOldSocketFolder()
        directory.release()
    }
    try? removeTree(folder)
}
