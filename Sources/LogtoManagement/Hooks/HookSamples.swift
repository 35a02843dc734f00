import Core

/// The made-up payloads of a test (spec `logto-management-api.md` §8.4, test samples).
enum HookSamples {
    private static let userAgent: JSON = "fake-user-agent"
    private static let ip: JSON = "127.0.0.1"

    static func payload(of event: String, for hook: Hook, at now: Instant) -> JSON {
        let own: JSON
        switch event {
        case "PostSignIn", "PostSignInAdaptiveMfaTriggered": own = Self.interaction(event, "SignIn", at: now)
        case "PostRegister": own = Self.interaction(event, "Register", at: now)
        case "PostResetPassword": own = Self.interaction(event, "ForgotPassword", at: now)
        default: own = Self.data(event, at: now)
        }
        return own.adding(["hookId": .string(hook.id.value)])
    }

    private static func interaction(_ event: String, _ interactionEvent: String, at now: Instant) -> JSON {
        [
            "event": .string(event),
            "interactionEvent": .string(interactionEvent),
            "createdAt": .string(now.isoText),
            "sessionId": "fake-session-id",
            "userAgent": Self.userAgent,
            "userId": "fake-id",
            "userIp": Self.ip,
            "user": Self.user(at: now),
            "application": [
                "id": "fake-spa-application-id", "type": "SPA", "name": "Fake Application",
                "description": "Fake application data for testing",
            ],
        ]
    }

    private static func user(at now: Instant) -> JSON {
        [
            "id": "fake-id",
            "username": "fake-user",
            "primaryEmail": "fake-user@fake-service.com",
            "primaryPhone": "1234567890",
            "name": "Fake User",
            "avatar": .null,
            "customData": ["theme": "light"],
            "identities": ["google": ["userId": "fake-google-user-id"]],
            "lastSignInAt": .int(now.milliseconds),
            "createdAt": .int(now.milliseconds),
            "updatedAt": .int(now.milliseconds),
            "profile": [:],
            "applicationId": "fake-application-id",
            "cimdClientId": .null,
            "isSuspended": false,
        ]
    }

    private static func data(_ event: String, at now: Instant) -> JSON {
        [
            "event": .string(event),
            "createdAt": .string(now.isoText),
            "userAgent": Self.userAgent,
            "ip": Self.ip,
            "path": "/fake-path/:id",
            "method": "POST",
            "status": 200,
            "params": ["id": "fake-id"],
            "matchedRoute": "/fake-path/:id",
            "data": ["result": "success"],
        ]
    }
}
