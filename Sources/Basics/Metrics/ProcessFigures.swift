#if canImport(Glibc)
import Glibc
#endif

/// What the kernel says of this process.
public enum ProcessFigures {
    /// Resident memory in bytes; `nil` where `/proc` does not tell.
    public static func residentBytes() -> Int64? {
        guard let text = smallFile("/proc/self/statm") else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
        return pages &* Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Open file descriptors; `nil` where `/proc` does not tell.
    public static func openDescriptors() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        closedir(directory)
        // Without ".", ".." and the directory's own.
        return max(0, count - 3)
    }

    private static func smallFile(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[0..<count], as: UTF8.self) : nil
    }
}
