# SPDX-License-Identifier: Apache-2.0
"""How cost grows with what is stored: a stack of its own is filled to one size after the other, by copies of
payments that it made, and measured at each."""

import concurrent.futures
import datetime
import os
import shutil
import subprocess
import threading
import time

import clearway_local

from parts import growth_seed, machine
from parts.bench import say
from parts.loads import measured
from parts.own_stack import OwnStack
from parts.platform_load import PlatformLoad, decided_per_second, platform_cpu
from parts.table import Table, rate

SIZES = (100_000, 1_000_000, 5_000_000)
# Of the original: five payments an account that pays, so that five million payments are of a million
# accounts and more.
PAYMENTS, PAYERS, MERCHANTS, PARTNERS = 2000, 360, 40, 100
SAMPLE_PAYERS, SAMPLE_MERCHANTS = 50_000, 5_000
# To refuse before the disk is full: generous of what `tests/benchmark/run --growth` prints, and PostgreSQL's
# WAL with Kafka's topics.
BYTES_A_PAYMENT, BYTES_BESIDE = 7_000, 8 << 30
DATABASES = [f"clearway_{name}" for name in clearway_local.SERVICES]


def measure(options, build_load, folder, command):
    sizes = sorted(options.sizes or SIZES)
    require_room(sizes[-1])
    with OwnStack("growth-state", options.keep) as own:
        say("growth", f"stack in {own.stack.state}")
        load = PlatformLoad(own.stack, build_load(own.stack), folder, f"g{time.time_ns():x}")
        filler = Filler(own.stack, load, sizes[-1])
        steps = []
        for size in sizes:
            seconds = filler.fill(size)
            steps.append({"seed_seconds": seconds, **measure_at(own, load, filler, options.seconds)})
            say("growth", line(steps[-1]))
    return {**machine.provenance(command), "growth": steps}


def require_room(payments):
    build = machine.ROOT / "build"
    build.mkdir(exist_ok=True)
    needed, free = payments * BYTES_A_PAYMENT + BYTES_BESIDE, shutil.disk_usage(build).free
    if free < needed:
        raise RuntimeError(f"{payments:,} payments need about {needed >> 30} GiB, {free >> 30} are free")


