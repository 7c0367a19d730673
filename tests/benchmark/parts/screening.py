# SPDX-License-Identifier: Apache-2.0
"""The compliance service on the payment's path: what it costs to screen two names against the whole list of the
Office of Foreign Assets Control, on a stack of its own."""

import os

from parts import beside, machine
from parts.bench import Bench
from parts.beside import PAYMENT_CONNECTIONS, PAYMENTS_RATE
from parts.own_stack import OwnStack
from parts.table import Table, rate

RATE = 500
# Two cores carry no more new names beside payments; beyond it the queue is measured, not the screening.
RATE_BESIDE = 200
# Name, words of the load program, whether payments come in meanwhile.
LOADS = (("two new names", (), False),
         ("two new names and a text", ("--text",), False),
         ("two known names", ("--known",), False),
         (f"two new names, beside {PAYMENTS_RATE} payments", (), True),
         (f"two new names and a text, beside {PAYMENTS_RATE} payments", ("--text",), True))


def measure(options, build_load, folder, command):
    with OwnStack("screening-state", options.keep) as own:
        bench = Bench(own.stack, build_load(own.stack), folder, options, command)
        return {**machine.provenance(command), "seconds": options.seconds,
                "machine": {"cores": os.cpu_count(), "cpu": machine.cpu_model(),
                            "load_average_before": os.getloadavg()[0]},
                "loads": loads(bench)}


def loads(bench):
    bench.say("screening", "warming up")
    bench.load.measure(PAYMENT_CONNECTIONS, 2)
    screen(bench, ("--known",), 2, RATE)
    measured = []
    for name, words, paying in LOADS:
        load = beside.measure(bench, "compliance", lambda: screen(
            bench, words, bench.options.seconds, RATE_BESIDE if paying else RATE), paying)
        require(load)
        measured.append({"name": name, **load})
        bench.say("screening", line(measured[-1]))
    return measured


def screen(bench, words, seconds, calls):
    return beside.call_as_payment(bench, "clearway-screening-load", "compliance", "--rate", str(calls),
                                  "--seconds", str(seconds), *words)


def require(load):
    """Names that nobody should stop: a hit writes a case, which is another figure."""
    if load["hits"] > load["calls"] / 100:
        raise RuntimeError(f"{load['hits']:,} of {load['calls']:,} ordinary payments were stopped")


def cpu_us(load):
    """Of the compliance process a call, with all that it does besides; None where it did other work."""
    return None if load["paid"] else 1e6 * load["compliance_cpu_seconds"] / load["sent"]


def marks(load):
    return ", ".join([f"{load['hits']:,} stopped"] + beside.marks(load))


def line(load):
    us = cpu_us(load)
    return (f"{load['name']}: p50 {load['p50_ms']:.2f} ms, p99 {load['p99_ms']:.2f} ms, "
            f"{f'{us:.0f} us of the process a call, ' if us else ''}{marks(load)}")


def tables(result):
    if "loads" not in result:
        return []
    rows = []
    for load in result["loads"]:
        us, paid = cpu_us(load), load["paid"]
        rows.append([load["name"], rate(load["calls_per_second"]), f"{load['p50_ms']:.2f}",
                     f"{load['p99_ms']:.2f}", f"{load['p999_ms']:.2f}", f"{load['late_p99_ms']:.2f}",
                     f"{us:.0f}" if us else "-", f"{1e6 * load['cpu_seconds'] / load['sent']:.0f}",
                     f"{paid['p99_ms']:.1f}" if paid else "-", marks(load)])
    note = (f"Latency counts from the moment at which a call was due. Late: how late the load program itself made "
            f"it. Compliance CPU: of the whole process, a call, with what gRPC, TLS and the waking of threads take. "
            f"List {result['loads'][0]['list_version']}. `{result['command']}`, {result['began'][:10]}, commit "
            f"{result['commit']}, {result['machine']['cores']} cores ({result['machine']['cpu']}).")
    return [Table("screening", ["Screen, beside the running platform", "calls/s", "p50 ms", "p99 ms", "p99.9 ms",
                                "late p99 ms", "compliance CPU, us", "load gen., us", "payments p99 ms", "calls"],
                  rows, note)]
