import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Writes proposals as a JSON array to a file, the form of DataHub's file sink: `datahub ingest` with a source of type
/// `file` reads it.
///
/// The file appears whole at the end; until then the proposals stand in `NAME.part`, and a file that was there stays.
actor FileSink: ProposalSink {
    private static let chunk = 1 << 20

    private let path: String
    private let encoder: ProposalEncoder
    private var buffer: [UInt8] = []
    private var count = 0

    init(path: String, identity: RunIdentity) {
        self.path = path
        encoder = ProposalEncoder(identity: identity, form: .file)
    }

    nonisolated var keepsEarlierRuns: Bool { false }

    private var partPath: String { path + ".part" }

    func check() async throws(IngestError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw IngestError(.destination, "'\(path)' is a directory; name a file in it")
        }
        try await append([], mode: "wb")
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
        let end = Array((count == 0 ? "[\n]\n" : "\n]\n").utf8)
        try await append(end, mode: "ab")
        guard rename(partPath, path) == 0 else {
            throw IngestError(.destination, "'\(path)' cannot be written: \(String(cString: strerror(errno)))")
        }
        var tally = SinkTally()
        tally.written = count
        return tally
    }

    private func drain() async throws(IngestError) {
        guard !buffer.isEmpty else { return }
        let bytes = buffer
        buffer = []
        try await append(bytes, mode: "ab")
    }

    private func append(_ bytes: [UInt8], mode: String) async throws(IngestError) {
        let path = partPath
        let error = await withTaskExecutorPreference(BlockingPool.shared) {
            await FileSink.write(bytes, to: path, mode)
        }
        if let error { throw IngestError(.destination, "'\(path)' cannot be written: \(error)") }
    }

    private static func write(_ bytes: [UInt8], to path: String, _ mode: String) async -> String? {
        guard let file = fopen(path, mode) else { return String(cString: strerror(errno)) }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else { return String(cString: strerror(errno)) }
        return nil
    }
}
