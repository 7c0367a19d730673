# SPDX-License-Identifier: Apache-2.0
"""CPU time that each process of a stack has used, and all of the machine, from /proc. Must not start or
measure anything."""

import os
import pathlib

TICK = os.sysconf("SC_CLK_TCK")


def stat_of(pid):
    """(parent, own seconds, seconds of children that have ended); None for a process that is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = text.rsplit(") ", 1)[1].split()
    ticks = [int(field) for field in fields[11:15]]
    return int(fields[1]), sum(ticks[:2]) / TICK, sum(ticks[2:]) / TICK


def used(stack):
    """{process: seconds}. PostgreSQL counts with its backends, those that have ended too."""
    seconds = {}
    stats = {int(folder.name): stat_of(folder.name) for folder in pathlib.Path("/proc").iterdir()
             if folder.name.isdigit()}
    for file in sorted((stack.state / "run").glob("*.pid")):
        pid = int(file.read_text())
        own = stats.get(pid)
        if own is None:
            continue
        children = sum(stat[1] for stat in stats.values() if stat and stat[0] == pid)
        seconds[file.stem] = own[1] + own[2] + children
    return seconds


def difference(before, after):
    return {name: after[name] - before.get(name, 0.0) for name in after}


def machine_busy():
    """Seconds that all CPUs together were not idle since boot; what a hypervisor took away counts."""
    fields = pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, softirq, steal = (int(field) for field in fields[:8])
    return (user + nice + system + irq + softirq + steal) / TICK
