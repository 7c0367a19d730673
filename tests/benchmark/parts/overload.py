# SPDX-License-Identifier: Apache-2.0
"""Offers far more than the platform can take, and says what became of it: how much was still decided,
how the rest was refused, and how soon all is as before. Must not judge."""

import os

from parts import cpu
from parts.table import Table, rate

TIMES_PEAK = 10
SECONDS = 60
CONNECTIONS = 1024
RECOVERY_CONNECTIONS = 128
RECOVERY_SECONDS = 20  # the first half is for coming back, the second is measured
BUDGET_MS = 100  # or twice what the p99 at 70 % of the peak was before
SETTLE_IN_SECONDS = 5  # of the flood, before its goodput counts: limits find their place
COUNTERS = ("clearway_gateway_shed_total", "clearway_gateway_breaker_refused_total",
            "clearway_gateway_rate_limited_total", "clearway_gateway_upstream_retries_total")


def arguments(parser):
    parser.add_argument("--overload", action="store_true",
                        help="then offer ten times the best, for 60 s (not with --quick)")


def wanted(options):
    return options.overload and not options.quick


def measure(bench):
    """Needs what the run has measured: its peak, and a load near 70 % of it."""
    load, stack = bench.load, bench.stack
    peak = bench.result["platform"]["decided_per_second"]
    before_flood = min((one for one in bench.result["loads"] if one["kind"] == "open"),
                       key=lambda one: abs(one["rate"] - 0.7 * peak))
    budget_ms = max(BUDGET_MS, 2 * before_flood["p99_ms"])
    offered = int(TIMES_PEAK * peak)
    bench.say("overload", f"{offered:,} a second for {SECONDS} s, ten times the peak")
    before, cpu_before = counters(stack), cpu.used(stack)
    flood = load.pay(CONNECTIONS, "--seconds", str(SECONDS), "--rate", str(offered), "--flood",
                     "--by-second", "--warm-up", str(SETTLE_IN_SECONDS), "--cpu-percent",
                     str(generator_share()))
    cpu_after = cpu.used(stack)
    after_rate = max(1, int(0.7 * peak))
    recovery = load.pay(RECOVERY_CONNECTIONS, "--seconds", str(RECOVERY_SECONDS), "--rate",
                        str(after_rate), "--by-second")
    result = flood_figures(flood, offered, peak)
    result.update(recovery_figures(recovery, after_rate, budget_ms))
    after = counters(stack)
    result["counters"] = {name: after[name] - before[name] for name in COUNTERS}
    result["cpu_seconds"] = cpu.difference(cpu_before, cpu_after)
    result["cpu_seconds"]["load generator"] = flood["cpu_seconds"]
    bench.say("overload", f"{result['goodput_per_second']:,.0f} a second decided, "
                          f"{result['goodput_ratio']:.0%} of the peak")
    return {"overload": result}


def generator_share():
    """Percent of a core: a fifth of the machine."""
    return 20 * os.cpu_count()


def flood_figures(flood, offered, peak):
    goodput = flood["accepted"] / flood["seconds"]
    sent = max(flood["sent"], 1)
    refused = {status: count for status, count in flood["by_status"].items() if status != "201"}
    due = max(flood["sent"] + flood["held_back"] + flood["throttled"], 1)
    return {
        "offered_per_second": offered, "peak_per_second": peak, "seconds": flood["seconds"],
        "goodput_per_second": goodput, "goodput_ratio": goodput / peak,
        "accepted_p50_ms": flood["accepted_p50_ms"], "accepted_p99_ms": flood["accepted_p99_ms"],
        # Of what was due: what reached the gateway, what its resting connections kept with the sender,
        # and what the load program itself had no CPU for.
        "sent_share": flood["sent"] / due, "held_back_share": flood["held_back"] / due,
        "throttled_share": flood["throttled"] / due,
        "shed_share": 1 - flood["accepted"] / due, "refused_of_sent": sum(refused.values()) / sent,
        "refused": refused, "lost": flood["lost"], "by_payment_status": flood["by_payment_status"],
        "by_second": flood["by_second"],
    }


def recovery_figures(recovery, per_second, budget_ms):
    seconds = recovery["by_second"][:RECOVERY_SECONDS]
    late = [number for number, second in enumerate(seconds)
            if second["p99_ms"] > budget_ms or second["refused"] > 0]
    second_half = seconds[RECOVERY_SECONDS // 2:]
    return {
        "recovery_rate": per_second, "budget_ms": budget_ms,
        "recovered_after_s": late[-1] + 1 if late else 0,
        "recovered_p99_ms": max((second["p99_ms"] for second in second_half), default=0.0),
        "recovery_by_status": recovery["by_status"], "recovery_by_second": seconds,
    }


def counters(stack):
    """Sums over the labels of the gateway's counters."""
    found = stack.metrics("gateway")
    return {name: sum(value for series, value in found.items() if series.split("{")[0] == name)
            for name in COUNTERS}


def tables(result):
    if "overload" not in result:
        return []
    figures = result["overload"]
    refused = ", ".join(f"{count:,} x {status}" for status, count in figures["refused"].items())
    back = figures["recovered_after_s"]
    rows = [
        ["due a second", rate(figures["offered_per_second"])],
        ["decided a second", rate(figures["goodput_per_second"])],
        ["of the peak", f"{figures['goodput_ratio']:.0%} of {rate(figures['peak_per_second'])}"],
        ["accepted, p50 / p99 ms",
         f"{figures['accepted_p50_ms']:.0f} / {figures['accepted_p99_ms']:.0f}"],
        ["not decided, of what was due", f"{figures['shed_share']:.1%}"],
        ["refused", refused or "none"],
        ["lost", rate(figures["lost"])],
        ["sent", f"{figures['sent_share']:.1%}"],
        ["no connection free", f"{figures['held_back_share']:.1%}"],
        ["no CPU for it in the load program", f"{figures['throttled_share']:.1%}"],
        [f"then {rate(figures['recovery_rate'])} a second: p99 within {figures['budget_ms']:.0f} ms",
         "at once" if back == 0 else f"after {back} s"],
        [f"p99 ms in the worst of the last {RECOVERY_SECONDS // 2} seconds",
         f"{figures['recovered_p99_ms']:.0f}"]]
    rows += [[name, rate(value)] for name, value in figures["counters"].items()]
    return [Table("overload", [f"overload, {CONNECTIONS:,} connections, {figures['seconds']:.0f} s", ""],
                  rows)]


def headline(_):
    return {}
