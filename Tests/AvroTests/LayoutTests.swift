import Avro
import Testing

@Suite("Avro layout")
struct LayoutTests {
    private func layout(_ text: String) throws -> String { try AvroSchema.parse(text).layout }

    @Test("Names, namespaces, documentation, defaults and annotations do not count")
    func sameBytes() throws {
        let one = try layout(
            #"{"type":"record","name":"E","namespace":"a.b","doc":"x","fields":[{"name":"k","type":{"type":"enum","name":"K","symbols":["A","B"]}},{"name":"o","type":["null","K"],"default":null,"Searchable":{}}]}"#
        )
        let other = try layout(
            #"{"type":"record","name":"c.E","fields":[{"name":"k","type":{"type":"enum","name":"d.Kind","symbols":["A","B"]}},{"name":"o","type":["null","d.Kind"]}]}"#
        )
        #expect(one == other)
    }

    @Test(
        "What changes the bytes or their meaning counts",
        arguments: [
            #"{"type":"record","name":"E","fields":[{"name":"a","type":"int"}]}"#,
            #"{"type":"record","name":"E","fields":[{"name":"b","type":"long"}]}"#,
            #"{"type":"record","name":"E","fields":[{"name":"a","type":["null","long"]}]}"#,
            #"{"type":"record","name":"E","fields":[{"name":"a","type":"long"},{"name":"b","type":"long"}]}"#,
            #"{"type":"record","name":"E","fields":[{"name":"a","type":{"type":"array","items":"long"}}]}"#,
        ])
    func otherBytes(_ text: String) throws {
        #expect(
            try layout(text) != layout(#"{"type":"record","name":"E","fields":[{"name":"a","type":"long"}]}"#))
    }

    @Test("A type that contains itself has a finite layout")
    func recursive() throws {
        let text = try layout(
            #"{"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]},{"name":"all","type":{"type":"map","values":"Node"}}]}"#
        )
        #expect(text == "record(next:union(null;#0;);all:map(#0;);)")
    }
}
