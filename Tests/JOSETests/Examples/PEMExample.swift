/// Private keys as files hold them. They were made for these tests with the `openssl` command and guard nothing.
enum PEMExample {
    /// `openssl ecparam -name prime256v1 -genkey`: SEC1, with a block of its own for the curve.
    static let sec1 = """
        -----BEGIN EC PARAMETERS-----
        BggqhkjOPQMBBw==
        -----END EC PARAMETERS-----
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIFue5ScaKgrsVz6pWaf8h1suLXsG172dwT9yqqrtFwwXoAoGCCqGSM49
        AwEHoUQDQgAElqvSKL80q1d4TQSWmafuVUa7x9bkq1UEnf98SKQos75tpSkHqkrX
        CskmkSur1mWsODzQbkIU/8LoJ3rW0AaM8w==
        -----END EC PRIVATE KEY-----
        """

    /// The same key: `openssl pkcs8 -topk8 -nocrypt`.
    static let pkcs8 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgW57lJxoqCuxXPqlZ
        p/yHWy4tewbXvZ3BP3Kqqu0XDBehRANCAASWq9IovzSrV3hNBJaZp+5VRrvH1uSr
        VQSd/3xIpCizvm2lKQeqStcKySaRK6vWZaw4PNBuQhT/wugnetbQBozz
        -----END PRIVATE KEY-----
        """

    /// The same key: `openssl pkcs8 -topk8`.
    static let encrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAimYQWJc+CkSAICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEOmgg1Nt+FM9DVaxDOnKdjIEgZDy
        wEmzD2LrCIfQTXkbUe0M0rMXBo8OVNmISW8N5RvVFO44441EB7ecniD02nuCkyKR
        ug4d3pO2SbOvmEoNYnHMw/ihynmPBJYA8SRIJQCdpxwWWAU6X1bVY4+DfZKyXb68
        B9MHI8NgWnYfQFHwPfrQ55HidEFgzzfgYljBzvrl3BHKEmA2THpVhKhEHrkNMWI=
        -----END ENCRYPTED PRIVATE KEY-----
        """

