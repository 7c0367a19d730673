# SPDX-License-Identifier: Apache-2.0
"""docs/errors.md from the two catalogues in the code. `errors_doc.py --update` writes it."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs/errors.md"

STATUS = {
    "kMalformed": (400, "INVALID_ARGUMENT"), "kUnauthenticated": (401, "UNAUTHENTICATED"),
    "kDenied": (403, "PERMISSION_DENIED"), "kNotFound": (404, "NOT_FOUND"),
    "kConflict": (409, "ABORTED"), "kRefused": (422, "FAILED_PRECONDITION"),
    "kLimit": (429, "RESOURCE_EXHAUSTED"), "kUnavailable": (503, "UNAVAILABLE"),
    "kTimeout": (504, "DEADLINE_EXCEEDED"), "kInternal": (500, "INTERNAL"),
}

HEAD = """# Errors

Every refusal over REST is an RFC 9457 problem document (`application/problem+json`) with `type`, `title`, `status`, `detail`,
`instance`, `code` and `request_id`; faulty fields are listed in `errors[]` with their path. `type` is
`https://clearway.dev/problems/<code>`. Codes are stable and append-only: act on `code`, show `title`. The status follows from the
code's class alone. This page is made from the catalogues by `tests/contract/errors_doc.py --update`; a test compares them.

| code | HTTP | gRPC | meaning |
| --- | --- | --- | --- |
"""

GATEWAY_HEAD = """
Refusals by the gateway itself, before a service is asked:

| code | HTTP | meaning |
| --- | --- | --- |
"""


def joined(literals):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def render():
    core = (ROOT / "libs/core/error_catalogue.cpp").read_text()
    gateway = (ROOT / "gateway/http/problem.cpp").read_text()
    text = HEAD
    for name, error_class, title in re.findall(
            r'ErrorInfo\{Code::\w+, "(\w+)", Class::(\w+),\s*((?:"[^"]*"\s*)+)', core):
        status, grpc = STATUS[error_class]
        text += f"| `{name}` | {status} | {grpc} | {joined(title)} |\n"
    text += GATEWAY_HEAD
    for name, status, title in re.findall(
            r'GatewayErrorInfo\{k\w+,\s*"(\w+)",\s*(\d+),\s*((?:"[^"]*"\s*)+)', gateway):
        text += f"| `{name}` | {status} | {joined(title)} |\n"
    return text


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    DOCUMENT.write_text(render())
