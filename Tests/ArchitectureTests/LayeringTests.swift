import Foundation
import Testing

/// The modules from the bottom up, a layer a line, each with what it may import besides the standard library and
/// Foundation; `docs/architecture.md` says what each is for.
private let layers: [[(module: String, imports: Set<String>)]] = [
    [("COpenSSL", [])],
    [("Core", []), ("JOSE", ["COpenSSL"])],
    [
        ("OAuth", ["Core", "JOSE"]),
        ("Storage", ["Core", "GRDB", "GRDBSQLite"]),
        (
            "Web",
            [
                "Core", "HTTPTypes", "Hummingbird", "Logging", "Mustache", "NIOCore", "NIOEmbedded", "NIOHTTP1",
                "NIOHTTPCompression",
            ]
        ),
    ],
    [("Logto", wire.union(["JOSE"])), ("Inspection", wire.subtracting(["Storage", "Logging"]))],
    [
        ("LogtoOIDC", wire.union(["JOSE", "Logto"])),
        ("LogtoExperience", wire.union(["JOSE", "Logto"])),
        ("LogtoManagement", wire.union(["JOSE", "Logto"])),
        ("Patreon", wire.union(["Inspection", "JOSE"])),
        ("Console", wire.union(["Inspection"])),
    ],
    [
        (
            "Emulator",
            wire.union([
                "Inspection", "JOSE", "Logto", "LogtoOIDC", "LogtoExperience", "LogtoManagement", "Patreon", "Console",
                "AsyncHTTPClient", "NIOCore", "HummingbirdCore", "NIOHTTP1", "ServiceLifecycle", "UnixSignals",
            ])
        )
    ],
    [("logto-emulator", ["Core", "Emulator", "ArgumentParser", "Logging"])],
]

/// What answers on the wire is made of this.
private let wire: Set<String> = ["Core", "OAuth", "Storage", "Web", "HTTPTypes", "Hummingbird", "Logging"]

private let language: Set<String> = ["Foundation", "Glibc", "Synchronization"]

@Suite("The layers")
struct LayeringTests {
    private static let sources = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    private static let rules = SourceRules(
        imports: Dictionary(
            uniqueKeysWithValues: layers.joined().map { ($0.module, $0.imports.union(language)) }))

    @Test func `each module imports only what stands below it, and keeps to the rules of the code`() throws {
        let files = try SourceFile.all(in: Self.sources)
        #expect(files.count > 100, "the sources are where they are looked for")
        #expect(files.flatMap(Self.rules.findings) == [])
    }

    @Test func `the table allows no import beside or above`() {
        let ours = layers.joined().map(\.module)
        var below: Set<String> = []
        for layer in layers {
            for (module, imports) in layer {
                #expect(imports.intersection(ours).subtracting(below) == [], "\(module)")
            }
            below.formUnion(layer.map(\.module))
        }
    }

    @Test func `the table names every module, and no other`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        #expect(folders.sorted() == layers.joined().map(\.module).sorted())
    }

    @Test func `C is touched only in JOSE, and SQL only in Storage`() {
        for (module, imports) in layers.joined() {
            #expect(imports.contains("COpenSSL") == (module == "JOSE"), "\(module)")
            #expect(imports.contains("GRDB") == (module == "Storage"), "\(module)")
        }
    }
}
