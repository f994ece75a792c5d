import Basics
import CatalogModel

/// An aspect that the events of its entity add up to.
struct AspectDraft: Sendable {
    var urn: Urn
    var aspect: String
    var value: JSON
    /// Whether what another producer declared stays; see ``AspectWrite/yields``.
    var yields = false
}

extension AspectDraft {
    /// Owners and tags of an entity, which yield to those that people and connectors give.
    static func common(_ state: MergedState, _ urn: Urn) -> [AspectDraft] {
        var drafts: [AspectDraft] = []
        if let owners = state["owners"] {
            drafts.append(
                AspectDraft(urn: urn, aspect: "ownership", value: ["owners": owners], yields: true))
        }
        if let tags = state["tags"]?.arrayValue {
            let list = tags.map { tag in JSON.object(JSONObject([.init("tag", tag)])) }
            drafts.append(AspectDraft(urn: urn, aspect: "globalTags", value: ["tags": .array(list)], yields: true))
        }
        return drafts
    }
}
