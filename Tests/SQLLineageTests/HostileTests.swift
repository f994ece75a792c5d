import Foundation
import SQLLineage
import Testing

@Suite("SQL that is cut, huge, nested, or none", .serialized)
struct HostileTests {
    @Test("ten thousand levels of anything end in a clear answer, on a stack of 512 kB", arguments: nestings)
    func nested(_ nesting: Nesting) throws {
        // What is flat is no deeper for being long, and debug code is slow.
        let count = nesting.isFlat ? 2_000 : 10_000
        let text = nesting.head + String(repeating: nesting.open, count: count) + nesting.middle
        for whole in [text, text + String(repeating: nesting.close, count: count)] {
            let (script, took) = onSmallStack { SQLLineage.analyze(whole, dialect: nesting.dialect) }
            #expect(took < .seconds(10), "\(nesting.name) took \(took)")
            let reasons = script.statements.flatMap(\.reasons).map(\.code)
            #expect(
                reasons.contains { $0 == .nestedTooDeep || $0 == .openParenthesis || $0 == .unexpectedToken }
                    || nesting.isFlat, "\(nesting.name)")
            #expect(script.statements.allSatisfy { $0.confidence < 1 } || nesting.isFlat, "\(nesting.name)")
        }
    }

    @Test("as many levels as are read fit on a stack of 512 kB", arguments: nestings)
    func deepest(_ nesting: Nesting) throws {
        for count in [8, 16, 24, 30, 40, 63] {
            let text =
                nesting.head + String(repeating: nesting.open, count: count) + nesting.middle
                + String(repeating: nesting.close, count: count)
            let (script, _) = onSmallStack { SQLLineage.analyze(text, dialect: nesting.dialect) }
            #expect(script.statements.count == 1)
        }
    }

    @Test("five megabytes are answered within a second", arguments: bulks)
    func bulk(_ bulk: Nesting) {
        let size = 5_000_000
        let text = bulk.head + String(repeating: bulk.open, count: size / bulk.open.utf8.count) + bulk.middle
        let (script, took) = onSmallStack { SQLLineage.analyze(text, dialect: bulk.dialect) }
        #expect(took < .seconds(10), "\(bulk.name) took \(took)")
        #expect(script.diagnostics.map(\.code) == [.textTooLong])
        #expect(script.statements.isEmpty)
    }

    @Test("what is not too long is answered in time that grows with its length only", arguments: bulks)
    func linear(_ bulk: Nesting) {
        // Debug code is some twenty times slower than what ships, so the text is that much shorter.
        let text = bulk.head + String(repeating: bulk.open, count: 40_000 / bulk.open.utf8.count) + bulk.middle
        let (script, took) = onSmallStack { SQLLineage.analyze(text, dialect: bulk.dialect) }
        #expect(took < .seconds(3), "\(bulk.name) took \(took)")
        #expect(!script.statements.isEmpty || !script.diagnostics.isEmpty)
    }

    @Test("two to the thirtieth columns are not made")
    func explosion() {
        var text = "WITH a0 AS (SELECT 1 AS x, k FROM t)"
        for level in 1...30 { text += ", a\(level) AS (SELECT p.*, q.* FROM a\(level - 1) p, a\(level - 1) q)" }
        let whole = text + " SELECT * FROM a30"
        let (script, took) = onSmallStack { SQLLineage.analyze(whole, dialect: .trino) }
        #expect(took < .seconds(5))
        #expect(script.statements.first?.reasons.contains { $0.code == .tooMuchWork } == true)
        #expect(script.statements.first?.sources.map(\.description) == ["t"])
    }

    @Test(
        "no SQL at all has no tables, confidence 0 and a place",
        arguments: ["please", "{\"a\": 1}", "\u{0}\u{1}", "😀", "((", "<html>"])
    func prose(_ text: String) throws {
        let script = SQLLineage.analyze(text, dialect: .generic)
        let statement = try #require(script.statements.first)
        #expect(statement.confidence == 0 || statement.kind != .select)
        #expect(statement.sources.isEmpty && statement.targets.isEmpty && statement.columns.isEmpty)
        #expect(statement.reasons.first?.line == 1)
        #expect(statement.reasons.first?.column == 1)
    }

    @Test("an empty text has no statement and no complaint", arguments: ["", "  \n", ";;;", "-- only a remark"])
    func empty(_ text: String) {
        let script = SQLLineage.analyze(text, dialect: .trino)
        #expect(script.statements.isEmpty && script.diagnostics.isEmpty)
    }

    @Test("a text that ends anywhere still says what it read")
    func cut() {
        let whole =
            "INSERT INTO a.b.c (x, y) WITH s AS (SELECT k, sum(v) AS v FROM d.e.f GROUP BY k) "
            + "SELECT k, CASE WHEN v > 1 THEN 'it''s' ELSE \"w\" END FROM s /* done */ WHERE k IN (1, 2)"
        for end in whole.indices {
            let script = SQLLineage.analyze(String(whole[..<end]), dialect: .trino)
            #expect(script.statements.count <= 1)
        }
        let half = SQLLineage.analyze("SELECT a FROM x.y.z WHERE b = 'open", dialect: .trino)
        #expect(half.statements.first?.sources.map(\.description) == ["x.y.z"])
        #expect(half.diagnostics.map(\.code) == [.openString])
        #expect(half.diagnostics.first?.column == 31)
    }

    @Test("lines and columns count characters")
    func places() throws {
        let script = SQLLineage.analyze("SELECT 1;\n  SELECT 'é€' FROM (\nSELECT a frm", dialect: .postgres)
        let statement = try #require(script.statements.last)
        #expect(statement.line == 2 && statement.column == 3)
        let reason = try #require(statement.reasons.first { $0.code == .openParenthesis })
        #expect(reason.line == 2 && reason.column == 20)
    }
}

