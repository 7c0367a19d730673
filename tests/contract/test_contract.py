# SPDX-License-Identifier: Apache-2.0
"""The contract that partners build on: the kept OpenAPI document, its delta and its linter."""

import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import warnings

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import check_openapi  # noqa: E402
import openapi_delta  # noqa: E402

# The linter's major version 2 needs Node.js 20.19; Debian 12 has 18.
LINTER_FOR_NODE_20 = "@redocly/cli@2.77.0"
LINTER_FOR_NODE_18 = "@redocly/cli@1.34.20"


@pytest.fixture(scope="module")
def current():
    return check_openapi.current_text()


def test_the_document_is_the_kept_copy_or_compatible_with_it(current, capsys):
    kept = check_openapi.KEPT.read_text()
    code = check_openapi.report(kept, current)
    delta = capsys.readouterr().out
    assert code == 0, delta
    if kept != current:
        warnings.warn(delta)


def test_every_error_is_a_problem_document(current):
    document = json.loads(current)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            for status, response in operation["responses"].items():
                response = openapi_delta._Comparison.resolve(document, response)
                media = "application/json" if status[0] == "2" else "application/problem+json"
                assert list(response["content"]) == [media], f"{method} {path} {status}"


def test_every_operation_names_its_scope_and_unknown_fields_are_refused(current):
    document = json.loads(current)
    operations = [o for item in document["paths"].values() for o in item.values()]
    assert operations
    for operation in operations:
        scope = operation["x-required-scope"]
        assert operation["security"] == [{"partner_certificate": [scope]}]
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            schema = openapi_delta._Comparison.resolve(document, schema)
            assert schema["additionalProperties"] is False, operation["operationId"]


# --- The comparison ------------------------------------------------------------------------------

def sample():
    """A small document with one call of each kind."""
    text = {"type": "string"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sample", "version": "1.0.0"},
        "paths": {
            "/v1/things": {
                "post": {
                    "operationId": "createThing", "summary": "Create.",
                    "x-required-scope": "things:write",
                    "security": [{"partner_certificate": ["things:write"]}],
                    "parameters": [{"name": "Idempotency-Key", "in": "header", "required": False,
                                    "schema": dict(text)}],
                    "requestBody": {"required": True, "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/CreateThing"}}}},
                    "responses": {"201": {"description": "Success.", "headers": {
                        "X-Request-Id": {"schema": dict(text)}}, "content": {"application/json": {
                            "schema": {"$ref": "#/components/schemas/Thing"}}}},
                        "400": {"$ref": "#/components/responses/BadRequest"}},
                },
                "get": {
                    "operationId": "listThings", "summary": "List.",
                    "x-required-scope": "things:read",
                    "security": [{"partner_certificate": ["things:read"]}],
                    "parameters": [{"name": "page_size", "in": "query", "required": False,
                                    "schema": {"type": "integer", "format": "int32"}}],
                    "responses": {"200": {"description": "Success.", "content": {
                        "application/json": {"schema": {
                            "type": "object", "properties": {"things": {
                                "type": "array",
                                "items": {"$ref": "#/components/schemas/Thing"}}}}}}}},
                },
            },
        },
        "components": {
            "schemas": {
                "CreateThing": {
                    "type": "object", "required": ["kind"], "additionalProperties": False,
                    "properties": {"kind": {"$ref": "#/components/schemas/Kind"},
                                   "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
                                   "part": {"$ref": "#/components/schemas/Part"}}},
                "Kind": {"type": "string", "enum": ["big", "small"]},
                "Part": {"type": "object", "properties": {
                    "size": {"type": "integer", "minimum": 0, "maximum": 10}}},
                "Thing": {
                    "type": "object", "required": ["tags"],
                    "properties": {"status": {"type": "string", "enum": ["new", "old"]},
                                   "part": {"$ref": "#/components/schemas/Part"},
                                   "parent": {"$ref": "#/components/schemas/Thing"},
                                   "created_at": {"type": "string", "format": "date-time"},
                                   "tags": {"type": "array", "items": dict(text)}}},
            },
            "responses": {"BadRequest": {"description": "Malformed.", "content": {
                "application/problem+json": {"schema": dict(text)}}}},
            "securitySchemes": {"partner_certificate": {"type": "mutualTLS"}},
        },
    }


def at(document, pointer):
    for part in pointer.split("|"):
        document = document[int(part) if isinstance(document, list) else part]
    return document


