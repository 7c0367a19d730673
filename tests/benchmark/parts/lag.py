# SPDX-License-Identifier: Apache-2.0
"""How far the consumers are behind when a load ends, and how long they take to catch up. Only asks."""

import time

import clearway_local
import event_lag

LIMIT_SECONDS = 120


def facts_under_way(stack):
    """Committed and not acknowledged by Kafka, as its owner knows it at this moment, and published but
    not applied by every consumer."""
    unpublished = sum(stack.metrics(name)["clearway_outbox_unpublished"]
                      for name in clearway_local.SERVICES)
    return int(unpublished) + sum(event_lag.not_applied(stack).values())


def until_caught_up(stack):
    """{facts: under way now, seconds: until there were none}."""
    began = time.monotonic()
    first = facts_under_way(stack)
    if first:
        clearway_local.wait_until(lambda: facts_under_way(stack) == 0, LIMIT_SECONDS,
                                  "the end of all facts under way", every=0.05)
    return {"facts": first, "seconds": time.monotonic() - began if first else 0.0}
