# SPDX-License-Identifier: Apache-2.0
"""Whose a process id is: the stack's processes by name, PostgreSQL's backends by database, too."""

import pathlib

from parts import cpu

class Owners:
    """Backends come and go: `look` before and after a measurement, what was seen once is known."""

    def __init__(self, stack):
        self._names = {int(file.read_text()): file.stem
                       for file in (stack.state / "run").glob("*.pid")}
        self._databases = {}

    def look(self):
        servers = {pid for pid, name in self._names.items() if name == "postgres"}
        for folder in pathlib.Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            found = cpu.stat_of(folder.name)
            if found and found[0] in servers:
                pid = int(folder.name)
                self._names[pid] = "postgres"
                self._databases[pid] = database_of(title(folder))

    def process(self, sample):
        if sample.pid == 0:
            return "idle"
        if sample.command == "clearway-load":
            return "load generator"
        return self._names.get(sample.pid, "other programs")

    def database(self, sample):
        return self._databases.get(sample.pid, "server")


def title(folder):
    try:
        return (folder / "cmdline").read_bytes().split(b"\0")[0].decode(errors="replace")
    except OSError:
        return ""


def database_of(words):
    """'postgres: role database [local] idle' -> database; 'postgres: walwriter' -> walwriter."""
    parts = words.removeprefix("postgres: ").split()
    return parts[1] if len(parts) > 2 and "[local]" in parts[2] else " ".join(parts) or "server"
