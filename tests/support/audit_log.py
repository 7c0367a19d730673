# SPDX-License-Identifier: Apache-2.0
"""The audit log of a stack as an auditor has it: the program, the public key, files. Only reads."""

import json
import os
import subprocess

import clearway_local

AUDIT = "clearway.audit.v1.AuditService"


class Auditor:
    def __init__(self, stack, folder):
        self._stack, self.folder = stack, folder
        self.public_key = stack.state / "pki" / "audit-log.pub"

    def run(self, *words, settings=None, stdin=None):
        """clearway-audit with no setting but those given; (exit code, standard output, errors)."""
        done = subprocess.run([str(self._stack.bin / "clearway-audit"), *map(str, words)],
                              env={"PATH": os.environ["PATH"], **(settings or {})}, input=stdin,
                              capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def verify(self, file, key=None, since=None):
        earlier = ["--since", since] if since else []
        code, out, err = self.run("verify", "--json", "--key", key or self.public_key, *earlier, file)
        assert code in (0, 1), err
        return json.loads(out)

    def bundle(self, answer, name="bundle"):
        """An answer of AuditService as a file that can be verified."""
        file = self.folder / name
        code, _, err = self.run("bundle", "--out", file, stdin=json.dumps(answer))
        assert code == 0, err
        return file

    def database(self, service):
        return {"CLEARWAY_DATABASE_URL": self._stack.settings(service)["CLEARWAY_DATABASE_URL"]}

    def export(self):
        file = self.folder / "log"
        code, _, err = self.run("export", "--out", file, settings=self.database("audit"))
        assert code == 0, err
        return file

    def compare(self, service, log):
        code, out, err = self.run("compare", "--json", "--key", self.public_key, "--source", service, log,
                                  settings=self.database(service))
        assert code in (0, 1), err
        return json.loads(out)

    def metric(self, name):
        return self._stack.metrics("audit")[name]

    def wait_signed(self, timeout=60):
        """All entries that there are have been signed."""
        clearway_local.wait_until(
            lambda: self.metric("clearway_audit_signed_size") >= self.metric("clearway_audit_size"),
            timeout, "a checkpoint of the whole log", every=0.2)

    def assert_every_fact_is_logged_once(self):
        """When no fact is under way: the log, verified with its public key, holds each fact of every event
        store once, and nothing else."""

        def compared():
            self.wait_signed()
            log = self.export()
            return {service: self.compare(service, log) for service in clearway_local.SERVICES}

        found = {}

        def all_logged():
            found.update(compared())
            return not any(one["not_logged_yet"] for one in found.values())

        clearway_local.wait_until(all_logged, 120, "the log of every fact", every=1)
        assert not any(one["differences"] for one in found.values()), found
        assert all(one["facts"] == one["entries"] for one in found.values()), found
