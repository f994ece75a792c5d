import Basics
import CSimdjson

// Documents of the kind that arrives: a batch of 1,000 proposals whose aspects are JSON inside a string, and one such aspect.

func aspect(_ number: Int) -> String {
    let fields = (0..<24).map { index in
        #"{"fieldPath":"column_\#(index)","type":{"type":{"com.linkedin.schema.NumberType":{}}},"#
            + #""nativeDataType":"decimal(12,2)","description":"Größe of \"part\" \#(index)","nullable":\#(index % 2 == 0),"#
            + #""created":{"time":17000000\#(index)00,"actor":"urn:li:corpuser:etl"},"recursive":false}"#
    }
    return #"{"schemaName":"shop.orders_\#(number)","platform":"urn:li:dataPlatform:trino","version":0,"hash":"","#
        + #""platformSchema":{"com.linkedin.schema.MySqlDDL":{"tableSchema":""}},"score":1.50,"fields":["#
        + fields.joined(separator: ",") + "]}"
}

let single = Array(aspect(1).utf8)
let batch: [UInt8] = {
    let items: [JSON] = (0..<1000).map { number in
        [
            "entityType": "dataset", "changeType": "UPSERT", "aspectName": "schemaMetadata",
            "entityUrn": .string("urn:li:dataset:(urn:li:dataPlatform:trino,shop.orders_\(number),PROD)"),
            "aspect": ["contentType": "application/json", "value": .string(aspect(number))],
        ]
    }
    return JSON.object(JSONObject([.init("proposals", .array(items))])).bytes
}()

/// The steps of the library as the value that the product works with.
func tree(_ steps: UnsafeBufferPointer<json_step>, _ index: inout Int) -> JSON {
    let step = steps[index]
    index += 1
    func text() -> String {
        String(decoding: UnsafeRawBufferPointer(start: step.text, count: Int(step.length)), as: UTF8.self)
    }
    switch UInt8(bitPattern: step.kind) {
    case UInt8(ascii: "\""): return .string(text())
    case UInt8(ascii: "#"):
        let text = text()
        if let value = Int64(text), "\(value)" == text { return .int(value) }
        return .number(text)
    case UInt8(ascii: "t"): return .bool(true)
    case UInt8(ascii: "f"): return .bool(false)
    case UInt8(ascii: "["):
        var items: [JSON] = []
        while steps[index].kind != CChar(UInt8(ascii: "]")) { items.append(tree(steps, &index)) }
        index += 1
        return .array(items)
    case UInt8(ascii: "{"):
        var members: [JSONObject.Member] = []
        var seen: Set<String> = []
        while steps[index].kind != CChar(UInt8(ascii: "}")) {
            let name = steps[index]
            index += 1
            let key = String(decoding: UnsafeRawBufferPointer(start: name.text, count: Int(name.length)), as: UTF8.self)
            // A name given twice is refused, as our parser does; a set only where a walk over the few names would be slower.
            if members.count < 16 {
                if members.contains(where: { $0.name == key }) { return .null }
            } else {
                if seen.isEmpty { seen = Set(members.map(\.name)) }
                if !seen.insert(key).inserted { return .null }
            }
            members.append(.init(key, tree(steps, &index)))
        }
        index += 1
        return .object(JSONObject(members))
    default: return .null
    }
}

typealias Walk = (UnsafePointer<CChar>?, Int, UnsafeMutablePointer<UnsafePointer<json_step>?>?) -> Int

func library(_ walk: Walk, _ bytes: UnsafeBufferPointer<UInt8>, length: Int) -> JSON? {
    var steps: UnsafePointer<json_step>?
    let count = bytes.withMemoryRebound(to: CChar.self) { walk($0.baseAddress, length, &steps) }
    guard count > 0 else { return nil }
    var index = 0
    return tree(UnsafeBufferPointer(start: steps, count: count), &index)
}

func rate(_ name: String, _ length: Int, times: Int, _ body: () -> Bool) {
    var best = Duration.seconds(1000)
    for _ in 0..<5 {
        let time = ContinuousClock().measure {
            for _ in 0..<times where !body() { print("\(name): refused") }
        }
        best = min(best, time)
    }
    let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
    print("\(name): \(Int(Double(length * times) / seconds / 1e6)) MB/s")
}

for (name, document, times) in [("one aspect", single, 2000), ("1000 proposals", batch, 2)] {
    let padded = document + [UInt8](repeating: 32, count: 64)
    padded.withUnsafeBufferPointer { bytes in
        let ours = try? JSON.parse(document)
        print(
            "\(name), \(document.count) bytes; equal values:",
            ours == library(simdjson_on_demand, bytes, length: document.count))
        rate("  our parser", document.count, times: times) { (try? JSON.parse(document)) != nil }
        rate("  simdjson DOM into our value", document.count, times: times) {
            library(simdjson_dom, bytes, length: document.count) != nil
        }
        rate("  simdjson on demand into our value", document.count, times: times) {
            library(simdjson_on_demand, bytes, length: document.count) != nil
        }
        var steps: UnsafePointer<json_step>?
        rate("  simdjson on demand, steps only", document.count, times: times) {
            bytes.withMemoryRebound(to: CChar.self) { simdjson_on_demand($0.baseAddress, document.count, &steps) } > 0
        }
    }
}
