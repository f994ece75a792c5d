import Basics

/// Writes proposals as DataHub's clients do, each marked with its run.
struct ProposalEncoder: Sendable {
    /// How an aspect's value stands in a proposal.
    enum Form: Sendable {
        /// As a text of JSON, for REST and Kafka.
        case wire
        /// As JSON itself, for files.
        case file
    }

    private let systemMetadata: [UInt8]
    let form: Form

    init(identity: RunIdentity, form: Form = .wire) {
        systemMetadata = identity.systemMetadata.bytes
        self.form = form
    }

    static func contentType(_ change: IngestProposal.Change) -> String {
        change == .patch ? "application/json-patch+json" : "application/json"
    }

    /// The proposal as one JSON object, with its names beside it.
    func encode(_ proposal: IngestProposal) -> EncodedProposal {
        EncodedProposal(urn: proposal.urn, aspectName: proposal.aspectName, bytes: bytes(proposal))
    }

    /// The proposal as one JSON object.
    func bytes(_ proposal: IngestProposal) -> [UInt8] {
        var bytes: [UInt8] = Array("{\"entityType\":".utf8)
        JSON.write(proposal.entityType, to: &bytes)
        bytes += Array(",\"entityUrn\":".utf8)
        JSON.write(proposal.urn, to: &bytes)
        bytes += Array(",\"changeType\":\"\(proposal.change.rawValue)\",\"aspectName\":".utf8)
        JSON.write(proposal.aspectName, to: &bytes)
        switch form {
        case .wire:
            bytes += Array(",\"aspect\":{\"value\":".utf8)
            JSON.write(proposal.value.text, to: &bytes)
            bytes += Array(",\"contentType\":\"\(ProposalEncoder.contentType(proposal.change))\"}".utf8)
        case .file:
            bytes += Array(",\"aspect\":{\"json\":".utf8)
            bytes += proposal.value.bytes
            bytes.append(UInt8(ascii: "}"))
        }
        bytes += Array(",\"systemMetadata\":".utf8)
        bytes += systemMetadata
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
