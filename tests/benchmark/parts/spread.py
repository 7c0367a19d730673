# SPDX-License-Identifier: Apache-2.0
"""Several runs side by side: median and range of each headline figure."""

import statistics

from parts.table import Table


def of(headlines):
    """`headlines`: of each run {name: (value, unit)}. A figure that not every run has is left out."""
    names = [name for name in headlines[0] if all(name in run for run in headlines)]
    return {name: figure([run[name][0] for run in headlines], headlines[0][name][1]) for name in names}


def figure(values, unit):
    return {"median": statistics.median(values), "min": min(values), "max": max(values),
            "values": values, "unit": unit}


def middle(results):
    """The run whose tables are shown: the one with the median of payments decided a second (of an even
    number the lower of the two)."""
    ordered = sorted(results, key=lambda result: result["platform"]["decided_per_second"])
    return ordered[(len(ordered) - 1) // 2]


def number(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


def tables(result):
    if "spread" not in result:
        return []
    rows = [[f"{name}{', ' + found['unit'] if found['unit'] else ''}", number(found["median"]),
             f"{number(found['min'])} .. {number(found['max'])}",
             f"{(found['max'] - found['min']) / found['median']:.0%}" if found["median"] else "-"]
            for name, found in result["spread"].items()]
    return [Table("spread", [f"{result['runs']} runs", "median", "range", "range / median"], rows,
                  "The other tables are of the run with the median of payments decided a second.")]
