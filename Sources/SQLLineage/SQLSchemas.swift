/// A column of a table, as a schema gives it.
public struct SQLColumn: Sendable, Equatable {
    public var name: String
    /// The engine's own word for it, such as `array(row(a bigint))`; it names the columns of an `unnest`.
    public var type: String?

    public init(_ name: String, type: String? = nil) {
        self.name = name
        self.type = type
    }
}

/// A table with the columns it is known to have, in order.
public struct SQLTable: Sendable, Equatable {
    /// As its owner spells it, which is how the answer names it.
    public var name: SQLTableName
    public var columns: [SQLColumn]

    public init(_ name: SQLTableName, columns: [SQLColumn]) {
        self.name = name
        self.columns = columns
    }
}

/// Where the analysis looks tables up. It asks once a table, and without waiting: fetch before.
public protocol SQLSchemas {
    /// The table of a complete name; `nil` where it is not known. Upper and lower case count only where the dialect says so.
    func table(_ name: SQLTableName, dialect: SQLDialect) -> SQLTable?
}

/// Tables at hand in memory.
public struct SQLSchemaDictionary: SQLSchemas, Sendable {
    private var exact: [SQLTableName: SQLTable] = [:]
    private var folding: [SQLTableName: SQLTable] = [:]

    public init(_ tables: some Sequence<SQLTable> = []) {
        for table in tables { add(table) }
    }

    /// Adds a table, or replaces the one of that name.
    public mutating func add(_ table: SQLTable) {
        exact[table.name] = table
        folding[foldedName(table.name)] = table
    }

    public func table(_ name: SQLTableName, dialect: SQLDialect) -> SQLTable? {
        if let table = exact[name] { return table }
        return dialect == .postgres ? nil : folding[foldedName(name)]
    }

    private func foldedName(_ name: SQLTableName) -> SQLTableName { SQLTableName(name.parts.map(folded)) }
}
