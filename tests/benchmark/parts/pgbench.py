# SPDX-License-Identifier: Apache-2.0
"""What pgbench reaches on the stack's own cluster: three shapes of one transfer, spread over accounts and
with one hot payer, over a number of connections each. The best counts as PostgreSQL's limit."""

from parts.postgres import SHAPES, Postgres
from parts.table import Table, rate

LABELS = {"statements": "eight statements from the client", "function": "one call of a function",
          "batch": "set-based batches of 50"}
# Beside the platform's numbers 2 and 8: on few cores pgbench does best there, and PostgreSQL's limit
# should not look lower than it is.
FULL = (1, 2, 8, 16, 64, 256)
QUICK = {"statements": (8, 64), "function": (16, 64), "batch": (2, 16)}


def measure(bench):
    seconds = max(2, bench.options.seconds // 2)
    sweep = []
    with Postgres(bench.stack) as postgres:
        room = postgres.connections_left()
        for shape, script in SHAPES.items():
            for hot in (False, True):
                for clients in QUICK[shape] if bench.options.quick else FULL:
                    if clients > room:
                        bench.say("pgbench", f"{clients} clients left out: PostgreSQL has {room} "
                                             "connections left")
                        continue
                    tps = postgres.transfers_per_second(script, clients, seconds, hot)
                    sweep.append({"shape": shape, "hot": hot, "connections": clients, "tps": tps})
                say_best(bench, sweep, shape, hot)
        alone = postgres.transfers_per_second(SHAPES["function"], 1, seconds, hot=False)
        bench.say("pgbench", f"one client alone: {1000 / alone:.2f} ms a transfer")
        postgres.check()
    return {"pgbench": {**best_figures(sweep), "function_single_ms": 1000 / alone, "sweep": sweep}}


def best_of(sweep, shape, hot):
    return max((point for point in sweep if (point["shape"], point["hot"]) == (shape, hot)),
               key=lambda point: point["tps"])


def say_best(bench, sweep, shape, hot):
    best = best_of(sweep, shape, hot)
    bench.say("pgbench", f"{shape}{', one hot payer' if hot else ''}: {rate(best['tps'])} transfers a "
                         f"second with {best['connections']} connections")


def best_figures(sweep):
    figures = {}
    for shape in SHAPES:
        for hot in (False, True):
            best, name = best_of(sweep, shape, hot), f"{shape}_hot" if hot else shape
            figures[f"{name}_tps"] = best["tps"]
            figures[f"{name}_connections"] = best["connections"]
    return figures


def tables(result):
    if "pgbench" not in result:
        return []
    figures = result["pgbench"]
    sweep = {(point["shape"], point["hot"], point["connections"]): point["tps"]
             for point in figures.get("sweep", [])}
    clients = sorted({key[2] for key in sweep})
    rows = []
    for shape, label in LABELS.items():
        for hot in (False, True):
            name = f"{shape}_hot" if hot else shape
            points = [sweep.get((shape, hot, count)) for count in clients]
            rows.append([f"{label}{', one hot payer' if hot else ''}", rate(figures[f"{name}_tps"])] +
                        ["-" if point is None else rate(point) for point in points])
    note = (f"One client alone waits {figures['function_single_ms']:.2f} ms for its transfer; a payment "
            "has two such commits on its way.")
    return [Table("pgbench", ["pgbench, transfers a second", "best"] + [f"c={count}" for count in clients],
                  rows, note)]


def headline(result):
    return {f"pgbench {name.removesuffix('_tps').replace('_', ' ')}": (value, "/s")
            for name, value in result.get("pgbench", {}).items() if name.endswith("_tps")}
