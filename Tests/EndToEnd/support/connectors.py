"""Connectors, as a configuration declares them."""

EMAIL = {
    "id": "email0000001",
    "connectorId": "mock-email-service-alternative",
    "config": {"templates": [{"usageType": "Generic", "subject": "Code", "content": "{{code}}"}]},
}
