# SPDX-License-Identifier: Apache-2.0
"""Where a payment's microseconds go: samples of a load, by process, kind of work and shared object."""

import collections

from parts import perf_samples, stages
from parts.loads import PROCESSES, measured
from parts.table import Table

OBJECTS_SHOWN, SMALLEST_US = 30, 1.0


def count(samples, owners):
    """Counters of samples: (process, stage), (process, shared object), database of PostgreSQL."""
    work, objects, databases = (collections.Counter() for _ in range(3))
    for sample in samples:
        process = owners.process(sample)
        work[process, stages.stage_of(sample.frames)] += 1
        objects[process, object_of(sample.frames)] += 1
        if process == "postgres":
            databases[owners.database(sample)] += 1
    return work, objects, databases


def object_of(frames):
    place = frames[0][1] if frames else "[unknown]"
    return "compiled Java" if place.startswith("perf-") else place.strip("[]").removeprefix("kernel.") \
        .replace("kallsyms", "kernel")


def figures(samples, owners, payments):
    """All in microseconds a payment, the greatest first."""
    work, objects, databases = count(samples, owners)
    each = 1e6 / perf_samples.FREQUENCY / payments

    def rows(counter):
        return [{"process": process, "what": what, "us": number * each}
                for (process, what), number in counter.most_common()]

    return {"work": rows(work), "objects": rows(objects),
            "databases": {name: number * each for name, number in databases.most_common()}}


def tables(profile, load):
    if not profile:
        return []
    return [work_table(profile["work"], load), object_table(profile["objects"]),
            Table("profile-databases", ["PostgreSQL, by database or process", "us a payment"],
                  [[name, f"{us:.0f}"] for name, us in profile["databases"].items() if us >= SMALLEST_US])]


def ours(rows):
    return [row for row in rows if row["process"] in PROCESSES and row["process"] != "load generator"]


def work_table(rows, load):
    processes = [name for name in measured([load["cpu_ms_per_payment"]]) if name != "load generator"]
    cells = collections.defaultdict(lambda: collections.Counter())
    for row in ours(rows):
        cells[row["what"]][row["process"]] += row["us"]
    ordered = sorted(cells, key=lambda what: -cells[what].total())
    body = [[what, f"{cells[what].total():.0f}"] +
            [f"{cells[what][name]:.0f}" if cells[what][name] >= SMALLEST_US else "" for name in processes]
            for what in ordered if cells[what].total() >= SMALLEST_US]
    sums = [sum(cells[what][name] for what in cells) for name in processes]
    body.append(["all", f"{sum(sums):.0f}"] + [f"{value:.0f}" for value in sums])
    counted = [1000 * load["cpu_ms_per_payment"].get(name, 0) for name in processes]
    body.append(["the scheduler's own count", f"{sum(counted):.0f}"] + [f"{value:.0f}" for value in counted])
    others = sum(row["us"] for row in rows if row["process"] == "other programs")
    return Table("profile-work", ["CPU, us a payment", "all"] + processes, body,
                 f"Other programs took {others:.0f} us of CPU for each payment at the same time.")


def object_table(rows):
    return Table("profile-objects", ["process", "shared object", "us a payment"],
                 [[row["process"], row["what"], f"{row['us']:.0f}"] for row in ours(rows)[:OBJECTS_SHOWN]
                  if row["us"] >= SMALLEST_US])
