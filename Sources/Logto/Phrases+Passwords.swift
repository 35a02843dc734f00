extension Phrases {
    /// What the pages say of a password that is not taken; the API sends the codes alone.
    static let passwordTexts: [String: Texts] = [
        "password_rejected.too_short": Texts("Minimum length is {{min}}.", "最小の長さは{{min}}です。"),
        "password_rejected.too_long": Texts("Maximum length is {{max}}.", "最大の長さは{{max}}です。"),
        "password_rejected.character_types": Texts(
            "At least {{min}} types of characters are required.", "少なくとも{{min}}種類の文字が必要です。"),
        "password_rejected.unsupported_characters": Texts(
            "Unsupported character found.", "サポートされていない文字が見つかりました。"),
        "password_rejected.pwned": Texts(
            "Avoid using simple passwords that are easy to guess.",
            "簡単に推測できる簡単なパスワードの使用を避けてください。"),
        "password_rejected.restricted_found": Texts(
            "Avoid overusing {{list, list}}.", "{{list, list}}の過度な使用を避けてください。"),
        "password_rejected.restricted.repetition": Texts("repeated characters", "繰り返された文字"),
        "password_rejected.restricted.sequence": Texts("sequential characters", "連続する文字"),
        "password_rejected.restricted.user_info": Texts("your personal information", "個人情報"),
        "password_rejected.restricted.words": Texts("product context", "製品のコンテキスト"),
    ]
}
