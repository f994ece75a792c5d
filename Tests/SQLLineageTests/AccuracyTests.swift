import Basics
import Foundation
import SQLLineage
import Testing

@Suite("Lineage beside written answers")
struct AccuracyTests {
    @Test("beside answers written by hand, tables have an F1 of 0.99 and columns of 0.97 at least")
    func score() throws {
        let cases = try Reference.all()
        #expect(cases.count >= 280)
        var tables = Score()
        var columns = Score()
        for one in cases {
            let answers = one.run()
            for place in 0..<max(answers.count, one.statements.count) {
                let answer = place < answers.count ? answers[place] : nil
                let wanted = place < one.statements.count ? one.statements[place] : nil
                tables.count(wanted.map(names) ?? [], answer.map(names) ?? [])
                columns.count(wanted.map(\.edges).map(plain) ?? [], answer.map(\.edges).map(plain) ?? [])
            }
        }
        print("SQL lineage, \(cases.count) texts: tables \(tables), columns \(columns)")
        #expect(tables.f1 >= 0.99)
        #expect(columns.f1 >= 0.97)
    }

    @Test("every answer is the written one, kinds and reasons too")
    func exact() throws {
        for one in try Expected.all() + Reference.all() {
            let answers = one.run()
            #expect(answers.count == one.statements.count, "\(one.file) \(one.id)")
            for (answer, wanted) in zip(answers, one.statements) {
                #expect(answer.kind == wanted.kind, "\(one.file) \(one.id)")
                #expect(answer.sources == wanted.sources, "\(one.file) \(one.id)")
                #expect(answer.targets == wanted.targets, "\(one.file) \(one.id)")
                #expect(answer.edges == wanted.edges, "\(one.file) \(one.id)")
                #expect(answer.reasons == wanted.reasons, "\(one.file) \(one.id)")
                if let influences = wanted.influences {
                    #expect(answer.influences == influences, "\(one.file) \(one.id)")
                }
            }
        }
    }

    private func names(_ answer: Expected.Answer) -> [String] {
        answer.sources.map { "in " + $0 } + answer.targets.map { "out " + $0 }
    }

    /// Without the kinds, and without columns that nothing feeds.
    private func plain(_ edges: [String]) -> [String] {
        edges.filter { !$0.hasSuffix("←") }.map { edge in
            edge.lastIndex(of: " ").map { String(edge[..<$0]) } ?? edge
        }
    }
}

/// Counts what was found of what was wanted.
private struct Score: CustomStringConvertible {
    private var right = 0
    private var wanted = 0
    private var found = 0

    mutating func count(_ wanted: [String], _ found: [String]) {
        right += Set(wanted).intersection(found).count
        self.wanted += Set(wanted).count
        self.found += Set(found).count
    }

    var precision: Double { found > 0 ? Double(right) / Double(found) : 0 }
    var recall: Double { wanted > 0 ? Double(right) / Double(wanted) : 0 }
    var f1: Double { right > 0 ? 2 * precision * recall / (precision + recall) : 0 }
    var description: String { "precision \(precision), recall \(recall), F1 \(f1)" }
}
