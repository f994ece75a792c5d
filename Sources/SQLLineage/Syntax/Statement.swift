/// A statement as far as lineage needs it.
final class Statement {
    var kind: SQLStatement.Kind
    var body: Body = .none
    /// `with` in front of what writes.
    var tables: [CommonTable] = []
    var isRecursive = false
    /// `returning`.
    var returning: [SelectItem] = []
    var offset = 0

    enum Body {
        /// Reads and writes no data.
        case none
        case query(Query)
        case insert([Insert])
        case update(Update)
        case delete(Delete)
        case merge(Merge)
        case create(Create)
        /// Names a table and does something to it whole: drop, truncate, refresh, load.
        case table([Name])
        /// `alter table a rename to b`, `create table a like b`: no data moves that a later reader must know by column.
        case use([Name])
    }

    init(_ kind: SQLStatement.Kind) { self.kind = kind }
}

/// Values for columns of a table.
struct Assignment {
    var targets: [[Name]]
    /// One a target, or one query for all of them.
    var values: [Expression]
}

final class Insert {
    var target: [Name] = []
    var alias: Name?
    var columns: [Name] = []
    var hasColumnList = false
    /// Partition columns with a fixed value, which the query does not deliver.
    var fixedPartition: [Name] = []
    /// Partition columns that the query delivers last.
    var dynamicPartition: [Name] = []
    var isByName = false
    var source: Query?
    /// MySQL's `insert … set a = 1`.
    var assignments: [Assignment] = []
    /// `on conflict do update`, `on duplicate key update`.
    var conflict: [Assignment] = []
    var conflictFilter: Expression?
    /// `from t insert into a … insert into b …`: the joint source of Hive's several inserts.
    var writesFile = false
}

final class Update {
    var target: FromStep
    /// Further tables: MySQL's joins before `set`, or `from`.
    var from: [FromStep] = []
    var assignments: [Assignment] = []
    var filter: Expression?
    var order: [Expression] = []

    init(_ target: FromStep) { self.target = target }
}

final class Delete {
    /// MySQL names what is deleted apart from what is joined.
    var targets: [[Name]] = []
    var target: FromStep?
    var from: [FromStep] = []
    var filter: Expression?
}

final class Merge {
    var target: TableReference
    var source: TableReference
    var condition: Expression?
    var actions: [Action] = []

    struct Action {
        var condition: Expression?
        var assignments: [Assignment] = []
        var columns: [Name] = []
        var values: [Expression] = []
        /// `update set *`, `insert *`: by name, all columns of the source.
        var isStar = false
        var isInsert = false
    }

    init(_ target: TableReference, _ source: TableReference) {
        self.target = target
        self.source = source
    }
}

final class Create {
    var name: [Name] = []
    var columns: [Name] = []
    var source: Query?
    /// A second table that a materialized view fills (`to t`).
    var destination: [Name]?
    /// `create table a like b`.
    var like: [Name]?
}
