# SPDX-License-Identifier: Apache-2.0
"""The platform's figures over PostgreSQL's of the same run. Measures nothing."""

from parts.table import Table

SHAPES = {"statements": "statements", "function": "a function", "batch": "batches"}


def measure(bench):
    if "pgbench" not in bench.result or "platform" not in bench.result:
        return {}
    return {"ratios": of(bench.result["pgbench"], bench.result["platform"], bench.result["loads"])}


def of(pgbench, platform, loads):
    ratios = {}
    for shape in SHAPES:
        for what in ("decided", "settled"):
            ratios[f"{what}_to_{shape}"] = platform[f"{what}_per_second"] / pgbench[f"{shape}_tps"]
            ratios[f"hot_{what}_to_{shape}_hot"] = \
                platform[f"hot_{what}_per_second"] / pgbench[f"{shape}_hot_tps"]
    ratios["hot_to_spread"] = platform["hot_decided_per_second"] / platform["decided_per_second"]
    ratios["settled_to_decided"] = platform["settled_per_second"] / platform["decided_per_second"]
    ratios["settled_lag_seconds_max"] = max(load["lag"]["settled_seconds"] for load in loads)
    return ratios


def tables(result):
    if "ratios" not in result:
        return []
    ratios = result["ratios"]
    rows = [[f"pgbench with {label}"] + [f"{ratios[name]:.2f}" for name in (
        f"decided_to_{shape}", f"settled_to_{shape}", f"hot_decided_to_{shape}_hot",
        f"hot_settled_to_{shape}_hot")] for shape, label in SHAPES.items()]
    note = (f"One hot merchant takes the platform to {ratios['hot_to_spread']:.2f} of what it decides with "
            f"spread accounts; settled are {ratios['settled_to_decided']:.2f} of decided; the last "
            f"settlement came at most {ratios['settled_lag_seconds_max']:.2f} s after the last answer.")
    return [Table("ratios", ["best load, as a part of", "decided", "settled", "decided, hot",
                             "settled, hot"], rows, note)]


def headline(result):
    ratios = result.get("ratios", {})
    names = {"decided_to_statements": "decided / pgbench statements",
             "decided_to_function": "decided / pgbench function", "hot_to_spread": "hot / spread",
             "settled_to_decided": "settled / decided"}
    return {label: (ratios[name], "") for name, label in names.items() if name in ratios}
