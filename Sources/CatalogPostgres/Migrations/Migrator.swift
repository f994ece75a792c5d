import Basics
import CatalogSchema
import CatalogService
import Postgres

/// Brings a database to the tables that this binary needs: numbered steps, forward only, each with its checksum.
public struct Migrator: Sendable {
    private let pool: PostgresPool
    private static let lock: Int64 = 0x6361_7461_6C6F_6702

    public init(pool: PostgresPool) { self.pool = pool }

    /// One step, `NNNN_verb_object.sql`.
    public struct Step: Sendable, Equatable {
        public var number: Int32
        public var name: String
        public var sql: String

        /// What a database remembers of the step, so that a changed file is noticed.
        public var checksum: String { sha256Hex(sql) }
    }

    /// The steps that this binary carries, in order.
    /// - Throws: ``MigrationError`` when two files have one number, or a number is missing.
    public static func steps(from files: [SchemaFile] = SchemaFiles.migrations) throws(MigrationError) -> [Step] {
        var steps: [Step] = []
        for file in files {
            guard file.name.count > 5, let number = Int32(file.name.prefix(4)), file.name.dropFirst(4).first == "_"
            else {
                throw .badName(file.name)
            }
            steps.append(Step(number: number, name: String(file.name.dropFirst(5)), sql: file.text))
        }
        steps.sort { $0.number < $1.number }
        for (index, step) in steps.enumerated() where step.number != Int32(index + 1) {
            throw .notConsecutive(step.number)
        }
        return steps
    }

    /// Applies the steps that the database lacks, each in a transaction of its own, while holding an advisory lock.
    ///
    /// Several instances may start at once; one applies, the others wait and find nothing to do. A step that fails leaves
    /// the database as the step before made it.
    /// - Returns: The numbers applied.
    public func migrate() async throws -> [Int32] {
        let steps = try Self.steps()
        return try await pool.withConnection { connection in
            try connection.execute("select pg_advisory_lock(\(Self.lock))")
            let applied = Result { try Self.apply(steps, connection) }
            try connection.execute("select pg_advisory_unlock(\(Self.lock))")
            return try applied.get()
        }
    }

    private static func apply(_ steps: [Step], _ connection: isolated PostgresConnection) throws -> [Int32] {
        try connection.runScript(
            """
            create table if not exists schema_migration (
                number integer primary key,
                name text not null,
                checksum text not null,
                applied_at timestamptz not null default now()
            )
            """)
        var known: [Int32: String] = [:]
        for row in try connection.query("select number, checksum from schema_migration") {
            known[try row.int32(0)] = try row.text(1)
        }
        if let ahead = known.keys.max(), ahead > steps.last?.number ?? 0 {
            throw MigrationError.databaseIsNewer(ahead, binary: steps.last?.number ?? 0)
        }
        var applied: [Int32] = []
        for step in steps {
            if let checksum = known[step.number] {
                guard checksum == step.checksum else { throw MigrationError.changed(step.number) }
                continue
            }
            try connection.transaction { connection in
                try connection.runScript(step.sql)
                try connection.execute(
                    """
                    insert into schema_migration (number, name, checksum)
                    values (\(step.number), \(step.name), \(step.checksum))
                    """)
            }
            applied.append(step.number)
        }
        return applied
    }
}

/// Why the database cannot be brought to what this binary needs.
public enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    case badName(String)
    case notConsecutive(Int32)
    case changed(Int32)
    case databaseIsNewer(Int32, binary: Int32)

    public var description: String {
        switch self {
        case .badName(let name): "migration file '\(name)' is not named NNNN_verb_object.sql"
        case .notConsecutive(let number): "migration \(number) is given twice, or one before it is missing"
        case .changed(let number):
            "migration \(number) was applied with another text; a migration is never edited, only followed by another"
        case .databaseIsNewer(let database, let binary):
            "the database is at migration \(database), this binary knows \(binary): start the newer binary"
        }
    }
}
