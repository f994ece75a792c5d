extension Parser {
    /// `create [or replace] [temporary] table | view | materialized view …`, with the query that fills it.
    mutating func create() -> Statement {
        // Spark's `cache table t as select …` makes a table of the session.
        let isCached = isKeyword(.cache)
        if isCached, !isKeyword(.table, 1) && !(isWord("lazy", 1) && isKeyword(.table, 2)) {
            return otherCreate()
        }
        var kind: SQLStatement.Kind?
        var isMaterialized = false
        var isRecursive = false
        words: while !isAtEnd {
            switch keyword {
            case .table:
                kind = .createTable
                index += 1
                break words
            case .view:
                kind = isMaterialized ? .createMaterializedView : .createView
                index += 1
                break words
            case .materialized:
                isMaterialized = true
                index += 1
            case .recursive:
                isRecursive = true
                index += 1
            case .function, .procedure, .index, .schema, .database, .user, .group: return otherCreate()
            default:
                // `or replace`, `temporary`, `algorithm = merge`, `` definer = `a`@`b` ``, …
                switch self.kind {
                case .word, .equals, .quotedName, .string, .parameter, .symbol, .number: index += 1
                case .openParen: skip()
                default: return otherCreate()
                }
            }
        }
        guard let kind else { return otherCreate() }
        let statement = named(kind)
        // Without a query it only moves a table into memory.
        if isCached, case .create(let create) = statement.body, create.source == nil { return Statement(.other) }
        if isRecursive { readItself(statement) }
        return statement
    }

    /// PostgreSQL's `create recursive view v (a) as …` is `with recursive v (a) as (…) select * from v`.
    private func readItself(_ statement: Statement) {
        guard case .create(let create) = statement.body, let source = create.source, let name = create.name.last else {
            return
        }
        let query = Query()
        query.offset = source.offset
        query.isRecursive = true
        query.tables = [CommonTable(name: name, columns: create.columns, query: source)]
        query.terms = [Query.Term(body: .table([name]))]
        create.source = query
    }

    private mutating func named(_ kind: SQLStatement.Kind) -> Statement {
        let statement = Statement(kind)
        let create = Create()
        if take(.if) { while take(.not) || take(.exists) {} }
        create.name = takePath()
        if create.name.isEmpty { findUnexpected("the name of what is created") }
        if take(.as), startsQuery(at: index) {
            create.source = query()
        } else {
            if kind != .createTable, take(.to) { create.destination = takePath() }
            if self.kind == .openParen, !startsQuery(at: index) { columns(create) }
            properties(create, isView: kind != .createTable)
        }
        if create.source != nil, kind == .createTable { statement.kind = .createTableAsSelect }
        statement.body = .create(create)
        withData()
        return statement
    }

    /// Columns with their types, or names only; table constraints are left out.
    private mutating func columns(_ create: Create) {
        guard let close = closer(of: index) else {
            find(.openParenthesis, "this parenthesis is never closed")
            index = end
            return
        }
        if isKeyword(.like, 1) {
            index += 2
            create.like = takePath()
            index = close + 1
            return
        }
        index += 1
        while index < close {
            if !isConstraint, let name = takeAnyName() {
                create.columns.append(name)
            }
            skip(until: { $0.kind == .comma })
            if index < close { index += 1 }
        }
        index = close + 1
    }

    private var isConstraint: Bool {
        switch keyword {
        case .index, .key, .like, .partition, .exclude:
            token(1).kind == .word || token(1).kind == .quotedName || token(1).kind == .openParen
        default:
            (isWord("primary") || isWord("foreign")) && isKeyword(.key, 1) || isWord("constraint")
                || (isWord("unique") || isWord("check") || isWord("fulltext") || isWord("period"))
                    && (token(1).kind == .openParen || isKeyword(.key, 1) || isKeyword(.index, 1) || isKeyword(.for, 1))
        }
    }

    /// Everything between the name and the query: comments, properties, partitions, refresh rules.
    private mutating func properties(_ create: Create, isView: Bool) {
        while !isAtEnd {
            switch keyword {
            case .as where startsQuery(at: index + 1):
                index += 1
                create.source = query()
                return
            case .select:
                // MySQL lets `as` be left out.
                create.source = query()
                return
            case .with where token(1).kind == .word && startsQuery(at: index) && isCommonTable:
                create.source = query()
                return
            case .like:
                index += 1
                create.like = takePath()
            case .to
            where isView && create.destination == nil && (token(1).kind == .word || token(1).kind == .quotedName):
                index += 1
                create.destination = takePath()
            case .as where token(1).kind == .string || token(1).kind == .parameter:
                find(.opaqueClause, "what the text in quotes makes is not read")
                index = end
            default: skip()
            }
        }
    }

    /// `with a as (` or `with a (x) as (`, not `with data` or `with no data`.
    private var isCommonTable: Bool {
        if isKeyword(.recursive, 1) { return true }
        if isKeyword(.as, 2), token(3).kind == .openParen { return true }
        return token(2).kind == .openParen
    }

    private mutating func withData() {
        // `with [no] data`, `with check option`, `comment '…'` behind the query.
        if isKeyword(.with) || isKeyword(.comment) || isKeyword(.on) { index = end }
    }

    /// Functions, procedures, indexes, schemas: no rows move, but a body may hold statements that nobody reads here.
    private mutating func otherCreate() -> Statement {
        if isKeyword(.function) || isKeyword(.procedure) || isWord("trigger") {
            find(.opaqueStatement, "the body of what is created is not read")
        }
        index = end
        return Statement(.other)
    }
}
