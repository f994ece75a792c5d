extension Parser {
    /// `f(…)` and what may follow it: `filter`, `within group`, `over`. The place is at the parenthesis.
    mutating func call(_ path: [Name], isPlain: Bool, _ keyword: Keyword) -> Shape {
        guard let close = closer(of: index) else {
            find(.openParenthesis, "this parenthesis is never closed")
            index += 1
            _ = chain()
            index = end
            return .other
        }
        let function = path[path.count - 1].key
        if function == "descriptor" {
            // Names of columns of a table argument.
            index = close + 1
            return .other
        }
        if keyword == .values, let shape = insertedValue(close) { return shape }
        let outerRole = role
        let mark = operands.count
        let isAggregate = aggregates.contains(function)
        if isAggregate, role.isDirect { role = .aggregation }
        index += 1
        if holdsQuery(index - 1) {
            let query = query()
            operands.append(.query(query, role))
            closeParenthesis(close)
        } else {
            arguments(of: function, close)
        }
        if function == "count" { removeStars(since: mark) }
        index = close + 1
        behindCall(sortsOnly: function == "listagg" || function == "string_agg", outerRole)
        role = outerRole
        return Shape(kind: .other, name: function)
    }

    /// `count(t.*)` counts rows and reads no value.
    private mutating func removeStars(since mark: Int) {
        operands[mark...].removeAll {
            if case .star = $0 { true } else { false }
        }
    }

    /// MySQL's `values(a)` in `on duplicate key update`: what the row would have brought for a.
    private mutating func insertedValue(_ close: Int) -> Shape? {
        guard close == index + 2, token(1).kind == .word || token(1).kind == .quotedName else { return nil }
        let column = name(of: token(1))
        operands.append(.column([Name(key: "excluded", text: "excluded", offset: column.offset), column], role))
        index = close + 1
        return Shape(kind: .column, name: column.text)
    }

    private mutating func arguments(of function: String, _ close: Int) {
        let valueRole = role
        skipLeadingWords(of: function, close)
        // The condition of `if(c, a, b)` chooses; `nvl2` and `decode` give values too.
        if role.isDirect, function == "if" || function == "iif" { role = .conditional }
        var isFirst = true
        while index < close {
            let before = index
            // `f(table t)`, `f(all a)`, `json_object(key a value b)`, `trim(both from a)`.
            while index + 1 < close, isLeadingWord { index += 1 }
            _ = chain()
            if isFirst { role = valueRole }
            isFirst = false
            // `convert(a, char)` and `convert(a using utf8)`: a type or a character set follows.
            if function == "convert", dialect != .generic {
                index = close
                break
            }
            argumentWords(close)
            if index < close, !take(.comma) {
                if index == before {
                    findUnexpected("a value")
                    skip()
                }
                if index < close, kind != .comma {
                    findUnexpected("',' or ')'")
                    skip(until: { $0.kind == .comma })
                    if index == before { skip() }
                }
                _ = take(.comma)
            }
        }
        role = valueRole
    }

    private var isLeadingWord: Bool {
        switch keyword {
        case .distinct, .all, .table: token(1).kind != .comma
        case .key, .value: token(1).kind == .string || token(1).kind == .word || token(1).kind == .quotedName
        default:
            (isWord("both") || isWord("leading") || isWord("trailing"))
                && token(1).kind != .comma && token(1).kind != .dot
        }
    }

    /// `extract(year from a)`, `timestampdiff(day, a, b)`, `date_trunc(month, a)`: a unit is no column.
    private mutating func skipLeadingWords(of function: String, _ close: Int) {
        if function == "convert", dialect == .generic, kind == .word {
            // SQL Server's `convert(varchar(10), a)`: the type comes first.
            skipType()
            _ = take(.comma)
            return
        }
        if function == "xmlelement", isWord("name") { index += 2 }
        guard isUnit(token()), token(1).kind == .comma && takesUnit.contains(function) || isKeyword(.from, 1) else {
            return
        }
        index += 2
    }

    /// What stands behind one argument before the next comma: types, orders, the words of `trim`, `substring`, `listagg`, `json_…`.
    mutating func argumentWords(_ close: Int) {
        let valueRole = role
        while index < close, kind != .comma {
            switch keyword {
            case .as:
                index += 1
                if isAtAliasEnd(close) {
                    _ = takeAnyName()
                } else {
                    skipType()
                    skip(until: { $0.kind == .comma })
                }
            case .from, .for, .using, .in, .value, .to:
                index += 1
                if keyword == .using, isAtAliasEnd(close) { _ = takeAnyName() } else { _ = chain() }
            case .order:
                index += 1
                _ = take(.by)
                orderList(close, valueRole.isDirect ? .sort : valueRole)
                role = valueRole
            case .where, .having:
                index += 1
                // `any_value(a having max b)`
                if isWord("max") || isWord("min"), token(1).kind != .openParen { index += 1 }
                role = valueRole.isDirect ? .filter : valueRole
                _ = chain()
                role = valueRole
            case .separator, .limit:
                index += 1
                skip()
            case .respect, .ignore, .null, .nulls, .on, .returning, .with, .without, .default, .asc, .desc:
                skipClauseWords(close)
            default:
                if kind == .symbol || kind == .colonColon || kind == .fatArrow {
                    index += 1
                    _ = chain()
                    continue
                }
                if isWord("placing") || isWord("similar") || isWord("passing") {
                    index += 1
                    _ = chain()
                    continue
                }
                if kind == .word {
                    skip()
                    continue
                }
                role = valueRole
                return
            }
        }
        role = valueRole
    }

    private func isAtAliasEnd(_ close: Int) -> Bool {
        (kind == .word || kind == .quotedName) && (index + 1 == close || token(1).kind == .comma)
    }

    /// `null on null`, `on overflow truncate '…' with count`, `returning varchar(10)`: words that read nothing.
    private mutating func skipClauseWords(_ close: Int) {
        while index < close, kind != .comma, keyword != .order { skip() }
    }

    /// `a desc nulls last, b`, up to a closing parenthesis or a word that begins what follows.
    mutating func orderList(_ close: Int, _ role: LineageKinds) {
        self.role = role
        repeat {
            _ = chain()
            skipDirection()
        } while index < close && take(.comma)
    }

    /// `asc`, `desc`, `nulls first`, `using >`.
    mutating func skipDirection() {
        if !take(.asc) { _ = take(.desc) }
        if isKeyword(.using), token(1).kind == .symbol { index += 2 }
        if take(.nulls) { index = min(index + 1, end) }
    }

    // MARK: Behind the call

    private mutating func behindCall(sortsOnly: Bool, _ outerRole: LineageKinds) {
        while !isAtEnd {
            switch keyword {
            case .filter where token(1).kind == .openParen: filterClause(outerRole)
            case .within where isKeyword(.group, 1): withinGroup(sortsOnly: sortsOnly, outerRole)
            case .respect, .ignore:
                guard isKeyword(.nulls, 1) else { return }
                index += 2
            case .over:
                over(outerRole)
                return
            case .from where isWord("first", 1) || isWord("last", 1):
                // `nth_value(a, 2) from first over (…)`; anything else behind `from` is a table.
                guard isKeyword(.over, 2) || isKeyword(.respect, 2) || isKeyword(.ignore, 2) else { return }
                index += 2
            default:
                // MySQL's `match (a, b) against ('x' in boolean mode)`.
                guard isWord("against"), token(1).kind == .openParen else { return }
                index += 1
                skip()
            }
        }
    }

    private mutating func filterClause(_ outerRole: LineageKinds) {
        index += 1
        guard let close = closer(of: index) else { return }
        index += 1
        _ = take(.where)
        role = outerRole.isDirect ? .filter : outerRole
        _ = deeper(else: Shape.other) { $0.chain() }
        closeParenthesis(close)
    }

    private mutating func withinGroup(sortsOnly: Bool, _ outerRole: LineageKinds) {
        index += 2
        guard let close = closer(of: index) else { return }
        index += 1
        _ = take(.order, .by)
        // `percentile_cont(0.5) within group (order by a)` computes from a; `listagg(x) within group (order by a)` only sorts by it.
        orderList(close, outerRole.isDirect ? (sortsOnly ? .sort : .aggregation) : outerRole)
        closeParenthesis(close)
    }

    private mutating func over(_ outerRole: LineageKinds) {
        index += 1
        guard kind == .openParen else {
            if let name = takeAnyName() { operands.append(.window(name)) }
            return
        }
        guard let close = closer(of: index) else { return }
        role = outerRole.isDirect ? .window : outerRole
        windowParts(close)
    }

    /// `(w partition by a order by b rows between …)`, into ``operands``. The place is at the parenthesis.
    mutating func windowParts(_ close: Int) {
        index += 1
        let windowRole = role
        if kind == .quotedName
            || kind == .word && !isKeyword(.partition) && !isKeyword(.order) && !isFrame && !isKeyword(.distribute)
                && !isKeyword(.sort) && !isKeyword(.cluster)
        {
            if let name = takeAnyName() { operands.append(.window(name)) }
        }
        while index < close {
            switch keyword {
            case .partition, .order, .distribute, .sort, .cluster:
                index += 1
                _ = take(.by)
                deeper(else: ()) { $0.orderList(close, windowRole) }
            default:
                // The frame: `rows between 1 preceding and current row exclude ties`; its bounds are constants as a rule.
                if !isFrame { findUnexpected("a window's parts") }
                while index < close { skip() }
            }
        }
        index = close + 1
    }

    private var isFrame: Bool { isKeyword(.rows) || isKeyword(.range) || isKeyword(.groups) }
}

