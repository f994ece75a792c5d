import Basics

#if canImport(Glibc)
import Glibc
#endif

/// Keeps a pipeline's checkpoint in a file of a directory, replaced whole.
struct FileCheckpoints: CheckpointStore {
    private static let maximumBytes = 1 << 30

    let directory: String
    let pipeline: String
    let kind: String

    /// Letters, digits and dashes of the pipeline's name, and a digest, so that no two pipelines share a file.
    private var path: String {
        let readable = pipeline.unicodeScalars.map { scalar -> String in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-")
                ? String(scalar) : "_"
        }.joined()
        return "\(directory)/\(readable.prefix(60))-\(md5Hex("\(kind)\n\(pipeline)").prefix(8)).checkpoint.json"
    }

    func load() async throws(IngestError) -> Checkpoint? {
        let path = path
        guard access(path, F_OK) == 0 else { return nil }
        let bytes = await withTaskExecutorPreference(BlockingPool.shared) {
            await FileCheckpoints.read(path)
        }
        guard let bytes, let json = try? JSON.parse(bytes), let checkpoint = Checkpoint(json) else {
            throw IngestError(
                .configuration, "the checkpoint '\(path)' cannot be read; move it away to begin from the start")
        }
        return checkpoint
    }

    func save(_ checkpoint: Checkpoint) async throws(IngestError) {
        let (directory, path, bytes) = (directory, path, checkpoint.json.bytes)
        let error = await withTaskExecutorPreference(BlockingPool.shared) {
            await FileCheckpoints.write(bytes, to: path, in: directory)
        }
        if let error { throw IngestError(.configuration, "the checkpoint '\(path)' cannot be written: \(error)") }
    }

    private static func read(_ path: String) async -> [UInt8]? { readFile(path, maximumBytes: maximumBytes) }

    private static func write(_ bytes: [UInt8], to path: String, in directory: String) async -> String? {
        if mkdir(directory, 0o700) != 0, errno != EEXIST { return String(cString: strerror(errno)) }
        let part = path + ".part"
        guard let file = fopen(part, "wb") else { return String(cString: strerror(errno)) }
        let isWhole =
            fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0 && fsync(fileno(file)) == 0
        guard fclose(file) == 0, isWhole, rename(part, path) == 0 else { return String(cString: strerror(errno)) }
        return nil
    }
}
