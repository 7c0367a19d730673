# SPDX-License-Identifier: Apache-2.0
"""The tables of a benchmark run, as text. Must not measure anything."""

PROCESSES = ["gateway", "payment", "settlement", "fraud", "compliance", "reconciliation", "postgres",
             "kafka", "load generator"]


def rate(value):
    return f"{value:,.0f}"


def table(head, rows):
    """Columns as wide as they need; the first to the left, the others to the right."""
    cells = [head] + rows
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = []
    for row in cells:
        texts = [text.ljust(width) if column == 0 else text.rjust(width)
                 for column, (text, width) in enumerate(zip(row, widths))]
        lines.append("  ".join(texts).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def render(result):
    best = result["platform"]
    return "\n\n".join([
        pgbench_table(result["pgbench"]),
        load_table(result["loads"]),
        ratio_lines(result["pgbench"], best),
        cpu_table(result["loads"]),
        closing_lines(result),
    ])


def pgbench_table(figures):
    rows = [[label, rate(figures[f"{name}_tps"]), rate(figures[f"{name}_hot_tps"])]
            for name, label in (("statements", "eight statements from the client"),
                                ("function", "one call of a function"),
                                ("batch", "set-based batches of 50"))]
    return table(["pgbench, transfers a second", "spread", "one hot payer"], rows) + (
        f"\nOne client alone waits {figures['function_single_ms']:.2f} ms for its transfer; a payment "
        "has two such commits on its way.")


def load_table(loads):
    head = ["platform, through the gateway", "answered/s", "settled/s", "p50 ms", "p99 ms", "p99.9 ms",
            "settled p99 ms", "outcomes"]
    rows = [[load["name"], rate(load["per_second"]), rate(load["settled_per_second"]),
             f"{load['p50_ms']:.1f}", f"{load['p99_ms']:.1f}", f"{load['p999_ms']:.1f}",
             f"{load['settled_p99_ms']:.1f}", outcomes(load)] for load in loads]
    return table(head, rows)


def outcomes(load):
    decided = ", ".join(f"{count:,} {name}" for name, count in load["by_payment_status"].items()
                        if not name.isdigit())
    failed = {status: count for status, count in load["by_status"].items() if status != "201"}
    failed.update({"lost": load["lost"]} if load["lost"] else {})
    return decided + "".join(f", {count:,} x {status}" for status, count in failed.items())


def ratio_lines(figures, best):
    lines = [f"decided {best['decided_per_second'] / figures[f'{name}_tps']:.2f}, settled "
             f"{best['settled_per_second'] / figures[f'{name}_tps']:.2f} of pgbench with {label}"
             for name, label in (("statements", "statements"), ("function", "a function"),
                                 ("batch", "batches"))]
    return "Ratio, best load to pgbench (spread):\n  " + "\n  ".join(lines)


def cpu_table(loads):
    head = ["CPU, ms a payment"] + [load["name"] for load in loads]
    rows = [[name] + [f"{load['cpu_ms_per_payment'].get(name, 0):.3f}" for load in loads]
            for name in PROCESSES]
    rows.append(["all but the load generator"] + [f"{platform_cpu(load):.3f}" for load in loads])
    return table(head, rows)


def platform_cpu(load):
    return sum(value for name, value in load["cpu_ms_per_payment"].items() if name != "load generator")


def closing_lines(result):
    lag, trial = result["lag"], result["trial_balance"]
    sums = ", ".join(f"{line['currency']} {line.get('sum_of_balances', '0')} / "
                     f"{line.get('sum_of_entries', '0')}" for line in trial.get("lines", []))
    return (f"At the end: {lag['unpublished']} events unpublished, {lag['not_applied']} not applied.\n"
            f"Trial balance (balances / entries): {sums or 'no accounts'}: "
            f"{'balanced' if trial.get('balanced') else 'NOT BALANCED'}")
