import Basics

/// Types as DataHub's source writes them: SQL's words in upper case, those of users as they are.
enum PostgresTypeNames {
    private static let words: Set<String> = [
        "smallint", "integer", "bigint", "real", "double precision", "numeric", "money", "boolean", "text", "bytea",
        "uuid",
        "json", "jsonb", "xml", "inet", "cidr", "macaddr", "macaddr8", "date", "interval", "oid", "bit", "bit varying",
        "timestamp without time zone", "timestamp with time zone", "time without time zone", "time with time zone",
        "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery", "int4range", "int8range",
        "numrange", "tsrange", "tstzrange", "daterange", "name", "regclass",
    ]

    /// `character varying(120)` → `VARCHAR(120)`, `numeric(12,2)` → `NUMERIC(12, 2)`, `crm.email` as it is.
    static func native(_ type: String) -> String {
        if type.hasSuffix("[]") { return native(String(type.dropLast(2))) + "[]" }
        // Precision may stand inside: `timestamp(3) with time zone`.
        var base = type
        var arguments = ""
        if let open = type.firstIndex(of: "("), let close = type[open...].firstIndex(of: ")") {
            base.removeSubrange(open...close)
            arguments = String(type[open...close]).replacing(",", with: ", ")
        }
        switch base {
        case "character varying", "name", "\"char\"": return "VARCHAR" + arguments
        case "character": return "CHAR" + arguments
        default: break
        }
        guard words.contains(base) else { return type }
        if arguments.isEmpty { return base.uppercased() }
        guard let blank = base.firstIndex(of: " "), base.hasPrefix("time") else { return base.uppercased() + arguments }
        return base[..<blank].uppercased() + arguments + base[blank...].uppercased()
    }

    /// The member of the union `SchemaFieldDataType.type`; a domain is what it is over.
    static func kind(_ column: PostgresDatabase.Column) -> JSON {
        func union(_ name: String) -> JSON { .object(JSONObject([.init("com.linkedin.schema.\(name)", [:])])) }
        if column.category == "A" { return union("ArrayType") }
        switch column.kind {
        case "e": return union("EnumType")
        case "c": return union("RecordType")
        case "r", "m": return union("StringType")
        default: break
        }
        let base = column.type.prefix { $0 != "(" }.trimmed
        switch base {
        case "json", "jsonb": return union("RecordType")
        case "date": return union("DateType")
        case "bytea", "tsvector", "tsquery": return union("BytesType")
        case "uuid", "xml", "oid": return union("StringType")
        default: break
        }
        // pg_type.typcategory (PostgreSQL documentation, table 53.65).
        switch column.category {
        case "B": return union("BooleanType")
        case "D", "T": return union("TimeType")
        case "G", "V": return union("BytesType")
        case "I", "S", "Z": return union("StringType")
        case "N": return union("NumberType")
        default: return union("NullType")
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
