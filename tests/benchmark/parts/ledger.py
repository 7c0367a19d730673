# SPDX-License-Identifier: Apache-2.0
"""The ledger alone: settlement books transfers by the hundred, called over mutual TLS as services call one
another, spread over accounts and with one account in every transfer. Nobody pays through the gateway
meanwhile; facts are published and read as ever."""

import json
import subprocess

from parts import cpu, lag
from parts.session import Sessions
from parts.table import Table, rate

# Transfers a call, calls in flight.
FULL = ((1, 16), (16, 16), (64, 8), (256, 1), (256, 2), (256, 4), (500, 2), (500, 4))
QUICK = ((64, 8), (256, 4))
FIGURES = ("batch", "in_flight", "p50_ms", "p99_ms")
PROCESSES = ("settlement", "postgres", "kafka")


def measure(bench):
    loads = []
    for hot in (False, True):
        for batch, in_flight in QUICK if bench.options.quick else FULL:
            loads.append(one(bench, batch, in_flight, hot))
        best = best_of(loads, hot)
        bench.say("ledger", f"{'one hot account' if hot else 'spread'}: {rate(best['transfers_per_second'])} "
                            f"transfers a second, {best['batch']} a call, {best['in_flight']} calls in flight, "
                            f"p99 {best['p99_ms']:.1f} ms, {cpu_us(best):.0f} us CPU a transfer")
    return {"ledger": figures(loads)}


def one(bench, batch, in_flight, hot):
    with Sessions(bench.stack) as ask:
        lag.until_caught_up(ask)
        before = cpu.used(bench.stack)
        load = book(bench, batch, in_flight, hot)
        lag.until_caught_up(ask)
        seconds = cpu.difference(before, cpu.used(bench.stack))
    if load["refused"] or load["failed_calls"]:
        raise RuntimeError(f"the ledger refused {load['refused']} transfers and failed "
                           f"{load['failed_calls']} calls")
    # The second of warming up costs CPU and is not counted.
    transfers = load["posted"] * (load["seconds"] + load["warm_up_seconds"]) / load["seconds"]
    used = {**seconds, "load generator": load["cpu_seconds"]}
    return {"batch": batch, "in_flight": in_flight, "hot": hot, **load,
            "cpu_us_per_transfer": {name: 1e6 * value / transfers for name, value in used.items()}}


def book(bench, batch, in_flight, hot):
    operators = bench.stack.state / "pki" / "operators"
    done = subprocess.run(
        [str(bench.stack.bin / "clearway-ledger-load"), "--address",
         f"127.0.0.1:{bench.stack.ports['settlement']['grpc']}", "--ca", str(bench.stack.ca),
         "--cert", str(operators / "ops.pem"), "--key", str(operators / "ops.key"),
         "--accounts", str(bench.load.debtors), "--batch", str(batch), "--in-flight", str(in_flight),
         "--seconds", str(max(2, bench.options.seconds // 2)), *(["--hot"] if hot else [])],
        capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"clearway-ledger-load: {done.stderr.strip()}")
    return json.loads(done.stdout)


def best_of(loads, hot):
    return max((load for load in loads if load["hot"] == hot), key=lambda load: load["transfers_per_second"])


def cpu_us(load):
    """Of all processes; the load generator is none of the platform's."""
    return sum(value for name, value in load["cpu_us_per_transfer"].items() if name != "load generator")


def figures(loads):
    spread, hot = best_of(loads, False), best_of(loads, True)
    return {"transfers_per_second": spread["transfers_per_second"],
            "hot_transfers_per_second": hot["transfers_per_second"],
            **{name: spread[name] for name in FIGURES},
            **{f"hot_{name}": hot[name] for name in FIGURES},
            "cpu_us_per_transfer": cpu_us(spread), "loads": loads}


def tables(result):
    if "ledger" not in result:
        return []
    ledger = result["ledger"]
    head = ["ledger alone, BookTransfers", "transfers/s", "p50 ms", "p99 ms",
            *[f"{name}, us" for name in PROCESSES], "all, us", "load gen., us"]
    rows = [[f"{load['batch']} a call, {load['in_flight']} in flight{', one hot account' if load['hot'] else ''}",
             rate(load["transfers_per_second"]), f"{load['p50_ms']:.1f}", f"{load['p99_ms']:.1f}",
             *[f"{load['cpu_us_per_transfer'].get(name, 0):.1f}" for name in PROCESSES], f"{cpu_us(load):.1f}",
             f"{load['cpu_us_per_transfer']['load generator']:.1f}"] for load in ledger["loads"]]
    note = "Times are of a call; us: CPU a transfer, until every consumer had caught up."
    if "pgbench" in result:
        shares = [ledger[f"{kind}transfers_per_second"] / result["pgbench"][f"batch_{kind}tps"]
                  for kind in ("", "hot_")]
        note += (f" The best is {shares[0]:.2f} of pgbench with set-based batches, {shares[1]:.2f} with one "
                 "hot account.")
    return [Table("ledger", head, rows, note)]


def headline(result):
    if "ledger" not in result:
        return {}
    ledger = result["ledger"]
    return {"ledger alone": (ledger["transfers_per_second"], "/s"),
            "ledger alone, one hot account": (ledger["hot_transfers_per_second"], "/s"),
            "ledger alone, p99 of a call": (ledger["p99_ms"], "ms")}