    /// `openssl genrsa -traditional 2048`.
    static let pkcs1 = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEpAIBAAKCAQEAnH8TsKI4UuIZiEnBliAUq4T3H8jn3Ks9ovZuH4JC8IZoQJ89
        6/bC9WRex6nojQqxw++g9SERYiZR3qHFUB3rYVeBne2jCVy1PK9cKnx3UvIN3UME
        xFw/vVMqHs6LKvYf1wsgDMqXQYsmZZYyMtXz7jroSTIBt2QFvbM3rMSCYyxS1kKH
        C18qnTIBPsavbZ+tH1UT/gcAqJq/fVF5IuPtQ+PSryPNbkMQa+/QFC862kxYUrtt
        RkKInAeJLyFBCk0afv+RrzRn3jLUQ5nqTB8FjDig8mnVdjmp02qkKOBIR1SRrasT
        cNdfUdgBIowEwRecu5iKzFSwNYp+gYsf1NrVmwIDAQABAoIBABTaN+juzJt6phVL
        YqCa2LY8CuOw1PhJ1vYqaOUI6dt7xVNrBIi3AiZJf/mR0btNY/9sJCHVjKfr3DfS
        jWSOAAmh69L70aATOtEBusGsgQfL2f4UCoQRmKqk9LVTJycL0ZVJVbVunzXsESsz
        FrBAYvbo4X+zSphBmyQ6R55dNtR442q2LgDkQ7KFOKiX6mUwguRcXiaetDrWNtFb
        BKlzqrb8EuhGNzGF0KeWPVuxKSY1Rv8Zh6uCV7YI6zuaUIddw4r0h/JEg5IaT9lQ
        /PLXF+AQbKkMg4pvSH1n3Eyzm/dr2vdnhTHHQbk/R48qgk2FkUMr9tqKvYY4Fyzt
        VvE/IU0CgYEA2oyMVjstAgOgVNV/PeiVGsl0xa4mE0EqHXPD1oaaZpjPdCMpqdmP
        /yfBO656Mm+oCBA2+dR8UN6NHIXz8yqT6q6dcYN+JT4K8yb7PRCsk3AT2dh+AFtn
        b1svqzFQCFvWUZ6rwr0zaX+gvvQEzyu8K0xDNrzleXYj9YoqdwslHs8CgYEAt1Bd
        EH2Tg3/vTYWCC8a2HEjaNTfUS/I8tc8LNXQ/M7cArBsqmVIYAtiJm1UdJwpt/EJT
        eJaUcp/dkAPZacq5hs1Y0h+XTrrHJ0K8MJ2rF5fGLw5HGr7zYwIBFR9+hfvTyERH
        dV3zrzbIlR4fvX2OfPpx1lMi7qlOxxX/WXT4b3UCgYEApmTF4E1zqgnqw0w9cXwo
        MdnZ/zvlH1nI392o6CdZXO3RXQH8kaXkfYbeFztzK/1Y+LKnuLSv5b5bv7C5GJV9
        QvupQai0nVRMb+5o8IhGbIazhnPPEySEbwMFGxkTbxnE5iWhbkYw44zZbSlKlBUf
        UfPhZMaTDFQHcsW8KSCiJX8CgYAHWzxA2yk+T7YEwGTVoCXSwMGw/QqR+aiiCysB
        /CZFJwTp4zU0bez0wEfVafb/iBWd1/ONlU1jxDKaAu2Ip1AGrtrvo8DoseooEy+G
        K+2fxsF3RfVoh10xDfWJKXhkXBTFpqfPd/O9hk9KXKkda5p6PXqwBSoTtcuphaJ3
        rpABuQKBgQCLOn/iq4pJEu8bt1J5DCsPs2/TeLE3nJMvyoXn8ysbgBG3Y5jnI7Jm
        MRoa2Rq86vmiE+40KYyKbocf+jC80/njYCzqCUYlz6zkfkdCrqrTII+q7Q9fDSBR
        RJMNE+lXqE+L5nxO5YBNopDI9Ie2zbl1sZoDum9SDFm66iWT0OT6cw==
        -----END RSA PRIVATE KEY-----
        """

    /// `openssl genrsa 1024`.
    static let shortRSA = """
        -----BEGIN PRIVATE KEY-----
        MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAMFA0EjFnie6sgwQ
        p7PFplpEnv4sQ4Xyx9/FSwtRWDT9JkiQte2GdCIHtDmqeYMqMAG1CrBTFJlyGNBd
        B6y7Jnq/Y17+j1qTFzzanUvg8dsYZ6QHsk3Mkm8nmR8poufMA4KRzkKgmQ204EQN
        ZYh718BWaYVmrVs5wvIjXi43wJqjAgMBAAECgYBN1qpONXLPc85VN7wkl766axtT
        K0cDQ9en1RK1+0y5AyIRZmAwzNAoCMxZ0cVhxHNTrLUickRAzgkam+4Eb9k+Mj9H
        eIwB5OXPBKGAY8Zn7K1FhP1/j+Km6Oiu7DVoBkULFlmHLCbcTUX9WZdEOBiQyvNn
        3d003FPzLfM5Lg6nYQJBAOo49/+g0LUNOc81keUEc9y5feCynRDJW/O6OJefiRwr
        K1pGOFYPfA2WgCrmSB6IkP5PpkNa85aSRu+vh2brofECQQDTOK49UxV41TniBLp3
        YEei0T6USUOn1Z3Zuye7lepIuY44d1XGPGgdhjKQLv31Uai146HQf+kt2t/r7Btn
        OzHTAkEA57IfMZKlotRIgX+eqQw0iP49VU+bLAXknj9yyBqbCXBy3ERmaku7Db35
        X3aZlQrHU6r679pC6Ioe/e+HY/poIQJBALYQQ1Akz3tKAAysGrZPTTAwwIo85I5E
        eT12Lvdob3ukRcyyQEMRSoU4aVkSyGCutIej4JTBzJJz+VN4Pt6qjXUCQHvawr+p
        ApMSj+mI1ddf2FF84IY3qwiPX83D195RE+mQexAGIQVGf/9XtI1gBRyvfVYSVIJC
        DwTaAtMYJywxvcE=
        -----END PRIVATE KEY-----
        """

    /// `openssl ecparam -name secp256k1 -genkey -noout`.
    static let foreignCurve = """
        -----BEGIN EC PRIVATE KEY-----
        MHQCAQEEIHQaS0PaXXfBu6nGURaFQaP2zlH6sG//Ro7jCL4FxjF3oAcGBSuBBAAK
        oUQDQgAEOQ1itv/HdXWFMMEUQWMObPaPInHucyuznw+qBBX9ZNAeE8d7Mbq+NRUs
        lKeolUYupO4AStPbNCHAQkazThbvOg==
        -----END EC PRIVATE KEY-----
        """

    /// `openssl ecparam -name prime256v1 -param_enc explicit -genkey -noout`: the curve is not named.
    static let explicitCurve = """
        -----BEGIN EC PRIVATE KEY-----
        MIIBaAIBAQQgyVNLjhZvYE0QhG5gjS1KPf1IiKDycJq6kx6dH8ColsKggfowgfcC
        AQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAAAAAAAAAAAAAA////////////////
        MFsEIP////8AAAABAAAAAAAAAAAAAAAA///////////////8BCBaxjXYqjqT57Pr
        vVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSdNgiG5wSTamZ44ROdJreBn36QBEEE
        axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54W
        K84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA//////////+85vqtpxeehPO5ysL8
        YyVRAgEBoUQDQgAERhi6D4tfGRvVvUvk3O8C/Jk3eG0L3AqgOSMeXcIQ6kXDBgam
        fAEZ2UvtyOBbfxH7fmpbxAnTZSQW3hNbTs7WzA==
        -----END EC PRIVATE KEY-----
        """

    /// `openssl genpkey -algorithm ed25519`.
    static let ed25519 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIEEIgO636p6k7IndbXPF72XEb7xvyGGJmZf009I4iO0v
        -----END PRIVATE KEY-----
        """
}
