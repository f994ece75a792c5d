extension Parser {
    // MARK: Insert

    /// `insert [ignore] [into | overwrite] [table] t …`, and MySQL's `replace into`.
    mutating func insert() -> Statement {
        let statement = Statement(.insert)
        index += 1
        let insert = insertHead()
        insertSource(insert)
        insertTail(insert, statement)
        statement.body = .insert([insert])
        return statement
    }

    private mutating func insertHead() -> Insert {
        let insert = Insert()
        while isKeyword(.ignore) || isWord("low_priority") || isWord("delayed") || isWord("high_priority")
            || isKeyword(.or) || isKeyword(.replace) && token(1).kind == .word
        {
            index += 1
        }
        if isKeyword(.overwrite), isKeyword(.local, 1) || isKeyword(.directory, 1) {
            index += 1
            _ = take(.local)
        } else if !take(.into), take(.overwrite) {
            _ = take(.into)
        }
        if take(.directory) {
            insert.writesFile = true
            skip(until: { $0.keyword == .select || $0.keyword == .with || $0.keyword == .from || $0.keyword == .values }
            )
            return insert
        }
        if isKeyword(.table), token(1).kind != .dot { index += 1 }
        insert.target = takePath()
        if insert.target.isEmpty {
            findUnexpected("the table to insert into")
            skip(until: { $0.keyword == .select || $0.keyword == .with || $0.keyword == .values })
            return insert
        }
        insertOptions(insert)
        return insert
    }

    private mutating func insertOptions(_ insert: Insert) {
        while !isAtEnd {
            switch keyword {
            case .partition, .partitions:
                index += 1
                partition(insert)
            case .by where isWord("name", 1):
                index += 2
                insert.isByName = true
            case .if where isKeyword(.not, 1):
                index += 3
            case .as where token(1).kind == .word || token(1).kind == .quotedName:
                index += 1
                insert.alias = takeAnyName()
            case .with where isWord("label", 1):
                index += 2
                _ = takeName()
            case .overriding:
                index += 3
            case .replace where isKeyword(.where, 1):
                index += 2
                insert.conflictFilter = expression(.filter)
            default:
                if kind == .openParen, closer(of: index) != nil, !startsQuery(at: index), !insert.hasColumnList {
                    insert.columns = takeNameList()
                    insert.hasColumnList = !insert.columns.isEmpty
                } else if kind == .openBracket {
                    skip()
                } else {
                    return
                }
            }
        }
    }

    /// `(dt = '2024-01-01', hour)`: fixed partition columns are not delivered by the query, others come last.
    private mutating func partition(_ insert: Insert) {
        if dialect == .mysql || dialect == .doris {
            // Names of partitions, and no columns.
            skipParenthesis()
            return
        }
        guard kind == .openParen, let close = closer(of: index) else {
            _ = takeName()
            return
        }
        index += 1
        while index < close {
            if let name = takeAnyName() {
                if take(.equals) {
                    insert.fixedPartition.append(name)
                    _ = expression()
                } else {
                    insert.dynamicPartition.append(name)
                }
            }
            skip(until: { $0.kind == .comma })
            if index < close { index += 1 }
        }
        index = close + 1
    }

    private mutating func insertSource(_ insert: Insert) {
        skipOutput()
        switch keyword {
        case .set:
            index += 1
            insert.assignments = assignments()
        case .default:
            // `default values`
            index += 2
            index = min(index, end)
        case .value:
            // MySQL's other word for `values`.
            index += 1
            let query = Query()
            query.offset = Int(token().start)
            query.terms = [Query.Term(body: .values(rows()))]
            insert.source = query
        default:
            guard startsQuery(at: index) || kind == .openParen else {
                if isAtEnd, insert.target.isEmpty { return }
                findUnexpected("a query or 'values'")
                return
            }
            insert.source = query()
        }
        // MySQL's name of the row, for what follows.
        if isKeyword(.as), token(1).kind == .word {
            index += 1
            insert.alias = insert.alias ?? takeName()
            if kind == .openParen { _ = takeNameList() }
        }
    }

    private mutating func insertTail(_ insert: Insert, _ statement: Statement) {
        if take(.on) {
            if take(.duplicate, .key, .update) {
                insert.conflict = assignments()
            } else if take(.conflict) {
                conflictTarget()
                if take(.do), take(.update) {
                    _ = take(.set)
                    insert.conflict = assignments()
                    if take(.where) { insert.conflictFilter = expression(.filter) }
                } else {
                    _ = take(word: "nothing")
                }
            }
        }
        returning(statement)
    }

    private mutating func conflictTarget() {
        skipParenthesis()
        if take(.where) { _ = expression(.filter) }
        if take(.on), take(word: "constraint") { _ = takeAnyName() }
    }

    /// SQL Server's `output inserted.a into @t`, which tells what was written.
    var isOutput: Bool {
        isWord("output") && (isWord("inserted", 1) || isWord("deleted", 1) || token(1).kind == .parameter)
    }

    private mutating func skipOutput() {
        guard isOutput else { return }
        skip(until: {
            $0.keyword == .from || $0.keyword == .where || $0.keyword == .select || $0.keyword == .values
                || $0.keyword == .with
        })
    }

    mutating func returning(_ statement: Statement) {
        guard take(.returning) else { return }
        repeat { statement.returning.append(selectItem()) } while take(.comma)
    }

    /// Whether `from …` goes on with `insert`, as Hive writes several inserts from one source.
    var isHiveInsert: Bool {
        guard isKeyword(.from) else { return false }
        var place = index + 1
        while place < end {
            switch tokens[place].keyword {
            case .insert: return true
            case .select: return false
            default: place = closer(of: place).map { $0 + 1 } ?? place + 1
            }
        }
        return false
    }

    mutating func hiveInsert() -> Statement {
        let statement = Statement(.insert)
        index += 1
        // One reference that all inserts share.
        let from = [FromStep(table: TableReference(.joins(fromSteps()), offset: Int(token().start)))]
        var inserts: [Insert] = []
        while take(.insert) {
            let insert = insertHead()
            let query = Query()
            query.offset = Int(token().start)
            let select = self.select()
            select.from = from + select.from
            query.terms = [Query.Term(body: .select(select))]
            while isKeyword(.order) || isKeyword(.sort) || isKeyword(.cluster) || isKeyword(.distribute),
                isKeyword(.by, 1)
            {
                index += 2
                query.order += sortItems()
            }
            if take(.limit) { _ = expression() }
            insert.source = query
            inserts.append(insert)
        }
        statement.body = .insert(inserts)
        return statement
    }

    /// `a = 1, t.b = default, (c, d) = (select …)`.
    mutating func assignments() -> [Assignment] {
        var assignments: [Assignment] = []
        repeat {
            var targets: [[Name]] = []
            if kind == .openParen {
                targets = takeNameList().map { [$0] }
            } else {
                let path = takeAssignedPath()
                if !path.isEmpty { targets = [path] }
                if kind == .openBracket { skip() }
            }
            guard !targets.isEmpty else {
                findUnexpected("a column")
                return assignments
            }
            if !take(.equals), kind == .symbol { index += 1 }
            assignments.append(Assignment(targets: targets, values: assignedValues(targets.count)))
        } while take(.comma)
        return assignments
    }

    private mutating func takeAssignedPath() -> [Name] {
        guard let first = takeAnyName() else { return [] }
        var path = [first]
        while kind == .dot, token(1).kind == .word || token(1).kind == .quotedName {
            index += 1
            if let name = takeAnyName() { path.append(name) }
        }
        return path
    }

    private mutating func assignedValues(_ count: Int) -> [Expression] {
        guard count > 1 else { return [expression()] }
        _ = take(.row)
        guard kind == .openParen, !startsQuery(at: index + 1), let close = closer(of: index) else {
            return [expression()]
        }
        index += 1
        var values: [Expression] = []
        while index < close {
            let before = index
            values.append(expression())
            if index < close, !take(.comma), index == before { skip() }
        }
        index = close + 1
        return values
    }

    // MARK: Update and delete

    mutating func update() -> Statement {
        let statement = Statement(.update)
        index += 1
        while isKeyword(.ignore) || isWord("low_priority") || isKeyword(.table) && token(1).kind != .dot { index += 1 }
        var steps = fromSteps()
        let update = Update(steps.removeFirst())
        update.from = steps
        if take(.set) { update.assignments = assignments() } else { findUnexpected("'set'") }
        skipOutput()
        if take(.from) { update.from += fromSteps() }
        if take(.where) {
            if isKeyword(.current), isKeyword(.of, 1) {
                index = min(index + 3, end)
            } else {
                update.filter = expression(.filter)
            }
        }
        modifyTail(&update.order)
        statement.body = .update(update)
        returning(statement)
        return statement
    }

    mutating func delete() -> Statement {
        let statement = Statement(.delete)
        let delete = Delete()
        index += 1
        while isKeyword(.ignore) || isWord("low_priority") || isWord("quick") { index += 1 }
        if !isKeyword(.from), kind == .word || kind == .quotedName {
            // MySQL: `delete a, b from a join b …`, or no `from` at all.
            repeat {
                let path = takePath()
                if !path.isEmpty { delete.targets.append(path) }
                // `a.*`
                if kind == .dot { index += 2 }
            } while take(.comma)
        }
        if take(.from) {
            var steps = fromSteps()
            delete.target = steps.removeFirst()
            delete.from = steps
        } else if let path = delete.targets.first {
            let reference = TableReference(.named(path), offset: path[0].offset)
            delete.target = FromStep(table: reference)
            delete.targets = []
            behindReference(reference)
        }
        skipOutput()
        if take(.using) { usingTables(delete) }
        if take(.where) {
            if isKeyword(.current), isKeyword(.of, 1) {
                index = min(index + 3, end)
            } else {
                delete.filter = expression(.filter)
            }
        }
        var order: [Expression] = []
        modifyTail(&order)
        statement.body = .delete(delete)
        returning(statement)
        return statement
    }

    /// MySQL's `delete from a, b using a join b`: what stands before is deleted, what stands behind is read.
    private mutating func usingTables(_ delete: Delete) {
        let steps = fromSteps()
        guard dialect == .mysql, let target = delete.target else {
            delete.from += steps
            return
        }
        for step in [target] + delete.from {
            if case .named(let path) = step.table.content { delete.targets.append(path) }
        }
        delete.target = steps.first
        delete.from = Array(steps.dropFirst())
    }

    private mutating func modifyTail(_ order: inout [Expression]) {
        if take(.order, .by) { order = sortItems() }
        if take(.limit) { _ = expression() }
    }

    // MARK: Merge

    mutating func merge() -> Statement {
        let statement = Statement(.merge)
        index += 1
        if isKeyword(.with), isWord("schema", 1) || isKeyword(.schema, 1) { index += 3 }
        _ = take(.into)
        let target = tableReference()
        if !take(.using) { findUnexpected("'using'") }
        let source = tableReference()
        let merge = Merge(target, source)
        if take(.on) { merge.condition = expression(.join) }
        while take(.when) { mergeAction(merge) }
        skipOutput()
        statement.body = .merge(merge)
        returning(statement)
        return statement
    }

    private mutating func mergeAction(_ merge: Merge) {
        var action = Merge.Action()
        _ = take(.not)
        _ = take(.matched)
        if take(.by) { index = min(index + 1, end) }
        if take(.and) { action.condition = expression(.filter) }
        if !take(.then) { findUnexpected("'then'") }
        switch keyword {
        case .update:
            index += 1
            _ = take(.set)
            if take(.star) { action.isStar = true } else { action.assignments = assignments() }
        case .insert:
            index += 1
            action.isInsert = true
            insertAction(&action)
        case .delete: index += 1
        case .do:
            index += 2
            index = min(index, end)
        default: findUnexpected("'update', 'insert' or 'delete'")
        }
        if take(.where) {
            let condition = expression(.filter)
            if action.condition == nil { action.condition = condition }
        }
        merge.actions.append(action)
        if !isAtEnd, !isKeyword(.when), !isKeyword(.returning), !isOutput {
            findUnexpected("'when'")
            skip(until: { $0.keyword == .when })
        }
    }

    private mutating func insertAction(_ action: inout Merge.Action) {
        if take(.star) {
            action.isStar = true
            return
        }
        action.columns = takeNameList()
        if isKeyword(.overriding) { index = min(index + 3, end) }
        if take(.values) {
            action.values = rows().first ?? []
        } else if take(.default) {
            _ = take(.values)
        } else if isKeyword(.row) {
            index += 1
        }
    }
}
