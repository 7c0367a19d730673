# SPDX-License-Identifier: Apache-2.0
"""The platform under load through the gateway: closed loops, one with a hot merchant, and open loops at
fixed rates up to nine tenths of the best."""

from parts import disk
from parts.platform_load import decided_per_second, platform_cpu
from parts.table import Table, rate

CONNECTIONS = (1, 16, 64, 256)
OPEN_CONNECTIONS = 128
FULL_SHARES, QUICK_SHARES = (0.3, 0.5, 0.7, 0.8, 0.9), (0.5, 0.7, 0.9)
GENERATOR_SHARE_MAX, OTHERS_SHARE_MAX, REFUSED_SHARE_MAX = 0.2, 0.1, 0.01
PROCESSES = ["gateway", "payment", "settlement", "fraud", "compliance", "reconciliation", "audit",
             "postgres", "kafka", "load generator"]


def measured(figures):
    """Those of PROCESSES that figures by process tell of: an older result knows fewer."""
    return [name for name in PROCESSES if any(name in each for each in figures)]


def measure(bench):
    loads = []

    def one(kind, name, connections, **how):
        measured = bench.load.measure(connections, bench.options.seconds, **how)
        load = {"name": name, "kind": kind, "connections": connections,
                "rate": how.get("rate", 0), "hot": how.get("hot", False), **measured}
        load["decided_per_second"] = decided_per_second(load)
        load["marks"] = marks(load)
        loads.append(load)
        bench.say("platform", line(load))

    bench.say("platform", "warming up")
    bench.load.measure(64, 2)
    stored = disk.used(bench.stack)
    for connections in CONNECTIONS:
        one("closed", f"{connections} connection{'s' if connections > 1 else ''}", connections)
    best = best_of(loads, "closed")
    for connections in [best["connections"]] if bench.options.quick else CONNECTIONS[1:]:
        one("hot", f"hot merchant, {connections} connections", connections, hot=True)
    one("open", "200 a second", 64, rate=200)
    for share in QUICK_SHARES if bench.options.quick else FULL_SHARES:
        per_second = max(1, int(share * best["decided_per_second"]))
        one("open", f"{per_second:,} a second", OPEN_CONNECTIONS, rate=per_second)
    return {"loads": loads, "bytes": disk.per_payment(stored, disk.used(bench.stack)),
            "platform": platform_figures(loads),
            "open_loop_200": steady_figures(loads)}


def best_of(loads, kind):
    return max((load for load in loads if load["kind"] == kind), key=decided_per_second)


def marks(load):
    """What makes a row's figures doubtful."""
    share = load["cpu_share"]
    found = []
    if share["load_generator"] > GENERATOR_SHARE_MAX:
        found.append("LOAD GENERATOR TOO DEAR")
    if share["other_programs"] > OTHERS_SHARE_MAX:
        found.append("NOT QUIET")
    refused = load["answered"] - load["by_status"].get("201", 0)
    if refused > REFUSED_SHARE_MAX * load["answered"]:  # fast answers, which make percentiles too good
        found.append("REFUSALS IN THE PERCENTILES")
    return found


def line(load):
    return (f"{load['name']}: {rate(load['decided_per_second'])} decided, "
            f"{rate(load['settled_per_second'])} settled a second, p50 {load['p50_ms']:.1f} ms, "
            f"p99 {load['p99_ms']:.1f} ms, {platform_cpu(load):.2f} ms CPU a payment"
            f"{''.join(f' ({mark})' for mark in load['marks'])}")


def platform_figures(loads):
    """The figures of the best closed loop, under names that later runs can be compared by."""
    best, hot = best_of(loads, "closed"), best_of(loads, "hot")
    figures = {"decided_per_second": best["decided_per_second"],
               "settled_per_second": best["settled_per_second"],
               "hot_decided_per_second": hot["decided_per_second"],
               "hot_settled_per_second": hot["settled_per_second"],
               "connections": best["connections"],
               "cpu_ms_per_payment": platform_cpu(best),
               "lag_seconds_max": max(load["lag"]["seconds"] for load in loads),
               "load_generator_share_max": max(load["cpu_share"]["load_generator"] for load in loads)}
    for load in loads:
        if load["kind"] == "closed":
            figures[f"c{load['connections']}"] = {name: load[name] for name in (
                "per_second", "settled_per_second", "p50_ms", "p99_ms", "p999_ms")}
    return figures


def steady_figures(loads):
    steady = next(load for load in loads if load["kind"] == "open" and load["rate"] == 200)
    return {name: steady[name] for name in ("p50_ms", "p99_ms", "p999_ms", "settled_p99_ms")}


def tables(result):
    if "loads" not in result:
        return []
    return [load_table(result["loads"]), cpu_table(result["loads"])]


def load_table(loads):
    head = ["platform, through the gateway", "decided/s", "settled/s", "p50 ms", "p99 ms", "p99.9 ms",
            "settled p99 ms", "lag facts", "lag s", "load gen. CPU", "outcomes"]
    rows = [[load["name"], rate(load["decided_per_second"]), rate(load["settled_per_second"]),
             f"{load['p50_ms']:.1f}", f"{load['p99_ms']:.1f}", f"{load['p999_ms']:.1f}",
             f"{load['settled_p99_ms']:.1f}", rate(load["lag"]["facts"]),
             f"{load['lag']['seconds']:.1f}", f"{load['cpu_share']['load_generator']:.0%}",
             "; ".join([outcomes(load), *load["marks"]])] for load in loads]
    note = ("Latency of the rows with a rate counts from the intended start. Lag: facts committed that not "
            "every consumer had applied when the last answer was there, and seconds until all had. "
            "Load gen. CPU: its part of all CPU time of the load, at most 20 %.")
    return Table("loads", head, rows, note)


def outcomes(load):
    decided = ", ".join(f"{count:,} {name}" for name, count in load["by_payment_status"].items()
                        if not name.isdigit())
    failed = {status: count for status, count in load["by_status"].items() if status != "201"}
    failed.update({"lost": load["lost"]} if load["lost"] else {})
    return decided + "".join(f", {count:,} x {status}" for status, count in failed.items())


def cpu_table(loads):
    head = ["CPU, ms a payment"] + [load["name"] for load in loads]
    rows = [[name] + [f"{load['cpu_ms_per_payment'].get(name, 0):.3f}" for load in loads]
            for name in measured([load["cpu_ms_per_payment"] for load in loads])]
    rows.append(["all but the load generator"] + [f"{platform_cpu(load):.3f}" for load in loads])
    return Table("cpu", head, rows)


def headline(result):
    if "loads" not in result:
        return {}
    platform, steady = result["platform"], result["open_loop_200"]
    return {"decided": (platform["decided_per_second"], "/s"),
            "settled": (platform["settled_per_second"], "/s"),
            "decided, hot merchant": (platform["hot_decided_per_second"], "/s"),
            "CPU a payment, best load": (platform["cpu_ms_per_payment"], "ms"),
            "p50 at 200/s": (steady["p50_ms"], "ms"), "p99 at 200/s": (steady["p99_ms"], "ms"),
            "p99.9 at 200/s": (steady["p999_ms"], "ms"),
            "settled p99 at 200/s": (steady["settled_p99_ms"], "ms")}
