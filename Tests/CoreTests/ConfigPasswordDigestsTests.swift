import Core
import Testing

@Suite("A configuration's problems: passwords of other systems")
struct ConfigPasswordDigestsTests {
    private static func user(_ fields: String, _ problems: String...) -> BrokenConfig {
        BrokenConfig(#"{"logto": {"users": [{"id": "u", \#(fields)}]}}"#, problems)
    }

    @Test(arguments: [
        user(#""passwordDigest": "ab""#, "logto.users[0].passwordAlgorithm: is missing"),
        user(
            #""passwordAlgorithm": "MD5""#,
            "logto.users[0].passwordAlgorithm: says how passwordDigest was made, which is missing"),
        user(
            #""passwordAlgorithm": "MD4", "passwordDigest": "ab""#,
            "logto.users[0].passwordAlgorithm: is \"MD4\"; it must be one of: Argon2i, Argon2id, Argon2d, SHA1, SHA256, "
                + "MD5, Bcrypt, Legacy"),
        user(
            #""passwordAlgorithm": "MD5", "passwordDigest": "ab", "password": "p""#,
            "logto.users[0].passwordDigest: stands beside password; give one of the two"),
        user(
            #""passwordAlgorithm": "MD5", "passwordDigest": "\#(String(repeating: "a", count: 257))""#,
            "logto.users[0].passwordDigest: is longer than 256 characters"),
        user(
            #""passwordAlgorithm": "Legacy", "passwordDigest": "ab""#,
            "logto.users[0].passwordDigest: must be a text such as [\"sha256\", [\"salt\", \"@\"], \"<hash>\"], where @ "
                + "stands for the password"),
        user(
            #""passwordAlgorithm": "Legacy", "passwordDigest": "[\"md4\", [\"@\"], \"x\"]""#,
            "logto.users[0].passwordDigest: names the algorithm \"md4\", which is not known here"),
    ])
    func `a digest that would never match is named`(broken: BrokenConfig) {
        #expect(broken.found == broken.problems)
    }

    @Test func `a digest that can be checked is taken`() throws {
        let text = #"{"logto": {"users": [{"id": "u", "passwordAlgorithm": "MD5", "passwordDigest": "ab"}]}}"#
        let user = try #require(try Config(text: text.utf8, listening: .standard).logto.users.first)
        #expect(user.passwordDigest == "ab")
        #expect(user.passwordAlgorithm == .md5)
        #expect(user.password == nil)
    }
}
