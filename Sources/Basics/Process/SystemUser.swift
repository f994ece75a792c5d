#if canImport(Glibc)
import Glibc
#endif

/// An account of this machine, as a program needs it to run under that account.
public struct SystemUser: Sendable, Hashable {
    public var name: String
    public var userID: UInt32
    public var groupID: UInt32
    /// All groups, the primary one included.
    public var groups: [UInt32]

    /// The account of that name; `nil` where there is none.
    public static func named(_ name: String) -> SystemUser? {
        lookUp { entry, buffer, size, found in getpwnam_r(name, entry, buffer, size, found) }
    }

    /// The account that this process runs as; `nil` where its id has no name.
    public static func current() -> SystemUser? {
        lookUp { entry, buffer, size, found in getpwuid_r(geteuid(), entry, buffer, size, found) }
    }

    private static func lookUp(
        _ call: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> SystemUser? {
        var size = 1024
        while size <= 1 << 20 {
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { buffer.deallocate() }
            let code = call(&entry, buffer, size, &found)
            if code == ERANGE {
                size *= 2
                continue
            }
            guard code == 0, found != nil, let name = entry.pw_name else { return nil }
            var count: Int32 = 256
            var groups = [gid_t](repeating: 0, count: Int(count))
            if getgrouplist(name, entry.pw_gid, &groups, &count) < 0 { count = 0 }
            return SystemUser(
                name: String(cString: name), userID: entry.pw_uid, groupID: entry.pw_gid,
                groups: Array(groups.prefix(Int(max(0, count)))))
        }
        return nil
    }
}
