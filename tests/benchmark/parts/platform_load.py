# SPDX-License-Identifier: Apache-2.0
"""Loads a running stack through its gateway and says what came of it: decided, settled, CPU by
process, what was still under way."""

import contextlib
import json
import subprocess
import time

from parts import cpu, lag
from parts.session import Sessions

CREDIT = "50000"
NOBODY = contextlib.nullcontext()
SETTLED = "clearway.payment.v1.PaymentSettled"


class PlatformLoad:
    def __init__(self, stack, program, folder, run):
        self._stack, self._program, self._folder, self._run = stack, program, folder, run
        self._parts = 0
        folder_of = stack.state / "pki" / "partners"
        self._target = ["--port", str(stack.gateway_port), "--ca", str(stack.ca), "--cert",
                        str(folder_of / "acme.pem"), "--key", str(folder_of / "acme.key")]
        self._debtors, self._creditors = folder / "debtors", folder / "creditors"

    @property
    def debtors(self):
        """The file of the payers' account ids; they have funds."""
        return self._debtors

    def prepare(self, debtors, creditors):
        """Opens accounts to pay between, and credits the payers."""
        for file, kind, count in ((self._debtors, "customer", debtors),
                                  (self._creditors, "merchant", creditors)):
            file.write_text(self._call("open", "--requests", str(count), "--type", kind,
                                       "--connections", "32", "--run", self._run))
        credited = json.loads(self._call(
            "credit", "--debtors", str(self._debtors), "--value", CREDIT, "--connections", "32",
            "--run", self._run))
        if credited["by_status"] != {"201": debtors}:
            raise RuntimeError(f"not every account could be credited: {credited['by_status']}")

    def use(self, debtors, creditors):
        """Pays between accounts that are there already."""
        self._debtors.write_text("".join(f"{account}\n" for account in debtors))
        self._creditors.write_text("".join(f"{account}\n" for account in creditors))

    def measure(self, connections, seconds, rate=0, hot=False, requests=0, watch=NOBODY):
        """One load, until every consumer has caught up and all that it authorised is settled. `watch` is
        entered while payments are under way."""
        options = ["--requests", str(requests)] if requests else ["--seconds", str(seconds)]
        options += ["--rate", str(rate)] if rate else []
        options += ["--hot"] if hot else []
        with Sessions(self._stack) as ask:
            after = self._facts_after(ask)
            lag.facts_under_way(ask)  # connects now, not while the consumers catch up
            cpu_before, busy_before = cpu.used(self._stack), cpu.machine_busy()
            with watch:
                load = self.pay(connections, *options)
                end = time.time()
                load["lag"] = lag.until_caught_up(ask)
            self._add_cpu(load, cpu.difference(cpu_before, cpu.used(self._stack)),
                          cpu.machine_busy() - busy_before)
            self._add_settlement(ask, load, after, end)
        return load

    def pay(self, connections, *options):
        """One load and what its program says; waits for nothing."""
        self._parts += 1
        return json.loads(self._call(
            "pay", "--debtors", str(self._debtors), "--creditors", str(self._creditors),
            "--connections", str(connections), "--run", f"{self._run}-{self._parts}", *options))

    @staticmethod
    def _facts_after(ask):
        """The condition for facts of payment that are stored from now on. By the lanes' sequences and
        not by time, which would read every fact that there is."""
        lanes = ask.sql("clearway_payment", "SELECT lane, last_sequence FROM outbox_lanes")
        return " OR ".join(f"lane = {lane} AND lane_sequence > {last}" for lane, last in lanes)

    @staticmethod
    def _add_cpu(load, seconds, busy):
        """By process, a payment; and who else was at it: the load generator, and other programs."""
        payments = max(load["by_status"].get("201", 0), 1)
        load["cpu_ms_per_payment"] = {name: 1000 * used / payments for name, used in seconds.items()}
        load["cpu_ms_per_payment"]["load generator"] = 1000 * load["cpu_seconds"] / payments
        ours = sum(seconds.values()) + load["cpu_seconds"]
        load["cpu_share"] = {"load_generator": load["cpu_seconds"] / max(ours, 1e-9),
                             "other_programs": max(0.0, busy - ours) / max(busy, ours, 1e-9)}

    @staticmethod
    def _add_settlement(ask, load, after, end):
        """How many settled, how fast, how long after the order (median and 99th percentile), and what
        was left to settle when the last answer was there; from the facts' own times."""
        row = ask.sql("clearway_payment", f"""
            WITH settled AS MATERIALIZED (
                SELECT stream_id, occurred_at FROM events WHERE ({after}) AND type = '{SETTLED}'),
            ordered AS MATERIALIZED (
                SELECT stream_id, occurred_at FROM events WHERE ({after}) AND version = 1),
            waited AS (
                SELECT percentile_cont(ARRAY[0.5, 0.99]::float8[]) WITHIN GROUP (ORDER BY
                    1000 * extract(epoch FROM settled.occurred_at - ordered.occurred_at)) AS ms
                FROM settled JOIN ordered USING (stream_id))
            SELECT count(*), coalesce(extract(epoch FROM max(occurred_at) - min(occurred_at)), 0),
                   count(*) FILTER (WHERE occurred_at >= to_timestamp({end})),
                   coalesce(greatest(extract(epoch FROM max(occurred_at)) - {end}, 0), 0),
                   coalesce((SELECT ms[1] FROM waited), 0), coalesce((SELECT ms[2] FROM waited), 0)
            FROM settled""")[0]
        settled, settling, left, late, p50, p99 = (float(value) for value in row)
        if settled < authorised(load):
            raise RuntimeError(f"only {settled:.0f} of {authorised(load)} payments have settled")
        load["settled"], load["settled_p50_ms"], load["settled_p99_ms"] = int(settled), p50, p99
        load["settled_per_second"] = settled / settling if settling > 0 else 0.0
        load["lag"].update({"payments_unsettled": int(left), "settled_seconds": late})

    def _call(self, command, *options):
        done = subprocess.run([str(self._program), command, *self._target, *options],
                              capture_output=True, text=True, timeout=900)
        if done.returncode != 0:
            raise RuntimeError(f"clearway-load {command}: {done.stderr.strip()}")
        return done.stdout


def authorised(load):
    """A payment may have been settled before its answer was written."""
    by_status = load["by_payment_status"]
    return by_status.get("authorised", 0) + by_status.get("settled", 0)


def decided_per_second(load):
    """A request that was shed is answered fast, and is no payment."""
    return load["per_second"] * load["by_status"].get("201", 0) / max(load["answered"], 1)


def platform_cpu(load):
    return sum(value for name, value in load["cpu_ms_per_payment"].items() if name != "load generator")