/// Functions whose first argument may be a bare unit.
private let takesUnit: Set<String> = [
    "timestampdiff", "timestampadd", "datediff", "dateadd", "date_diff", "date_add", "date_trunc", "timestamp_diff",
    "timestamp_add", "date_part", "datepart", "datename", "trunc", "extract", "time_slice",
]

/// Functions that make one value of many rows.
private let aggregates: Set<String> = [
    "any_value", "arg_max", "arg_min", "argmax", "argmin", "avg_if", "avgif", "group_bitmap", "grouparray",
    "groupuniqarray", "max_if", "maxif", "min_if", "minif", "object_agg", "product", "sum_if", "sumif", "uniqexact",
    "wm_concat", "array_unique_agg", "approx_top_count", "bitmap_intersect", "bitmap_union_int",
    "approx_count_distinct", "approx_distinct", "approx_most_frequent", "approx_percentile",
    "approx_quantiles", "approx_set", "approx_top_k", "arbitrary", "array_agg", "array_concat_agg", "array_union_agg",
    "avg", "bit_and", "bit_or", "bit_xor", "bitmap_agg", "bitmap_union", "bitmap_union_count", "bitwise_and_agg",
    "bitwise_or_agg", "bitwise_xor_agg", "bool_and", "bool_or", "checksum", "collect_list", "collect_set",
    "convex_hull_agg",
    "corr", "count", "count_big", "count_distinct", "count_if", "countif", "covar_pop", "covar_samp", "entropy",
    "every", "first", "last",
    "geometric_mean", "geometry_union_agg", "group_array", "group_bit_and", "group_bit_or", "group_bit_xor",
    "group_concat", "group_uniq_array", "histogram", "hll_raw_agg", "hll_union", "hll_union_agg", "json_agg",
    "json_arrayagg", "json_group_array", "json_group_object", "json_object_agg", "json_objectagg", "jsonb_agg",
    "jsonb_object_agg", "kurtosis", "learn_classifier", "learn_regressor", "listagg", "map_agg", "map_union",
    "make_set_digest", "max", "max_by", "max_n", "mean", "median", "merge", "min", "min_by", "mode", "multimap_agg",
    "ndv", "numeric_histogram", "percentile", "percentile_approx", "percentile_array", "percentile_cont",
    "percentile_disc", "qdigest_agg", "quantile", "range_agg", "reduce_agg", "regr_avgx", "regr_avgy", "regr_count",
    "regr_intercept", "regr_r2", "regr_slope", "regr_sxx", "regr_sxy", "regr_syy", "retention", "sequence_count",
    "sequence_match", "skewness", "some", "spatial_partitioning", "std", "stddev", "stddev_pop", "stddev_samp",
    "string_agg", "sum", "sum0", "sum_distinct", "tdigest_agg", "topn", "topn_array", "topn_weighted", "try_avg",
    "try_sum", "uniq", "uniq_exact", "var_pop", "var_samp", "variance", "variance_pop", "variance_samp", "wilson",
    "window_funnel", "xmlagg",
]
