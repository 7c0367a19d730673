# SPDX-License-Identifier: Apache-2.0
"""The checks before money moves (sanctions, velocity), the operator's part, and the proof after."""

import hashlib
import json
import uuid
import xml.etree.ElementTree as xml

import pytest
from clearway_local import OperatorError
from support.bank import reasons
from support.listed import LISTED

COMPLIANCE = "clearway.compliance.v1.ComplianceService"
CASES = "clearway.compliance.v1.CaseService"
LEDGER = "clearway.settlement.v1.LedgerService"
RECONCILIATION = "clearway.reconciliation.v1.ReconciliationService"


@pytest.fixture
def case_of(operator, wait_until):
    """The open case of a payment, from the operators' queue."""

    def find(payment_id):
        def listed():
            token = None
            while True:
                page = operator(f"{COMPLIANCE}/ListCases", {
                    "status": "open", "page_size": 200, **({"page_token": token} if token else {})})
                for case in page["cases"]:
                    if case.get("payment_id") == payment_id:
                        return case
                token = page.get("next_page_token")
                if not token:
                    return None

        return wait_until(listed, 20, f"a case of payment {payment_id}")

    return find


def held_payment(bank, value="40"):
    debtor = bank.funded("100")
    payment = bank.pay(debtor, {"name": LISTED, "country": "PA"}, value)
    assert (payment["status"], payment["iso_status"]) == ("in_review", "PDNG"), payment
    assert reasons(payment) == ["RR04"]
    return debtor, payment["payment_id"]


@pytest.fixture
def decide(stack):
    """decide(case, decision, who): what an operator's decision makes of the case."""

    def call(case, decision, who="operator"):
        return stack.operator(f"{COMPLIANCE}/ResolveCase", {
            "case_id": case["case_id"], "decision": decision, "note": "seen"}, who=who)

    return call


def test_a_payment_to_a_listed_person_waits_until_two_operators_clear_it(bank, operator, case_of, decide):
    debtor, payment = held_payment(bank)
    case = case_of(payment)
    assert case["matches"] and case["list_version"]
    proposed = decide(case, "cleared")
    assert proposed["status"] == "open" and proposed["proposal"]["decision"] == "cleared"
    again = decide(case, "cleared")
    assert again["status"] == "open" and again["proposal"] == proposed["proposal"]
    assert bank.payment(payment)["status"] == "in_review"
    assert case["case_id"] in [one["case_id"] for one in operator(
        f"{COMPLIANCE}/ListCases", {"proposed": True, "page_size": 200})["cases"]]
    cleared = decide(case, "cleared", who="operator-risk")
    assert cleared["status"] == "cleared" and "operator" in cleared["resolved_by"]
    assert cleared["proposal"]["proposed_by"] != cleared["resolved_by"]
    bank.wait_status(payment, "settled")
    assert bank.balances(debtor) == (60, 60, 0)


def test_a_second_operator_who_disagrees_opens_the_case_again(bank, case_of, decide):
    _, payment = held_payment(bank)
    case = case_of(payment)
    decide(case, "cleared")
    disagreed = decide(case, "confirmed", who="operator-risk")
    assert disagreed["status"] == "open" and not disagreed.get("proposal")
    assert bank.payment(payment)["status"] == "in_review"
    assert decide(case, "confirmed", who="operator-risk")["status"] == "open"
    assert decide(case, "confirmed")["status"] == "confirmed"
    bank.wait_status(payment, "declined")


def test_a_confirmed_case_declines_the_payment_with_rr04(bank, case_of, decide, wait_until):
    debtor, payment = held_payment(bank)
    case = case_of(payment)
    decide(case, "confirmed", who="operator-risk")
    assert decide(case, "confirmed")["status"] == "confirmed"
    declined = bank.wait_status(payment, "declined")
    assert (reasons(declined), declined["iso_status"]) == (["RR04"], "RJCT")
    wait_until(lambda: bank.balances(debtor) == (100, 100, 0), 20, "the debtor has all of it")
    # The same decision again answers the same, another one is refused.
    assert decide(case, "confirmed")["status"] == "confirmed"
    with pytest.raises(OperatorError, match="case_already_resolved"):
        decide(case, "cleared")
    assert bank.payment(payment)["status"] == "declined"


def test_a_case_is_worked_on_and_keeps_what_was_found_and_said(bank, operator, case_of):
    _, payment = held_payment(bank)
    case_id = case_of(payment)["case_id"]
    assert operator(f"{CASES}/AssignCase", {"case_id": case_id})["assignee"].endswith("/operator/ops")
    urgent = operator(f"{CASES}/PrioritiseCase", {"case_id": case_id, "priority": "urgent"})
    comment = {"case_id": case_id, "text": "asked the payer", "comment_id": str(uuid.uuid4())}
    for _ in range(2):
        assert operator(f"{CASES}/CommentCase", comment)["comment_count"] == 1
    case = operator(f"{COMPLIANCE}/GetCase", {"case_id": case_id})
    assert case["due_at"] == urgent["due_at"]
    assert [said["text"] for said in case["comments"]] == ["asked the payer"]
    screening = next(alert for alert in case["alerts"] if alert["kind"] == "payment")
    assert hashlib.sha256(screening["evidence"].encode()).hexdigest() == screening["evidence_sha256"]
    names = [party["name"] for party in json.loads(screening["evidence"])["evidence"]["parties"]]
    assert LISTED in names
    assert any(count["open"] for count in operator(f"{CASES}/CountCases")["counts"])


