# SPDX-License-Identifier: Apache-2.0
"""Compliance is killed between the two operators who decide a case."""

from support.bank import Bank
from support.listed import LISTED

COMPLIANCE = "clearway.compliance.v1.ComplianceService"


def test_a_proposal_outlives_a_kill_and_still_needs_another_operator(stack, operator, process):
    bank = Bank(stack.partner("acme"))
    debtor = bank.funded("100")
    payment = bank.pay(debtor, {"name": LISTED, "country": "PA"}, "40")
    assert payment["status"] == "in_review", payment
    clear = {"payment_id": payment["payment_id"], "decision": "cleared"}
    proposed = operator(f"{COMPLIANCE}/ResolveCase", clear)
    assert proposed["status"] == "open" and proposed["proposal"]
    process.kill9("compliance")
    process.start("compliance")
    again = operator(f"{COMPLIANCE}/ResolveCase", clear)
    assert again["status"] == "open" and again["proposal"] == proposed["proposal"]
    assert bank.payment(payment["payment_id"])["status"] == "in_review"
    assert bank.balances(debtor) == (100, 100, 0), "nothing is held before the decision"
    assert stack.operator(f"{COMPLIANCE}/ResolveCase", clear, who="operator-risk")["status"] == "cleared"
    process.kill9("compliance")  # whether the decision had left or not
    process.start("compliance")
    bank.wait_status(payment["payment_id"], "settled")
    assert bank.balances(debtor) == (60, 60, 0)
