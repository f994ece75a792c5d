import Basics

/// Reads the text of one `.proto` file (Protocol Buffers language specification, proto2, proto3 and editions): its messages
/// and enums; options, services and extensions are passed over.
struct ProtobufReader {
    private(set) var messages: [ProtobufSchema.Message] = []
    private(set) var enums: Set<String> = []
    private var tokens: ProtobufTokens
    private var package = ""

    init(_ text: String) throws(SchemaTextError) {
        tokens = try ProtobufTokens(text)
    }

    /// Reads to the end.
    mutating func file() throws(SchemaTextError) {
        while let token = tokens.next() {
            switch token {
            case "package":
                package = tokens.next() ?? ""
                try statement()
            case "message": try message(in: package, depth: 0, comment: tokens.comment)
            case "enum": try enumeration(in: package)
            case ";": break
            case "service", "extend": try block()
            default: try statement()
            }
        }
    }

    /// Passes over the rest of a statement, blocks in it included.
    private mutating func statement() throws(SchemaTextError) {
        while let token = tokens.next() {
            if token == ";" { return }
            if token == "{" { try rest(of: "{") }
        }
        throw SchemaTextError("it ends in the middle of a statement")
    }

    /// Passes over what follows up to the end of the block that comes.
    private mutating func block() throws(SchemaTextError) {
        while let token = tokens.next() {
            if token == "{" { return try rest(of: "{") }
        }
        throw SchemaTextError("it ends in the middle of a block")
    }

    private mutating func rest(of open: String) throws(SchemaTextError) {
        let close = open == "{" ? "}" : "]"
        var depth = 1
        while let token = tokens.next() {
            if token == open { depth += 1 }
            if token == close {
                depth -= 1
                if depth == 0 { return }
            }
        }
        throw SchemaTextError("a \(open) is never closed")
    }

    private mutating func expect(_ wanted: String) throws(SchemaTextError) {
        let token = tokens.next()
        guard token == wanted else {
            throw SchemaTextError("line \(tokens.line): '\(wanted)' expected, not '\(token ?? "the end")'")
        }
    }

    private mutating func name() throws(SchemaTextError) -> String {
        guard let token = tokens.next(), token.unicodeScalars.allSatisfy(ProtobufTokens.isWord) else {
            throw SchemaTextError("line \(tokens.line): a name is missing")
        }
        return token
    }

    private func full(_ name: String, _ scope: String) -> String { scope.isEmpty ? name : "\(scope).\(name)" }

    private mutating func enumeration(in scope: String) throws(SchemaTextError) {
        enums.insert(full(try name(), scope))
        try block()
    }

    private mutating func message(in scope: String, depth: Int, comment: String?) throws(SchemaTextError) {
        guard depth < SchemaFieldList.maximumDepth else { throw SchemaTextError("its messages are nested too deeply") }
        let name = full(try name(), scope)
        // Stands before the messages inside it.
        let index = messages.count
        messages.append(ProtobufSchema.Message(name: name, comment: comment))
        try expect("{")
        while let token = tokens.next() {
            switch token {
            case "}": return
            case ";": break
            case "message": try message(in: name, depth: depth + 1, comment: tokens.comment)
            case "enum": try enumeration(in: name)
            case "option", "reserved", "extensions": try statement()
            case "extend": try block()
            case "oneof":
                let oneof = try self.name()
                try expect("{")
                var fields: [ProtobufSchema.Field] = []
                while let inner = tokens.next(), inner != "}" {
                    if inner == "option" {
                        try statement()
                    } else if inner != ";" {
                        if let field = try field(inner, in: name, depth: depth) { fields.append(field) }
                    }
                }
                messages[index].members.append(.oneof(oneof, fields))
            default:
                let isOptional = token == "optional"
                guard let field = try field(token, in: name, depth: depth) else { break }
                // proto3's `optional` is a oneof of one field to everything that reads descriptors.
                messages[index].members.append(
                    isOptional && isProto3 ? .oneof("_\(field.name)", [field]) : .field(field))
            }
        }
        throw SchemaTextError("message \(name) is never closed")
    }

    private var isProto3: Bool { tokens.mentions("proto3") }

