import Basics

/// A lineage answer as a tree: each entity hangs below the one it was first reached from, and is only named elsewhere.
struct LineageTree {
    struct Node {
        var urn: String
        var type: String
        var hops: Int64
        var name: String
        var platform: String?
        var isRemoved: Bool
        var exists: Bool

        init?(_ json: JSON) {
            guard let urn = json["urn"]?.stringValue, let hops = json["hops"]?.intValue else { return nil }
            self.urn = urn
            self.hops = hops
            type = json["type"]?.stringValue ?? ""
            name = json["name"]?.stringValue ?? ""
            platform = json["platform"]?.stringValue
            isRemoved = json["removed"]?.boolValue ?? false
            exists = json["exists"]?.boolValue ?? true
        }
    }

    struct Edge {
        /// The end that is nearer to the root in the direction walked.
        var near: String
        var far: String
        /// What to say of it, below the entity at its far end.
        var evidence: [String] = []
    }

    /// One branch: an entity below another, unfolded here or elsewhere.
    private struct Branch {
        var urn: String
        var isUnfolded: Bool
        var evidence: [String] = []
        /// Reached only through entities that the answer does not show.
        var isDetached = false
    }

    private let root: String
    private let nodes: [String: Node]
    private let branches: [String: [Branch]]

    init(root: String, nodes: [Node], edges: [Edge]) {
        let known = Dictionary(nodes.map { ($0.urn, $0) }, uniquingKeysWith: { first, _ in first })
        var branches: [String: [Branch]] = [:]
        var nears: [String: [String]] = [:]
        var evidence: [String: [String: [String]]] = [:]
        for edge in edges {
            if !edge.evidence.isEmpty { evidence[edge.far, default: [:]][edge.near, default: []] += edge.evidence }
            guard nears[edge.far]?.contains(edge.near) != true else { continue }
            nears[edge.far, default: []].append(edge.near)
        }
        func reasons(_ far: String, _ near: String?) -> [String] { near.flatMap { evidence[far]?[$0] } ?? [] }
        func hops(_ urn: String) -> Int64? { urn == root ? 0 : known[urn]?.hops }
        for node in nodes.sorted(by: { ($0.hops, $0.urn) < ($1.hops, $1.urn) }) {
            let reached = (nears[node.urn] ?? []).sorted()
            let parent = reached.first { hops($0) == node.hops - 1 } ?? reached.first { hops($0) ?? .max < node.hops }
            branches[parent ?? root, default: []]
                .append(
                    Branch(
                        urn: node.urn, isUnfolded: true, evidence: reasons(node.urn, parent), isDetached: parent == nil)
                )
            for near in reached where near != parent && hops(near) != nil {
                branches[near, default: []].append(
                    Branch(urn: node.urn, isUnfolded: false, evidence: reasons(node.urn, near)))
            }
        }
        for near in (nears[root] ?? []).sorted() where hops(near) != nil {
            branches[near, default: []].append(
                Branch(urn: root, isUnfolded: false, evidence: reasons(root, near)))
        }
        self.root = root
        self.nodes = known
        // What is unfolded here comes before what only refers elsewhere.
        self.branches = branches.mapValues { list in list.filter(\.isUnfolded) + list.filter { !$0.isUnfolded } }
    }

    /// The tree's lines, without recursion: lineage may be thousands of hops deep.
    func lines(_ terminal: Terminal) -> [String] {
        var lines = [terminal.bold(Self.label(root, nil)) + "  " + terminal.dim(printable(root))]
        var stack: [(branch: Branch, indent: String, isLast: Bool)] = []
        func push(_ urn: String, _ indent: String) {
            let children = branches[urn] ?? []
            for (index, child) in children.enumerated().reversed() {
                stack.append((child, indent, index == children.count - 1))
            }
        }
        push(root, "")
        while let (branch, indent, isLast) = stack.popLast() {
            let node = nodes[branch.urn]
            let line = indent + (isLast ? "└─ " : "├─ ") + Self.label(branch.urn, node)
            // Deep trees would push their text out of sight; past 60 levels the indent stays.
            let deeper = indent.count < 180 ? indent + (isLast ? "   " : "│  ") : indent
            lines.append(
                line + "  " + (branch.isUnfolded ? terminal.dim(Self.facts(node, branch)) : terminal.yellow("↑")))
            let trunk = branch.isUnfolded && branches[branch.urn] != nil ? "│  " : "   "
            lines += branch.evidence.map { deeper + trunk + terminal.dim($0) }
            if branch.isUnfolded { push(branch.urn, deeper) }
        }
        return lines
    }

    private static func facts(_ node: Node?, _ branch: Branch) -> String {
        var facts = [node?.type ?? ""]
        let platform = shownPlatform(node?.platform)
        if !platform.isEmpty { facts.append(platform) }
        if node?.isRemoved == true { facts.append("removed") }
        if node?.exists == false { facts.append("only referenced") }
        if branch.isDetached { facts.append("by way of entities not shown") }
        return facts.joined(separator: ", ")
    }

    /// What to call an entity: its name, for a column its table's too, else the telling part of its urn.
    private static func label(_ urn: String, _ node: Node?) -> String {
        let prefix = "urn:li:schemaField:("
        if urn.hasPrefix(prefix), urn.hasSuffix(")"), let comma = lastTopLevelComma(urn) {
            let parent = String(urn[urn.index(urn.startIndex, offsetBy: prefix.count)..<comma])
            let path = urn[urn.index(after: comma)..<urn.index(before: urn.endIndex)]
            return "\(shortName(parent)).\(printable(String(path)))"
        }
        if let name = node?.name, !name.isEmpty { return printable(name) }
        return shortName(urn)
    }

    /// The comma before the column of a schemaField's urn: the first one after the parent urn's parentheses.
    private static func lastTopLevelComma(_ urn: String) -> String.Index? {
        var depth = 0
        for index in urn.indices {
            switch urn[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "," where depth == 1: return index
            default: break
            }
        }
        return nil
    }

    /// The telling part of a urn: a dataset's name, a job's id.
    static func shortName(_ urn: String) -> String {
        let key = urn.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).last.map(String.init) ?? urn
        guard key.hasPrefix("("), key.hasSuffix(")") else { return printable(key) }
        var parts: [String] = [""]
        var depth = 0
        for character in key.dropFirst().dropLast() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        // (platform, name, env) is told by its name; (tool, id) by its id.
        return printable(parts.count > 1 ? parts[1] : parts[0])
    }
}