def put(pointer, value):
    def mutate(document):
        folder, _, name = pointer.rpartition("|")
        at(document, folder)[name] = value
    return mutate


def drop(pointer):
    def mutate(document):
        folder, _, name = pointer.rpartition("|")
        folder = at(document, folder)
        del folder[int(name) if isinstance(folder, list) else name]
    return mutate


POST, GET = "paths|/v1/things|post", "paths|/v1/things|get"
SCHEMAS = "components|schemas"
CREATE, THING = f"{SCHEMAS}|CreateThing", f"{SCHEMAS}|Thing"

BREAKING = {
    "path removed": drop("paths|/v1/things"),
    "method removed": drop(GET),
    "operation renamed": put(f"{GET}|operationId", "getThings"),
    "scope changed": put(f"{GET}|x-required-scope", "things:list"),
    "security changed": put(f"{GET}|security", [{"partner_certificate": ["all"]}]),
    "security scheme removed": drop("components|securitySchemes|partner_certificate"),
    "success removed": drop(f"{POST}|responses|201"),
    "problem removed": drop(f"{POST}|responses|400"),
    "answer's media type changed": put("components|responses|BadRequest|content",
                                       {"text/plain": {"schema": {"type": "string"}}}),
    "answer's header removed": drop(f"{POST}|responses|201|headers|X-Request-Id"),
    "answer's member removed": drop(f"{THING}|properties|status"),
    "answer's member changed type": put(f"{THING}|properties|created_at|type", "integer"),
    "answer's member may be null": put(f"{THING}|properties|created_at|type", ["string", "null"]),
    "answer's format changed": put(f"{THING}|properties|created_at|format", "date"),
    "answer's format dropped": drop(f"{THING}|properties|created_at|format"),
    "answer's enum opened": drop(f"{THING}|properties|status|enum"),
    "answer's element changed type": put(f"{THING}|properties|tags|items|type", "object"),
    "answer's member is no longer always there": put(f"{THING}|required", []),
    "answer's bound widened": put(f"{SCHEMAS}|Part|properties|size|maximum", 20),
    "request field removed": drop(f"{CREATE}|properties|code"),
    "request field became required": put(f"{CREATE}|required", ["kind", "code"]),
    "new required request field": lambda d: (
        put(f"{CREATE}|properties|more", {"type": "string"})(d),
        put(f"{CREATE}|required", ["kind", "more"])(d)),
    "request's enum value removed": put(f"{SCHEMAS}|Kind|enum", ["big"]),
    "request's enum value renamed": put(f"{SCHEMAS}|Kind|enum", ["big", "tiny"]),
    "request's enum closed": put(f"{CREATE}|properties|code|enum", ["AAA"]),
    "request's type changed": put(f"{CREATE}|properties|code|type", "integer"),
    "request's pattern changed": put(f"{CREATE}|properties|code|pattern", "^[A-Z]{2}$"),
    "request's pattern added": put(f"{SCHEMAS}|Kind|pattern", "^b"),
    "request's bound narrowed": put(f"{SCHEMAS}|Part|properties|size|minimum", 1),
    "request's bound added": put(f"{CREATE}|properties|code|maxLength", 3),
    "request closed": put(f"{SCHEMAS}|Part|additionalProperties", False),
    "body removed": drop(f"{POST}|requestBody"),
    "body's media type removed": put(f"{POST}|requestBody|content", {}),
    "parameter removed": drop(f"{GET}|parameters|0"),
    "parameter became required": put(f"{POST}|parameters|0|required", True),
    "parameter changed type": put(f"{GET}|parameters|0|schema|type", "string"),
    "new required parameter": lambda d: at(d, f"{GET}|parameters").append(
        {"name": "more", "in": "query", "required": True, "schema": {"type": "string"}}),
    "unknown keyword": put(f"{CREATE}|properties|code|contentEncoding", "base64"),
}

