# SPDX-License-Identifier: Apache-2.0
"""The copies that --growth fills a stack with are made of what the catalogue says there is."""

import pytest

from parts import growth, growth_seed

PLAN = growth_seed.Plan("acme", partners=100, microseconds=5)
EVENTS = {"stream_id": "uuid", "version": "integer", "lane": "smallint", "lane_sequence": "bigint",
          "type": "text", "payload": "bytea", "occurred_at": "timestamp with time zone", "hash": "bytea"}


class Database:
    """Answers as one whose only tables are events and `more`; notes what it was told."""

    def __init__(self, more, wrong_hashes=0):
        self._rows = [(table, column, kind) for table, columns in {"events": EVENTS, **more}.items()
                      for column, kind in columns.items()]
        self._wrong, self.told = wrong_hashes, []

    def __call__(self, *words):
        self.told.append(words[-1])
        if words[0] == growth_seed.COLUMNS:
            return self._rows
        if words[0] == growth_seed.WRONG_HASHES:
            return [(str(self._wrong),)]
        return [("2",)] if "max(version)" in words[0] else []


def test_a_column_of_a_copy_is_its_own_only_where_it_names_something():
    assert growth_seed.value("payment_id", "uuid", PLAN) == 'growth.id(o."payment_id", copy)'
    assert growth_seed.value("partner_id", "text", PLAN) == 'growth.partner(o."partner_id", copy, 100)'
    assert "5 microseconds" in growth_seed.value("at", "timestamp with time zone", PLAN)
    assert growth_seed.value("amount", "bigint", PLAN) == 'o."amount"'


def test_every_table_is_copied_but_those_that_hold_no_facts():
    database = Database({"new_table": {"id": "uuid"}, "inbox": {"position": "bigint"}})
    original = growth_seed.freeze(database)
    assert set(original.tables) == {"events", "new_table"} and original.versions == 2
    growth_seed.seed(database, original, PLAN, range(1, 60), lambda _: None)
    inserts = [text for text in database.told if text.startswith("INSERT INTO public.new_table")]
    assert [text.rsplit("generate_series")[1] for text in inserts] == [
        "(1, 25) AS copy", "(26, 50) AS copy", "(51, 59) AS copy"]


def test_hashes_that_are_not_those_of_the_services_are_refused():
    with pytest.raises(RuntimeError, match="ChainHash"):
        growth_seed.freeze(Database({}, wrong_hashes=1))


def test_each_version_of_a_copied_stream_follows_from_the_one_before():
    text = growth_seed.insert_events(EVENTS, 2, PLAN, range(1, 3))
    assert "growth.chain(''::bytea, e.stream_id" in text
    assert "growth.chain(p.hash, e.stream_id" in text and "JOIN v1 AS p ON p.stream_id = e.stream_id" in text


def test_a_disk_without_room_is_refused_before_anything_is_filled(monkeypatch, tmp_path):
    monkeypatch.setattr(growth.machine, "ROOT", tmp_path)
    growth.require_room(1)
    with pytest.raises(RuntimeError, match="GiB"):
        growth.require_room(10**15)
