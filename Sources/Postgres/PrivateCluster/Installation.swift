import Basics

#if canImport(Glibc)
import Glibc
#endif

/// PostgreSQL's programs on this machine.
struct Installation: Sendable, Equatable {
    /// The folder of `initdb` and `postgres`.
    let folder: String

    static let oldestVersion = 15

    /// The installation that can run a cluster of `version`, or the newest one where there is no cluster yet.
    ///
    /// Debian keeps versions side by side below `/usr/lib/postgresql`; elsewhere the programs are on the `PATH`.
    static func find(binDirectory: String?, version: Int?) throws(PrivateClusterError) -> Installation {
        if let binDirectory {
            guard isComplete(binDirectory) else {
                throw PrivateClusterError(
                    .notInstalled, "\(binDirectory) does not hold PostgreSQL's initdb and postgres")
            }
            return Installation(folder: binDirectory)
        }
        let found = debianVersions()
        if let version {
            if found.contains(version) { return Installation(folder: debianFolder(version)) }
            // Elsewhere only the server itself can say whether it fits the data.
            if found.isEmpty, let folder = onPath() { return Installation(folder: folder) }
            throw PrivateClusterError(
                .notInstalled,
                "the data were made by PostgreSQL \(version), which is not installed: apt-get install postgresql-\(version)"
            )
        }
        if let newest = found.max() { return Installation(folder: debianFolder(newest)) }
        if let folder = onPath() { return Installation(folder: folder) }
        throw PrivateClusterError(
            .notInstalled,
            "PostgreSQL \(oldestVersion) or newer is not installed: apt-get install postgresql"
                + ", or name a running server in the configuration")
    }

    /// Whether this machine keeps versions as Debian does.
    static var hasVersionsBesideEachOther: Bool { !debianVersions().isEmpty }

    private static func debianVersions() -> [Int] {
        entries(of: "/usr/lib/postgresql").compactMap { Int($0) }.filter {
            $0 >= oldestVersion && isComplete(debianFolder($0))
        }
    }

    private static func debianFolder(_ version: Int) -> String { "/usr/lib/postgresql/\(version)/bin" }

    private static func onPath() -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin"
        return path.split(separator: ":").map(String.init).first(where: isComplete)
    }

    private static func isComplete(_ folder: String) -> Bool {
        access("\(folder)/initdb", X_OK) == 0 && access("\(folder)/postgres", X_OK) == 0
    }
}
