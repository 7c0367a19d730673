# SPDX-License-Identifier: Apache-2.0
"""How many events of a local stack are still under way: committed but not published, or published but
not applied. Reads the databases and Kafka; must not change either."""

import subprocess

import clearway_local


def unpublished(stack):
    """{service: events in its store that Kafka has not acknowledged, as far as the store knows}"""
    return {name: int(stack.sql(f"clearway_{name}", """
        SELECT coalesce(sum(last_sequence - published_sequence), 0) FROM outbox_lanes""")[0][0])
        for name in clearway_local.SERVICES}


def not_applied(stack):
    """{service: messages of the topics it reads that lie behind its stored positions}"""
    positions = {name: stack.sql(f"clearway_{name}", """
        SELECT topic, partition, position FROM inbox WHERE lane = -1""")
        for name in clearway_local.SERVICES}
    ends = ends_of(stack, {(topic, partition) for rows in positions.values()
                           for topic, partition, _ in rows})
    return {name: sum(max(0, ends[topic, partition] - int(position))
                      for topic, partition, position in rows) for name, rows in positions.items()}


def ends_of(stack, partitions):
    """{(topic, partition): the offset that its next message will get}"""
    if not partitions:
        return {}
    asked = [word for topic, partition in sorted(partitions)
             for word in ("-t", f"{topic}:{partition}:-1")]
    text = subprocess.run(["kcat", "-Q", "-b", f"127.0.0.1:{stack.ports['kafka']['broker']}", *asked],
                          capture_output=True, text=True, check=True, timeout=60).stdout
    ends = {}
    for line in text.splitlines():
        topic, partition, _, offset = line.split(" ")  # topic [3] offset 42
        ends[topic, partition.strip("[]")] = int(offset)
    return ends
