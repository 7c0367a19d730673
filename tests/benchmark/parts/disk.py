# SPDX-License-Identifier: Apache-2.0
"""Bytes on disk that the payments of a benchmark run left behind, by database: tables with what is
stored beside them, and indexes. Room that dead rows take counts, too. Measured around the loads by
parts/loads.py; must not load anything itself."""

import clearway_local

from parts.table import Table, rate

SIZES = """
    SELECT coalesce(sum(pg_table_size(oid)), 0), coalesce(sum(pg_indexes_size(oid)), 0)
    FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace)"""


def used(stack):
    """{service: (bytes of tables, bytes of indexes)} and, under "payments", how many there are."""
    sizes = {name: tuple(int(value) for value in stack.sql(f"clearway_{name}", SIZES)[0])
             for name in clearway_local.SERVICES}
    sizes["payments"] = int(stack.sql("clearway_payment", "SELECT count(*) FROM payments")[0][0])
    return sizes


def per_payment(before, after):
    payments = max(after["payments"] - before["payments"], 1)
    databases = {name: {kind: (after[name][at] - before[name][at]) / payments
                        for at, kind in enumerate(("table", "index"))}
                 for name in clearway_local.SERVICES}
    return {"payments": payments,
            "table_per_payment": sum(one["table"] for one in databases.values()),
            "index_per_payment": sum(one["index"] for one in databases.values()),
            "by_database": databases}


def measure(_):
    return {}


def tables(result):
    if "bytes" not in result:
        return []
    figures = result["bytes"]
    rows = [[name, rate(one["table"]), rate(one["index"])]
            for name, one in figures["by_database"].items()]
    rows.append(["all", rate(figures["table_per_payment"]), rate(figures["index_per_payment"])])
    return [Table("bytes", ["bytes on disk a payment", "tables", "indexes"], rows)]


def headline(_):
    return {}