/// A text made of a repeated part.
struct Nesting: Sendable, CustomTestStringConvertible {
    var name: String
    var head = "SELECT "
    var open: String
    var middle = "a FROM t"
    var close = ""
    var dialect = SQLDialect.generic
    /// Nests nothing: a loop must read it.
    var isFlat = false

    var testDescription: String { name }
}

private let nestings: [Nesting] = [
    Nesting(name: "parentheses", open: "(", middle: "1", close: ")"),
    Nesting(name: "brackets", open: "array[", middle: "1", close: "]", dialect: .postgres),
    Nesting(name: "calls", open: "f(", middle: "a", close: ")"),
    Nesting(name: "cases", open: "case when a then ", middle: "1", close: " end"),
    Nesting(name: "scalar queries", open: "(select ", middle: "a", close: ")"),
    Nesting(name: "derived tables", head: "SELECT * FROM ", open: "(select * from ", middle: "t", close: ") x"),
    Nesting(name: "joins in parentheses", head: "SELECT * FROM ", open: "(a join ", middle: "b", close: " on true)"),
    Nesting(name: "queries in parentheses", head: "", open: "(", middle: "select 1", close: ")"),
    Nesting(name: "tables in parentheses", head: "SELECT * FROM ", open: "(", middle: "t", close: ")"),
    Nesting(name: "common tables", head: "", open: "with a as (", middle: "select 1", close: ") select * from a"),
    Nesting(name: "lambdas", open: "f(x -> ", middle: "a", close: ")", dialect: .trino),
    Nesting(
        name: "exists", head: "SELECT 1 WHERE ", open: "exists (select 1 from t where ", middle: "1 = 1", close: ")"),
    Nesting(
        name: "in", head: "SELECT 1 FROM t WHERE ", open: "a in (select b from u where ", middle: "1 = 1", close: ")"),
    Nesting(name: "windows", open: "sum(a) over (partition by ", middle: "b", close: ")"),
    Nesting(name: "explain", head: "", open: "explain ", middle: "select 1"),
    Nesting(name: "unions", head: "", open: "select 1 union (", middle: "select 2", close: ")"),
    Nesting(name: "laterals", head: "SELECT * FROM ", open: "t, lateral (select * from ", middle: "u", close: ") x"),
    Nesting(
        name: "json tables", head: "SELECT * FROM json_table(a, '$' ", open: "columns (nested path 'x' ",
        middle: "columns (b int path 'y')", close: ")"),
    Nesting(name: "signs", open: "- ", isFlat: true),
    Nesting(name: "nots", open: "not ", isFlat: true),
    Nesting(name: "sums", open: "a + ", isFlat: true),
    Nesting(
        name: "unions in a row", head: "", open: "select a from t union all ", middle: "select b from t", isFlat: true),
    Nesting(name: "joins in a row", head: "SELECT x.a FROM t x", open: " join t on true", middle: "", isFlat: true),
]

private let bulks: [Nesting] = [
    Nesting(name: "columns", open: "a, "),
    Nesting(name: "or", head: "SELECT a FROM t WHERE ", open: "a = 1 or ", middle: "b = 2"),
    Nesting(name: "values", head: "INSERT INTO t VALUES (1)", open: ", (1, 'a', null)", middle: ""),
    Nesting(name: "parentheses", open: "("),
    Nesting(name: "statements", head: "", open: "select a from t; ", middle: ""),
    Nesting(name: "words", head: "", open: "lorem ipsum ", middle: ""),
    Nesting(name: "quotes", open: "'"),
    Nesting(name: "names", head: "SELECT ", open: "a.", middle: "b"),
    Nesting(name: "tables", head: "SELECT x FROM t", open: ", t", middle: ""),
    Nesting(name: "joins", head: "SELECT x FROM t", open: " join t using (a, b)", middle: ""),
    Nesting(
        name: "common tables", head: "WITH a AS (SELECT 1)", open: ", a AS (SELECT * FROM a)",
        middle: " SELECT * FROM a"),
    Nesting(name: "froms", head: "", open: "from ", middle: ""),
    Nesting(name: "inserts", head: "FROM t ", open: "INSERT INTO u SELECT a ", middle: "", dialect: .spark),
    Nesting(name: "stars", head: "WITH c AS (SELECT a, b, d, e, f FROM t) SELECT ", open: "*, ", middle: "1 FROM c"),
    Nesting(name: "assignments", head: "UPDATE t SET a = 1", open: ", a = b + 1", middle: ""),
]

/// Runs on a thread of 512 kB, as the smallest that may call the room.
func onSmallStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> (Result, Duration) {
    let box = Box<Result>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let clock = ContinuousClock()
        let start = clock.now
        let result = body()
        box.result = (result, clock.now - start)
        done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    guard let result = box.result else { fatalError("the thread signals behind its result") }
    return result
}

/// `@unchecked Sendable`: the thread writes before it signals, and the caller reads behind the signal.
private final class Box<Result>: @unchecked Sendable {
    var result: (Result, Duration)?
}