def test_a_report_is_drafted_from_the_frozen_evidence(bank, operator, case_of, wait_until):
    _, payment = held_payment(bank)
    case_id = case_of(payment)["case_id"]

    def waits():
        alerts = operator(f"{COMPLIANCE}/GetCase", {"case_id": case_id})["alerts"]
        return {alert["kind"] for alert in alerts} == {"payment", "review"}

    wait_until(waits, 20, "the review is in the case")
    draft = operator(f"{CASES}/DraftReport", {"case_id": case_id, "action": "account <blocked>"})
    report = xml.fromstring(draft["xml"])
    assert (report.tag, report.findtext("report_code")) == ("report", "STR")
    assert report.findtext("action") == "account <blocked>"
    transaction = report.find("transaction")
    assert transaction.findtext("transactionnumber") == payment
    assert transaction.findtext("t_to/to_account/account_name") == LISTED
    assert LISTED in draft["page"] and any("rentity_id" in one for one in draft["missing"])


def test_who_raises_a_case_by_hand_does_not_approve_it(stack, operator):
    raised = operator(f"{CASES}/RaiseCase", {
        "subject_kind": "party", "subject_id": str(uuid.uuid4()), "reason": "cash, again and again"})
    confirm = {"case_id": raised["case_id"], "decision": "confirmed"}
    assert stack.operator(f"{COMPLIANCE}/ResolveCase", confirm, who="operator-risk")["status"] == "open"
    with pytest.raises(OperatorError, match="second_operator_needed"):
        operator(f"{COMPLIANCE}/ResolveCase", confirm)


def test_a_listed_holder_is_found_as_well_as_a_listed_payee(bank):
    creditor = bank.open(name=LISTED.upper(), country="PA")
    payment = bank.pay(bank.funded("10"), creditor, "1")
    assert (payment["status"], reasons(payment)) == ("in_review", ["RR04"])


def test_a_payment_in_review_can_be_cancelled_by_its_partner(bank):
    debtor, payment = held_payment(bank)
    answer = bank.change(payment, "cancel")
    assert (answer.status, answer.json["status"]) == (200, "cancelled"), answer
    assert bank.balances(debtor) == (100, 100, 0)


def test_a_case_that_is_not_there_is_not_found(operator):
    with pytest.raises(OperatorError, match="case_not_found"):
        operator(f"{COMPLIANCE}/GetCase", {"case_id": "00000000-0000-4000-8000-000000000000"})


def test_a_burst_of_one_payer_is_stopped_by_the_velocity_rule(bank):
    debtor, creditor = bank.funded("1000"), bank.open()
    payments = [bank.pay(debtor, creditor, "1") for _ in range(60)]
    stopped = [payment for payment in payments if payment["status"] == "declined"]
    assert 30 <= len(stopped) < 60
    assert all("VELOCITY_PAYER_1M" in reasons(payment) for payment in stopped)
    passed = [payment["payment_id"] for payment in payments if payment["status"] != "declined"]
    for payment in passed:
        bank.wait_status(payment, "settled")
    assert bank.balances(debtor)[1] == 1000 - len(passed)
    # Another payer is not touched by it.
    bank.settle(bank.funded("1"), creditor, "1")


def test_every_currency_adds_up_to_zero(bank, operator):
    for currency in ("EUR", "USD", "JPY"):
        bank.settle(bank.funded("100", currency), bank.open(currency), "7", currency)
    trial = operator(f"{LEDGER}/GetTrialBalance")
    assert trial["balanced"] is True
    assert {line["currency"] for line in trial["lines"]} >= {"EUR", "USD", "JPY"}
    for line in trial["lines"]:
        assert int(line["sum_of_balances"]) == int(line["sum_of_entries"]) == 0
        assert int(line["inconsistent_accounts"]) == 0
        assert int(line["entries"]) == 2 * int(line["transfers"])


def test_reconciliation_finds_each_settled_payment_moved_once(bank, operator, wait_until):
    payment = bank.settle(bank.funded("10"), bank.open(), "1")["payment_id"]
    path = f"/v1/payments/{payment}/events"

    def reconciled():
        operator(f"{RECONCILIATION}/RunReconciliation")
        events = bank.partner.get(path).json["events"]
        return any(event["type"].endswith(".PaymentReconciled") for event in events)

    wait_until(reconciled, 30)
    breaks = operator(f"{RECONCILIATION}/ListBreaks")["breaks"]
    assert payment not in {each["payment_id"] for each in breaks}
