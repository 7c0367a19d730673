# SPDX-License-Identifier: Apache-2.0
"""A local stack as its users see it: a partner over mutual TLS, an operator, the admin ports. Used
by the demo, the benchmark and the tests. Needs Python alone; must not know what a test is."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import select
import ssl
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
LOCAL = ROOT / "deploy" / "local"
# Those that store facts of a payment; the audit log keeps the facts of all.
OF_A_PAYMENT = ("payment", "settlement", "fraud", "compliance", "reconciliation")
SERVICES = (*OF_A_PAYMENT, "audit")


class NoStack(Exception):
    """There is no stack in the state folder."""


class OperatorError(Exception):
    """The operator's call was refused; the text is what the command said."""


def wait_until(condition, timeout, what="the condition", every=0.02):
    """Asks until the condition is true and returns what it said; TimeoutError after the limit.
    `every` is for conditions that are dear to ask."""
    limit = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > limit:
            raise TimeoutError(f"{what} did not become true within {timeout} s (last: {value!r})")
        time.sleep(every)


class Stack:
    """A running local stack: where its state lies and where its processes listen."""

    def __init__(self, state=None):
        self.state = pathlib.Path(state or os.environ.get("CLEARWAY_STATE") or LOCAL / "state")
        file = self.state / "run" / "ports.json"
        if not file.exists():
            raise NoStack(f"no stack runs in {self.state}: bring one up with deploy/local/up")
        self.ports = json.loads(file.read_text())
        build = pathlib.Path(os.environ.get("CLEARWAY_BUILD", ROOT / "build" / "release"))
        self.bin = pathlib.Path(os.environ.get("CLEARWAY_BIN", build / "bin"))
        self.ca = self.state / "pki" / "ca.pem"
        self.environment = {
            **os.environ,
            "CLEARWAY_STATE": str(self.state),
            "CLEARWAY_BIN": str(self.bin),
        }

    @property
    def gateway_port(self):
        return self.ports["gateway"]["https"]

    def settings(self, name):
        """The settings a process was started with: lines KEY=VALUE, taken literally."""
        lines = (self.state / "etc" / f"{name}.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def log(self, name):
        return (self.state / "logs" / f"{name}.log").read_text(errors="replace")

    def pid(self, name):
        return int((self.state / "run" / f"{name}.pid").read_text())

    def admin(self, name, path):
        """GET on the admin port of a process: (status, body text)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[name]["admin"], timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def metrics(self, name):
        """{series with its labels: value} of a process."""
        _, text = self.admin(name, "/metrics")
        lines = (line.rsplit(" ", 1) for line in text.splitlines() if line and line[0] != "#")
        return {series: float(value) for series, value in lines}

    def tls(self, certificate=None, key=None):
        """A client's TLS context that trusts the stack's CA, with a certificate or with none."""
        context = ssl.create_default_context(cafile=str(self.ca))
        if certificate:
            context.load_cert_chain(str(certificate), str(key))
        return context

    def partner(self, name, timeout=30):
        folder = self.state / "pki" / "partners"
        return Partner(self, folder / f"{name}.pem", folder / f"{name}.key", timeout)

    def operator(self, method, message=None, timeout=60, who="operator"):
        """Calls a service as the operator `ops` and returns the parsed answer; `who`: the settings
        of another one, operator-risk."""
        command = [str(self.bin / "clearway-operator"), "call", method, json.dumps(message or {})]
        done = subprocess.run(command, env={**os.environ, **self.settings(who)},
                              capture_output=True, text=True, timeout=timeout)
        if done.returncode != 0:
            raise OperatorError(done.stderr.strip() or done.stdout.strip())
        return json.loads(done.stdout)

    def sql(self, database, *arguments):
        """Rows, as tuples of text, of what the cluster's administrator asks psql for: a statement, or
        arguments of psql."""
        statement = ["-c", arguments[0]] if len(arguments) == 1 else list(arguments)
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", *statement],
            env=self.administrator(database), capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return [tuple(line.split("\t")) for line in done.stdout.splitlines() if line]

    def administrator(self, database):
        """The environment in which psql and pgbench are the cluster's administrator. The password
        is not on a command line, which anyone on this machine could read."""
        url = self.settings("postgres_admin")["CLEARWAY_ADMIN_DATABASE_URL"]
        parts = dict(re.findall(r"(\w+)=('(?:[^'\\]|\\.)*'|\S+)", url))
        plain = {name: re.sub(r"\\(.)", r"\1", value.strip("'")) for name, value in parts.items()}
        return {**os.environ, "PGHOST": plain["host"], "PGPORT": plain["port"],
                "PGUSER": plain["user"], "PGPASSWORD": plain["password"], "PGDATABASE": database}


class Answer:
    """One HTTP answer. `headers` has lower-case names; `json` is None where the body is not JSON."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()
        kind = self.headers.get("content-type", "")
        self.json = json.loads(self.body) if self.body and "json" in kind else None

    def __repr__(self):
        return f"<{self.status} {self.body[:500]!r}>"


class Partner:
    """A partner's HTTPS client: keep-alive, one connection a thread."""

    def __init__(self, stack, certificate, key, timeout=30):
        self.certificate, self.key = certificate, key
        self._port = stack.gateway_port
        self._context = stack.tls(certificate, key)
        self._timeout = timeout
        self._local = threading.local()

    def get(self, path, headers=None):
        return self.request("GET", path, headers=headers)

    def post(self, path, body=None, key=None, headers=None):
        """`body` is sent as JSON, bytes as they are; `key` becomes the Idempotency-Key."""
        headers = dict(headers or {})
        if key is not None:
            headers["Idempotency-Key"] = str(key)
        return self.request("POST", path, body, headers)

    def request(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        self._drop_if_closed()
        # The server may still close an idle connection just as we reuse it. Asking again is right
        # only where doing it twice is harmless.
        harmless = method == "GET" or "Idempotency-Key" in headers
        reused = getattr(self._local, "connection", None) is not None
        try:
            return self._once(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError):
            if not (reused and harmless):
                raise
            return self._once(method, path, body, headers)

    def close(self):
        """Closes the calling thread's connection."""
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None:
            connection.close()

    def _drop_if_closed(self):
        """Between two requests a server has nothing to say but that it closes."""
        connection = getattr(self._local, "connection", None)
        if connection is not None and connection.sock is not None:
            readable, _, _ = select.select([connection.sock], [], [], 0)
            if readable:
                self.close()

    def _once(self, method, path, body, headers):
        if getattr(self._local, "connection", None) is None:
            self._local.connection = http.client.HTTPSConnection(
                "localhost", self._port, context=self._context, timeout=self._timeout)
        try:
            self._local.connection.request(method, path, body, headers)
            answer = Answer(self._local.connection.getresponse())
        except BaseException:
            self.close()
            raise
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        return answer
