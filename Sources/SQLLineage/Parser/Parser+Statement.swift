extension Parser {
    /// One statement. What is left of its tokens is skipped, with a finding.
    mutating func statement() -> Statement {
        let offset = Int(token().start)
        let outer = depth
        let statement = deeper(else: Statement(.unknown)) { $0.bareStatement() }
        depth = outer
        statement.offset = offset
        return statement
    }

    private mutating func bareStatement() -> Statement {
        // Templates' settings in front: `{{ config(…) }}`.
        while kind == .parameter, bytes[Int(token().start)] == UInt8(ascii: "{") { index += 1 }
        var tables: [CommonTable] = []
        var isRecursive = false
        if isKeyword(.with), token(1).kind != .openParen {
            let start = index
            commonTables(&tables, &isRecursive)
            switch keyword {
            case .insert, .update, .delete, .merge, .replace,
                .from where isHiveInsert:
                break
            default:
                // The query reads its own `with` again; a little work twice keeps one rule for it.
                index = start
                findings = []
                return queryStatement()
            }
        }
        let statement = writing()
        statement.tables = tables
        statement.isRecursive = isRecursive
        return statement
    }

    private mutating func queryStatement() -> Statement {
        let statement = Statement(.select)
        statement.body = .query(query())
        return statement
    }

    private mutating func writing() -> Statement {
        switch keyword {
        case .select, .values: return queryStatement()
        case .table where token(1).kind == .word || token(1).kind == .quotedName: return queryStatement()
        case .from where isHiveInsert: return hiveInsert()
        case .from: return queryStatement()
        case .insert: return insert()
        case .replace where isKeyword(.into, 1) || token(1).kind == .word && !isKeyword(.table, 1): return insert()
        case .update: return update()
        case .delete: return delete()
        case .merge: return merge()
        case .create, .cache: return create()
        case .replace where isKeyword(.table, 1): return create()
        case .alter: return alter()
        default: break
        }
        if kind == .openParen, startsQuery(at: index) { return queryStatement() }
        return other()
    }

    // MARK: What is no query and writes no rows

    private mutating func other() -> Statement {
        switch keyword {
        case .explain, .describe, .desc: return explain()
        case .use:
            index += 1
            _ = take(.schema) || take(.database) || take(word: "catalog") || take(word: "namespace")
            let statement = Statement(.use)
            statement.body = .use(takePath())
            return rest(statement)
        case .drop, .truncate, .refresh, .vacuum, .analyze, .load, .uncache, .lock: return wholeTable()
        case .set: return set()
        case .prepare, .declare: return prepared()
        case .begin, .end, .commit, .rollback, .start, .grant, .revoke, .show, .comment, .reset, .deallocate, .fetch:
            return rest(Statement(.other))
        case .call, .do, .execute:
            find(.opaqueStatement, "what \(shown(token())) runs is not in the text")
            return rest(Statement(.other))
        case .summarize:
            index += 1
            return startsQuery(at: index) ? queryStatement() : rest(Statement(.other))
        default: break
        }
        for word in otherWords where isWord(word) { return rest(Statement(.other)) }
        if isWord("copy") || isWord("unload") { return copy() }
        if isWord("msck") || isWord("optimize") { return rest(Statement(.other)) }
        if isWord("kill") { return rest(Statement(.other)) }
        find(.unknownStatement, isAtEnd ? "there is no statement" : "no statement begins with \(shown(token()))")
        return rest(Statement(.unknown))
    }

    /// Takes whatever is left.
    private mutating func rest(_ statement: Statement) -> Statement {
        index = end
        return statement
    }

    /// `explain analyze (format json) select …`: the statement behind it is read, and writes nothing.
    private mutating func explain() -> Statement {
        let isDescribe = !isKeyword(.explain)
        index += 1
        var place = index
        while place < end,
            !tokens[place].keyword.opensStatement || tokens[place].keyword == .analyze
                || tokens[place].keyword == .table || tokens[place].keyword == .lock
        {
            place = closer(of: place).map { $0 + 1 } ?? place + 1
        }
        guard place < end, !isDescribe || tokens[place].keyword == .select || tokens[place].keyword == .with else {
            return rest(Statement(isDescribe ? .other : .explain))
        }
        index = place
        let inner = statement()
        inner.kind = .explain
        return inner
    }

    /// `drop table if exists a, b`, `truncate a`, `refresh materialized view v`, `load data inpath 'x' into table t`.
    private mutating func wholeTable() -> Statement {
        let kind: SQLStatement.Kind =
            switch keyword {
            case .drop: .drop
            case .truncate: .truncate
            case .refresh: .refresh
            case .load: .load
            default: .other
            }
        if kind == .other { return rest(Statement(.other)) }
        let statement = Statement(kind)
        if kind == .load {
            skip(until: { $0.keyword == .into })
            _ = take(.into)
        } else {
            index += 1
        }
        var isTable = kind == .truncate || kind == .load
        while isKeyword(.table) || isKeyword(.view) || isKeyword(.materialized) || isKeyword(.temporary)
            || isKeyword(.only) || isWord("concurrently") || isWord("external")
        {
            isTable = true
            index += 1
        }
        guard isTable else { return rest(statement) }
        if take(.if) { while take(.not) || take(.exists) {} }
        let path = takePath()
        if !path.isEmpty { statement.body = .table(path) }
        return rest(statement)
    }

    /// `set search_path to a`, which moves the default schema; other settings say nothing here.
    private mutating func set() -> Statement {
        let statement = Statement(.other)
        index += 1
        if isKeyword(.session) || isKeyword(.local), !isKeyword(.to, 1) { index += 1 }
        if isWord("search_path") || isKeyword(.schema) {
            index += 1
            if !take(.to) { _ = take(.equals) }
            let token = token()
            if token.kind == .word || token.kind == .quotedName || token.kind == .string {
                index += 1
                statement.kind = .use
                statement.body = .use([name(of: token)])
            }
        }
        return rest(statement)
    }

    /// `prepare p from select …`, `declare c cursor for select …`.
    private mutating func prepared() -> Statement {
        skip(until: {
            $0.keyword == .select || $0.keyword == .insert || $0.keyword == .update || $0.keyword == .delete
                || $0.keyword == .merge || $0.keyword == .with || $0.keyword == .create
        })
        guard !isAtEnd, kind == .word else { return rest(Statement(.other)) }
        return statement()
    }

    /// `copy (select …) to 'x'` reads; `copy t from 'x'` loads.
    private mutating func copy() -> Statement {
        index += 1
        if kind == .openParen, startsQuery(at: index + 1), let close = closer(of: index) {
            index += 1
            let statement = queryStatement()
            closeParenthesis(close)
            return rest(statement)
        }
        _ = take(.into)
        let path = takePath()
        skipParenthesis()
        let statement: Statement
        if take(.to) {
            statement = Statement(.select)
            let query = Query()
            query.terms = [Query.Term(body: .table(path))]
            statement.body = .query(query)
        } else {
            statement = Statement(.load)
            statement.body = .table(path)
        }
        return rest(statement)
    }

    /// `alter table a rename to b` and its like: no rows move.
    private mutating func alter() -> Statement {
        let statement = Statement(.alter)
        index += 1
        _ = take(.materialized)
        if take(.table) || take(.view) {
            if take(.if) { _ = take(.exists) }
            _ = take(.only)
            let path = takePath()
            if !path.isEmpty { statement.body = .table(path) }
            // `alter view v as select …` defines it again.
            if isKeyword(.as), startsQuery(at: index + 1) {
                index += 1
                let create = Create()
                create.name = path
                create.source = query()
                statement.kind = .createView
                statement.body = .create(create)
                return statement
            }
        }
        return rest(statement)
    }
}

private let otherWords: [StaticString] = [
    "abort", "add", "admin", "attach", "backup", "cancel", "checkpoint", "clear", "close", "cluster", "delimiter",
    "deny", "detach",
    "discard", "export", "flush", "handler", "help", "import", "install", "kill", "list", "listen", "move", "notify",
    "open",
    "pause", "pragma", "print", "purge", "reassign", "recover", "reindex", "release", "repair", "restore", "resume",
    "savepoint",
    "security", "stop", "sync", "undrop", "unlisten", "unlock", "unset", "xa", "go", "if", "else", "return", "raise",
    "loop",
    "while", "leave", "iterate", "elseif", "signal", "exit", "perform", "switch", "warm", "unprepare", "block",
]
