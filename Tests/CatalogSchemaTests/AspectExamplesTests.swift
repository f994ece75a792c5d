import Basics
import CatalogSchema
import CatalogTestKit
import Testing

@Suite struct AspectExamplesTests {
    let model = MetadataModel.standard

    @Test("Every generated example of every aspect is accepted as it is")
    func examplesAreAccepted() {
        var examples = AspectExamples(seed: 1)
        for aspect in model.aspects {
            for _ in 0..<5 {
                let value = examples.value(of: aspect)
                do {
                    let validated = try aspect.validate(value)
                    #expect(!validated.isChanged, "\(aspect.name)")
                    #expect(validated.json == value)
                } catch {
                    Issue.record("\(error) in \(value.text)")
                }
            }
        }
    }

    @Test("Every broken example of every aspect is refused, with code and path of its one fault")
    func mutationsAreRefused() {
        var examples = AspectExamples(seed: 2)
        var count = 0
        for aspect in model.aspects {
            for broken in examples.broken(examples.value(of: aspect), of: aspect) {
                count += 1
                do {
                    _ = try aspect.validate(broken.value)
                    Issue.record("\(aspect.name)\(broken.path) \(broken.code) was accepted: \(broken.value.text)")
                } catch {
                    let found = error.violations.map { "\($0.code)\($0.path)" }
                    #expect(found == ["\(broken.code)\(broken.path)"], "\(aspect.name): \(error)")
                }
            }
        }
        #expect(count > 3000)
    }

    @Test("Unknown members and nulls of optional fields are cut out at every level, and nothing else")
    func unknownMembersAreCut() {
        var examples = AspectExamples(seed: 3)
        for aspect in model.aspects {
            let value = examples.value(of: aspect)
            let littered = litter(value, .record(aspect.record))
            do {
                let validated = try aspect.validate(littered)
                #expect(validated.json == value, "\(aspect.name)")
                #expect(validated.isChanged)
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test("Edges and search values are read from every example without a trap")
    func marksAreRead() throws {
        var examples = AspectExamples(seed: 4)
        var edges = 0
        var values = 0
        for aspect in model.aspects {
            for _ in 0..<5 {
                let value = examples.value(of: aspect)
                edges += try aspect.edges(from: value, owner: "urn:li:chart:(a,b)").count
                values += aspect.searchValues(from: value).reduce(0) { $0 + $1.values.count }
            }
        }
        #expect(edges > 100)
        #expect(values > 1000)
    }

    /// The value with a member that nobody knows, first in every record.
    private func litter(_ value: JSON, _ type: FieldType) -> JSON {
        switch (type, value) {
        case (.record(let record), .object(let object)):
            var littered = JSONObject([.init("noSuchField", ["nested": [1]])])
            for member in object.members {
                guard let field = record.field(member.name) else { continue }
                littered.members.append(.init(member.name, litter(member.value, field.type)))
            }
            for field in record.fields where field.isOptional && object[field.name] == nil {
                littered.members.append(.init(field.name, nil))
            }
            return .object(littered)
        case (.array(let element), .array(let elements)): return .array(elements.map { litter($0, element) })
        case (.map(let element), .object(let object)):
            return .object(JSONObject(object.members.map { .init($0.name, litter($0.value, element)) }))
        case (.union(let union), .object(let object)):
            return .object(
                JSONObject(
                    object.members.map { member in
                        let inner = union.members.first { $0.key == member.name }?.type
                        return .init(member.name, inner.map { litter(member.value, $0) } ?? member.value)
                    }))
        default: return value
        }
    }
}
