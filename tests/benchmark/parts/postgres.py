# SPDX-License-Identifier: Apache-2.0
"""What pgbench reaches on the stack's own cluster with the one-transfer transaction of sql/."""

import pathlib
import re
import subprocess

SQL = pathlib.Path(__file__).resolve().parents[1] / "sql"
DATABASE = "transfer_benchmark"
ACCOUNTS = 10000
BATCH = 50

SHAPES = {"statements": "statements.sql", "function": "function.sql", "batch": "batch.sql"}


def connecting(clients):
    """Seconds that pgbench gets for its logins: its clock runs already, though they do not count in its
    transactions a second."""
    return clients // 50


class Postgres:
    """A database of its own, made on entry and dropped on exit."""

    def __init__(self, stack):
        self._stack = stack

    def __enter__(self):
        self._drop()
        self._stack.sql("postgres", f"CREATE DATABASE {DATABASE}")
        self._stack.sql(DATABASE, "-v", f"accounts={ACCOUNTS}", "-f", str(SQL / "setup.sql"))
        return self

    def __exit__(self, *_):
        self._drop()

    def _drop(self):
        self._stack.sql("postgres", f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")

    def connections_left(self):
        return int(self._stack.sql("postgres", """
            SELECT current_setting('max_connections')::int
                   - current_setting('superuser_reserved_connections')::int
                   - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')""")[0][0])

    def transfers_per_second(self, script, clients, seconds, hot):
        done = subprocess.run(
            ["pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", "1",
             "-T", str(seconds + connecting(clients)),
             "-D", f"accounts={ACCOUNTS}", "-D", f"size={BATCH}", "-D", f"hot={int(hot)}",
             "-f", str(SQL / script)],
            env=self._stack.administrator(DATABASE), capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise RuntimeError(f"pgbench {script}: {done.stderr.strip()}")
        found = re.search(r"tps = ([0-9.]+)", done.stdout)
        if not found:
            raise RuntimeError(f"pgbench {script}: {clients} clients did not connect in time")
        return float(found[1]) * (BATCH if script == "batch.sql" else 1)

    def check(self):
        """The comparison is only fair if the other side kept its books, too."""
        rows = self._stack.sql(DATABASE, """
            SELECT (SELECT sum(amount) FROM ledger_entry),
                   (SELECT count(*) FROM ledger_account AS a WHERE a.balance <> 1000000000000 + coalesce(
                       (SELECT sum(amount) FROM ledger_entry AS e WHERE e.account_id = a.account_id), 0)
                    AND a.account_id <= 3),
                   (SELECT count(*) FROM ledger_entry) - 2 * (SELECT count(*) FROM outbox)""")
        if rows != [("0", "0", "0")]:
            raise RuntimeError(f"pgbench left books that do not add up: {rows}")
