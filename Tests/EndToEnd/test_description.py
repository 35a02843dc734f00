"""The documents that describe Logto's APIs, as tools read them that know nothing of Logto."""

import requests
from openapi_spec_validator import OpenAPIV30SpecValidator

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
