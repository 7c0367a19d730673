# SPDX-License-Identifier: Apache-2.0
"""From a payment's request to the bank's statement, and back."""

import os
import subprocess
import uuid

import pytest
from clearway_local import OperatorError
from support import rails as amounts
from support.bank import new_key
from support.payment_files import Files, initiation, transfer
from support.rails import PAYEE, Rails
from support.statements import Statements

LINEAGE = "clearway.reconciliation.v1.LineageService/GetLineage"


@pytest.fixture
def lineage(acme, wait_until):
    """lineage(payment_id, true_of): the partner's answer, once it is so."""

    def ask(payment_id, true_of=lambda told: told.get("complete")):
        last = {}

        def reached():
            answer = acme.get(f"/v1/payments/{payment_id}/lineage")
            if answer.status == 404:  # reconciliation has not heard of it yet
                return False
            assert answer.status == 200, answer
            last.clear()
            last.update(answer.json)
            return true_of(last)

        wait_until(reached, 30, f"lineage of {payment_id}")
        return last

    return ask


def test_a_payment_within_our_books_leads_from_its_request_to_the_ledger(bank, acme, lineage, operator):
    debtor, creditor = bank.funded("10.00"), bank.open()
    answer = acme.post("/v1/payments", bank.order(debtor, creditor, end_to_end_id="INV-7"), key=new_key(),
                       headers={"x-request-id": "lineage-1"})
    told = lineage(answer.json["payment_id"])
    assert (told["stage"], told["status"], told["end_to_end_id"]) == ("moved", "settled", "INV-7")
    assert told["request"]["request_id"] == "lineage-1" and told["request"]["channel"] == "api"
    assert told["amount"] == {"currency": "EUR", "value": "10.00"}
    assert told["decision"]["outcome"] == "authorised"
    assert not told.get("rail") and not told.get("bookings")
    [moved] = told["transfers"]
    trail = operator(LINEAGE, {"transfer_id": moved["transfer_id"]})["payments"][0]
    assert trail["payment"] == told and trail["partner_id"] == "acme"
    [entry] = trail["entries"]
    assert (entry["debtor_account_id"], entry["creditor_account_id"]) == (debtor, creditor)
    assert trail["decisions"][0]["screening_outcome"] == "clear"
    assert trail["decisions"][0]["fraud_policy_version"] and trail["decisions"][0]["screening_list_version"]


def test_a_declined_payment_leads_to_its_reasons_and_no_further(bank, lineage):
    payment = bank.pay(bank.open(), bank.open())
    told = lineage(payment["payment_id"])
    assert (told["stage"], told["status"]) == ("decided", "declined")
    assert told["decision"]["reasons"] == payment["reasons"]
    assert not told.get("transfers")


def test_an_order_of_a_file_leads_to_the_file_and_its_place_in_it(bank, acme, lineage):
    debtor, creditor, files = bank.funded("2.00"), bank.open(), Files(acme)
    content = initiation(debtor, [transfer(creditor, "F-1"), transfer(creditor, "F-2")], "2.00")
    file_id = files.submit(content).json["file_id"]
    files.wait_counts(file_id, {"ACSC": 2})
    request = lineage(files.payments(file_id)[1]["payment_id"])["request"]
    assert (request["channel"], request["payment_file_id"], request["file_position"]) == ("file", file_id, 2)


def test_a_line_of_the_rails_statement_leads_back_to_the_request(bank, acme, stack, tmp_path, lineage, operator):
    statements = Statements(stack, tmp_path)
    statements.discard_all()
    debtor = bank.funded(amounts.SETTLED)
    payment_id = acme.post("/v1/payments", bank.order(debtor, dict(PAYEE), amounts.SETTLED), key=new_key(),
                           headers={"x-request-id": "lineage-2"}).json["payment_id"]
    moved = lineage(payment_id, lambda told: told.get("transfers"))
    assert moved["stage"] == "moved" and not moved.get("complete"), "no statement has shown it"
    assert moved["rail"]["state"] == "accepted" and moved["rail"]["uetr"]
    statements.take_in(statements.write())
    statements.run()
    told = lineage(payment_id)
    assert told["stage"] == "on_statement"
    line_id = told["bookings"][0]["line_id"]
    found = operator(LINEAGE, {"line_id": line_id})
    [line], [match], [expected], [trail] = (found[kind] for kind in ("lines", "matches", "expectations", "payments"))
    assert line["uetr"] == told["rail"]["uetr"] and line["amount"]["minor_units"] == "-100000"
    assert line["match_id"] == match["match_id"] == expected["match_id"]
    assert expected["transfer_id"] == told["transfers"][0]["transfer_id"]
    assert trail["payment"] == told and trail["payment"]["request"]["request_id"] == "lineage-2"
    assert trail["routing"]["rule"] and not found.get("exceptions")
    three = trail["three_way"]
    assert three["agreement"] == "agreed" and three["payment"] == three["ledger"] == three["statement"]
    assert operator(LINEAGE, {"payment_id": payment_id}) == found
    for words in (("line", line_id), ("payment", payment_id), ("transfer", expected["transfer_id"])):
        shown = command(stack, *words)
        assert line_id in shown and payment_id in shown and "lineage-2" in shown, shown
    statements.discard_all()
    statements.run()
    assert lineage(payment_id, lambda told: told["stage"] == "moved"), "the line counts no more"


def test_what_comes_back_is_told(bank, stack, lineage):
    _, payment = Rails(bank, stack).pay(amounts.RETURNED)
    bank.wait_status(payment["payment_id"], "returned", timeout=60)
    told = lineage(payment["payment_id"], lambda told: len(told.get("transfers", [])) == 2)
    assert told["rail"]["state"] == "returned" and told["rail"]["reason"]["code"] == "AC04"
    assert [one.get("is_return", False) for one in told["transfers"]] == [False, True]


def test_anothers_payment_is_as_unknown_as_none(bank, acme, globex, lineage):
    payment = bank.pay(bank.funded("10.00"), bank.open())["payment_id"]
    lineage(payment)
    others, none = (globex.get(f"/v1/payments/{id}/lineage") for id in (payment, uuid.uuid4()))
    assert (others.status, none.status) == (404, 404)
    assert others.json["code"] == none.json["code"] == "payment_not_found"
    bad = acme.get("/v1/payments/none/lineage")
    assert bad.status == 400 and bad.json["errors"][0]["field"] == "payment_id"


@pytest.mark.parametrize("message, code", [
    ({"line_id": str(uuid.uuid4())}, "not_found"), ({"transfer_id": str(uuid.uuid4())}, "not_found"),
    ({"payment_id": str(uuid.uuid4())}, "payment_not_found"), ({"line_id": "x"}, "line_id"), ({}, "payment_id")])
def test_what_names_nothing_is_refused(operator, message, code):
    with pytest.raises(OperatorError, match=code):
        operator(LINEAGE, message)


def command(stack, *words):
    """clearway-operator lineage, as a person types it."""
    done = subprocess.run([str(stack.bin / "clearway-operator"), "lineage", *words],
                          env={**os.environ, **stack.settings("operator")}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout
