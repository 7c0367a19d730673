# SPDX-License-Identifier: Apache-2.0
"""How long the fraud service takes from its start until it scores again: from the feature log alone, and from
a snapshot of its features with and without entries behind it."""

import json
import shutil
import time

import clearway_local

from parts import cpu
from parts.bench import say
from parts.table import Table

EVENTS_FULL, EVENTS_QUICK = 1_000_000, 100_000
SNAPSHOT_LIMIT_SECONDS = 300

# One step of the log: half of 30 days, in the order of their times. A few payers and payees make very many of
# the attempts, most make a few; each payer has a device.
FILL = """
    INSERT INTO feature_log (kind, payment_id, payer, payee, device, currency, amount_minor, created_at,
                             partner_id)
    SELECT 1, gen_random_uuid(), md5('payer ' || payer)::uuid, md5('payee ' || payee)::uuid,
           md5('device ' || payer)::uuid, 'EUR', amount, at, 'bench'
    FROM (SELECT floor(300000 * power(random(), 2)) AS payer, floor(power(20000, random())) AS payee,
                 floor(100 + 20000 * random()) AS amount,
                 now() - interval '15 days' * ({steps_left} - number / {events}.0) AS at
          FROM generate_series(1, {events}) AS number OFFSET 0) AS drawn"""


class FraudService:
    """The fraud service of a stack of the measurement's own, and the log that it reads when it starts."""

    def __init__(self, own, events):
        self._own, self._stack, self._events = own, own.stack, events
        self._snapshots = own.stack.state / "fraud"
        self._settings = own.stack.state / "etc" / "fraud.env"
        self._as_deployed = self._settings.read_text()

    def snapshot_soon(self, soon):
        """From the next start on. A snapshot costs CPU, so none is made while scores are measured."""
        self._settings.write_text(self._as_deployed + ("CLEARWAY_FRAUD_SNAPSHOT_MINUTES=1\n" if soon else ""))

    def stop(self):
        self._own.call("process", "stop", "fraud")

    def fill(self, steps_left):
        say("restart", f"{self._events:,} attempts for the feature log")
        self._stack.sql("clearway_fraud", FILL.format(events=self._events, steps_left=steps_left))
        self._stack.sql("clearway_fraud", "VACUUM (ANALYZE) feature_log")
        self._stack.sql("postgres", "CHECKPOINT")

    def forget_snapshots(self):
        shutil.rmtree(self._snapshots, ignore_errors=True)

    def start(self, what, behind):
        """What the start took, once it has read as many entries as it should have."""
        told = len(self._restored())
        began = time.monotonic()
        self._own.call("process", "start", "fraud")
        seconds = time.monotonic() - began
        used = cpu.stat_of(self._stack.pid("fraud"))[1]
        # Lines of the log are written some moments after their time.
        clearway_local.wait_until(lambda: len(self._restored()) > told, 10, "the line of the start in the log")
        restored = json.loads(self._restored()[-1])
        if restored["entries_after_snapshot"] != behind:
            raise RuntimeError(f"{what}: fraud read {restored['entries_after_snapshot']} entries of its log, "
                               f"not {behind}")
        found = {"what": what, "behind": behind, "entities": restored["entities"], "seconds": seconds,
                 "cpu_seconds": used}
        say("restart", f"{what}: {seconds:.1f} s")
        return found

    def _restored(self):
        return [line for line in self._stack.log("fraud").splitlines() if '"features restored"' in line]

    def snapshot(self):
        """Bytes of a snapshot of all that the log holds, once the service has made it."""
        end = int(self._stack.sql("clearway_fraud", "SELECT max(sequence) FROM feature_log")[0][0])
        file = clearway_local.wait_until(
            lambda: next(self._snapshots.glob(f"features-*{end}.state"), None), SNAPSHOT_LIMIT_SECONDS,
            "a snapshot of all attempts", every=0.2)
        return file.stat().st_size


def measure(own, quick):
    events = EVENTS_QUICK if quick else EVENTS_FULL
    fraud = FraudService(own, events)
    fraud.stop()
    fraud.forget_snapshots()
    fraud.snapshot_soon(True)
    fraud.fill(steps_left=2)
    starts = [fraud.start("no snapshot", events)]
    say("restart", "waiting for a snapshot")
    size = fraud.snapshot()
    fraud.snapshot_soon(False)
    fraud.stop()
    starts.append(fraud.start("a snapshot of all", 0))
    fraud.stop()
    fraud.fill(steps_left=1)
    starts.append(fraud.start("a snapshot and as much behind it", events))
    return {"starts": starts, "snapshot_bytes": size}


def tables(restart):
    rows = [[start["what"], f"{start['behind']:,}", f"{start['entities']:,}", f"{start['seconds']:.1f}",
             f"{start['cpu_seconds']:.1f}"] for start in restart["starts"]]
    return [Table("fraud-restart", ["restart of the fraud service", "entries read", "entities after",
                                    "ready after, s", "its CPU, s"], rows,
                  f"The snapshot has {restart['snapshot_bytes'] / 2**20:,.0f} MiB.")]
