"""The documents that describe Logto's APIs, as tools read them that know nothing of Logto."""

import requests
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import OpenAPIV30SpecValidator
from support.management import ManagementAPI

DOCUMENTS = [
    "/swagger.json",
    "/.well-known/management.openapi.json",
    "/.well-known/experience.openapi.json",
    "/.well-known/user.openapi.json",
]


def test_the_documents_are_valid_openapi(emulator):
    emulator.start()
    for path in DOCUMENTS:
        answer = requests.get(emulator.logto + "/api" + path, timeout=10)
        assert answer.headers["Content-Type"].startswith("application/json")
        document = answer.json()
        assert document["paths"], path
        problems = list(OpenAPIV30SpecValidator(document).iter_errors())
        assert not problems, (path, problems[0])


def problems(document: dict, operation: dict, answer: requests.Response) -> list[str]:
    """What is wrong with an answer, in the eyes of a validator that has the document alone."""
    response = operation["responses"][str(answer.status_code)]
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    media = answer.headers["Content-Type"].split(";")[0]
    schema = {"allOf": [response["content"][media]["schema"]], "components": document["components"]}
    return [f"{error.json_path}: {error.message}" for error in OAS30Validator(schema).iter_errors(answer.json())]


def test_answers_are_what_the_documents_say(world):
    """Each list and each setting there is, and an entity of each kind."""
    api = ManagementAPI(world)
    document = requests.get(api.root + "/swagger.json", timeout=10).json()
    for path, body in {
        "/hooks": {"events": ["User.Created"], "config": {"url": "http://localhost:1/", "headers": {"a": "b"}}},
        "/one-time-tokens": {"email": "somebody@example.com"},
        "/organization-invitations": {
            "invitee": "somebody@example.com",
            "organizationId": "bookclub0001",
            "expiresAt": 4102444800000,
        },
        "/users/alice0000001/personal-access-tokens": {"name": "script"},
        "/users/alice0000001/mfa-verifications": {"type": "Totp"},
    }.items():
        api.call("POST", path, body)
    examples = {
        "{userId}": "alice0000001",
        "{keyType}": "private-keys",
        "{resourceId}": "bookstoreapi000000000",
        "{applicationId}": "managementapi00000000",
        "/applications/{id}": "/applications/managementapi00000000",
        "/connectors/{id}": "/connectors/patreon00001",
        "/connector-factories/{id}": "/connector-factories/patreon-universal",
        "/organizations/{id}": "/organizations/bookclub0001",
        "/organization-roles/{id}": "/organization-roles/editor000000000000000",
        "/organization-scopes/{id}": "/organization-scopes/invitemembers00000000",
        "/resources/{id}": "/resources/bookstoreapi000000000",
        "/roles/{id}": "/roles/reader000000000000000",
    }
    checked, found = [], []
    for path, methods in document["paths"].items():
        if "get" not in methods or "userToken" in str(methods["get"].get("security")):
            continue
        url = path
        for name, value in examples.items():
            url = url.replace(name, value)
        if "{" in url or "/interaction/" in url:
            continue
        answer = requests.get(world.logto + url, headers=api.headers, timeout=10)
        if answer.status_code == 204:
            continue
        checked.append(path)
        found += [f"{path} {answer.status_code} {it}" for it in problems(document, methods["get"], answer)]
    assert not found, "\n".join(found)
    assert len(checked) > 50, checked
