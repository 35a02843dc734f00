import JOSE

/// Made with PyPI's `joserfc` 1.6.5: `jws.serialize_compact({'alg': …, 'typ': 'JWT', 'kid': key.kid}, payload, key)`.
/// Each `kid` is joserfc's own idea of the thumbprint.
extension SignedExample {
    static let joserfc = [joserfcES256, joserfcES384, joserfcES512, joserfcRS256, joserfcPS256]

    static let joserfcES256 = SignedExample(
        testDescription: "joserfc, ES256",
        key: JWK(
            kty: "EC",
            kid: "J3usLpnBFLrSWwc4T--hhVefxKIxS-adxZkohSWncYI",
            crv: "P-256",
            x: "wu9zYuVts5LJKf6ltiM727LRduKU5DEdAa7V9Pzg-VY",
            y: "vUlS3Bs72qk3oDc8FLENOyIMXBTUUP8sSn23moAv2Tc"),
        token: """
            eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IkozdXNMcG5CRkxyU1d3YzRULS1oaFZlZnhLSXhTLWFkeFprb2hT\
            V25jWUkifQ.eyJpc3MiOiJqb3NlcmZjIn0.elBTyMStxTJP4LNJWWYH-Irj1w1-G7A8JzCJ9_u-24faCKw9KbhdU6bf-Sq_2\
            cOaRe4TOUc3F0OKe_Pv4jsMOQ
            """,
        payload: "{\"iss\":\"joserfc\"}")

    static let joserfcES384 = SignedExample(
        testDescription: "joserfc, ES384",
        key: JWK(
            kty: "EC",
            kid: "Zdq0_pSLoea2bhuZb40JT4A-JhBm15A0eknDQ8NO8qw",
            crv: "P-384",
            x: "vPiQdgm8RBiUeQ7pRBkQ0xmNBnl7CO-Cm1XdxJ68B5YfgHVU0sh98btBZPpNj4Nq",
            y: "Q_j-M1jN9mfxnZRdonF1cBvcApNJ0IIItXdm8jhGkWCc-k-j8ltpM56AFy-LaIcD"),
        token: """
            eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6IlpkcTBfcFNMb2VhMmJodVpiNDBKVDRBLUpoQm0xNUEwZWtuRFE4\
            Tk84cXcifQ.eyJpc3MiOiJqb3NlcmZjIn0.Z8t3EPRcvn75kTnLYOJzWXU_BH4MPgsVkwu2Rd1cnlU5kIfkiB8cUubDh9IEl\
            Nv4LDI00e3pzMUw0x-qRO6p2uPOQLaYSV6X_zaqHvcw8_T85hxcmewkTRAzydCTKjJT
            """,
        payload: "{\"iss\":\"joserfc\"}")

    static let joserfcES512 = SignedExample(
        testDescription: "joserfc, ES512",
        key: JWK(
            kty: "EC",
            kid: "bVks2un61cjHNU6pvl1g43N1ORWIi5udWpHoFbA0QNk",
            crv: "P-521",
            x: """
                Af-Te-iNY-GB3rdFque3mBjTZa41JbE9a_ONYkiagjjzGIWTPCxHkSWirhkxe9k5oB-U-vtgGP-sJaATtZnI-Mcl
                """,
            y: """
                AQHZbrm_-h3vPHBp2mcFfbw0F5hvHLIaYh7kr_flzzoEEmE6nB91Z36iyzqSJukdyPtxwQcH-vGHsXa7rNrNKQwk
                """),
        token: """
            eyJhbGciOiJFUzUxMiIsInR5cCI6IkpXVCIsImtpZCI6ImJWa3MydW42MWNqSE5VNnB2bDFnNDNOMU9SV0lpNXVkV3BIb0Zi\
            QTBRTmsifQ.eyJpc3MiOiJqb3NlcmZjIn0.ACBgUGVfnw-LjbJdwCLAMWkYrc1DHag-MkPx-6U8CrAgXRsVKAoWBUw4bBT33\
            liCk6WSsy1Me3T0Xx6GKqejS2pNAGLYgT_czLOvmVwGRgkbq5x8WhjOrK0zLsaiwXvQqFakJpiB-YvJwy33bf95AxuO654NJ\
            LTGGYKeOqXCoTm988uP
            """,
        payload: "{\"iss\":\"joserfc\"}")