COMPATIBLE = {
    "path added": lambda d: put("paths|/v1/more", copy.deepcopy(d["paths"]["/v1/things"]))(d),
    "method added": put("paths|/v1/things|delete", {"operationId": "dropThings", "responses": {}}),
    "problem added": put(f"{GET}|responses|503", {"description": "Later."}),
    "answer's member added": put(f"{THING}|properties|more", {"type": "string"}),
    "answer's member is always there now": put(f"{THING}|required", ["tags", "status"]),
    "answer's enum value added": put(f"{THING}|properties|status|enum", ["new", "old", "odd"]),
    "answer's enum value removed": put(f"{THING}|properties|status|enum", ["new"]),
    "answer's pattern added": put(f"{THING}|properties|status|pattern", "^[a-z]+$"),
    "optional request field added": put(f"{CREATE}|properties|more", {"type": "string"}),
    "request field became optional": put(f"{CREATE}|required", []),
    "request's enum value added": put(f"{SCHEMAS}|Kind|enum", ["big", "small", "tiny"]),
    "request's pattern dropped": drop(f"{CREATE}|properties|code|pattern"),
    "request opened": drop(f"{CREATE}|additionalProperties"),
    "optional parameter added": lambda d: at(d, f"{GET}|parameters").append(
        {"name": "more", "in": "query", "required": False, "schema": {"type": "string"}}),
    "body became optional": put(f"{POST}|requestBody|required", False),
    "summary changed": put(f"{GET}|summary", "List all."),
    "description changed": put(f"{POST}|responses|201|description", "Created."),
    "version changed": put("info|version", "1.1.0"),
    "unused schema added": put(f"{SCHEMAS}|Unused", {"type": "string"}),
}


def delta_after(mutate):
    new = sample()
    mutate(new)
    return openapi_delta.compare(sample(), new)


def test_equal_documents_have_no_delta():
    assert openapi_delta.compare(sample(), sample()) == []


@pytest.mark.parametrize("name", BREAKING)
def test_a_breaking_change_is_found(name):
    assert any(change.breaking for change in delta_after(BREAKING[name])), name


@pytest.mark.parametrize("name", COMPATIBLE)
def test_a_compatible_change_is_told_and_passes(name):
    delta = delta_after(COMPATIBLE[name])
    assert delta and not any(change.breaking for change in delta), delta


def test_the_command_tells_how_to_update_and_refuses_to_hide_a_break(tmp_path):
    kept, new = tmp_path / "kept.json", tmp_path / "new.json"
    script = [sys.executable, str(HERE / "check_openapi.py")]

    def run(document, *options):
        kept.write_text(json.dumps(sample()))
        new.write_text(json.dumps(document))
        return subprocess.run([*script, *options, str(kept), str(new)], capture_output=True,
                              text=True, timeout=60)

    grown, broken = sample(), sample()
    COMPATIBLE["answer's member added"](grown)
    BREAKING["method removed"](broken)

    done = run(grown)
    assert done.returncode == 0 and "--update" in done.stdout
    assert run(grown, "--update").returncode == 0
    assert json.loads(kept.read_text()) == grown

    assert run(broken).returncode == 1
    assert run(broken, "--update").returncode == 1
    assert json.loads(kept.read_text()) == sample()
    assert run(broken, "--update", "--accept-breaking").returncode == 0
    assert json.loads(kept.read_text()) == broken


# --- The linter ----------------------------------------------------------------------------------

def linter():
    version = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True,
                             timeout=60).stdout
    major, minor = map(int, re.match(r"v(\d+)\.(\d+)", version).groups())
    return LINTER_FOR_NODE_20 if (major, minor) >= (20, 19) else LINTER_FOR_NODE_18


def lint(file):
    cache = os.environ.get("CLEARWAY_CACHE") or str(pathlib.Path.home() / ".cache/clearway")
    environment = {**os.environ, "npm_config_cache": cache + "/npm",
                   "npm_config_prefer_offline": "true", "npm_config_update_notifier": "false",
                   "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    return subprocess.run(
        ["npx", "--yes", linter(), "lint", "--max-problems=50", "--format=json",
         f"--config={HERE / 'redocly.yaml'}", str(file)],
        capture_output=True, text=True, timeout=600, env=environment)


def problems(done):
    start = done.stdout.find("{")
    assert start >= 0, done.stdout + done.stderr
    return json.JSONDecoder().raw_decode(done.stdout[start:])[0]["totals"]


def test_the_linter_finds_nothing(current, tmp_path):
    file = tmp_path / "openapi.json"
    file.write_text(current)
    done = lint(file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert problems(done)["errors"] == problems(done)["warnings"] == 0, done.stdout


def test_the_linter_would_find_a_fault(current, tmp_path):
    document = json.loads(current)
    del document["info"]["title"]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document))
    assert problems(lint(file))["errors"] > 0
