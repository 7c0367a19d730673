# SPDX-License-Identifier: Apache-2.0
"""The checks before money moves (sanctions, velocity), the operator's part, and the proof after."""

import csv
import gzip

import pytest
from clearway_local import ROOT, OperatorError
from support.bank import reasons

COMPLIANCE = "clearway.compliance.v1.ComplianceService"
LEDGER = "clearway.settlement.v1.LedgerService"
RECONCILIATION = "clearway.reconciliation.v1.ReconciliationService"


def listed_people():
    """Names of the OFAC list as a payer would write them."""
    with gzip.open(ROOT / "services/compliance/lists/ofac_sdn/sdn.csv.gz", "rt", errors="replace") as file:
        for row in csv.reader(file):
            if len(row) > 2 and row[2].strip() == "individual" and row[1].count(",") == 1:
                family, given = (part.strip() for part in row[1].split(","))
                if len(family) > 4 and len(given.split()) > 1:
                    yield f"{given} {family.title()}"


LISTED = next(listed_people())


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
                    if case["payment_id"] == payment_id:
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


def test_a_payment_to_a_listed_person_waits_and_an_operator_can_clear_it(bank, operator, case_of):
    debtor, payment = held_payment(bank)
    case = case_of(payment)
    assert case["matches"] and case["list_version"]
    cleared = operator(f"{COMPLIANCE}/ResolveCase", {
        "case_id": case["case_id"], "decision": "cleared", "note": "another person of that name"})
    assert cleared["status"] == "cleared" and "operator" in cleared["resolved_by"]
    bank.wait_status(payment, "settled")
    assert bank.balances(debtor) == (60, 60, 0)


def test_a_confirmed_case_declines_the_payment_with_rr04(bank, operator, case_of, wait_until):
    debtor, payment = held_payment(bank)
    case = case_of(payment)
    resolve = {"case_id": case["case_id"], "decision": "confirmed", "note": "date of birth agrees"}
    assert operator(f"{COMPLIANCE}/ResolveCase", resolve)["status"] == "confirmed"
    declined = bank.wait_status(payment, "declined")
    assert (reasons(declined), declined["iso_status"]) == (["RR04"], "RJCT")
    wait_until(lambda: bank.balances(debtor) == (100, 100, 0), 20, "the debtor has all of it")
    # The same decision again answers the same, another one is refused.
    assert operator(f"{COMPLIANCE}/ResolveCase", resolve)["status"] == "confirmed"
    with pytest.raises(OperatorError, match="case_already_resolved"):
        operator(f"{COMPLIANCE}/ResolveCase", {**resolve, "decision": "cleared"})
    assert bank.payment(payment)["status"] == "declined"


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
