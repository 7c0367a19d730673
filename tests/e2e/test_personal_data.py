# SPDX-License-Identifier: Apache-2.0
"""What is personal lies sealed: neither a dump of a database nor a log has a name, an IBAN or a free
text. An erased person is gone from every answer, and the books stay right."""

import subprocess
import uuid

from clearway_local import SERVICES
from support.bank import reasons

PERSONS = "clearway.compliance.v1.PersonService"
COMPLIANCE = "clearway.compliance.v1.ComplianceService"
PAYMENTS = "clearway.payment.v1.PaymentService"
LEDGER = "clearway.settlement.v1.LedgerService"
IBAN = "DE02120300000000202051"


def odd_name():
    """A name that stands nowhere else, as one word that no list knows."""
    return "Zq" + uuid.uuid4().hex[:14].translate(str.maketrans("0123456789", "ghijkmnopq"))


def dump(stack, service):
    done = subprocess.run(["pg_dump", "--no-owner", f"clearway_{service}"], capture_output=True,
                          env=stack.administrator(f"clearway_{service}"), timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def forms_of(text):
    """As it would stand in a dump: in text columns, and in bytea columns as hex."""
    return [text.encode(), text.encode().hex().encode()]


def test_no_dump_and_no_log_has_a_name_an_iban_or_a_free_text(stack, bank):
    holder, payee, remittance = odd_name(), odd_name(), f"rent {odd_name()}"
    debtor = bank.funded("100", name=holder)
    paid = bank.pay(debtor, {"name": payee, "country": "DE", "iban": IBAN}, "10",
                    remittance_information=remittance)
    bank.pay(debtor, bank.open(), "10", remittance_information=remittance)
    # The text is really there: it comes back to who may read it.
    assert bank.payment(paid["payment_id"])["creditor"]["name"] == payee
    assert bank.payment(paid["payment_id"])["remittance_information"] == remittance
    assert bank.account(debtor)["holder"]["name"] == holder
    for service in SERVICES:
        text = dump(stack, service)
        assert b"PostgreSQL database dump complete" in text
        for secret in (holder, payee, remittance, IBAN):
            assert not any(form in text for form in forms_of(secret)), (service, secret)
    for name in (*SERVICES, "gateway"):
        log = stack.log(name)
        for secret in (holder, payee, remittance, IBAN):
            assert secret not in log, (name, secret)


def test_an_operator_finds_payments_by_the_payees_iban(bank, operator):
    payee = odd_name()
    paid = bank.pay(bank.funded("50"), {"name": payee, "country": "DE", "iban": IBAN}, "10")
    found = operator(f"{PAYMENTS}/FindPayments", {"creditor_iban": "de02 1203 0000 0000 2020 51"})
    by_id = {one["payment"]["payment_id"]: one for one in found["payments"]}
    assert by_id[paid["payment_id"]]["payment"]["creditor"]["name"] == payee
    assert by_id[paid["payment_id"]]["partner_id"] == "acme"
    other = operator(f"{PAYMENTS}/FindPayments", {"creditor_iban": "NO9386011117947"})
    assert paid["payment_id"] not in [one["payment"]["payment_id"] for one in other["payments"]]


def erase(stack, person):
    request = {"person_id": person, "reason": "requested"}
    asked = stack.operator(f"{PERSONS}/ErasePerson", request)
    assert not asked.get("erased_at")
    assert stack.operator(f"{PERSONS}/ErasePerson", request) == asked
    done = stack.operator(f"{PERSONS}/ErasePerson", request, who="operator-risk")
    assert done["erased_at"] and done["erased_by"] != done["requested_by"]


def test_an_erased_holder_is_gone_and_the_books_stay(stack, bank, operator, process, wait_until):
    debtor = bank.funded("100", name=odd_name())
    before = bank.pay(debtor, bank.open(), "10", remittance_information="rent")
    bank.wait_status(before["payment_id"], "settled")
    process.kill9("settlement")  # who was away destroys the key when it is back
    erase(stack, debtor)
    process.start("settlement")
    wait_until(lambda: bank.account(debtor).get("holder_erased"), 30, "settlement's part")
    assert not bank.account(debtor)["holder"].get("name")
    wait_until(lambda: bank.payment(before["payment_id"]).get("erased"), 30, "payment's part")
    assert not bank.payment(before["payment_id"]).get("remittance_information")
    assert bank.payment(before["payment_id"])["status"] == "settled"
    assert bank.balances(debtor) == (90, 90, 0)
    assert operator(f"{LEDGER}/GetTrialBalance")["balanced"] is True

    # Nobody can screen a holder whose name is gone: what they order waits for an operator.
    held = bank.pay(debtor, bank.open(), "5")
    assert (held["status"], reasons(held)) == ("in_review", ["RR04"]), held


def test_an_erased_payee_elsewhere_is_gone(stack, bank, wait_until):
    payee = {"name": odd_name(), "country": "DE", "iban": IBAN}
    debtor = bank.funded("100")
    paid = bank.pay(debtor, payee, "10")
    row = stack.sql("clearway_payment", "SELECT person FROM payments WHERE payment_id = "
                    f"'{paid['payment_id']}'")
    erase(stack, row[0][0])
    gone = wait_until(lambda: (found := bank.payment(paid["payment_id"])).get("erased") and found,
                      30, "payment's part")
    assert not gone["creditor"].get("name") and not gone["creditor"].get("iban")
    # Nothing is kept of them any more, a new order neither.
    again = bank.ask(bank.order(debtor, payee, "10"))
    assert again.status == 400, again
