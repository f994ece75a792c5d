import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Writes proposals as a JSON array to a file, the form of DataHub's file sink: `datahub ingest` with a source of type
/// `file` reads it.
///
/// The file appears whole at the end of a run that came to its end. Until then the proposals stand beside it, in a file of
/// the run's own, and what was there before stays; a run that breaks off leaves no trace.
actor FileSink: ProposalSink {
    private static let chunk = 1 << 20

    private let path: String
    private let partPath: String
    private let encoder: ProposalEncoder
    private var buffer: [UInt8] = []
    private var count = 0

    init(path: String, identity: RunIdentity) {
        self.path = path
        // Of the run's own, so that two runs at a time do not mix.
        partPath = "\(path).\(identity.runID).part"
        encoder = ProposalEncoder(identity: identity, form: .file)
    }

    nonisolated var keepsEarlierRuns: Bool { false }

    func check() async throws(IngestError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw IngestError(.destination, "'\(path)' is a directory; name a file in it")
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(folder, W_OK | X_OK) == 0, access(path, F_OK) != 0 || access(path, W_OK) == 0 else {
            throw IngestError(.destination, "'\(path)' cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    func write(_ proposals: [IngestProposal]) async throws(IngestError) {
        for proposal in proposals {
            buffer += Array((count == 0 ? "[\n" : ",\n").utf8)
            buffer += encoder.bytes(proposal)
            count += 1
        }
        if buffer.count >= FileSink.chunk { try await drain() }
    }

    func barrier() async throws(IngestError) { try await drain() }

    func flush() async throws(IngestError) -> SinkTally {
        try await drain()
        try await append(Array((count == 0 ? "[\n]\n" : "\n]\n").utf8))
        let (partPath, path) = (partPath, path)
        let error = await withTaskExecutorPreference(BlockingPool.shared) {
            await FileSink.replace(path, with: partPath)
        }
        if let error { throw broken(error) }
        var tally = SinkTally()
        tally.written = count
        return tally
    }

    func abandon() async throws(IngestError) -> SinkTally {
        buffer = []
        unlink(partPath)
        return SinkTally()
    }

    private func drain() async throws(IngestError) {
        guard !buffer.isEmpty else { return }
        let bytes = buffer
        buffer = []
        try await append(bytes)
    }

    private func append(_ bytes: [UInt8]) async throws(IngestError) {
        let path = partPath
        let error = await withTaskExecutorPreference(BlockingPool.shared) { await FileSink.write(bytes, to: path) }
        if let error { throw broken(error) }
    }

    /// A full disk is not left full.
    private func broken(_ error: String) -> IngestError {
        unlink(partPath)
        return IngestError(.destination, "'\(path)' cannot be written: \(error)")
    }

    private static func write(_ bytes: [UInt8], to path: String) async -> String? {
        guard let file = fopen(path, "ab") else { return String(cString: strerror(errno)) }
        let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
        let fault = errno
        guard fclose(file) == 0, isWhole else { return String(cString: strerror(isWhole ? errno : fault)) }
        return nil
    }

    /// Durable before it takes the place of what was there.
    private static func replace(_ path: String, with part: String) async -> String? {
        guard let file = fopen(part, "rb") else { return String(cString: strerror(errno)) }
        let isDurable = fsync(fileno(file)) == 0
        fclose(file)
        guard isDurable, rename(part, path) == 0 else { return String(cString: strerror(errno)) }
        return nil
    }
}