    /// The field that begins with a token; `nil` for one that cannot be shown.
    private mutating func field(
        _ first: String, in message: String, depth: Int
    ) throws(SchemaTextError) -> ProtobufSchema.Field? {
        let comment = tokens.comment
        var type = first
        var isRepeated = false
        if ["optional", "required", "repeated"].contains(first) {
            isRepeated = first == "repeated"
            type = tokens.next() ?? ""
        }
        if type == "map", tokens.peek() == "<" {
            try expect("<")
            let key = tokens.next() ?? ""
            try expect(",")
            let value = tokens.next() ?? ""
            try expect(">")
            let name = try self.name()
            // A map is a repeated entry message to everything that reads descriptors.
            let entry = full(ProtobufReader.entryName(name), message)
            messages.append(
                ProtobufSchema.Message(
                    name: entry,
                    members: [("key", key), ("value", value)].map {
                        .field(ProtobufSchema.Field(name: $0.0, type: $0.1, isRepeated: false))
                    }))
            try statement()
            return ProtobufSchema.Field(
                name: name, type: "." + entry, isRepeated: true, comment: comment ?? tokens.trailingComment())
        }
        if type == "group" {
            let group = tokens.peek() ?? ""
            while let token = tokens.peek(), token != "{" { _ = tokens.next() }
            tokens.push(group)
            try self.message(in: message, depth: depth + 1, comment: comment)
            return ProtobufSchema.Field(
                name: group.lowercased(), type: ".\(full(group, message))", isRepeated: isRepeated, comment: comment)
        }
        guard type.unicodeScalars.allSatisfy({ ProtobufTokens.isWord($0) || $0 == "." }), !type.isEmpty else {
            throw SchemaTextError("line \(tokens.line): '\(type)' is no type")
        }
        let name = try self.name()
        try statement()
        return ProtobufSchema.Field(
            name: name, type: type, isRepeated: isRepeated, comment: comment ?? tokens.trailingComment())
    }

    /// `props` → `PropsEntry`, as protoc names the message of a map.
    private static func entryName(_ field: String) -> String {
        field.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Entry"
    }
}

/// The words and signs of a `.proto` file, without its comments.
struct ProtobufTokens {
    private struct Token {
        var text: String
        var line: Int
        /// The comment that stands alone above it.
        var comment: String?
    }

    private var tokens: [Token] = []
    private var trailing: [Int: String] = [:]
    private var index = 0
    private static let maximumTokens = 500_000

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    init(_ text: String) throws(SchemaTextError) {
        let scalars = Array(text.unicodeScalars)
        var position = 0
        var line = 1
        var pending: String?
        var lastTokenLine = 0
        func scalar(_ offset: Int) -> Unicode.Scalar? {
            position + offset < scalars.count ? scalars[position + offset] : nil
        }
        while let current = scalar(0) {
            if current == "\n" {
                line += 1
                position += 1
            } else if current.properties.isWhitespace {
                position += 1
            } else if current == "/", scalar(1) == "/" || scalar(1) == "*" {
                let isLine = scalar(1) == "/"
                let begin = line
                position += 2
                var comment = String.UnicodeScalarView()
                while let inner = scalar(0), isLine ? inner != "\n" : !(inner == "*" && scalar(1) == "/") {
                    if inner == "\n" { line += 1 }
                    comment.append(inner)
                    position += 1
                }
                if !isLine { position += 2 }
                let plain = ProtobufTokens.plain(String(comment))
                if begin == lastTokenLine {
                    trailing[begin] = plain
                } else {
                    pending = pending.map { $0 + "\n" + plain } ?? plain
                }
            } else {
                let start = position
                if current == "\"" || current == "'" {
                    position += 1
                    while let inner = scalar(0), inner != current, inner != "\n" { position += inner == "\\" ? 2 : 1 }
                    position += 1
                } else if ProtobufTokens.isWord(current) || current == "." {
                    while let inner = scalar(0), ProtobufTokens.isWord(inner) || inner == "." { position += 1 }
                } else {
                    position += 1
                }
                position = min(position, scalars.count)
                tokens.append(
                    Token(
                        text: String(String.UnicodeScalarView(scalars[start..<position])), line: line, comment: pending)
                )
                pending = nil
                lastTokenLine = line
                guard tokens.count < ProtobufTokens.maximumTokens else { throw SchemaTextError("it is too long") }
            }
        }
    }

    private static func plain(_ comment: String) -> String {
        comment.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(
                line.drop { $0 == " " || $0 == "*" || $0 == "/" || $0 == "\t" }.reversed().drop { $0 == " " }.reversed()
            )
        }.joined(separator: "\n").trimmingNewlines
    }

    /// The line of the token that was read last.
    var line: Int { index > 0 && index <= tokens.count ? tokens[index - 1].line : 1 }
    /// The comment above the token that was read last.
    var comment: String? { index > 0 && index <= tokens.count ? tokens[index - 1].comment : nil }

    /// The comment behind the token that was read last, on its line.
    func trailingComment() -> String? { trailing[line] }

    mutating func next() -> String? {
        guard index < tokens.count else { return nil }
        index += 1
        return tokens[index - 1].text
    }

    func peek() -> String? { index < tokens.count ? tokens[index].text : nil }

    /// Puts a word in front of what is still to come.
    mutating func push(_ text: String) { tokens.insert(Token(text: text, line: line), at: index) }

    /// Whether the file names this syntax.
    func mentions(_ syntax: String) -> Bool {
        tokens.count > 2 && tokens[0].text == "syntax" && tokens[2].text.contains(syntax)
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        String(drop { $0 == "\n" }.reversed().drop { $0 == "\n" }.reversed())
    }
}
