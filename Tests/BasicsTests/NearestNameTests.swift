import Basics
import Testing

@Suite struct NearestNameTests {
    @Test(
        "a slip of the hand finds what was meant",
        arguments: [("serch", "search"), ("SEARCH", "search"), ("lineaeg", "lineage"), ("stat", "status")])
    func near(typed: String, meant: String) {
        #expect(nearestName(to: typed, among: ["search", "lineage", "status", "get"]) == meant)
    }

    @Test("what is near to nothing finds nothing, however long it is") func far() {
        #expect(nearestName(to: "ownership", among: ["search", "get"]) == nil)
        #expect(nearestName(to: String(repeating: "x", count: 1_000_000), among: ["search"]) == nil)
        #expect(nearestName(to: "", among: ["search"]) == nil)
        #expect(nearestName(to: "search", among: [String]()) == nil)
    }
}
