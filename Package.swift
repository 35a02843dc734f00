// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "logto-emulator",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "logto-emulator", targets: ["logto-emulator"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    ],
    targets: []
)

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPCompression: Target.Dependency = .product(name: "NIOHTTPCompression", package: "swift-nio-extras")

// 0: the system library
package.targets += [
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])])
]

// 1: the vocabulary, and signatures
package.targets += [
    .target(name: "Core"),
    .target(name: "JOSE", dependencies: ["COpenSSL"]),
]

// 2: capabilities
package.targets += [
    .target(name: "OAuth", dependencies: ["Core", "JOSE"]),
    .target(name: "Storage", dependencies: ["Core", grdb, sqlite], resources: [.embedInCode("Migrations")]),
    .target(
        name: "Web",
        dependencies: [
            "Core", httpTypes, hummingbird, logging, mustache, nioCore, nioEmbedded, nioHTTP1, nioHTTPCompression,
        ],
        resources: [.embedInCode("Templates"), .embedInCode("style.css")]),
]

// 3: what Logto's surfaces share; what watches and explains
package.targets += [
    .target(name: "Logto", dependencies: ["Core", "JOSE", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging]),
    .target(name: "Inspection", dependencies: ["Core", "OAuth", "Web", httpTypes, hummingbird]),
]

// 4: surfaces, what answers on the wire
package.targets += [
    .target(
        name: "LogtoOIDC",
        dependencies: ["Core", "JOSE", "Logto", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging]),
    .target(
        name: "LogtoExperience",
        dependencies: ["Core", "JOSE", "Logto", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging]),
    .target(
        name: "LogtoManagement",
        dependencies: ["Core", "JOSE", "Logto", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging]),
    .target(
        name: "Patreon",
        dependencies: ["Core", "Inspection", "JOSE", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging]),
    .target(
        name: "Console",
        dependencies: ["Core", "Inspection", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging]),
]

// 5: a world, put together and served
package.targets += [
    .target(
        name: "Emulator",
        dependencies: [
            "Console", "Core", "Inspection", "JOSE", "Logto", "LogtoExperience", "LogtoManagement", "LogtoOIDC",
            "OAuth",
            "Patreon", "Storage", "Web", httpClient, httpTypes, hummingbird, hummingbirdCore, lifecycle, logging,
            nioCore, nioHTTP1,
        ])
]

// 6: the command line
package.targets += [
    .executableTarget(name: "logto-emulator", dependencies: ["Core", "Emulator", argumentParser, logging])
]

// `make bench`
package.targets += [
    .executableTarget(
        name: "emulator-benchmarks",
        dependencies: ["Core", "JOSE", "OAuth", grdb],
        path: "Benchmarks")
]

// Tests: the emulator in the test's process, and a suite a module
package.targets += [
    .target(
        name: "TestSupport",
        dependencies: [
            "Core", "Emulator", "JOSE", "OAuth", "Storage", "Web", httpTypes, hummingbird, logging, nioCore,
            nioEmbedded,
        ],
        path: "Tests/TestSupport"),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "JOSETests", dependencies: ["JOSE"]),
    .testTarget(name: "CoreTests", dependencies: ["Core", "TestSupport"]),
    .testTarget(name: "OAuthTests", dependencies: ["Core", "JOSE", "OAuth"]),
    .testTarget(
        name: "StorageTests", dependencies: ["Core", "Storage", "TestSupport", grdb], exclude: ["Fixtures"]),
    .testTarget(name: "WebTests", dependencies: ["Core", "Logto", "TestSupport", "Web", httpTypes, hummingbird]),
    .testTarget(
        name: "InspectionTests", dependencies: ["Core", "Emulator", "Inspection", "TestSupport", "Web", httpTypes]),
    .testTarget(
        name: "LogtoTests",
        dependencies: ["Core", "JOSE", "Logto", "Storage", "TestSupport", "Web", httpTypes, hummingbird, nioCore]),
    .testTarget(
        name: "LogtoOIDCTests",
        dependencies: [
            "Core", "Emulator", "JOSE", "Logto", "LogtoOIDC", "OAuth", "Storage", "TestSupport", "Web", httpTypes,
            logging,
        ]),
    .testTarget(
        name: "LogtoExperienceTests",
        dependencies: ["Core", "Logto", "LogtoExperience", "Storage", "TestSupport", "Web", httpTypes, logging]),
    .testTarget(
        name: "LogtoManagementTests",
        dependencies: [
            "Core", "Emulator", "JOSE", "Logto", "LogtoManagement", "OAuth", "Storage", "TestSupport", "Web", httpTypes,
            hummingbird,
        ]),
    .testTarget(
        name: "PatreonTests",
        dependencies: [
            "Core", "JOSE", "OAuth", "Patreon", "Storage", "TestSupport", "Web", httpTypes, hummingbird, logging,
        ]),
    .testTarget(
        name: "ConsoleTests", dependencies: ["Core", "Emulator", "Logto", "Storage", "TestSupport", httpTypes]),
    .testTarget(
        name: "EmulatorTests", dependencies: ["Core", "Emulator", "Storage", "TestSupport", "Web", httpTypes, logging]),
]

for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
