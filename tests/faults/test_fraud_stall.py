# SPDX-License-Identifier: Apache-2.0
"""Scoring stands still for two seconds and comes back: payments are answered all the while, say that nobody
scored them, and reach the features afterwards."""

import time

from support.bank import Bank, reasons
from support.cases import clear

STALL_SECONDS = 2
SMALL, LARGE = "1.00", "250.00"  # the built-in limit of CLEARWAY_UNSCORED_AMOUNT_MAX lies between
DEGRADED = ["fraud_unavailable"]
DEGRADED_TOTAL = 'clearway_payments_degraded_total{degradation="fraud_unavailable"}'
DESK = "clearway.fraud.v1.FraudDeskService"


def pay_while_stalled(bank, payers, merchant):
    """(value, seconds, answer) of payments one after the other, small and large, until the time is over."""
    answers = []
    end = time.monotonic() + STALL_SECONDS
    while (start := time.monotonic()) < end:
        value = LARGE if len(answers) % 4 == 3 else SMALL
        answer = bank.pay(payers[len(answers) % len(payers)], merchant, value)
        answers.append((value, time.monotonic() - start, answer))
    return answers


def test_a_stall_of_scoring_degrades_payments_and_says_so(stack, operator, process, wait_until):
    bank = Bank(stack.partner("acme"))
    merchant = bank.open(kind="merchant")
    payers = [bank.funded("1000") for _ in range(40)]
    assert not bank.pay(payers[0], merchant, LARGE).get("degradations")
    before = stack.metrics("payment").get(DEGRADED_TOTAL, 0)
    with process.stalled("fraud"):
        answers = pay_while_stalled(bank, payers, merchant)
    assert len(answers) >= 8, answers
    for value, seconds, answer in answers:
        assert answer["degradations"] == DEGRADED, answer
        assert seconds < 1.5, f"a payment waited {seconds:.2f} s for scoring"
        if value == SMALL:
            assert answer["status"] != "in_review" and not reasons(answer), answer
        else:
            assert (answer["status"], reasons(answer)) == ("in_review", ["FRAD"]), answer
    assert stack.metrics("payment")[DEGRADED_TOTAL] == before + len(answers)

    def scored_again():
        return not bank.pay(payers[1], merchant, SMALL).get("degradations")

    wait_until(scored_again, 20, "a payment that is scored")
    clear(operator, wait_until, [answer["payment_id"] for value, _, answer in answers if value == LARGE])
    for _, _, answer in answers:
        bank.wait_status(answer["payment_id"], "settled")
        assert bank.payment(answer["payment_id"])["degradations"] == DEGRADED

    # What was not scored counts for the next all the same.
    def learned():
        case = operator(f"{DESK}/GetCase", {"payment_id": answers[-1][2]["payment_id"]})
        return case["attempt"]["payer"] == payers[(len(answers) - 1) % len(payers)]

    wait_until(learned, 20, "the features' log")
