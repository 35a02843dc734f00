/// Passwords that appear in many a breach. Logto asks a service on the internet about each password; a list of the most
/// common ones is what can be known offline.
package struct BreachedPasswords: Sendable {
    private let contains: @Sendable (String) -> Bool

    /// In either case.
    package static let common = BreachedPasswords { Self.list.contains($0.lowercased()) }

    /// Those that Logto knows when its own tests run (spec `logto-management-api.md` §3.3).
    package static let ofTests = BreachedPasswords(contains: ["123456aA", "test_password"].contains)

    func contain(_ password: String) -> Bool { self.contains(password) }

    private static let list: Set<String> = Set(
        """
        000000 00000000 0123456789 1111 111111 11111111 112233 121212 123123 123123123 1234 12345 123456 1234567 12345678
        123456789 1234567890 123456a 123456aa 123456abc 1234qwer 123abc 123qwe 131313 147258369 159753 1q2w3e 1q2w3e4r
        1q2w3e4r5t 1qaz2wsx 222222 555555 654321 666666 696969 777777 7777777 87654321 888888 88888888 987654321 999999
        aa123456 aaaaaa aaaaaaaa abc123 abc12345 abcd1234 abcdef abcdefgh access admin admin123 administrator andrew
        apple asdasd asdf1234 asdfasdf asdfgh asdfghjkl azerty bailey baseball batman buster changeme charlie cheese
        chocolate computer cookie daniel dragon flower football freedom george ginger google hannah hello hello123
        hockey hunter hunter2 iloveyou internet jennifer jessica jordan jordan23 joshua killer letmein letmein1 login
        lovely loveme maggie master matthew merlin michael michelle minecraft monkey mustang mynoob nicole ninja
        pa55word pass123 pass1234 passw0rd password password! password1 password1! password12 password123 password1234
        pepper pokemon princess purple qazwsx qazwsxedc qwe123 qwer1234 qwerty qwerty1 qwerty123 qwertyuiop robert
        samsung secret secret123 shadow silver soccer starwars summer sunshine superman taylor test test123 test1234 test_password
        thomas thunder tigger trustno1 welcome welcome1 welcome123 whatever william yellow zaq12wsx zxcvbn zxcvbnm
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
