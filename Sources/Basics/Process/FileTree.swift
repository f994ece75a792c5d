#if canImport(Glibc)
import Glibc
#endif

/// Removes a file or a folder with all it holds; links are removed, not followed. What is not there is no error.
public func removeTree(_ path: String) throws(SystemError) {
    try removeEntry(at: AT_FDCWD, path, depth: 0)
}

private func removeEntry(at parent: Int32, _ name: String, depth: Int) throws(SystemError) {
    if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw SystemError("remove \(name)") }
    guard depth < 128 else { throw SystemError("remove \(name)", code: ELOOP) }
    let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { throw SystemError("open \(name)") }
    for entry in entries(of: folder) { try removeEntry(at: folder, entry, depth: depth + 1) }
    close(folder)
    if unlinkat(parent, name, AT_REMOVEDIR) != 0, errno != ENOENT { throw SystemError("remove \(name)") }
}

/// The names in a folder, without `.` and `..`; none where it cannot be read.
public func entries(of path: String) -> [String] {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return [] }
    defer { close(folder) }
    return entries(of: folder)
}

private func entries(of folder: Int32) -> [String] {
    let copy = fcntl(folder, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
        close(copy)
        return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// The first `limit` bytes of a file as text; `nil` where it cannot be read. Also for files of `/proc`.
public func readText(_ path: String, limit: Int = 1 << 16) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: limit)
    var length = 0
    while length < limit {
        let count = bytes.withUnsafeMutableBytes { buffer in
            read(file, buffer.baseAddress.map { $0 + length }, limit - length)
        }
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        length += count
    }
    return String(decoding: bytes.prefix(length), as: UTF8.self)
}
