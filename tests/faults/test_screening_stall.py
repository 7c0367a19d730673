# SPDX-License-Identifier: Apache-2.0
"""Screening stands still and comes back: payments are answered all the while and wait in review, and none goes
on before it was screened, whatever one operator says."""

import time

from support.bank import Bank, reasons
from support.cases import COMPLIANCE, clear, open_cases
from support.listed import LISTED

STALL_SECONDS = 3
DEGRADED = ["screening_unavailable"]


def pay_while_stalled(bank, payers, merchant):
    """(seconds, answer) of payments one after the other, until the time is over."""
    answers = []
    end = time.monotonic() + STALL_SECONDS
    while (start := time.monotonic()) < end:
        answer = bank.pay(payers[len(answers) % len(payers)], merchant, "1.00")
        answers.append((time.monotonic() - start, answer))
    return answers


def test_while_screening_stalls_payments_wait_and_none_passes(stack, operator, process, wait_until):
    bank = Bank(stack.partner("acme"))
    merchant = bank.open(kind="merchant")
    payers = [bank.funded("1000") for _ in range(40)]
    assert not bank.pay(payers[0], merchant, "1.00").get("degradations")
    with process.stalled("compliance"):
        answers = pay_while_stalled(bank, payers, merchant)
        to_listed = bank.pay(payers[1], {"name": LISTED, "country": "PA"}, "1.00")
        waiting = [answer["payment_id"] for _, answer in answers]
        assert {bank.payment(payment)["status"] for payment in waiting} == {"in_review"}
    assert len(answers) >= 3, answers
    for seconds, answer in [*answers, (0, to_listed)]:
        assert (answer["status"], reasons(answer)) == ("in_review", ["RR04"]), answer
        assert answer["degradations"] == DEGRADED, answer
        assert seconds < 1.5, f"a payment waited {seconds:.2f} s for screening"

    def screened_again():
        return not bank.pay(payers[2], merchant, "1.00").get("degradations")

    wait_until(screened_again, 20, "a payment that is screened")
    assert {bank.payment(payment)["status"] for payment in waiting} == {"in_review"}
    clear(operator, wait_until, waiting)
    for payment in waiting:
        assert not bank.wait_status(payment, "settled").get("degradations")
    assert_waits_for_two(stack, wait_until, bank, to_listed["payment_id"])


def assert_waits_for_two(stack, wait_until, bank, payment):
    """One operator who clears what nobody screened lets no listed name pass: its screening opens the case."""
    clear(stack.operator, wait_until, [payment])

    def listed():
        case = open_cases(stack.operator).get(payment)
        return case if case and case.get("matches") else None

    case = wait_until(listed, 20, "the listed name in the case")
    assert bank.payment(payment)["status"] == "in_review"
    resolve = {"case_id": case["case_id"], "decision": "cleared"}
    # Where the stalled screening was there first, the word of the one is a proposal already.
    if not case.get("proposal"):
        stack.operator(f"{COMPLIANCE}/ResolveCase", resolve)
    stack.operator(f"{COMPLIANCE}/ResolveCase", resolve, who="operator-risk")
    bank.wait_status(payment, "settled")
