import Basics
import CatalogModel
import CatalogService

/// The proposals of one request on their way to the writer, and what was wrong with those that never became one.
struct Intake {
    /// Where a proposal came from: the number of its item, and the item's place in the body.
    struct Origin {
        var index: Int
        var path: String
    }

    /// One item that is refused.
    struct Refusal {
        var index: Int
        var urn: String?
        var aspect: String?
        var problem: ProposalProblem
    }

    private(set) var proposals: [Proposal] = []
    private(set) var origins: [Origin] = []
    private(set) var refusals: [Refusal] = []
    /// Whether the request holds a list of items, which decides how its refusal is worded.
    let isBatch: Bool
    let total: Int

    /// Items that one refusal describes at most.
    private static let maximumItems = 1000
    /// Items that the message itself describes at most.
    private static let maximumItemsInMessage = 20

    init(isBatch: Bool, total: Int = 1) {
        self.isBatch = isBatch
        self.total = total
        if isBatch { proposals.reserveCapacity(total) }
    }

    /// Takes what an item of the body stands for, or the reason why it stands for nothing.
    /// - Parameters:
    ///   - item: The item as sent, to name it where it cannot be read.
    ///   - decode: Makes its proposals.
    mutating func take(
        _ index: Int, path: String, item: JSON, decode: () throws(ProposalProblem) -> [Proposal]
    ) {
        do {
            for proposal in try decode() {
                proposals.append(proposal)
                origins.append(Origin(index: index, path: path))
            }
        } catch {
            refusals.append(
                Refusal(
                    index: index, urn: item["entityUrn"]?.stringValue, aspect: item["aspectName"]?.stringValue,
                    problem: error.at(path)))
        }
    }

    /// Notes what the writer refuses.
    mutating func refuse(_ rejected: [RejectedProposal]) {
        for rejection in rejected where proposals.indices.contains(rejection.index) {
            let origin = origins[rejection.index]
            let proposal = proposals[rejection.index]
            refusals.append(
                Refusal(
                    index: origin.index, urn: proposal.urn.text, aspect: proposal.aspectName,
                    problem: rejection.problem.at(origin.path)))
        }
        refusals.sort { $0.index < $1.index }
    }

    /// The answer that names every refused item: 400 when one of them cannot be read, else 422.
    var problem: RestLiProblem {
        let codes = refusals.map(\.problem.code)
        let status = codes.map(RestLiProblem.status(of:)).min() ?? 422
        let worst = codes.first { RestLiProblem.status(of: $0) == status } ?? .malformedProposal
        let items = refusals.prefix(Self.maximumItems).map(Self.item)
        guard isBatch else {
            let texts = refusals.prefix(Self.maximumItemsInMessage).map(\.problem.description)
            return RestLiProblem(status, worst.rawValue, texts.joined(separator: "; "), items: items)
        }
        let bad = Set(refusals.map(\.index)).count
        var message = "Nothing was written, because \(bad) of \(total) items \(bad == 1 ? "is" : "are") refused: "
        message += refusals.prefix(Self.maximumItemsInMessage).map(Self.sentence).joined(separator: "; ")
        if refusals.count > Self.maximumItemsInMessage {
            message += "; and \(refusals.count - Self.maximumItemsInMessage) more problems"
        }
        return RestLiProblem(status, worst.rawValue, message, items: items)
    }

    private static func item(_ refusal: Refusal) -> JSON {
        var object = JSONObject([.init("index", .int(Int64(refusal.index)))])
        if let urn = refusal.urn { object["urn"] = .string(clipped(urn)) }
        if let aspect = refusal.aspect { object["aspect"] = .string(clipped(aspect)) }
        object["code"] = .string(refusal.problem.code.rawValue)
        object["path"] = .string(refusal.problem.path)
        object["message"] = .string(refusal.problem.message)
        return .object(object)
    }

    private static func sentence(_ refusal: Refusal) -> String {
        let names = [refusal.aspect, refusal.urn].compactMap { $0.map(clipped) }
        let subject = names.isEmpty ? "" : " (\(names.joined(separator: " of ")))"
        return "[\(refusal.index)]\(subject) \(refusal.problem.description)"
    }

    private static func clipped(_ text: String) -> String {
        text.count > 200 ? text.prefix(200) + "…" : text
    }
}
