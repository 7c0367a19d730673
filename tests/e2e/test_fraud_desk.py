# SPDX-License-Identifier: Apache-2.0
"""The fraud analyst's desk: block lists, the queue, a case, and the operator's decision."""

import datetime

import pytest
from clearway_local import OperatorError
from support.bank import reasons

DESK = "clearway.fraud.v1.FraudDeskService"
COMPLIANCE = "clearway.compliance.v1.ComplianceService"
TOO_MUCH = "10000001"  # for a day of one payer, as the built-in policy has it


def in_days(days):
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_blocked_payee_is_paid_nothing_until_it_is_unlisted(bank, operator):
    debtor, creditor = bank.funded("10"), bank.open()
    entry = {"list": "block", "party": "payee", "id": creditor}
    listed = operator(f"{DESK}/ListParty", {**entry, "expires_at": in_days(1), "reason": "mule"})
    assert "operator" in listed["added_by"]
    declined = bank.pay(debtor, creditor, "1")
    assert declined["status"] == "declined" and "PARTY_BLOCKED" in reasons(declined), declined
    assert listed in operator(f"{DESK}/ListParties", {"page_size": 200})["parties"]
    ended = operator(f"{DESK}/UnlistParty", entry)
    assert ended["removed_at"] and operator(f"{DESK}/UnlistParty", entry) == ended
    bank.settle(debtor, creditor, "1")


@pytest.mark.parametrize("change, why", [
    ({"expires_at": in_days(1830)}, "expires_at"), ({"expires_at": in_days(-1)}, "expires_at"),
    ({"expires_at": None}, ""), ({"id": "somebody"}, "id"), ({"list": "allow", "party": "device"}, "party"),
    ({"reason": ""}, "reason")])
def test_an_entry_that_makes_no_sense_is_refused(bank, operator, change, why):
    good = {"list": "block", "party": "payee", "id": bank.open(), "expires_at": in_days(1), "reason": "x"}
    with pytest.raises(OperatorError, match=f"invalid_argument: {why}"):
        operator(f"{DESK}/ListParty", {**good, **change})


def waiting(bank, operator, wait_until):
    """A payment that fraud sent to review, once it is in both queues."""
    debtor, creditor = bank.funded(TOO_MUCH), bank.open()
    payment = bank.pay(debtor, creditor, TOO_MUCH)
    assert (payment["status"], reasons(payment)) == ("in_review", ["FRAD", "SUM_PAYER_24H"]), payment
    payment = payment["payment_id"]

    def queued():
        cases = operator(f"{DESK}/ListCases", {"page_size": 200})["cases"]
        both = operator(f"{COMPLIANCE}/ListCases", {"status": "open", "page_size": 200})["cases"]
        return all(any(case.get("payment_id") == payment for case in queue) for queue in (cases, both))

    wait_until(queued, 20, f"payment {payment} in the queues")
    return debtor, creditor, payment


@pytest.mark.parametrize("decision, status", [("cleared", "settled"), ("confirmed", "declined")])
def test_a_review_is_decided_by_its_payment_and_leaves_the_queue(bank, operator, wait_until, decision, status):
    debtor, creditor, payment = waiting(bank, operator, wait_until)
    case = operator(f"{DESK}/GetCase", {"payment_id": payment})
    assert case["assessment"]["outcome"] == "in_review"
    assert [reason["code"] for reason in case["assessment"]["reasons"]] == ["SUM_PAYER_24H"]
    assert case["assessment"]["reasons"][0]["iso_code"] == "AM14"
    assert (case["attempt"]["payer"], case["attempt"]["payee"]) == (debtor, creditor)
    assert [attempt["payment_id"] for attempt in case["payer_attempts"]] == [payment]
    resolve = {"payment_id": payment, "decision": decision}
    assert operator(f"{COMPLIANCE}/ResolveCase", resolve)["status"] == decision
    ended = bank.wait_status(payment, status)
    assert reasons(ended) == ([] if status == "settled" else ["FRAD", "SUM_PAYER_24H"])

    def closed():
        return operator(f"{DESK}/GetCase", {"payment_id": payment})["review"].get("outcome")

    assert wait_until(closed, 20, "the case is closed") == ("authorised" if status == "settled" else status)
    # Decided is decided.
    other = "confirmed" if decision == "cleared" else "cleared"
    with pytest.raises(OperatorError, match="case_already_resolved"):
        operator(f"{COMPLIANCE}/ResolveCase", {**resolve, "decision": other})


def test_a_payment_that_is_not_there_has_no_case(operator):
    with pytest.raises(OperatorError, match="payment_not_found"):
        operator(f"{DESK}/GetCase", {"payment_id": "00000000-0000-4000-8000-000000000000"})