    static let joserfcRS256 = SignedExample(
        testDescription: "joserfc, RS256",
        key: JWK(
            kty: "RSA",
            kid: "nWuLqHYH9aSPMSHLmPgQYvONWA0mmzGSyfUjKxWMm0k",
            e: "AQAB",
            n: """
                tSkFVIUqu8XAloAf6b1eAwbgqVRdZ4Dj8fF0vx5lCfzoKirhXybnPhsjULcOMyvjmWCclbrkkfMOG5ygjlTa_tKeir7lJBCR\
                j_emDxBQ0-7hJySECCKVoz9mfXDRMW0VxR0xjvM3L8vkSZVoPXzx7IyhpIRpeqNtvqPiffrZgA6agiKwicOuxGX9QbYxqtyG\
                t72zPgGE0T5Pat6WnTdX4qtq9A5nRKvkT793SkJy8dxRz5xnWp1xLmmTWbW78vWeU905IWYzdlRXZtlUf--GKBUdYrAPKMwD\
                mAdp7EEPcTEIaBo1XZcGS-RnAA_V1hPn7yF_QQ53qSk3287tkxBr4Q
                """),
        token: """
            eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Im5XdUxxSFlIOWFTUE1TSExtUGdRWXZPTldBMG1tekdTeWZVakt4\
            V01tMGsifQ.eyJpc3MiOiJqb3NlcmZjIn0.fR92Wzm8hA6953jdzkb27K5Atq1aTheuZv4xheU-qTnLb6vhVkgimP997MvV-\
            mIcBxsvDEq0zNLjwXAkve9MBwOjzt5T7EHPAbRbo2SClxA4-Sy2MURG1z0dN7YqftUI9RBxlbXBynZubB_sL6fc_es2neRBs\
            jP0IH9nyBxV1637eK_XhgT4b6z4Kmg22Cxp3W1dxOHeni7NUJ_DOPcl20G4weZNbBTbhmoXIK8kylQ4glTjXRhtD1ghYnSCF\
            6iLi9cQYjYxGQMJBOxEH72KIGxF4J6PPSvGrOgjsERWaDIIN_pet__mZ5fhX7F7RjwEdfcQoR-ItNCOww_KoxeJiw
            """,
        payload: "{\"iss\":\"joserfc\"}")

    static let joserfcPS256 = SignedExample(
        testDescription: "joserfc, PS256",
        key: JWK(
            kty: "RSA",
            kid: "D7eN8uWyUlOPiV2PlssnM7ewKVXl6m4jNfojLBmfI6I",
            e: "AQAB",
            n: """
                wNCfQ9cfP-QFCxkEqYEL9bIFNGTT9-avQEWfTcDf9FHjQii0iJUnt0NwoijtHDfc6ewt3HWRMNyOPSjUBJI67KvMrV5WjXkf\
                vHQdG8mLsZl1Unja1RKPrHKS0mnKPsWSIAP2S_yxG7K4C6bSp6tfPBh6tpIzw2hd-JCbi3thh6du47oNN8i2FL_GurcBTrgu\
                uPVPTzEimj0TZ5juWd5zxGyNI4KjGY8Qy6mhJavujo9jWe4s6Mv9RjwrnCy2Kq4iB04zdj_PRRBta1biVjKXk0VnGrgyAPUY\
                PoZqODpHWuMOyTq-unolI9tX7k3iJWypJ9rsK3HVOSAvA7_stsQY-Q
                """),
        token: """
            eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IkQ3ZU44dVd5VWxPUGlWMlBsc3NuTTdld0tWWGw2bTRqTmZvakxC\
            bWZJNkkifQ.eyJpc3MiOiJqb3NlcmZjIn0.qkx1NRkddrUGoTAgCQxyh19VzGjId4xce4meujhKrF5IEXYEVlH9ZgHaVy3jQ\
            773Kb0IgAsy7usRPdi0MFIR7qC_dwwVYdWIUKaob-d7wK0U3_j8iLye8CZgyljkaOSOGO62sIzHbmqyVDxwHwXF6aPKhtZiK\
            fowOJdAkmXJ9Z-cuTIXERqSc2J31OQQsqImnKOo-533-W3R4B1yXG026AyQw2XV0CGXzxbg1bU2AQT6LQvI9YAn9hCF6ehRh\
            OmrjCgAjmFikfvxST4IjyoyIPTx1YnxvLsjpc6JaUYRbp7juY1UL6FvAi2A_YIM9oTHmlx0A0LK0Q_hWMlypyjXuQ
            """,
        payload: "{\"iss\":\"joserfc\"}")
}
