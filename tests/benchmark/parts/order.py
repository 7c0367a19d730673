# SPDX-License-Identifier: Apache-2.0
"""The parts of a run, in the order in which they measure and are shown."""

from parts import books, disk, ledger, loads, machine, overload, pgbench, ratios

PARTS = (machine, pgbench, ledger, loads, disk, overload, books, ratios)


def wanted(options):
    return [part for part in PARTS if getattr(part, "wanted", lambda _: True)(options)]


def tables(result):
    """Of all parts: a result that was read from a file may have been measured with other options."""
    return [table for part in PARTS for table in part.tables(result)]


def headline(result):
    return {name: figure for part in PARTS for name, figure in part.headline(result).items()}
