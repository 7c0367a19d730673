# SPDX-License-Identifier: Apache-2.0
"""The fraud service alone: what its features take in memory, how soon it is back after a restart, and what a
score costs, on a stack of its own."""

import json
import os
import subprocess

from parts import fraud_restart, fraud_score, machine
from parts.bench import Bench, say
from parts.own_stack import OwnStack
from parts.table import Table, rate

ENTITIES_FULL, ENTITIES_QUICK = 5_000_000, 500_000


def measure(options, build_load, folder, command):
    with OwnStack("fraud-state", options.keep) as own:
        bench = Bench(own.stack, build_load(own.stack), folder, options, command)
        return {**machine.provenance(command), "seconds": options.seconds,
                "machine": {"cores": os.cpu_count(), "cpu": machine.cpu_model(),
                            "load_average_before": os.getloadavg()[0]},
                "memory": memory(own.stack, options.quick),
                "restart": fraud_restart.measure(own, options.quick),
                "score": fraud_score.measure(bench)}


def memory(stack, quick):
    entities = ENTITIES_QUICK if quick else ENTITIES_FULL
    say("memory", f"{entities:,} payers, payees and devices")
    done = subprocess.run([str(stack.bin / "clearway-fraud-memory"), "--entities", str(entities)],
                          capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise RuntimeError(f"clearway-fraud-memory: {done.stderr.strip()}")
    found = json.loads(done.stdout)
    say("memory", f"{found['resident_bytes_per_entity']:.0f} bytes an entity, "
                  f"{found['us_per_attempt']:.1f} us CPU an observation")
    return found


def tables(result):
    if "score" not in result:
        return []
    score = fraud_score.tables(result["score"])[0]
    score.note += (f" `{result['command']}`, {result['began'][:10]}, commit {result['commit']}, "
                   f"{result['machine']['cores']} cores ({result['machine']['cpu']}).")
    return [score, memory_table(result["memory"]), *fraud_restart.tables(result["restart"])]


def memory_table(found):
    return Table("fraud-memory", ["features in memory", ""], [
        ["payers, payees and devices", rate(found["entities"])],
        ["attempts of 30 days", rate(found["attempts"])],
        ["bytes an entity, what they hold", rate(found["bytes_per_entity"])],
        ["bytes an entity, resident, with their index", rate(found["resident_bytes_per_entity"])],
        ["resident, MiB", rate(found["resident_bytes"] / 2**20)],
        [f"an observation ({found['features']} features read, then counted), us of CPU",
         f"{found['us_per_attempt']:.2f}"],
        ["an observation, the last tenth, us of CPU", f"{found['us_per_attempt_at_the_end']:.2f}"]])
