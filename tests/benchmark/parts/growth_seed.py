# SPDX-License-Identifier: Apache-2.0
"""Multiplies what a small load left in a database: every row that a service wrote is copied with ids, times
and partners of its own, set-based. The columns come from the catalogue, so that a table that changes needs
no line here. Hash chains are computed anew and hold; each copy is a ledger that balances.

Simplifications: a copy has a clearing account of its own; its events have a lane that no process owns and
count as published; ids that services derive from others are not derived from each other in a copy, so the
audit trail of a copied payment shows what the payment service stored of it; the fraud service's short
history of attempts is not copied; all times lie in the present month."""

import dataclasses
import pathlib

FUNCTIONS = pathlib.Path(__file__).resolve().parents[1] / "growth" / "functions.sql"
# What is not a fact about payments, or is kept short by its service.
LEFT_OUT = {"schema_migrations", "inbox", "outbox_lanes", "dead_letters", "totals", "feature_events",
            "in_flight"}
# Far above those that processes take; its numbers are below zero, where nobody reads on from.
LANE = 32000
COPIES_A_TRANSACTION = 25

COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
    ORDER BY c.relname, a.attnum"""

WRONG_HASHES = """
    SELECT count(*) FROM growth.events AS e WHERE hash <> growth.chain(coalesce(
        (SELECT hash FROM growth.events AS p WHERE p.stream_id = e.stream_id AND p.version = e.version - 1),
        ''), stream_id, version, type, occurred_at, payload)"""

# Triggers that refuse changes or compare both sides of a transfer would only cost time; whether the books
# balance is asked of the ledger afterwards.
SETTINGS = "SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '64MB'"


@dataclasses.dataclass
class Original:
    """What is copied: {table: {column: type}}, and how many versions its longest stream has."""
    tables: dict
    versions: int


@dataclasses.dataclass
class Plan:
    partner: str  # whose payments are copied
    partners: int
    microseconds: int  # that each copy is older than the one before


def freeze(sql):
    """Keeps what the database has now as the original, in schema growth."""
    sql("-f", str(FUNCTIONS))
    tables = {}
    for table, column, kind in sql(COLUMNS):
        if table not in LEFT_OUT:
            tables.setdefault(table, {})[column] = kind
    for table in tables:
        more = ", growth.places(payload) AS places, row_number() OVER () AS number" \
            if table == "events" else ""
        sql(f"CREATE TABLE growth.{table} AS SELECT *{more} FROM public.{table}")
        sql(f"ANALYZE growth.{table}")
    sql("CREATE INDEX ON growth.events (stream_id, version)")
    if sql(WRONG_HASHES) != [("0",)]:
        raise RuntimeError("growth.chain of tests/benchmark/growth/functions.sql computes other hashes than "
                           "the services: see ChainHash in libs/events")
    return Original(tables, int(sql("SELECT max(version) FROM growth.events")[0][0]))


def seed(sql, original, plan, copies, progress):
    """Adds the copies of a range of numbers, none of which is there yet."""
    for first in range(copies.start, copies.stop, COPIES_A_TRANSACTION):
        some = range(first, min(first + COPIES_A_TRANSACTION, copies.stop))
        for table, columns in original.tables.items():
            sql("-c", SETTINGS, "-c", insert_events(columns, original.versions, plan, some)
                if table == "events" else insert_rows(table, columns, plan, some))
        progress(len(some))
    if sql("SELECT 1 WHERE to_regclass('public.totals') IS NOT NULL"):
        sql(f"""UPDATE totals SET matched = matched + {len(copies)} * (
            SELECT count(*) FROM growth.payments WHERE matched)""")


def numbers(some):
    return f"generate_series({some[0]}, {some[-1]}) AS copy"


def value(column, kind, plan):
    """A column of a copy: ids are its own, times lie earlier, all else stays."""
    name = f'o."{column}"'
    if kind == "uuid":
        return f"growth.id({name}, copy)"
    if kind == "timestamp with time zone":
        return f"{name} - copy * interval '{plan.microseconds} microseconds'"
    if column == "partner_id":
        return f"growth.partner({name}, copy, {plan.partners})"
    return name


def listed(columns):
    return ", ".join(f'"{column}"' for column in columns)


def insert_rows(table, columns, plan, some):
    values = ", ".join(value(column, kind, plan) for column, kind in columns.items())
    return (f"INSERT INTO public.{table} ({listed(columns)}) SELECT {values} FROM growth.{table} AS o, "
            f"{numbers(some)}")


def insert_events(columns, versions, plan, some):
    """Version by version, for a hash follows from that of the version before."""
    parts = []
    for version in range(1, versions + 1):
        parts.append(f"v{version} AS MATERIALIZED ({chained(columns, version, plan, some)})")
        parts.append(f"kept{version} AS (INSERT INTO public.events ({listed(columns)}) "
                     f"SELECT {listed(columns)} FROM v{version})")
    return f"WITH {', '.join(parts)} SELECT count(*) FROM v1"


def chained(columns, version, plan, some):
    """The rows of one version of all streams. OFFSET keeps the planner from computing a payload twice."""
    before = f"JOIN v{version - 1} AS p ON p.stream_id = e.stream_id" if version > 1 else ""
    predecessor = "p.hash" if version > 1 else "''::bytea"
    chain = f"growth.chain({predecessor}, e.stream_id, e.version, e.type, e.occurred_at, e.payload)"
    values = ", ".join(f"{chain} AS hash" if column == "hash" else f'e."{column}"' for column in columns)
    inner = ", ".join(f'{event_value(column, kind, plan)} AS "{column}"'
                      for column, kind in columns.items() if column != "hash")
    return (f"SELECT {values} FROM (SELECT {inner} FROM growth.events AS o, {numbers(some)} "
            f"WHERE o.version = {version} OFFSET 0) AS e {before}")


def event_value(column, kind, plan):
    special = {"lane": f"{LANE}::smallint",
               "lane_sequence": "-(copy::bigint * (SELECT count(*) FROM growth.events) + o.number)",
               "payload": f"growth.payload(o.payload, o.places, '{plan.partner}', copy, {plan.partners})"}
    return special.get(column) or value(column, kind, plan)
