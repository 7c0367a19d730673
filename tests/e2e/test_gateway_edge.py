# SPDX-License-Identifier: Apache-2.0
"""The gateway's edge on a whole stack: who gets through the handshake, which bytes are no request,
and what every answer carries."""

import contextlib
import json
import socket
import ssl

import pytest
from support.bank import new_key

TIMEOUT = 20


class Wire:
    """One TLS connection on which a test writes the bytes itself."""

    def __init__(self, stack, certificate=None, key=None):
        plain = socket.create_connection(("localhost", stack.gateway_port), TIMEOUT)
        self._socket = stack.tls(certificate, key).wrap_socket(plain, server_hostname="localhost")
        self._buffer = b""

    def send(self, data):
        # A server that has refused already may have closed its side.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self._socket.sendall(data)

    def read(self):
        """(status, headers, body) of the next answer, or None at the end of the connection."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._fill():
                return None
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        lines = head.decode("ascii").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        length = int(headers["content-length"])
        while len(self._buffer) < length:
            assert self._fill(), "the connection ended inside a body"
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return int(lines[0].split()[1]), headers, body

    def close(self):
        self._socket.close()

    def _fill(self):
        try:
            data = self._socket.recv(65536)
        except (ConnectionResetError, ssl.SSLError):
            return False
        self._buffer += data
        return bool(data)


@pytest.fixture
def wire(stack, acme):
    """wire(): a connection of acme's, closed when the test ends."""
    with contextlib.ExitStack() as opened:
        yield lambda: opened.enter_context(
            contextlib.closing(Wire(stack, acme.certificate, acme.key)))


def get(path, *fields):
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *fields, "", ""]).encode()


SMUGGLED = get("/v1/payments?smuggled")


@pytest.mark.parametrize("kind", ["expired", "self_signed", "wrong_ca"])
def test_a_bad_certificate_does_not_get_through_the_handshake(stack, certificates, kind):
    with pytest.raises((ssl.SSLError, ConnectionResetError, BrokenPipeError)):
        # In TLS 1.3 the client learns of the refusal only when it reads.
        with contextlib.closing(Wire(stack, *getattr(certificates, kind)())) as refused:
            refused._socket.sendall(get("/openapi.json"))
            answer = refused._socket.recv(1)
            if answer == b"":
                raise ConnectionResetError("closed in the handshake")


def test_no_certificate_does_not_get_through_the_handshake(stack):
    with pytest.raises((ssl.SSLError, ConnectionResetError, BrokenPipeError)):
        with contextlib.closing(Wire(stack)) as refused:
            refused._socket.sendall(get("/openapi.json"))
            if refused._socket.recv(1) == b"":
                raise ConnectionResetError("closed in the handshake")


def test_an_unregistered_certificate_gets_a_problem_and_nothing_else(partner_of, certificates, bank):
    stranger = partner_of(*certificates.unregistered())
    account = bank.funded("10")
    for answer in (stranger.get(f"/v1/accounts/{account}"), stranger.get("/openapi.json"),
                   stranger.post("/v1/payments", bank.order(account, account), key=new_key())):
        assert (answer.status, answer.json["code"]) == (403, "unregistered_partner")
        assert answer.headers["content-type"] == "application/problem+json"
    assert bank.list_payments(account_id=account) == []


def test_plain_http_on_the_tls_port_is_refused(stack):
    with socket.create_connection(("localhost", stack.gateway_port), TIMEOUT) as plain:
        plain.sendall(get("/v1/payments"))
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while data := plain.recv(4096):
                answer += data
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert b"payments" not in answer


