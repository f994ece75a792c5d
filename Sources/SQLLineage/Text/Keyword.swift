/// The words that the grammar looks for. None is taken from use as a name: ``isReserved`` says which never are aliases.
enum Keyword: String, CaseIterable {
    case none
    case all, alter, analyze, and, anti, any, array, `as`, asc, asof, at
    case begin, between, by
    case cache, call, `case`, cluster, collate, columns, comment, commit, conflict, connect, create, cross
    case current, current_catalog, current_date, current_path, current_role, current_schema, current_time
    case current_timestamp, current_user
    case database, date, deallocate, declare, `default`, delete, desc, describe, directory, distinct
    case distribute, div, `do`, drop, duplicate
    case `else`, end, escape, except, exclude, excluded, execute, exists, explain
    case `false`, fetch, filter, final, `for`, force, from, full, function
    case glob, global, grant, group, grouping, groups
    case having
    case `if`, ignore, ilike, `in`, include, index, inner, insert, intersect, interval, into, `is`, isnull
    case join, json_table
    case key
    case lateral, left, like, limit, load, local, localtime, localtimestamp, lock
    case match_recognize, matched, materialized, member, merge, minus, mod
    case natural, nested, next, not, notnull, null, nulls
    case of, offset, on, only, or, order, ordinality, outer, over, overlaps, overriding, overwrite
    case partition, partitions, path, percent, pivot, prepare, procedure
    case qualify
    case range, recursive, refresh, regexp, rename, replace, reset, respect, returning, revoke, right, rlike
    case rollback, row, rows
    case schema, select, semi, separator, session, session_user, set, sets, show, similar, some, sort
    case source, start, straight_join, summarize, symmetric
    case table, tablesample, target, temp, temporary, then, time, timestamp, to, top, `true`, truncate
    case uncache, union, unlogged, unnest, unpivot, update, use, user, using
    case vacuum, value, values, view
    case when, `where`, window, with, within, without
    case xmltable, xor
    case zone

    /// Never an alias without `AS`, and never a column: it begins the next clause or joins two values.
    var isReserved: Bool {
        switch self {
        case .all, .and, .anti, .any, .as, .asc, .between, .by, .case, .cluster, .create, .cross, .desc, .distinct,
            .distribute, .div, .else, .end, .escape, .except, .exists, .fetch, .for, .from, .full, .glob, .group,
            .having, .ilike, .in, .inner, .intersect, .into, .is, .isnull, .join, .lateral, .left, .like, .limit,
            .match_recognize, .minus, .natural, .not, .notnull, .null, .offset, .on, .or, .order, .outer, .overlaps,
            .pivot, .qualify, .regexp, .returning, .right, .rlike, .select, .semi, .set, .similar, .some, .sort,
            .straight_join, .tablesample, .then, .union, .unpivot, .using, .values, .when, .where, .window, .with,
            .within, .xor, .collate:
            return true
        default:
            return false
        }
    }

    /// A value without parentheses that no column gives.
    var isConstant: Bool {
        switch self {
        case .null, .true, .false, .default, .current_catalog, .current_date, .current_path, .current_role,
            .current_schema, .current_time, .current_timestamp, .current_user, .localtime, .localtimestamp,
            .session_user:
            return true
        default: return false
        }
    }

    /// Begins a clause, so that no value can begin here.
    var opensClause: Bool {
        switch self {
        case .from, .where, .group, .having, .order, .limit, .offset, .fetch, .union, .intersect, .except, .minus,
            .qualify, .window, .on, .using, .join, .cross, .inner, .natural, .into, .when, .then, .else, .end,
            .returning,
            .as, .set, .select, .with, .cluster, .distribute, .sort, .tablesample, .pivot, .unpivot:
            return true
        default: return false
        }
    }

    /// Begins a statement.
    var opensStatement: Bool {
        switch self {
        case .alter, .analyze, .begin, .cache, .call, .comment, .commit, .create, .deallocate, .declare, .delete,
            .describe, .desc, .do, .drop, .end, .execute, .explain, .fetch, .from, .grant, .insert, .load, .lock,
            .merge, .prepare, .refresh, .replace, .reset, .revoke, .rollback, .select, .set, .show, .start, .summarize,
            .table, .truncate, .uncache, .update, .use, .vacuum, .values, .with:
            return true
        default:
            return false
        }
    }
}

/// Finds the keyword that a word is, ignoring the case of ASCII letters: one table, made once, open addressing.
struct KeywordTable: Sendable {
    private static let size = 1024
    private let slots: [Keyword]
    private let names: [[UInt8]]

    static let shared = KeywordTable()
    /// Longer words are no keywords.
    static let longest = Keyword.allCases.map(\.rawValue.utf8.count).max() ?? 0

    private init() {
        var slots = [Keyword](repeating: .none, count: Self.size)
        var names = [[UInt8]](repeating: [], count: Self.size)
        for keyword in Keyword.allCases where keyword != .none {
            let name = Array(keyword.rawValue.utf8)
            var slot = Int(truncatingIfNeeded: name.reduce(Self.seed, Self.mix)) & (Self.size - 1)
            while slots[slot] != .none { slot = (slot + 1) & (Self.size - 1) }
            slots[slot] = keyword
            names[slot] = name
        }
        self.slots = slots
        self.names = names
    }

    static let seed: UInt32 = 2_166_136_261

    /// One step of the word's hash, over a lower-case byte.
    @inline(__always)
    static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

    /// The keyword whose lower-case text stands in `bytes[start..<end]`, of which `hash` is the hash.
    func keyword(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, hash: UInt32) -> Keyword {
        var slot = Int(hash & UInt32(Self.size - 1))
        while slots[slot] != .none {
            if isSame(names[slot], bytes, start, end) { return slots[slot] }
            slot = (slot + 1) & (Self.size - 1)
        }
        return .none
    }

    private func isSame(_ name: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard name.count == end - start else { return false }
        for index in 0..<name.count where lowered(bytes[start + index]) != name[index] { return false }
        return true
    }
}

@inline(__always)
func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
