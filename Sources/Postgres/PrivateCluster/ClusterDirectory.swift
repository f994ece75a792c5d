import Basics
import CSystem

#if canImport(Glibc)
import Glibc
#endif

/// The files of a private cluster:
///
///     lock               held by the owning process, with its id inside
///     cluster/           PostgreSQL's data directory, of the server's account
///     socket-directory   where the last socket was, to be cleaned up after a kill
///     start.log          what initdb and the server said at the last start
///
/// The server reaches `cluster/` through an open descriptor (`/proc/self/fd/3`), so its account needs no access to any
/// folder above, and the length of the path does not matter.
struct ClusterDirectory {
    let path: String
    /// The account the server runs as, where it is not ours.
    let serverUser: SystemUser?
    private let lock: Int32

    static let pathInServer = "/proc/self/fd/3"

    /// Makes the directory where it is missing, and takes it for this process.
    init(claiming path: String, serverUser: SystemUser?) throws(PrivateClusterError) {
        self.path = path
        self.serverUser = serverUser
        try ClusterDirectory.makeFolders(path)
        let lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw PrivateClusterError(.directory, SystemError("open \(path)/lock").description) }
        guard csystem_lock_file(lock) == 0 else {
            let owner = readText("\(path)/lock", limit: 32)?.split(separator: "\n").first.map(String.init)
            close(lock)
            throw PrivateClusterError(
                .inUse, "the data directory \(path) is in use by process \(owner ?? "(unknown)"); stop it first")
        }
        ftruncate(lock, 0)
        writeAll(Array("\(getpid())\n".utf8), to: lock)
        self.lock = lock
    }

    /// Lets another process take the directory.
    func release() { close(lock) }

    var cluster: String { "\(path)/cluster" }
    var log: String { "\(path)/start.log" }

    /// The major version that made the cluster; `nil` where there is none.
    var version: Int? {
        readText("\(cluster)/PG_VERSION", limit: 16)?.split(separator: "\n").first.flatMap { Int($0) }
    }

    /// An empty folder for initdb, owned by the server's account. What an interrupted initdb left is removed.
    func prepareNewCluster() throws(PrivateClusterError) -> String {
        let fresh = "\(path)/cluster.new"
        do { try removeTree(fresh) } catch { throw PrivateClusterError(.directory, error.description) }
        guard mkdir(fresh, 0o700) == 0 else {
            throw PrivateClusterError(.directory, SystemError("mkdir \(fresh)").description)
        }
        if let serverUser, chown(fresh, serverUser.userID, serverUser.groupID) != 0 {
            throw PrivateClusterError(.directory, SystemError("chown \(fresh)").description)
        }
        return fresh
    }

    /// Puts a finished cluster in its place; a kill before this leaves no half-made one.
    func adoptNewCluster() throws(PrivateClusterError) {
        guard rename("\(path)/cluster.new", cluster) == 0 else {
            throw PrivateClusterError(.directory, SystemError("rename to \(cluster)").description)
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Who may log in: over the socket only, and only the server's account and ours, whom the kernel vouches for.
    func writeAccessRules(superuser: String) throws(PrivateClusterError) {
        let accounts = [serverUser?.name, SystemUser.current()?.name].compactMap { $0 }
        if accounts.isEmpty {
            throw PrivateClusterError(
                .directory, "the user id \(geteuid()) has no name in /etc/passwd, and PostgreSQL needs one")
        }
        let folder = try openFolder(cluster)
        defer { close(folder) }
        try write("local all all peer map=owner\n", to: "pg_hba.conf", in: folder)
        let map = accounts.map { "owner \"\($0)\" \"\(superuser)\"\n" }.joined()
        try write(map, to: "pg_ident.conf", in: folder)
    }

    /// An open descriptor of a folder.
    func openFolder(_ path: String) throws(PrivateClusterError) -> Int32 {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard folder >= 0 else { throw PrivateClusterError(.directory, SystemError("open \(path)").description) }
        return folder
    }

    /// A folder with a short path for the socket (the kernel takes 107 bytes), for the server's account and root alone.
    ///
    /// Root has `/run`; others have `/tmp`, because `/run/user` vanishes with the login.
    func makeSocketFolder() throws(PrivateClusterError) -> String {
        removeOldSocketFolder()
        for parent in geteuid() == 0 ? ["/run", "/tmp"] : ["/tmp"] {
            var template = Array("\(parent)/\(socketPrefix)XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { continue }
            let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let serverUser, chown(folder, serverUser.userID, serverUser.groupID) != 0 { continue }
            let record = open("\(path)/socket-directory", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if record >= 0 {
                writeAll(Array(folder.utf8), to: record)
                close(record)
            }
            return folder
        }
        throw PrivateClusterError(.directory, SystemError("make a folder for the socket below /tmp").description)
    }

    /// Removes the folder of the last socket, where a killed owner left it.
    func removeOldSocketFolder() {
        let record = "\(path)/socket-directory"
        guard let folder = readText(record, limit: 256), !folder.isEmpty else { return }
        let isOurs = ["/run/", "/tmp/"].contains { folder.hasPrefix($0 + socketPrefix) } && !folder.contains("..")
        if isOurs { try? removeTree(folder) }
        unlink(record)
    }

    private static func makeFolders(_ path: String) throws(PrivateClusterError) {
        guard path.hasPrefix("/") else {
            throw PrivateClusterError(.directory, "the data directory must be an absolute path: \(path)")
        }
        var current = ""
        for part in path.split(separator: "/") {
            current += "/" + part
            if mkdir(current, 0o700) != 0, errno != EEXIST, errno != EROFS, errno != EACCES {
                throw PrivateClusterError(.directory, SystemError("mkdir \(current)").description)
            }
        }
        if access(path, W_OK | X_OK) != 0 {
            throw PrivateClusterError(.directory, SystemError("write to \(path)").description)
        }
    }

    /// Replaces a file in a folder that belongs to another account, following no link that account may have put there.
    private func write(_ text: String, to name: String, in folder: Int32) throws(PrivateClusterError) {
        let fresh = name + ".new"
        unlinkat(folder, fresh, 0)
        let file = openat(folder, fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw PrivateClusterError(.directory, SystemError("write \(name)").description) }
        defer { close(file) }
        if let serverUser, fchown(file, serverUser.userID, serverUser.groupID) != 0 {
            throw PrivateClusterError(.directory, SystemError("chown \(name)").description)
        }
        guard writeAll(Array(text.utf8), to: file), renameat(folder, fresh, folder, name) == 0 else {
            throw PrivateClusterError(.directory, SystemError("write \(name)").description)
        }
    }
}

private let socketPrefix = "private-pg-"
