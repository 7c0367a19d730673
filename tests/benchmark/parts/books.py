# SPDX-License-Identifier: Apache-2.0
"""The end of a run: nothing under way any more, and the books balance."""

import clearway_local
import event_lag

from parts.table import Table


def measure(bench):
    lag = wait_quiet(bench.stack)
    trial = bench.stack.operator("clearway.settlement.v1.LedgerService/GetTrialBalance")
    return {"lag": lag, "trial_balance": trial}


def wait_quiet(stack):
    """Waits, for the outbox notes what it published when idle."""
    def under_way():
        return {"unpublished": sum(event_lag.unpublished(stack).values()),
                "not_applied": sum(event_lag.not_applied(stack).values())}

    try:
        return clearway_local.wait_until(
            lambda: (found := under_way()) and not any(found.values()) and found, 30, every=0.5)
    except TimeoutError:
        return under_way()


def sound(result):
    return bool(result["trial_balance"].get("balanced")) and not any(result["lag"].values())


def tables(result):
    if "trial_balance" not in result:
        return []
    lag, trial = result["lag"], result["trial_balance"]
    sums = ", ".join(f"{line['currency']} {line.get('sum_of_balances', '0')} / "
                     f"{line.get('sum_of_entries', '0')}" for line in trial.get("lines", []))
    return [Table("books", ["at the end", ""], [
        ["events unpublished", str(lag["unpublished"])],
        ["events not applied", str(lag["not_applied"])],
        ["trial balance (balances / entries)", sums or "no accounts"],
        ["balanced", "yes" if trial.get("balanced") else "NOT BALANCED"]])]


def headline(_):
    return {}
