# SPDX-License-Identifier: Apache-2.0
"""What PostgreSQL's statements cost during a load, by pg_stat_statements, under the names of their files."""

import re

from parts.machine import ROOT
from parts.table import Table

HINT = """statements: pg_stat_statements is not loaded. To see them:
  echo "shared_preload_libraries = 'pg_stat_statements'" >> deploy/local/state/postgres/postgresql.auto.conf
  deploy/local/process restart postgres"""
SHOWN = 25


def loaded(stack):
    rows = stack.sql("postgres", "SHOW shared_preload_libraries")
    return bool(rows) and "pg_stat_statements" in rows[0][0]


def reset(stack):
    stack.sql("postgres", "CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    stack.sql("postgres", "SELECT pg_stat_statements_reset()")


def read(stack):
    """The dearest first; times are of the clock, waiting for locks and disks included."""
    rows = stack.sql("postgres", """
        SELECT datname, calls, round((1000 * total_exec_time)::numeric, 1), rows, wal_bytes,
               regexp_replace(regexp_replace(query, '--[^\\n]*', ' ', 'g'), '\\s+', ' ', 'g')
        FROM pg_stat_statements JOIN pg_database ON oid = dbid
        WHERE datname LIKE 'clearway%' ORDER BY total_exec_time DESC LIMIT 60""")
    files = names()
    return [{"database": row[0], "calls": int(row[1]), "microseconds": float(row[2]), "rows": int(row[3]),
             "wal_bytes": int(row[4]), "statement": name_of(row[5], files)} for row in rows]


def normal(query):
    """Without comments, and blind to white space and to constants, which the extension takes out."""
    words = re.sub(r"--[^\n]*", " ", query)
    constants = r"\$\d+|'[^']*'|\b\d+\b|\b(true|false|null)\b|\s+"
    return re.sub(constants, "", words, flags=re.IGNORECASE).rstrip(";").lower()


def names():
    """{statement in its normal form: name of its file}"""
    files = [*ROOT.glob("services/*/store/sql/*.sql"), *ROOT.glob("libs/*/sql/*.sql")]
    return {normal(file.read_text()): file.stem for file in files}


def name_of(query, files):
    return files.get(normal(query)) or " ".join(query.split())[:60]


def tables(rows, payments):
    if not rows:
        return []
    cells = [[f"{row['database'].removeprefix('clearway_')}: {row['statement']}",
              f"{row['microseconds'] / payments:.1f}", f"{row['calls'] / payments:.3f}",
              f"{row['rows'] / payments:.2f}", f"{row['wal_bytes'] / payments:,.0f}"]
             for row in rows[:SHOWN]]
    total = sum(row["microseconds"] for row in rows) / payments
    return [Table("profile-statements", ["statement", "us a payment", "calls a payment", "rows a payment",
                                         "WAL bytes a payment"], cells,
                  f"All statements together: {total:.0f} us a payment, by the clock: waiting counts.")]