BODY = b'{"x":1}'
POST = b"POST /v1/payments HTTP/1.1\r\nHost: localhost\r\n"
# Name, bytes, status. Each ends the connection, so that what hides behind is never a request.
SHAPES = [
    ("two lengths", POST + b"Content-Length: 7\r\nContent-Length: 8\r\n\r\n" + BODY, 400),
    ("two equal lengths", POST + b"Content-Length: 7\r\nContent-Length: 7\r\n\r\n" + BODY, 400),
    ("length and chunked",
     POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("chunked not last", POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400),
    ("folded field", POST + b"A: b\r\n c\r\nContent-Length: 0\r\n\r\n", 400),
    ("bare LF", b"GET /v1/payments HTTP/1.1\nHost: localhost\n\n", 400),
    ("NUL in a field", POST + b"A: b\0c\r\n\r\n", 400),
    ("no Host", b"GET /v1/payments HTTP/1.1\r\n\r\n", 400),
    ("two Hosts", POST + b"Host: localhost\r\n\r\n", 400),
    ("header too large", POST + b"A: " + b"b" * 20_000 + b"\r\n\r\n", 431),
    ("body too large", POST + b"Content-Length: 70000\r\n\r\n" + b"b" * 70_000, 413),
]


@pytest.mark.parametrize("data, status", [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_bytes_that_servers_read_differently_end_the_connection(wire, data, status):
    connection = wire()
    connection.send(data + SMUGGLED)
    answer = connection.read()
    assert answer is not None
    got, headers, body = answer
    assert (got, headers["connection"]) == (status, "close")
    assert json.loads(body)["request_id"] == headers["x-request-id"]
    assert connection.read() is None


def test_fifty_pipelined_requests_are_answered_in_order(wire):
    connection = wire()
    ids = [f"pipelined-{number}" for number in range(50)]
    connection.send(b"".join(get("/v1/payments?page_size=1", f"x-request-id: {id}") for id in ids))
    answers = [connection.read() for _ in ids]
    assert [headers["x-request-id"] for _, headers, _ in answers] == ids
    assert {status for status, _, _ in answers} == {200}


def test_a_chunked_payment_is_a_payment(wire, bank):
    body = json.dumps(bank.order(bank.funded("20"), bank.open(), "1.00")).encode()
    connection = wire()
    connection.send(POST + f"Idempotency-Key: {new_key()}\r\n".encode() +
                    b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    for piece in (body[:10], body[10:]):
        connection.send(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    connection.send(b"0\r\n\r\n")
    status, _, answer = connection.read()
    assert status == 201, answer


def test_every_answer_carries_a_request_id_and_the_rate_limit(acme):
    own = acme.get("/v1/payments", headers={"x-request-id": "mine-1"})
    assert own.headers["x-request-id"] == "mine-1"
    assert own.headers["ratelimit-policy"].startswith('"partner";q=')
    assert own.headers["ratelimit"].startswith('"partner";r=')
    missing = acme.get("/v1/nothing", headers={"x-request-id": "not allowed!"})
    assert (missing.status, missing.json["code"]) == (404, "not_found")
    assert missing.json["request_id"] == missing.headers["x-request-id"] != "not allowed!"
    assert missing.json["instance"] == "/v1/nothing"


def test_a_method_that_a_resource_lacks_is_named_with_those_it_has(acme):
    answer = acme.request("DELETE", "/v1/payments")
    assert (answer.status, answer.json["code"]) == (405, "method_not_allowed")
    assert {"GET", "POST"} <= {word.strip() for word in answer.headers["allow"].split(",")}


def test_head_is_get_without_the_body(acme):
    head = acme.request("HEAD", "/openapi.json")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(acme.get("/openapi.json").body)


def test_a_body_that_is_not_json_by_its_type_is_refused(acme, bank):
    answer = acme.post("/v1/payments", b"<payment/>", key=new_key(),
                       headers={"Content-Type": "application/xml"})
    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")


def test_the_gateway_tells_its_metrics_by_route(stack, acme):
    assert acme.get("/v1/payments").status == 200
    text = stack.admin("gateway", "/metrics")[1]
    assert 'clearway_gateway_request_seconds_count{method="GET",route="/v1/payments",status="200"}' in text
    assert 'clearway_gateway_tls_handshakes_total{outcome="ok"}' in text
