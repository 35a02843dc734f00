/// The templates, as they stand in the binary, by the names under which they refer to each other.
enum PageTemplates {
    static let sources: [String: [UInt8]] = [
        "auto-submit": PackageResources.auto_submit_mustache,
        "consent": PackageResources.consent_mustache,
        "console-exchanges": PackageResources.console_exchanges_mustache,
        "console-inbox": PackageResources.console_inbox_mustache,
        "console-overview": PackageResources.console_overview_mustache,
        "console-memberships": PackageResources.console_memberships_mustache,
        "device": PackageResources.device_mustache,
        "field": PackageResources.field_mustache,
        "layout": PackageResources.layout_mustache,
        "logout": PackageResources.logout_mustache,
        "message": PackageResources.message_mustache,
        "patreon-approve": PackageResources.patreon_approve_mustache,
        "patreon-client-form": PackageResources.patreon_client_form_mustache,
        "patreon-clients": PackageResources.patreon_clients_mustache,
        "patreon-connected-apps": PackageResources.patreon_connected_apps_mustache,
        "patreon-error": PackageResources.patreon_error_mustache,
        "patreon-join": PackageResources.patreon_join_mustache,
        "patreon-portal-nav": PackageResources.patreon_portal_nav_mustache,
        "patreon-webhooks": PackageResources.patreon_webhooks_mustache,
        "sign-in": PackageResources.sign_in_mustache,
        "social-link": PackageResources.social_link_mustache,
        "step": PackageResources.step_mustache,
    ]
}
