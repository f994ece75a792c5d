import Basics
import CatalogTestKit
import Postgres
import Testing

extension SeededGenerator {
    mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...40, using: &self) {
            let code = UInt32.random(in: 1...(Bool.random(using: &self) ? 0x7F : 0x10FFFF), using: &self)
            if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    mutating func bytes() -> [UInt8] {
        (0..<Int.random(in: 0...40, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func integer() -> Int64 {
        switch Int.random(in: 0...3, using: &self) {
        case 0: [Int64.min, -1, 0, 1, Int64.max][Int.random(in: 0...4, using: &self)]
        default: Int64.random(in: Int64.min...Int64.max, using: &self) >> Int64.random(in: 0...60, using: &self)
        }
    }

    mutating func list<T>(_ make: (inout SeededGenerator) -> T) -> [T] {
        (0..<Int.random(in: 0...30, using: &self)).map { _ in make(&self) }
    }

    mutating func maybe<T>(_ make: (inout SeededGenerator) -> T) -> T? {
        Bool.random(using: &self) ? make(&self) : nil
    }
}

@Suite("Parameters")
struct ParameterTests {
    @Test("every kind of value comes back as it was sent", arguments: [UInt64(1), 2, 3, 4])
    func scalars(seed: UInt64) async throws {
        try await withDatabase { _, connection async throws in
            var random = SeededGenerator(seed: seed)
            for _ in 0..<100 {
                let (integer, text, bytes) = (random.integer(), random.text(), random.bytes())
                let (small, tiny) = (Int32(truncatingIfNeeded: integer), Int16(truncatingIfNeeded: integer))
                let double = Double(bitPattern: random.next())
                let (flag, none) = (Bool.random(using: &random), random.maybe { $0.text() })
                let row = try await connection.query(
                    """
                    select \(integer), \(small), \(tiny), \(Int(integer)), \(flag), \(text), \(bytes), \(double), \(none),
                        \(none == nil ? nil : bytes)
                    """
                ).only()
                #expect(try row.int64(0) == integer)
                #expect(try row.int32(1) == small)
                #expect(try row.int16(2) == tiny)
                #expect(try row.int64(3) == integer)
                #expect(try row.bool(4) == flag)
                #expect(try row.text(5).unicodeScalars.elementsEqual(text.unicodeScalars))
                #expect(try row.bytes(6) == bytes)
                let back = try row.double(7)
                #expect(back.bitPattern == double.bitPattern || (back.isNaN && double.isNaN))
                #expect(try row.textOrNil(8) == none)
                #expect(try row.bytesOrNil(9) == (none == nil ? nil : bytes))
            }
        }
    }

    @Test(
        "every kind of array comes back element by element, empty ones and NULLs included", arguments: [UInt64(5), 6])
    func arrays(seed: UInt64) async throws {
        try await withDatabase { _, connection async throws in
            var random = SeededGenerator(seed: seed)
            func elements(_ array: some SQLValue) async throws -> Rows {
                try await connection.query(
                    "select e from unnest(\(array)) with ordinality as a (e, place) order by place")
            }
            for _ in 0..<50 {
                let integers = random.list { $0.integer() }
                #expect(try await elements(integers).map { try $0.int64(0) } == integers)
                let small = integers.map { Int32(truncatingIfNeeded: $0) }
                #expect(try await elements(small).map { try $0.int32(0) } == small)
                let tiny = integers.map { Int16(truncatingIfNeeded: $0) }
                #expect(try await elements(tiny).map { try $0.int16(0) } == tiny)
                let flags = integers.map { $0 > 0 }
                #expect(try await elements(flags).map { try $0.bool(0) } == flags)
                let doubles = integers.map { Double($0) / 3 }
                #expect(try await elements(doubles).map { try $0.double(0) } == doubles)
                let texts = random.list { $0.text() }
                #expect(try await elements(texts).map { try $0.text(0) } == texts)
                let maybeTexts = random.list { $0.maybe { $0.text() } }
                #expect(try await elements(maybeTexts).map { try $0.textOrNil(0) } == maybeTexts)
                let maybeIntegers = random.list { $0.maybe { $0.integer() } }
                #expect(try await elements(maybeIntegers).map { try $0.int64OrNil(0) } == maybeIntegers)
                let maybeSmall = random.list { $0.maybe { Int32(truncatingIfNeeded: $0.integer()) } }
                #expect(try await elements(maybeSmall).map { try $0.int32OrNil(0) } == maybeSmall)
                let blobs = random.list { $0.bytes() }
                #expect(try await elements(blobs).map { try $0.bytes(0) } == blobs)
                let documents = random.list { SQLJSONB("{\"n\": \($0.integer())}") }
                #expect(try await elements(documents).map { SQLJSONB(try $0.text(0)) } == documents)
            }
        }
    }

    @Test("an absent array is NULL, an empty one is not")
    func absentArray() async throws {
        try await withDatabase { _, connection async throws in
            let none: [Int64]? = nil
            let empty: [String] = []
            let row = try await connection.query("select \(none) is null, cardinality(\(empty))").only()
            #expect(try row.bool(0))
            #expect(try row.int32(1) == 0)
        }
    }

    @Test("a statement inside another keeps its values, numbered anew")
    func fragments() async throws {
        let list = (1...12).map { Int64($0) }
        var inner: SQL = "\(list[0])"
        for value in list.dropFirst() { inner.append(" + \(value)") }
        let outer: SQL = "select \(Int64(100)) + (\(inner)) + \(Int64(1000)), '$1', \("$2")"
        #expect(outer.text.contains("$14"))
        try await withDatabase { _, connection async throws in
            let row = try await connection.query(outer).only()
            #expect(try row.int64(0) == 1178)
            #expect(try row.text(1) == "$1")
            #expect(try row.text(2) == "$2")
        }
    }

    @Test("a value never becomes text of the statement")
    func noInjection() async throws {
        try await withDatabase { _, connection async throws in
            let text = "'; drop table pg_class; --"
            #expect(try await connection.query("select \(text)").only().text(0) == text)
        }
    }

    @Test("more parameters than the protocol takes are refused")
    func tooMany() async throws {
        var sql: SQL = "select \(Int16(0))"
        for _ in 0..<65_535 { sql.append(", \(Int16(0))") }
        try await withDatabase { [sql] _, connection async throws in
            #expect(await failure { try await connection.query(sql) }?.code == .invalidParameter)
        }
    }
}
