# SPDX-License-Identifier: Apache-2.0
"""kill -9 while an operator makes a list active: before, in and after the transaction of the fact."""

import concurrent.futures

import clearway_local
import pytest
from clearway_local import OperatorError
from support.lists import SECOND, Lists, nobody

DATABASE = "clearway_compliance"
LOCKED = ("SELECT count(*) FROM pg_locks WHERE relation = 'list_versions'::regclass AND granted AND "
          "mode = 'ShareRowExclusiveLock'")


@pytest.fixture
def lists(stack, tmp_path):
    return Lists(stack, tmp_path)


@pytest.mark.parametrize("moment", ["asked", "loading", "committed"])
def test_a_list_is_active_whole_or_not_at_all(stack, bank, process, lists, moment):
    debtor = bank.funded("100")
    name = nobody()
    lists.imported([nobody(), nobody(), name], "--accept-shrink")
    version = lists.newest()
    of_version = f"'{version['list_version_id']}'"
    state = f"SELECT state FROM list_versions WHERE list_version_id = {of_version}"
    reached = {"asked": lambda: True,
               "loading": lambda: stack.sql(DATABASE, LOCKED) != [("0",)],
               "committed": lambda: stack.sql(DATABASE, state) == [("2",)]}[moment]

    def held():
        return bank.pay(debtor, {"name": name, "country": "NO"}, "1")["status"] == "in_review"

    lists.activate(version, override_reason="kill -9")
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lists.activate, version, SECOND, override_reason="kill -9")
        clearway_local.wait_until(lambda: asked.done() or reached(), 60, moment, every=0.01)
        process.kill9("compliance")
        try:
            answered = asked.result(90)["state"]
        except OperatorError:
            answered = None
    process.start("compliance")
    active = stack.sql(DATABASE, state) == [("2",)]
    assert active or answered != "active", "what was answered is stored"
    assert active or moment != "committed"
    # What screens is what is stored, and the history says the same.
    assert held() == active
    facts = ("SELECT count(*) FROM events WHERE type LIKE '%ListActivated' AND "
             f"stream_id = {of_version}")
    rescreenings = f"SELECT count(*) FROM rescreenings WHERE list_version_id = {of_version}"
    once = [("1" if active else "0",)]
    assert stack.sql(DATABASE, facts) == stack.sql(DATABASE, rescreenings) == once
    # Asked for again it converges.
    again = lists.activate(version, SECOND, override_reason="kill -9")
    assert again["state"] == "active"
    assert held()
    assert stack.sql(DATABASE, facts) == [("1",)]
