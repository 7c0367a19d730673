# SPDX-License-Identifier: Apache-2.0
"""The pictures of a run: latency over rate, cost by process, throughput beside pgbench."""

from parts import scale
from parts.platform_load import platform_cpu
from parts.svg import Picture

PERCENTILES = (("p50_ms", "p50"), ("p99_ms", "p99"), ("p999_ms", "p99.9"))
COSTS = ("postgres", "payment", "gateway", "settlement", "kafka", "fraud", "compliance", "reconciliation",
         "audit")


def subtitle(result):
    return f"{result['command']}, {result['began'][:10]}, commit {result['commit'] or 'unknown'}"


def of(result):
    """{file name: SVG}; a picture whose figures are missing is left out."""
    pictures = {}
    if "loads" in result:
        pictures["latency.svg"] = latency(result).source()
        pictures["cost.svg"] = cost(result).source()
    if "pgbench" in result and "platform" in result:
        pictures["throughput.svg"] = throughput(result).source()
    return pictures


def of_growth(result):
    steps = result.get("growth", [])
    if len(steps) < 2:
        return {}
    stored = "payments stored"
    costs = [(name, [(step["payments"], step[key]) for step in steps])
             for key, name in (("cpu_ms", "best load"), ("cpu_ms_at_200", "200/s"))]
    waits = [(name, [(step["payments"], step[key]) for step in steps])
             for key, name in (("p50_ms", "p50"), ("p99_ms", "p99"))]
    return {"growth_cost.svg": over("CPU of a payment over payments stored", subtitle(result), costs, stored,
                                    "milliseconds", "ms", log_x=True).source(),
            "growth_latency.svg": over("Latency at 200 payments a second over payments stored",
                                       subtitle(result), waits, stored, "milliseconds", "ms",
                                       log_x=True).source()}


def latency(result):
    loads = sorted((load for load in result["loads"] if load["kind"] == "open"),
                   key=lambda load: load["rate"])
    curves = [(name, [(load["rate"], load[key]) for load in loads]) for key, name in PERCENTILES]
    return over("Latency of a payment's answer over the arrival rate", subtitle(result), curves,
                "payments a second, open loop; latency from the intended start", "milliseconds", "ms")


def over(title, below, curves, x_name, y_name, unit, log_x=False):
    """Curves [(name, [(x, y)])] over a common axis, y by its logarithm."""
    picture = Picture(760, 400, title, below)
    left, right, top, bottom = 64, 690, 78, 344
    xs, ys = [x for _, points in curves for x, _ in points], [y for _, points in curves for _, y in points]
    y_marks = scale.decades(max(min(ys), 1e-3), max(ys))
    x_marks = scale.decades(min(xs), max(xs)) if log_x else scale.ticks(max(xs), 6)
    place_x = (scale.logarithmic if log_x else scale.linear)(x_marks[0], x_marks[-1], left, right)
    place_y = scale.logarithmic(y_marks[0], max(y_marks[-1], y_marks[0] * 2), bottom, top)
    for mark in y_marks:
        picture.line(left, place_y(mark), right, place_y(mark), "grid")
        picture.text(left - 8, place_y(mark) + 4, scale.label(mark), "muted small", "end")
    for mark in x_marks:
        picture.text(place_x(mark), bottom + 18, scale.label(mark), "muted small", "middle")
    picture.line(left, bottom, right, bottom, "axis")
    picture.text(16, top - 12, y_name, "muted small")
    picture.text((left + right) / 2, bottom + 40, x_name, "muted small", "middle")
    taken = []
    for series, (name, points) in enumerate(curves):
        places = [(place_x(x), place_y(y)) for x, y in points]
        picture.curve(places, series)
        for (x, y), (at_x, at_y) in zip(points, places):
            picture.dot(at_x, at_y, series, f"{name} at {scale.label(x)}: {y:.2f} {unit}")
        picture.text(places[-1][0] + 10, free_place(places[-1][1] + 4, taken), name, "small")
    return picture


def free_place(y, taken, apart=14):
    """Names at the ends of curves that meet must not lie on each other."""
    while any(abs(y - other) < apart for other in taken):
        y -= 1
    taken.append(y)
    return y


def cost(result):
    loads = result["loads"]
    names = [name for name in COSTS if any(name in load["cpu_ms_per_payment"] for load in loads)]
    picture = Picture(760, 118 + 30 * len(loads), "CPU of a payment, by process", subtitle(result))
    left, right, top = 210, 690, 92
    marks = scale.ticks(max(platform_cpu(load) for load in loads))
    place = scale.linear(0, marks[-1], left, right)
    picture.legend(16, 70, names)
    bottom = top + 30 * len(loads)
    for mark in marks:
        picture.line(place(mark), top - 6, place(mark), bottom, "grid")
        picture.text(place(mark), bottom + 16, scale.label(mark), "muted small", "middle")
    picture.text(left - 10, bottom + 16, "milliseconds", "muted small", "end")
    for row, load in enumerate(loads):
        y, x = top + 30 * row, 0.0
        picture.text(left - 10, y + 15, load["name"], "small", "end")
        for series, name in enumerate(names):
            used = load["cpu_ms_per_payment"].get(name, 0.0)
            picture.bar(place(x), y, place(x + used) - place(x) - 1, 22, series, f"{name}: {used:.3f} ms")
            x += used
        picture.text(place(x) + 6, y + 15, f"{platform_cpu(load):.2f}", "small")
    return picture


def throughput(result):
    rows = [row for row in throughput_rows(result) if row[1]]
    picture = Picture(760, 118 + 44 * len(rows), "Transfers and payments a second beside pgbench",
                      subtitle(result))
    left, right, top = 250, 680, 92
    marks = scale.ticks(max(max(values) for _, values in rows))
    place = scale.linear(0, marks[-1], left, right)
    picture.legend(16, 70, ("spread accounts", "one hot account: pgbench in every transfer, platform in half of all payments"))
    bottom = top + 44 * len(rows)
    for mark in marks:
        picture.line(place(mark), top - 6, place(mark), bottom - 4, "grid")
        picture.text(place(mark), bottom + 12, scale.label(mark), "muted small", "middle")
    picture.text(left - 10, bottom + 12, "a second", "muted small", "end")
    for row, (name, values) in enumerate(rows):
        y = top + 44 * row
        picture.text(left - 10, y + 22, name, "small", "end")
        for series, value in enumerate(values):
            picture.bar(left, y + 17 * series, place(value) - left, 15, series,
                        f"{name}: {value:,.0f} a second")
            picture.text(place(value) + 6, y + 12 + 17 * series, f"{value:,.0f}", "small")
    return picture


def throughput_rows(result):
    """[(name, [spread, hot])]; a row without figures is left out."""
    pgbench, platform, ledger = result["pgbench"], result["platform"], result.get("ledger", {})

    def pair(figures, spread, hot):
        return [figures[name] for name in (spread, hot) if figures.get(name)]

    return [("pgbench, eight statements", pair(pgbench, "statements_tps", "statements_hot_tps")),
            ("pgbench, one function", pair(pgbench, "function_tps", "function_hot_tps")),
            ("pgbench, batches of 50", pair(pgbench, "batch_tps", "batch_hot_tps")),
            ("ledger alone, over gRPC", pair(ledger, "transfers_per_second", "hot_transfers_per_second")),
            ("platform, payments decided", pair(platform, "decided_per_second", "hot_decided_per_second")),
            ("platform, payments settled", pair(platform, "settled_per_second", "hot_settled_per_second"))]