class Filler:
    def __init__(self, stack, load, most):
        self._stack, self._copies = stack, 0
        self.empty_bytes = database_bytes(stack)
        say("original", f"{PAYMENTS:,} payments of {PAYERS} payers and {MERCHANTS} merchants")
        load.prepare(PAYERS, MERCHANTS)
        made = load.measure(16, 0, requests=PAYMENTS)
        if made["settled"] != PAYMENTS:
            raise RuntimeError(f"the original: {made['settled']} of {PAYMENTS} settled: {made['by_status']}")
        self._wait_reconciled()
        self._originals = {name: growth_seed.freeze(self._sql(name)) for name in DATABASES}
        now = datetime.datetime.now(datetime.timezone.utc)
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        # An hour from the month's edge: the original is some minutes old.
        over = max(0, (now - month).total_seconds() - 3600)
        self._plan = growth_seed.Plan("acme", PARTNERS, int(1e6 * over / (1 + most // PAYMENTS)))

    def _sql(self, database):
        return lambda *words: self._stack.sql(database, *words)

    def _wait_reconciled(self):
        """What is in flight when it is copied would stay so in each copy."""
        clearway_local.wait_until(
            lambda: self._stack.sql("clearway_reconciliation", "SELECT count(*) FROM payments WHERE matched "
                                    "AND NOT in_flight") == [(str(PAYMENTS),)],
            120, "the reconciliation of the original", every=0.5)

    def fill(self, payments):
        """Copies until so many payments are stored; seconds that it took. The books balance after."""
        began = time.monotonic()
        missing = payments - stored(self._stack)["payments"]
        if missing >= PAYMENTS:
            copies = range(self._copies + 1, self._copies + 1 + missing // PAYMENTS)
            self._copies = copies[-1]
            self._seed(copies, payments)
        trial = self._stack.operator("clearway.settlement.v1.LedgerService/GetTrialBalance", timeout=600)
        if not trial.get("balanced"):
            raise RuntimeError(f"the books do not balance after seeding: {trial}")
        return round(time.monotonic() - began, 1)

    def _seed(self, copies, payments):
        done, lock = {name: 0 for name in DATABASES}, threading.Lock()

        def progress(name, number):
            with lock:
                done[name] += number
                shown = ", ".join(f"{database.removeprefix('clearway_')} {count / len(copies):.0%}"
                                  for database, count in done.items())
                say("seed", f"to {payments:,} payments: {shown}")

        def one(name):
            growth_seed.seed(self._sql(name), self._originals[name], self._plan, copies,
                             lambda number: progress(name, number))
            subprocess.run(["vacuumdb", "--analyze", "--quiet", name], check=True,
                           env=self._stack.administrator(name))

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for future in [pool.submit(one, name) for name in DATABASES]:
                future.result()
        self._stack.sql("postgres", "CHECKPOINT")


def database_bytes(stack):
    rows = stack.sql("postgres", "SELECT datname, pg_database_size(oid) FROM pg_database "
                                 "WHERE datname LIKE 'clearway\\_%'")
    return sum(int(size) for name, size in rows if name in DATABASES)


def stored(stack):
    """What the tables say that there is."""
    payments = stack.sql("clearway_payment", "SELECT count(*) FROM payments")
    accounts = stack.sql("clearway_settlement", """
        SELECT count(*), count(DISTINCT partner_id) FROM accounts WHERE partner_id <> ''""")
    return {"payments": int(payments[0][0]), "accounts": int(accounts[0][0]),
            "partners": int(accounts[0][1])}


def sample(stack, kind, limit):
    return [row[0] for row in stack.sql("clearway_settlement", f"""
        SELECT id FROM accounts WHERE partner_id = 'acme' AND type = '{kind}' ORDER BY random()
        LIMIT {limit}""")]


def measure_at(own, load, filler, seconds):
    there = stored(own.stack)
    taken = database_bytes(own.stack) - filler.empty_bytes
    say("growth", f"{there['payments']:,} payments, {there['accounts']:,} accounts, "
                  f"{there['partners']} partners: starting the services anew")
    starts = own.restart_services()
    load.use(sample(own.stack, "customer", SAMPLE_PAYERS), sample(own.stack, "merchant", SAMPLE_MERCHANTS))
    load.measure(64, max(2, seconds // 2))
    closed = [load.measure(connections, seconds) for connections in (64, 256)]
    best = max(closed, key=decided_per_second)
    steady = load.measure(64, seconds, rate=200)
    return {**there, "bytes_per_payment": taken / there["payments"], "start_seconds": starts,
            "decided_per_second": decided_per_second(best), "settled_per_second": best["settled_per_second"],
            "cpu_ms_per_payment": best["cpu_ms_per_payment"], "cpu_ms": platform_cpu(best),
            "cpu_ms_at_200": platform_cpu(steady),
            **{name: steady[name] for name in ("p50_ms", "p99_ms", "p999_ms", "settled_p99_ms")}}


def line(step):
    return (f"{step['payments']:,} payments: {rate(step['decided_per_second'])} decided a second, "
            f"{step['cpu_ms']:.2f} ms CPU a payment, at 200/s p50 {step['p50_ms']:.1f} ms, "
            f"p99 {step['p99_ms']:.1f} ms, {step['bytes_per_payment']:,.0f} bytes a payment")


def tables(result):
    steps = result.get("growth", [])
    if not steps:
        return []
    rows = [("accounts", lambda step: f"{step['accounts']:,}"),
            ("partners", lambda step: f"{step['partners']}"),
            ("decided a second, best", lambda step: rate(step["decided_per_second"])),
            ("settled a second", lambda step: rate(step["settled_per_second"])),
            ("CPU a payment, best load, ms", lambda step: f"{step['cpu_ms']:.3f}"),
            *((f"- {name}", lambda step, name=name: f"{step['cpu_ms_per_payment'].get(name, 0):.3f}")
              for name in measured([step["cpu_ms_per_payment"] for step in steps])
              if name != "load generator"),
            ("CPU a payment at 200 a second, ms", lambda step: f"{step['cpu_ms_at_200']:.3f}"),
            ("p50 at 200 a second, ms", lambda step: f"{step['p50_ms']:.1f}"),
            ("p99 at 200 a second, ms", lambda step: f"{step['p99_ms']:.1f}"),
            ("p99.9 at 200 a second, ms", lambda step: f"{step['p999_ms']:.1f}"),
            ("settled p99 at 200 a second, ms", lambda step: f"{step['settled_p99_ms']:.1f}"),
            ("bytes a payment, tables and indexes", lambda step: rate(step["bytes_per_payment"])),
            ("slowest start of a service, s", lambda step: f"{max(step['start_seconds'].values()):.1f}")]
    return [Table("growth", ["payments stored"] + [f"{step['payments']:,}" for step in steps],
                  [[name] + [show(step) for step in steps] for name, show in rows],
                  f"`{result['command']}`, {result['began'][:10]}, commit {result['commit']}")]
