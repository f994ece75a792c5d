import Basics
import Testing

@testable import SQLLineage

@Suite("Fingerprint of a statement")
struct FingerprintTests {
    private func text(_ statement: String, _ dialect: SQLDialect = .trino) -> String {
        SQLStatementFingerprint(of: statement, dialect: dialect).text
    }

    @Test("layout, comments, the case of words and literals make no difference")
    func normalization() {
        let one = SQLStatementFingerprint(
            of: "SELECT  a.ID,\n count( * ) -- rows\nFROM Sales.A /* hint */ a WHERE x = -1 AND y='it''s' ;",
            dialect: .trino)
        let two = SQLStatementFingerprint(
            of: "select a.id, count(*) from sales.a a where x = 20.5e3 and y = ''", dialect: .trino)
        #expect(one.text == "select a.id, count(*) from sales.a a where x = ? and y = ?")
        #expect(one == two)
        #expect(!one.isCut)
    }

    @Test("what differs in a name, an operator or a clause has another digest")
    func differences() {
        let texts = [
            "select a from t", "select b from t", "select a from u", "select a from t where a < 1",
            "select a from t where a > 1", "select a - b from t", "select a + b from t", "select a from t limit 1",
        ]
        #expect(Set(texts.map { SQLStatementFingerprint(of: $0, dialect: .trino).digest }).count == texts.count)
    }

    @Test("lists of literals and rows of values are one, whatever their length")
    func lists() {
        #expect(
            text("SELECT 1 FROM t WHERE a IN (1, -2, 'x') AND b IN (?)")
                == "select ? from t where a in (?) and b in (?)")
        #expect(
            text("INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y'), (3, NULL)")
                == "insert into t(a, b) values (?), (?, null)")
        #expect(text("SELECT f(1, 2), g(1)") == "select f(?, ?), g(?)")
        #expect(text("SELECT a FROM t WHERE a IN (SELECT 1)") == "select a from t where a in (select ?)")
    }

    @Test("a sign before a number goes with it, an operator stays")
    func signs() {
        #expect(text("SELECT -1, a -1, (-1), a * - 1, a - b") == "select ?, a - ?, (?), a * ?, a - b")
    }

    @Test("dialects say what a literal is")
    func dialects() {
        #expect(text("SELECT \"a\" FROM t", .trino) == "select \"a\" from t")
        #expect(text("SELECT \"secret\" FROM `T`", .mysql) == "select ? from `T`")
        #expect(text("SELECT COUNT(*), Max(A) FROM T", .mysql) == "select count(*), max(A) from T")
        #expect(text("INSERT INTO T (A) SELECT 1", .mysql) == "insert into T(A) select ?")
        #expect(text("SELECT 'it\\'s', b # rest\nFROM T", .mysql) == "select ?, b from T")
        #expect(
            text("SELECT $$it's$$, $tag$ $$ $tag$, E'\\'', $1::text FROM t", .postgres)
                == "select ?, ?, ?, ?::text from t")
        #expect(text("SELECT 1L, 0xFF, 2024_x FROM t", .spark) == "select ?, ?, 2024_x from t")
    }

    @Test("several statements stay apart, an empty text is empty")
    func scripts() {
        #expect(text("select 1;; select a ;") == "select ?; select a")
        #expect(text(" -- nothing\n;") == "")
        #expect(text("") == "")
    }

    @Test("what is cut off in the middle keeps no literal")
    func openEnds() {
        #expect(text("SELECT a FROM t WHERE pw = 'secr") == "select a from t where pw = ?")
        #expect(text("SELECT a /* FROM t") == "select a")
        #expect(text("SELECT ((((a") == "select ((((a")
        #expect(text(")) , ;") == ")),")
    }

    @Test("a long text is cut between characters, and its digest is of all of it")
    func cut() {
        let long = String(repeating: "é, ", count: 40_000)
        let one = SQLStatementFingerprint(of: "SELECT " + long + "a", dialect: .trino)
        let two = SQLStatementFingerprint(of: "SELECT " + long + "b", dialect: .trino)
        #expect(one.isCut && two.isCut)
        #expect(one.text == two.text)
        #expect(one.text.utf8.count <= SQLStatementFingerprint.longestText)
        #expect(one.text.hasSuffix("é") || one.text.hasSuffix(",") || one.text.hasSuffix(" "))
        #expect(one.digest != two.digest)
    }

    @Test(
        "two hundred kilobytes of open quotes, parentheses and templates is one pass", .timeLimit(.minutes(1))
    )
    func bounded() {
        for piece in ["{{", "{%", "((", "'", "$a$", "[a", "/*", "*/", "1e", "${", "\"", ",("] {
            let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
            let clock = ContinuousClock()
            let took = clock.measure { _ = SQLStatementFingerprint(of: text, dialect: .generic) }
            #expect(took < .seconds(10), "\(piece) took \(took)")
        }
    }

    @Test("a digest is stored, so it never changes")
    func stable() {
        let print = SQLStatementFingerprint(of: "SELECT a FROM t WHERE b = 1", dialect: .generic)
        #expect(hex(print.digest.bytes) == String(sha256Hex("select a from t where b = ?").prefix(32)))
    }
}
