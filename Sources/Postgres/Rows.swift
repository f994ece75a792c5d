import CLibPQ

/// The rows a statement gave, in order, with random access and typed getters.
///
/// A value over libpq's own memory, which is freed once, with the last copy. It stays valid after the connection is gone
/// and may be read from any thread.
public struct Rows: Sendable, RandomAccessCollection {
    fileprivate let result: Result

    /// Takes `pointer`, a result in binary format, and frees it with the last copy.
    init(owning pointer: OpaquePointer) { result = Result(pointer) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { result.rows }

    public subscript(index: Int) -> Row {
        precondition(index >= 0 && index < result.rows, "row index out of range")
        return Row(result: result, index: Int32(truncatingIfNeeded: index))
    }

    /// How many columns a row has.
    public var columnCount: Int { result.types.count }

    /// The columns' names, in order.
    public var columnNames: [String] {
        (0..<columnCount).map { index in
            PQfname(result.pointer, Int32(truncatingIfNeeded: index)).map { String(cString: $0) } ?? ""
        }
    }

    /// Rows inserted, updated or deleted, or the number of rows of a `SELECT`; 0 for other statements.
    public var affected: Int {
        guard let text = PQcmdTuples(result.pointer) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The only row; an error where there is none or more than one.
    public func only() throws(PostgresError) -> Row {
        guard count == 1 else { throw PostgresError(.unexpectedResult, "one row expected, \(count) found") }
        return self[0]
    }

    /// Owner of a `PGresult`.
    ///
    /// `@unchecked Sendable`: libpq documents a `PGresult` as read-only after creation and free to be passed between
    /// threads; nothing here changes it, and only `deinit`, which runs once, frees it.
    fileprivate final class Result: @unchecked Sendable {
        let pointer: OpaquePointer
        let rows: Int
        let types: [UInt32]

        init(_ pointer: OpaquePointer) {
            self.pointer = pointer
            rows = Int(PQntuples(pointer))
            types = (0..<PQnfields(pointer)).map { PQftype(pointer, $0) }
        }

        deinit { PQclear(pointer) }
    }

    /// One row. Getters take the column's place, counted from 0, and throw ``PostgresError/Code/unexpectedResult`` for
    /// a column that is not there, has another type, or holds NULL; the `…OrNil` forms give `nil` for NULL.
    ///
    /// Integers and floats widen: `int64` also reads `int4` and `int2`.
    public struct Row: Sendable {
        fileprivate let result: Result
        fileprivate let index: Int32

        /// Whether the column holds NULL.
        public func isNull(_ column: Int) throws(PostgresError) -> Bool { try cell(column) == nil }

        public func int64(_ column: Int) throws(PostgresError) -> Int64 { try some(int64OrNil(column), column) }

        public func int64OrNil(_ column: Int) throws(PostgresError) -> Int64? {
            guard let cell = try cell(column) else { return nil }
            switch (cell.type, cell.bytes.count) {
            case (TypeID.int8, 8): return Int64(bigEndian: cell.bytes.loadUnaligned(as: Int64.self))
            case (TypeID.int4, 4): return Int64(Int32(bigEndian: cell.bytes.loadUnaligned(as: Int32.self)))
            case (TypeID.int2, 2): return Int64(Int16(bigEndian: cell.bytes.loadUnaligned(as: Int16.self)))
            case (TypeID.oid, 4): return Int64(UInt32(bigEndian: cell.bytes.loadUnaligned(as: UInt32.self)))
            default: throw mismatch(column, cell, "int64")
            }
        }

        public func int32(_ column: Int) throws(PostgresError) -> Int32 { try some(int32OrNil(column), column) }

        public func int32OrNil(_ column: Int) throws(PostgresError) -> Int32? {
            guard let cell = try cell(column) else { return nil }
            switch (cell.type, cell.bytes.count) {
            case (TypeID.int4, 4): return Int32(bigEndian: cell.bytes.loadUnaligned(as: Int32.self))
            case (TypeID.int2, 2): return Int32(Int16(bigEndian: cell.bytes.loadUnaligned(as: Int16.self)))
            default: throw mismatch(column, cell, "int32")
            }
        }

        public func int16(_ column: Int) throws(PostgresError) -> Int16 { try some(int16OrNil(column), column) }

        public func int16OrNil(_ column: Int) throws(PostgresError) -> Int16? {
            guard let cell = try cell(column) else { return nil }
            guard cell.type == TypeID.int2, cell.bytes.count == 2 else { throw mismatch(column, cell, "int16") }
            return Int16(bigEndian: cell.bytes.loadUnaligned(as: Int16.self))
        }

        public func bool(_ column: Int) throws(PostgresError) -> Bool { try some(boolOrNil(column), column) }

        public func boolOrNil(_ column: Int) throws(PostgresError) -> Bool? {
            guard let cell = try cell(column) else { return nil }
            guard cell.type == TypeID.bool, cell.bytes.count == 1 else { throw mismatch(column, cell, "bool") }
            return cell.bytes[0] != 0
        }

        public func double(_ column: Int) throws(PostgresError) -> Double { try some(doubleOrNil(column), column) }

        public func doubleOrNil(_ column: Int) throws(PostgresError) -> Double? {
            guard let cell = try cell(column) else { return nil }
            switch (cell.type, cell.bytes.count) {
            case (TypeID.float8, 8):
                return Double(bitPattern: UInt64(bigEndian: cell.bytes.loadUnaligned(as: UInt64.self)))
            case (TypeID.float4, 4):
                return Double(Float(bitPattern: UInt32(bigEndian: cell.bytes.loadUnaligned(as: UInt32.self))))
            default: throw mismatch(column, cell, "double")
            }
        }

        /// A text, also of `varchar`, `name`, `json` and `jsonb`.
        public func text(_ column: Int) throws(PostgresError) -> String { try some(textOrNil(column), column) }

        public func textOrNil(_ column: Int) throws(PostgresError) -> String? {
            guard let cell = try cell(column) else { return nil }
            return String(decoding: try textBytes(cell, column), as: UTF8.self)
        }

        /// The bytes of a `bytea`, or the UTF-8 of a text.
        public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] { try some(bytesOrNil(column), column) }

        public func bytesOrNil(_ column: Int) throws(PostgresError) -> [UInt8]? {
            guard let cell = try cell(column) else { return nil }
            return Array(cell.type == TypeID.bytea ? cell.bytes : try textBytes(cell, column))
        }

        private typealias Cell = (type: UInt32, bytes: UnsafeRawBufferPointer)

        /// The column's memory, which lives as long as `result`, or `nil` for NULL.
        @inline(__always)
        private func cell(_ column: Int) throws(PostgresError) -> Cell? {
            guard column >= 0, column < result.types.count else {
                throw PostgresError(
                    .unexpectedResult, "column \(column) read from a row with \(result.types.count) columns")
            }
            let place = Int32(truncatingIfNeeded: column)
            let length = Int(PQgetlength(result.pointer, index, place))
            if length == 0, PQgetisnull(result.pointer, index, place) == 1 { return nil }
            let start = PQgetvalue(result.pointer, index, place)
            return (result.types[column], UnsafeRawBufferPointer(start: start, count: length))
        }

        private func textBytes(_ cell: Cell, _ column: Int) throws(PostgresError) -> UnsafeRawBufferPointer {
            switch cell.type {
            case TypeID.text, TypeID.varchar, TypeID.bpchar, TypeID.name, TypeID.json, TypeID.xml, TypeID.unknown,
                TypeID.char:
                return cell.bytes
            case TypeID.jsonb where cell.bytes.first == 1:
                return UnsafeRawBufferPointer(rebasing: cell.bytes.dropFirst())
            default: throw mismatch(column, cell, "text")
            }
        }

        @inline(__always)
        private func some<Value>(_ value: Value?, _ column: Int) throws(PostgresError) -> Value {
            guard let value else { throw PostgresError(.unexpectedResult, "column \(column) is NULL") }
            return value
        }

        private func mismatch(_ column: Int, _ cell: Cell, _ wanted: String) -> PostgresError {
            PostgresError(
                .unexpectedResult,
                "column \(column) has type oid \(cell.type) and \(cell.bytes.count) bytes, read as \(wanted)")
        }
    }
}
