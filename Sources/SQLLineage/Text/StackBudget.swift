/// How much of the thread's stack a recursion may use, from where it began.
///
/// A count of levels alone would have to fit the widest frames of the slowest build; nested calls and nested queries differ by ten.
/// Counted in addresses, so it holds in every build, and a stack of 512 kB is enough for any text.
struct StackBudget {
    /// Bytes; the other half of 512 kB is the caller's, and that of what does not recurse.
    static let bytes: UInt = 256 * 1024

    private let start = StackBudget.place()

    /// Whether the recursion must go no deeper.
    var isSpent: Bool {
        let here = StackBudget.place()
        return (here > start ? here - start : start - here) > StackBudget.bytes
    }

    /// About where the stack ends now.
    @inline(never)
    private static func place() -> UInt {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { UInt(bitPattern: $0.baseAddress) }
    }
}
