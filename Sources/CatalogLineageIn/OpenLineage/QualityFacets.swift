import Basics
import CatalogModel

/// What the quality facets of a dataset say: metrics become a profile, checks become assertions and their outcomes.
///
/// Everything is a function of one event: an assertion's description holds only what its urn is made of, so that the order of
/// events does not matter, and a point bears the event's digest, so that a repeated event says it once.
struct QualityFacets {
    let dataset: Urn
    let stamp: Stamp
    /// The run that measured; an event without one stands for itself.
    let run: String?

    /// The aspects and points that facets make, those of the first set that has a facet of the name.
    func notes(_ sets: [FacetSet]) -> [AspectDraft] {
        var notes: [AspectDraft] = []
        if let metrics = sets.lazy.compactMap({ $0["dataQualityMetrics"] }).first, let profile = profile(metrics) {
            notes.append(AspectDraft(urn: dataset, aspect: "datasetProfile", value: profile))
        }
        var told: Set<Urn> = []
        let checks = sets.lazy.compactMap { $0["dataQualityAssertions"]?["assertions"]?.arrayValue }.first ?? []
        for check in checks {
            guard let assertion = Assertion(check, of: dataset), told.insert(assertion.urn).inserted else { continue }
            notes.append(
                AspectDraft(urn: assertion.urn, aspect: "assertionInfo", value: assertion.info, yields: true))
            if let outcome = outcome(check, of: assertion) {
                notes.append(AspectDraft(urn: assertion.urn, aspect: "assertionRunEvent", value: outcome))
            }
        }
        return notes
    }

    private func point(_ members: [JSONObject.Member]) -> JSON {
        let place: [JSONObject.Member] = [
            .init("timestampMillis", .int(stamp.milliseconds)), .init("messageId", .string(stamp.digest)),
        ]
        return .object(JSONObject(place + members))
    }

    private func outcome(_ check: JSON, of assertion: Assertion) -> JSON? {
        guard let success = check["success"]?.boolValue else { return nil }
        var result = JSONObject([.init("type", success ? "SUCCESS" : "FAILURE")])
        let native = ["expected", "actual", "severity"].compactMap { name in
            check[name].flatMap(propertyText).map { JSONObject.Member(name, $0) }
        }
        if !native.isEmpty { result["nativeResults"] = .object(JSONObject(native)) }
        return point([
            .init("runId", .string(run ?? stamp.digest)), .init("asserteeUrn", .string(dataset.text)),
            .init("assertionUrn", .string(assertion.urn.text)), .init("status", "COMPLETE"),
            .init("result", .object(result)),
        ])
    }

    // MARK: - Metrics

    private func profile(_ metrics: JSON) -> JSON? {
        var members: [JSONObject.Member] = []
        if let rows = Self.count(metrics["rowCount"]) { members.append(.init("rowCount", rows)) }
        if let bytes = Self.count(metrics["bytes"]) { members.append(.init("sizeInBytes", bytes)) }
        let columns = metrics["columnMetrics"]?.objectValue?.members ?? []
        let profiles = columns.compactMap { Self.profile(ofColumn: $0.name, $0.value) }
        if !profiles.isEmpty {
            members.append(.init("columnCount", .int(Int64(profiles.count))))
            members.append(.init("fieldProfiles", .array(profiles)))
        }
        guard !members.isEmpty else { return nil }
        return point(members)
    }

    private static func profile(ofColumn name: String, _ metrics: JSON) -> JSON? {
        guard !name.isEmpty, metrics.objectValue != nil else { return nil }
        var profile = JSONObject([.init("fieldPath", .string(name))])
        for (member, field) in [("nullCount", "nullCount"), ("distinctCount", "uniqueCount")] {
            if let count = count(metrics[member]) { profile[field] = count }
        }
        for name in ["min", "max"] {
            if let text = number(metrics[name]) { profile[name] = text }
        }
        if let sum = metrics["sum"]?.doubleValue, let count = metrics["count"]?.doubleValue, count > 0 {
            let mean = sum / count
            if mean.isFinite { profile["mean"] = .string("\(mean)") }
        }
        var quantiles: [JSON] = []
        for quantile in metrics["quantiles"]?.objectValue?.members ?? [] {
            guard let value = number(quantile.value) else { continue }
            quantiles.append(["quantile": .string(quantile.name), "value": value])
            if Double(quantile.name) == 0.5 { profile["median"] = value }
        }
        if !quantiles.isEmpty { profile["quantiles"] = .array(quantiles) }
        return .object(profile)
    }

    private static func count(_ value: JSON?) -> JSON? {
        guard let count = value?.intValue, count >= 0 else { return nil }
        return .int(count)
    }

    /// A finite number as the text that profiles have.
    private static func number(_ value: JSON?) -> JSON? {
        guard let value, value.doubleValue?.isFinite == true else { return nil }
        return .string(value.text)
    }
}

/// A check of a dataset or of one of its columns.
private struct Assertion {
    var urn: Urn
    var info: JSON

    /// `nil` where the check has no kind, or its names can be no urn.
    init?(_ check: JSON, of dataset: Urn) {
        guard let kind = check["assertion"]?.stringValue, !kind.isEmpty else { return nil }
        let column = check["column"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        // Checks of one kind may differ only in their parameters; the name tells them apart where there is one.
        let name = check["name"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        var identity = "\(dataset.text):\(column ?? ""):\(kind)"
        if let name { identity += ":\(name)" }
        guard let urn = try? Urn("urn:li:assertion:\(Self.uuid(of: identity))") else { return nil }
        var custom = JSONObject([
            .init("type", "OpenLineage Data Quality Assertion"), .init("entity", .string(dataset.text)),
            .init("logic", .string(clipped(kind))),
        ])
        if let column {
            guard let field = ColumnNames.column(column, of: dataset) else { return nil }
            custom["field"] = .string(field)
        }
        self.urn = urn
        info = [
            "type": "CUSTOM", "description": .string(clipped(name ?? kind)), "source": ["type": "EXTERNAL"],
            "customAssertion": .object(custom),
        ]
    }

    /// RFC 9562's UUID of version 3 over the text alone, which is how DataHub's converter names assertions.
    private static func uuid(of text: String) -> String {
        var digits = Array(md5Hex(text).utf8)
        digits[12] = UInt8(ascii: "3")
        let variant = digits[16]
        let value = variant >= UInt8(ascii: "a") ? variant &- UInt8(ascii: "a") &+ 10 : variant &- UInt8(ascii: "0")
        digits[16] = Array("89ab".utf8)[Int(value & 3)]
        var uuid: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { uuid.append(UInt8(ascii: "-")) }
            uuid.append(digit)
        }
        return String(decoding: uuid, as: UTF8.self)
    }
}
