# SPDX-License-Identifier: Apache-2.0
"""What a run was measured on, and how it was asked for: figures without these mean nothing."""

import datetime
import os
import pathlib
import platform
import re
import shlex
import subprocess

from parts.table import Table

ROOT = pathlib.Path(__file__).resolve().parents[3]


def measure(bench):
    busy = os.getloadavg()[0]
    bench.say("machine", f"{os.cpu_count()} cores, load average {busy:.1f}"
                         f"{': NOT QUIET, expect low figures' if busy > 1 else ''}")
    postgres = bench.stack.sql("postgres", "SHOW server_version")[0][0]
    return {"machine": {"cores": os.cpu_count(), "load_average_before": busy, "cpu": cpu_model(),
                        "memory_gib": round(memory_gib(), 1), "kernel": platform.release(),
                        "postgres": postgres.split()[0]},
            **provenance(bench.command), "seconds": bench.options.seconds}


def command_of(argv):
    """As one can repeat it from a clone; where its output went is no part of the measurement."""
    words, value_follows = [], False
    for word in argv[1:]:
        if word.split("=")[0] in ("--json", "--plot"):
            value_follows = "=" not in word
        elif value_follows and not word.startswith("-"):
            value_follows = False
        else:
            words.append(word)
    return shlex.join([f"tests/benchmark/{pathlib.Path(argv[0]).name}", *words])


def provenance(command):
    """The command as one can repeat it, when it ran, and of which sources."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return {"command": command, "began": now.isoformat(timespec="seconds"), "commit": commit()}


def cpu_model():
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return found.group(1) if found else platform.machine()


def memory_gib():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def commit():
    """Short, with a plus where files differ from it; empty outside of a clone."""
    described = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--exclude=*", "--dirty=+"],
                               capture_output=True, text=True)
    return described.stdout.strip()


def tables(result):
    if "machine" not in result:
        return []
    machine = result["machine"]
    quiet = machine["load_average_before"]
    return [Table("machine", ["measured", ""], [
        ["command", result.get("command", "")],
        ["when, of which commit", f"{result.get('began', '')[:10]}, {result.get('commit', '')}"],
        ["on", f"{machine['cores']} cores ({machine.get('cpu', '')}), {machine.get('memory_gib', '')} GiB, "
               f"Linux {machine.get('kernel', '')}, PostgreSQL {machine.get('postgres', '')}"],
        ["load average before", f"{quiet:.1f}{' (NOT QUIET)' if quiet > 1 else ''}"],
        ["length of a measurement", f"{result.get('seconds', '')} s"]])]


def headline(_):
    return {}
