/// A telephone number as Logto keeps one (spec `logto-management-api.md` §6.2): digits alone, country code first. That the
/// country exists and the length is plausible is all that is asked.
package struct PhoneNumber: Equatable, Sendable {
    package let countryCode: String
    /// Without the 0 that is dialled in front within most countries.
    package let national: String

    /// - Parameter digits: with the country code, without `+`.
    package init?(_ digits: String) {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let code = (1...3).lazy.map({ String(digits.prefix($0)) }).first(where: Self.codes.contains)
        else { return nil }
        var national = digits.dropFirst(code.count)
        if !Self.codesWithZero.contains(code), national.hasPrefix("0") { national = national.dropFirst() }
        guard (2...17).contains(national.count) else { return nil }
        self.countryCode = code
        self.national = String(national)
    }

    package var text: String { self.countryCode + self.national }

    /// The same number as it may have been kept with that 0.
    package var textWithZero: String { "\(self.countryCode)0\(self.national)" }

    /// Where a number in its international form begins with 0.
    private static let codesWithZero: Set<String> = ["39", "225", "241", "242", "378"]

    /// ITU-T E.164's assigned country codes.
    private static let codes: Set<String> = Set(
        """
        1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 \
        86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 \
        237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 \
        266 267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 \
        380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 \
        597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 \
        853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 \
        979 992 993 994 995 996 998
        """.split(separator: " ").map(String.init))
}
