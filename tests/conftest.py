# SPDX-License-Identifier: Apache-2.0
"""What tests of a whole stack stand on: partners, an operator, processes to kill."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
LOCAL = ROOT / "deploy" / "local"
sys.path[:0] = [str(LOCAL / "lib"), str(ROOT / "tests")]

import clearway_local  # noqa: E402
from clearway_local import Partner  # noqa: E402
from support.bank import Bank  # noqa: E402


class Certificates:
    """Certificates that the gateway has to refuse, made by the development PKI's own functions."""

    def __init__(self, stack, folder):
        self._stack, self._folder = stack, folder

    def expired(self):
        return self._make("expired")

    def self_signed(self):
        return self._make("self_signed")

    def wrong_ca(self):
        return self._make("wrong_ca")

    def unregistered(self):
        return self._make("unregistered")

    def _make(self, kind):
        stem = self._folder / kind
        script = f'set -euo pipefail; source "$1/lib/stack.sh"; pki_make_{kind} "$2"'
        subprocess.run(["bash", "-c", script, "pki", str(LOCAL), str(stem)], check=True,
                       env=self._stack.environment, timeout=60)
        return stem.with_suffix(".pem"), stem.with_suffix(".key")


def is_stopped(task):
    """Of a folder /proc/PID/task/ID; one that has gone answers nothing either."""
    try:
        return (task / "stat").read_text().rsplit(")", 1)[1].split()[0] == "T"
    except FileNotFoundError:
        return True


class Processes:
    """Starts, stops and kills processes of the stack by name, and knows which it touched."""

    def __init__(self, stack):
        self._stack = stack
        self.touched = set()

    def start(self, name, wait=True):
        self._do("start", name, *([] if wait else ["--no-wait"]))

    def stop(self, name):
        self._do("stop", name)

    def restart(self, name):
        self._do("restart", name)

    def kill9(self, name):
        self._do("kill9", name)

    def ready(self, name):
        command = [str(LOCAL / "process"), "status", name]
        return subprocess.run(command, env=self._stack.environment, stdout=subprocess.DEVNULL,
                              timeout=60).returncode == 0

    @contextlib.contextmanager
    def stalled(self, name):
        """It is there and answers nothing, as a process that swaps or waits for a disk."""
        self.touched.add(name)
        pid = self.pid(name)
        os.kill(pid, signal.SIGSTOP)
        # The kernel stops them one by one, and on a busy machine others go on answering until then.
        tasks = pathlib.Path(f"/proc/{pid}/task")
        clearway_local.wait_until(
            lambda: all(map(is_stopped, tasks.iterdir())), 10, f"{name} standing still")
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def pid(self, name):
        return self._stack.pid(name)

    def _do(self, verb, name, *options):
        self.touched.add(name)
        done = subprocess.run([str(LOCAL / "process"), verb, name, *options],
                              env=self._stack.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=180)
        assert done.returncode == 0, f"process {verb} {name} failed:\n{done.stdout}"


@pytest.fixture(scope="session")
def stack():
    try:
        return clearway_local.Stack()
    except clearway_local.NoStack as none:
        pytest.exit(str(none), 2)


@pytest.fixture(scope="session")
def partner_of(stack):
    """partner_of(certificate, key): a client with any certificate."""
    return lambda certificate, key, **options: Partner(stack, certificate, key, **options)


@pytest.fixture(scope="session")
def acme(stack):
    return stack.partner("acme")


@pytest.fixture(scope="session")
def globex(stack):
    return stack.partner("globex")


@pytest.fixture(scope="session")
def certificates(stack, tmp_path_factory):
    return Certificates(stack, tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def operator(stack):
    """operator(method, message): calls a service as the operator `ops`, returns the parsed answer."""
    return stack.operator


@pytest.fixture
def process(stack):
    """What a test stopped or killed runs again when it ends, whether it passed or not."""
    processes = Processes(stack)
    yield processes
    order = ["postgres", "kafka"]
    for name in sorted(processes.touched, key=lambda name: (name not in order, name)):
        processes.start(name)


@pytest.fixture(scope="session")
def wait_until():
    """wait_until(condition, timeout): asks until the condition is true and returns what it said."""

    def wait(condition, timeout=10, what=None):
        what = what or getattr(condition, "__name__", "the condition")
        try:
            return clearway_local.wait_until(condition, timeout, what)
        except TimeoutError as late:
            pytest.fail(str(late))

    return wait


@pytest.fixture(scope="session")
def bank(acme):
    """The partner acme, in words of money."""
    return Bank(acme)


@pytest.fixture(scope="session")
def other_bank(globex):
    return Bank(globex)
