import CatalogAPI
import CatalogService
import Foundation
import HTTPServer
import Testing

@Suite struct DocumentTests {
    /// The first cells of a page's tables below a heading, without back-ticks, each with the rest of its row.
    private func rows(of page: String, below heading: String? = nil) throws -> [(first: String, cells: [String])] {
        var lines = try Repository.text(page).components(separatedBy: "\n")
        if let heading {
            let start = try #require(lines.firstIndex(of: heading))
            lines = Array(lines[(start + 1)...].prefix { !$0.hasPrefix("## ") })
        }
        return lines.filter { $0.hasPrefix("| `") }.map { line in
            // `\|` inside a cell is no border.
            let cells = line.replacingOccurrences(of: "\\|", with: "\u{1}").split(separator: "|")
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            return (cells[0], Array(cells.dropFirst()))
        }
    }

    @Test("docs/errors.md lists every code of the three enums, with its status") func errors() throws {
        let page = "docs/errors.md"
        let requests = try rows(of: page, below: "## Requests and answers").map { "\($0.first) \($0.cells[0])" }
        #expect(requests.sorted() == ProblemCode.allCases.map { "\($0.rawValue) \($0.status)" }.sorted())
        let proposals = try rows(of: page, below: "## Bad proposals").map(\.first)
        #expect(proposals.sorted() == ProposalProblem.Code.allCases.map(\.rawValue).sorted())
        let refusals = try rows(of: page, below: "## Refusals of the HTTP server").map { "\($0.first) \($0.cells[0])" }
        #expect(refusals.sorted() == HTTPProblem.Code.allCases.map { "\($0.rawValue) \($0.status)" }.sorted())
    }

    @Test("docs/metrics.md lists every metric as it is declared") func metrics() throws {
        let page = try rows(of: "docs/metrics.md").map { row in "\(row.first): \(row.cells.joined(separator: "; "))" }
        let declared = CatalogMetrics.all.map { family in
            let labels = family.labels.joined(separator: "`, `")
            return "\(family.name): \(family.kind.name); \(labels); \(family.help)"
        }
        #expect(page == declared)
    }

    @Test("metrics keep Prometheus's habits") func names() {
        let names = CatalogMetrics.all.map(\.name)
        #expect(Set(names).count == names.count)
        for family in CatalogMetrics.all {
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
            #expect(family.name.hasPrefix("catalog_") || family.name.hasPrefix("process_"), "\(family.name)")
        }
    }

    @Test("every path that the pages name exists") func paths() throws {
        var pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].filter(Repository.exists)
        pages += try Repository.files(below: "docs", endingIn: ".md")
        let folders = "Sources|Tests|schema|ingest|docs|scripts|samples|Benchmarks|deploy|\\.ci"
        let pattern = try NSRegularExpression(pattern: "(?:`|\\]\\()((?:\(folders))/[A-Za-z0-9_+./-]*)(?:`|\\)|#)")
        #expect(!pages.isEmpty)
        for page in pages {
            let text = try Repository.text(page)
            let found = pattern.matches(in: text, range: NSRange(text.startIndex..., in: text))
            for match in found {
                guard let range = Range(match.range(at: 1), in: text) else { continue }
                let path = String(text[range])
                #expect(Repository.exists(path), "\(page) names \(path)")
            }
        }
    }
}
