import Basics
#if canImport(Glibc)
import Glibc
#endif
enum ServePrototype {
    static func run() async {
        let args = CommandLine.arguments
        func flag(_ n: String) -> String? {
            args.firstIndex(of: n).flatMap { $0 + 1 < args.count ? args[$0 + 1] : nil }
        }
        func env(_ n: String) -> String? { getenv(n).map { String(cString: $0) } }
        var s = Assembly.Settings(dataDirectory: flag("--data-dir") ?? "/var/lib/catalog", instance: "proto")
        if let l = flag("--listen") { let p = l.split(separator: ":"); s.host = String(p[0]); s.port = UInt16(p[1])! }
        s.postgresURL = env("CATALOG_POSTGRES_URL").map { Secret($0) }
        s.brokers = env("CATALOG_KAFKA_BROKERS")
        do { try await Assembly(settings: s, logger: Logger()).run(until: .onTermination()) } catch {
            print("catalog: \(error)"); exit(2)
        }
        exit(0)
    }
}
