# SPDX-License-Identifier: Apache-2.0
"""Psql processes that stay connected: a question asked again and again during a measurement should not
cost PostgreSQL a process and a login each time."""

import subprocess

END = "-- end of rows --"


class Sessions:
    """The administrator's, one a database, opened when first asked. Answers `sql` as a Stack does."""

    def __init__(self, stack):
        self._stack, self._open = stack, {}
        self.ports, self.metrics = stack.ports, stack.metrics

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self._open.values():
            process.stdin.close()
            process.stdout.close()
            process.wait()

    def sql(self, database, statement):
        if database not in self._open:
            self._open[database] = subprocess.Popen(
                ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._stack.administrator(database))
        process = self._open[database]
        process.stdin.write(f"{statement};\n\\echo '{END}'\n")
        process.stdin.flush()
        rows = []
        while (line := process.stdout.readline().rstrip("\n")) != END:
            if process.poll() is not None:
                raise RuntimeError(f"psql on {database} ended: see above")
            if line:
                rows.append(tuple(line.split("\t")))
        return rows
