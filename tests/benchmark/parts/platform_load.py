# SPDX-License-Identifier: Apache-2.0
"""Loads a running stack through its gateway and says what came of it: decided, settled, CPU by
process, what is still under way."""

import json
import subprocess
import time

import clearway_local
import event_lag

from parts import cpu

CREDIT = "50000"
SETTLED = "clearway.payment.v1.PaymentSettled"


class PlatformLoad:
    def __init__(self, stack, program, folder, run):
        self._stack, self._program, self._folder, self._run = stack, program, folder, run
        self._parts = 0
        folder_of = stack.state / "pki" / "partners"
        self._target = ["--port", str(stack.gateway_port), "--ca", str(stack.ca), "--cert",
                        str(folder_of / "acme.pem"), "--key", str(folder_of / "acme.key")]
        self._debtors, self._creditors = folder / "debtors", folder / "creditors"

    def prepare(self, debtors, creditors):
        for file, kind, count in ((self._debtors, "customer", debtors),
                                  (self._creditors, "merchant", creditors)):
            file.write_text(self._call("open", "--requests", str(count), "--type", kind,
                                       "--connections", "32", "--run", self._run))
        credited = json.loads(self._call(
            "credit", "--debtors", str(self._debtors), "--value", CREDIT, "--connections", "32",
            "--run", self._run))
        if credited["by_status"] != {"201": debtors}:
            raise RuntimeError(f"not every account could be credited: {credited['by_status']}")

    def measure(self, connections, seconds, rate=0, hot=False):
        """One load, until all that it authorised is settled."""
        self._parts += 1
        cpu_before, begin = cpu.used(self._stack), time.time()
        options = ["--rate", str(rate)] if rate else []
        load = json.loads(self._call(
            "pay", "--debtors", str(self._debtors), "--creditors", str(self._creditors),
            "--connections", str(connections), "--seconds", str(seconds), "--run",
            f"{self._run}-{self._parts}", *options, *(["--hot"] if hot else [])))
        authorised = load["by_payment_status"].get("authorised", 0) + \
            load["by_payment_status"].get("settled", 0)
        settled, settling = self._wait_settled(begin, authorised)
        load["settled_p50_ms"], load["settled_p99_ms"] = self._time_to_settle(begin)
        cpu_after = cpu.used(self._stack)
        payments = max(load["by_status"].get("201", 0), 1)
        load["settled"] = settled
        load["settled_per_second"] = settled / settling if settling > 0 else 0.0
        load["cpu_ms_per_payment"] = {name: 1000 * seconds_used / payments for name, seconds_used
                                      in cpu.difference(cpu_before, cpu_after).items()}
        load["cpu_ms_per_payment"]["load generator"] = 1000 * load["cpu_seconds"] / payments
        return load

    def _wait_settled(self, begin, expected):
        """(how many, seconds from the first to the last) of what settled since `begin`."""
        def settled():
            rows = self._stack.sql("clearway_payment", f"""
                SELECT count(*), coalesce(extract(epoch FROM max(occurred_at) - min(occurred_at)), 0)
                FROM events WHERE type = '{SETTLED}' AND occurred_at >= to_timestamp({begin})""")
            self._last = int(rows[0][0]), float(rows[0][1])
            return self._last[0] >= expected

        try:
            clearway_local.wait_until(settled, 120, "the settlement of every payment", every=0.5)
        except TimeoutError:
            raise RuntimeError(f"{self._last[0]} of {expected} payments had settled after 120 s")
        return self._last

    def _time_to_settle(self, begin):
        """Milliseconds from the order to its settlement: median and 99th percentile."""
        rows = self._stack.sql("clearway_payment", f"""
            SELECT percentile_cont(ARRAY[0.5, 0.99]::float8[]) WITHIN GROUP (
                ORDER BY 1000 * extract(epoch FROM settled.occurred_at - ordered.occurred_at))
            FROM events settled JOIN events ordered USING (stream_id)
            WHERE settled.type = '{SETTLED}' AND ordered.version = 1
              AND ordered.occurred_at >= to_timestamp({begin})""")
        text = rows[0][0].strip("{}")
        return [float(value) for value in text.split(",")] if text else [0.0, 0.0]

    def lag(self):
        """Events committed but not published, and published but not applied, over all services."""
        return {"unpublished": sum(event_lag.unpublished(self._stack).values()),
                "not_applied": sum(event_lag.not_applied(self._stack).values())}

    def _call(self, command, *options):
        done = subprocess.run([str(self._program), command, *self._target, *options],
                              capture_output=True, text=True, timeout=900)
        if done.returncode != 0:
            raise RuntimeError(f"clearway-load {command}: {done.stderr.strip()}")
        return done.stdout
