// swift-tools-version: 6.0
import PackageDescription

// Our JSON parser beside Debian's simdjson (libsimdjson-dev), both ending in the same value: `swift run -c release json-bench`.
// A package of its own, so that the product never links the library.
let package = Package(
    name: "json-bench",
    targets: [
        .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL"),
        .target(name: "CSystem", path: "Sources/CSystem", exclude: ["README.md"]),
        .target(name: "Basics", dependencies: ["COpenSSL", "CSystem"], path: "Sources/Basics", exclude: ["README.md"]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .executableTarget(name: "json-bench", dependencies: ["Basics", "CSimdjson"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
