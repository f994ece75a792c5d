/// Reads SQL and says which tables and columns feed which.
public enum SQLLineage {
    /// How much of a text is read. What is beyond gets a diagnostic, and no answer.
    public struct Limits: Sendable {
        /// Bytes of the text's UTF-8.
        public var bytes: Int
        /// Tokens of the whole text.
        public var tokens: Int
        /// Statements of the text.
        public var statements: Int
        /// Edges between columns that one statement may make on the way.
        public var work: Int

        public init(bytes: Int = 2 << 20, tokens: Int = 300_000, statements: Int = 20_000, work: Int = 2_000_000) {
            self.bytes = bytes
            self.tokens = tokens
            self.statements = statements
            self.work = work
        }
    }

    /// What each statement of a text reads and writes.
    ///
    /// Never fails and never waits. Time is linear in the text, but for stars and set operators over wide tables, whose edges are
    /// counted. May run on a stack of 512 kB.
    /// - Parameters:
    ///   - schemas: The columns of the tables it may name; they unfold stars and decide whose an unqualified column is.
    ///   - defaultCatalog: Completes names of one and two parts; `nil` where tables have no catalog.
    ///   - defaultSchema: Completes names of one part.
    public static func analyze(
        _ text: String, dialect: SQLDialect, schemas: some SQLSchemas = SQLSchemaDictionary(),
        defaultCatalog: String? = nil, defaultSchema: String? = nil, limits: Limits = Limits()
    ) -> SQLScript {
        var text = text
        return text.withUTF8 { bytes in
            var analysis = Analysis(bytes, dialect: dialect, schemas: schemas)
            analysis.names = TableNames(
                catalog: defaultCatalog.map { dialect.shown($0, isQuoted: true) },
                schema: defaultSchema.map { dialect.shown($0, isQuoted: true) })
            analysis.limits = limits
            return analysis.run()
        }
    }
}

/// One text on its way from bytes to lineage.
private struct Analysis {
    let bytes: UnsafeBufferPointer<UInt8>
    let dialect: SQLDialect
    let schemas: any SQLSchemas
    var names = TableNames()
    var limits = SQLLineage.Limits()
    private var tokens: [Token] = []
    private var closers: [Int32] = []
    /// What concerns a part of the text, and the statement around it.
    private var issues: [Finding] = []
    private var session: [SQLTableName: SQLTable] = [:]
    private var lines: LineCounter

    init(_ bytes: UnsafeBufferPointer<UInt8>, dialect: SQLDialect, schemas: any SQLSchemas) {
        self.bytes = bytes
        self.dialect = dialect
        self.schemas = schemas
        lines = LineCounter(bytes)
    }

    mutating func run() -> SQLScript {
        var script = SQLScript()
        guard bytes.count <= limits.bytes else {
            script.diagnostics = [
                lines.diagnostic(
                    Finding(
                        code: .textTooLong,
                        message: "the text has \(bytes.count) bytes; at most \(limits.bytes) are read",
                        offset: 0))
            ]
            return script
        }
        tokenize(&script)
        var start = 0
        while start < tokens.count {
            var end = start
            while end < tokens.count, tokens[end].kind != .semicolon { end += 1 }
            if end > start, script.statements.count >= limits.statements {
                let message = "the text has more than \(limits.statements) statements; the rest is not read"
                script.diagnostics.append(
                    lines.diagnostic(Finding(code: .tooManyTokens, message: message, offset: Int(tokens[start].start))))
                break
            }
            if end > start { script.statements.append(statement(start..<end)) }
            start = end + 1
        }
        return script
    }

