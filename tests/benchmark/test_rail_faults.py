# SPDX-License-Identifier: Apache-2.0
"""Each fault of the rail meets a tenth of the payments."""

import pytest

from parts import rail_faults
from parts.rail_faults import ANSWER, DOOR, NOTHING, OUTCOME, Fault


def test_all_payments_have_a_share_and_each_fault_a_tenth():
    shares = rail_faults.shares()
    assert sum(shares.values()) == pytest.approx(1)
    for place, table in enumerate((DOOR, ANSWER, OUTCOME)):
        for name in table:
            if name != NOTHING:
                assert sum(share for fault, share in shares.items() if fault[place] == name) == pytest.approx(0.1)
    assert all(fault.makes_sense() for fault in shares)


def test_the_rules_take_what_was_meant_of_what_is_left():
    left, met = 1.0, {}
    for rule in rail_faults.scenario("one")["rules"]:
        part = left * rule["when"]["share"]["per_mille"] / 1000
        for name in Fault.named(rule["name"]):
            met[name] = met.get(name, 0) + part
        left -= part
    del met[NOTHING]
    assert met == pytest.approx(dict.fromkeys(met, 0.1), rel=0.1)


def test_what_was_met_is_counted_by_the_name_of_the_rule():
    rules = ["lost/silent/-", "-/silent/returned", "", "1100.02"]
    assert rail_faults.counted(rules) == {"silent": 2, "none": 2, "lost": 1, "returned": 1}
