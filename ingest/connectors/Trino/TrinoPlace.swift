import Basics

/// How far a run came, for the one that goes on after an interruption.
///
/// Catalogs are read in order, the tables of one by schema and name; a catalog in the middle is listed again, which is
/// cheap, and what was written of it is only told to be there.
struct TrinoPlace: Sendable, Equatable {
    /// Catalogs that are finished.
    var done: Set<String> = []
    /// The last table written of the next catalog.
    var last: TrinoTables.Name?
    /// What is remembered of the query history, in a run that came to its end too.
    var history: JSON?

    init() {}

    init(_ state: JSON?) {
        done = Set((state?["done"]?.arrayValue ?? []).compactMap(\.stringValue))
        if let schema = state?["last"]?[0]?.stringValue, let table = state?["last"]?[1]?.stringValue {
            last = TrinoTables.Name(schema: schema, table: table)
        }
    }

    var state: JSON {
        var object = JSONObject([.init("done", .array(done.sorted().map { .string($0) }))])
        if let last { object.members.append(.init("last", [.string(last.schema), .string(last.table)])) }
        if let history { object.members.append(.init("history", history)) }
        return .object(object)
    }
}