    private mutating func tokenize(_ script: inout SQLScript) {
        var tokenizer = Tokenizer(bytes, dialect: dialect)
        tokens.reserveCapacity(min(bytes.count / 4 + 16, limits.tokens))
        var open: [Int32] = []
        while true {
            let token = tokenizer.next()
            if token.kind == .end { break }
            if tokens.count >= limits.tokens {
                let message = "the text has more than \(limits.tokens) tokens; the rest is not read"
                let end = tokens.last.map { Int($0.end) } ?? 0
                issues.append(Finding(code: .tooManyTokens, message: message, offset: end))
                break
            }
            let place = Int32(tokens.count)
            switch token.kind {
            case .openParen, .openBracket, .openBrace: open.append(place)
            case .closeParen, .closeBracket, .closeBrace:
                if let last = open.popLast() { closers[Int(last)] = place }
            case .semicolon: open.removeAll(keepingCapacity: true)
            default: break
            }
            tokens.append(token)
            closers.append(-1)
        }
        for issue in tokenizer.issues {
            let (code, what): (SQLDiagnostic.Code, String) =
                switch issue.kind {
                case .openString: (.openString, "string")
                case .openName: (.openString, "quoted name")
                case .openComment: (.openComment, "comment")
                }
            issues.append(Finding(code: code, message: "this \(what) is never closed", offset: issue.offset))
        }
        script.diagnostics = issues.map { lines.diagnostic($0) }
    }

    private mutating func statement(_ range: Range<Int>) -> SQLStatement {
        var parser = Parser(bytes, dialect: dialect, tokens: tokens, closers: closers, range: range)
        let parsed = parser.statement()
        if !parser.isAtEnd {
            parser.find(.unexpectedToken, "expected the end of the statement, found \(parser.shown(parser.token()))")
        }
        // Moved, so that a script of ten thousand tables copies none.
        var session: [SQLTableName: SQLTable] = [:]
        swap(&session, &self.session)
        var resolver = Resolver(
            dialect, names: names, schemas: schemas, session: session, work: limits.work, bytes: bytes)
        let output = resolver.statement(parsed, outer: nil, nil)
        if case .use(let path) = parsed.body { use(path) }
        swap(&self.session, &resolver.session)
        if parser.findings.contains(where: {
            $0.code == .unexpectedToken || $0.code == .openParenthesis || $0.code == .nestedTooDeep
        }), parsed.kind != .unknown {
            resolver.readTables(parser.namesBehindFrom(range))
        }

        let start = Int(tokens[range.lowerBound].start)
        let place = lines.place(of: start)
        var statement = SQLStatement(
            kind: parsed.kind, range: start..<Int(tokens[range.upperBound - 1].end), line: place.line,
            column: place.column)
        if parsed.kind == .select, !resolver.result.targets.isEmpty { statement.kind = kindOfWritingQuery(parsed) }
        resolver.fill(&statement, returned: output)
        var seen: Set<SQLDiagnostic.Code> = []
        let around = issues.filter { $0.offset >= start && $0.offset <= statement.range.upperBound }
        for finding in (parser.findings + resolver.findings + around).sorted(by: { $0.offset < $1.offset }) {
            // Inside the statement, or lines would be counted from the start again.
            var finding = finding
            finding.offset = max(start, finding.offset)
            statement.reasons.append(lines.diagnostic(finding))
            if seen.insert(finding.code).inserted { statement.confidence *= finding.code.factor }
        }
        if statement.confidence > 0 {
            // More digits would promise a precision that no guess has.
            statement.confidence = max(0.01, (statement.confidence * 100).rounded() / 100)
        }
        return statement
    }

    /// `select … into t` makes a table; `with x as (insert …) select …` inserts.
    private func kindOfWritingQuery(_ statement: Statement) -> SQLStatement.Kind {
        guard case .query(let query) = statement.body else { return .select }
        for table in query.tables {
            for term in table.query.terms {
                if case .statement(let inner) = term.body { return inner.kind }
            }
        }
        return .createTableAsSelect
    }

    /// Moves the defaults: `use schema`, `use catalog.schema`.
    private mutating func use(_ path: [Name]) {
        guard let last = path.last else { return }
        names.schema = last.text
        if path.count > 1 { names.catalog = path[path.count - 2].text }
    }
}
