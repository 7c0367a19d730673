# SPDX-License-Identifier: Apache-2.0
"""Customers: a record, its verification by an operator, and payments up to its limits."""

import concurrent.futures

import clearway_local
import pytest
from clearway_local import OperatorError
from support.bank import new_key, reasons

DESK = "clearway.compliance.v1.PartyDeskService"
LIMITS = "clearway.compliance.v1.LimitService"
COMPLIANCE = "clearway.compliance.v1.ComplianceService"
EXCEPTIONS = "clearway.compliance.v1.ExceptionService"
LISTED = "Nicolas Maduro Moros"


def registered(partner, name="Sabine Schneider", key=None, **more):
    answer = partner.post("/v1/parties", {
        "kind": "person", "name": name, "country": "DE", "birth_date": "1985-03-14",
        "identifiers": [{"type": "passport", "number": "C01X00T47", "country": "DE"}], **more}, key=key)
    assert answer.status == 201, answer
    return answer.json


def verify(operator, party):
    def verified():
        try:
            return operator(f"{DESK}/SetKycStatus",
                            {"party_id": party, "status": "verified", "reason": "papers seen"})
        except OperatorError as refused:
            assert "party_not_cleared" in str(refused), refused
            return None

    return clearway_local.wait_until(verified, 20, f"party {party} verified")


def funded_account(bank, party, value, name="Sabine Schneider"):
    answer = bank.partner.post("/v1/accounts", {
        "currency": "EUR", "type": "customer", "holder": {"name": name, "country": "DE", "party_id": party}})
    assert answer.status == 201, answer
    bank.credit(answer.json["account_id"], value)
    return answer.json["account_id"]


def open_case_of(operator, subject):
    def case():
        cases = operator(f"{COMPLIANCE}/ListCases", {"status": "open", "page_size": 200})["cases"]
        return next((one for one in cases if one.get("subject_id") == subject), None)

    return clearway_local.wait_until(case, 20, f"the case of {subject}")


def ask_by_two(stack, call, body):
    """The first operator asks twice, as one who heard no answer; then another one."""
    return [stack.operator(call, body, who=who) for who in ("operator", "operator", "operator-risk")]


def wait_until_suspended(operator, party, case_id):
    def suspended():
        inspected = operator(f"{DESK}/InspectParty", {"party_id": party})
        return inspected["status"] == "suspended" and inspected

    assert clearway_local.wait_until(suspended, 20, "suspended")["confirmed_case_id"] == case_id


def wait_until_screened(bank):
    """After a restart: payment has found compliance again."""
    debtor, payee = bank.funded("100"), bank.open()
    clearway_local.wait_until(lambda: bank.pay(debtor, payee, "0.01")["status"] != "in_review", 30,
                              "payments to be screened")


@pytest.fixture
def small_limits(operator):
    """What the enhanced tier may pay: 10.00, 25.00 a day."""
    before = next(one for one in operator(f"{LIMITS}/ListTierLimits", {})["limits"]
                  if one["tier"] == "enhanced" and one["currency"] == "EUR")
    small = {"tier": "enhanced", "currency": "EUR", "payment_max": "1000", "day_max": "2500",
             "thirty_days_max": "4000", "reason": "a test"}
    assert operator(f"{LIMITS}/SetTierLimit", small)["version"] > before.get("version", 0)
    yield
    again = {name: before[name] for name in ("payment_max", "day_max", "thirty_days_max")}
    raised = {**small, **again, "reason": "the test is over"}
    # One lowers, two raise.
    waits = operator(f"{LIMITS}/SetTierLimit", raised)
    assert waits["payment_max"] == "1000" and waits["proposal"]["payment_max"] == again["payment_max"]
    assert operator(f"{LIMITS}/SetTierLimit", raised) == waits
    in_force = operator(f"{LIMITS}/SetTierLimit", raised, who="operator-risk")
    assert in_force["payment_max"] == again["payment_max"] and not in_force.get("proposal")
    assert in_force["proposed_by"] != in_force["set_by"]


@pytest.fixture
def customer(bank, operator, small_limits):
    """A verified customer of the enhanced tier, and its account."""
    party = registered(bank.partner)["party_id"]
    verify(operator, party)
    raise_tier = {"party_id": party, "tier": "enhanced", "reason": "income known"}
    waits = operator(f"{DESK}/SetKycTier", raise_tier)
    assert waits["tier"] == "basic" and waits["tier_proposal"]["tier"] == "enhanced"
    assert operator(f"{DESK}/SetKycTier", raise_tier)["tier"] == "basic"
    raised = operator(f"{DESK}/SetKycTier", raise_tier, who="operator-risk")
    assert raised["tier"] == "enhanced" and not raised.get("tier_proposal")
    return party, funded_account(bank, party, "500")


def test_a_customer_pays_up_to_the_limit_and_no_further(bank, customer):
    _, account = customer
    payee = bank.open()
    assert reasons(bank.pay(account, payee, "10.01")) == ["AM14"]
    for _ in range(2):
        assert bank.pay(account, payee, "10.00")["status"] != "declined"
    beyond = bank.pay(account, payee, "5.01")
    assert (beyond["status"], beyond["iso_status"], reasons(beyond)) == ("declined", "RJCT", ["AM14"])
    # One that was declined or cancelled has given back what it had reserved.
    held = bank.pay(account, payee, "5.00", capture="manual")
    assert held["status"] == "authorised", held
    assert reasons(bank.pay(account, payee, "0.01")) == ["AM14"]
    assert bank.change(held["payment_id"], "cancel").status == 200
    clearway_local.wait_until(lambda: bank.pay(account, payee, "0.01")["status"] != "declined", 20,
                              "the limit given back")


def test_of_payments_at_once_exactly_the_allowed_number_passes(bank, customer):
    _, account = customer
    payee = bank.open()
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        # Fewer than fraud's rule of speed would stop.
        paid = list(pool.map(lambda _: bank.pay(account, payee, "3.00"), range(16)))
    declined = [payment for payment in paid if payment["status"] == "declined"]
    assert len(paid) - len(declined) == 8
    assert {code for payment in declined for code in reasons(payment)} == {"AM14"}


def test_a_repeat_after_compliance_was_killed_counts_once(bank, customer, process):
    _, account = customer
    payee = bank.open()
    keys = [new_key() for _ in range(16)]
    order = bank.order(account, payee, "3.00")

    def insist(key):
        def answered():
            answer = bank.ask(order, key)
            return answer.json if answer.status == 201 else None

        return clearway_local.wait_until(answered, 60, "an answer")

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(insist, key) for key in keys]
        process.kill9("compliance")
        process.start("compliance")
        paid = [answer.result() for answer in asked]
    wait_until_screened(bank)
    # Those that nobody screened wait; the rest is within the limit, and repeats change nothing.
    assert [insist(key)["payment_id"] for key in keys] == [payment["payment_id"] for payment in paid]
    allowed = [payment for payment in paid if payment["status"] not in ("declined", "in_review")]
    assert len(allowed) <= 8
    for payment in paid:
        if payment["status"] == "declined":
            assert reasons(payment) == ["AM14"], payment


def test_who_is_not_verified_may_not_pay(bank, operator):
    party = registered(bank.partner)["party_id"]
    account, payee = funded_account(bank, party, "10"), bank.open()
    payment = bank.pay(account, payee, "1")
    assert (payment["status"], reasons(payment)) == ("declined", ["RR04"])
    verify(operator, party)
    assert bank.pay(account, payee, "1")["status"] != "declined"
    operator(f"{DESK}/SetKycStatus", {"party_id": party, "status": "suspended", "reason": "a tip"})
    assert reasons(bank.pay(account, payee, "1")) == ["RR04"]


def test_a_payment_waits_in_review_while_compliance_is_down(bank, customer, process):
    _, account = customer
    payee = bank.open()
    process.stop("compliance")
    try:
        payment = bank.pay(account, payee, "1")
    finally:
        process.start("compliance")
        wait_until_screened(bank)
    assert (payment["status"], reasons(payment)) == ("in_review", ["RR04"]), payment


def test_a_listed_customer_has_a_case_and_is_not_verified_before_it_is_cleared(bank, operator):
    party = registered(bank.partner, LISTED)["party_id"]
    found = open_case_of(operator, party)
    with pytest.raises(OperatorError, match="party_not_cleared"):
        operator(f"{DESK}/SetKycStatus", {"party_id": party, "status": "verified", "reason": "x"})
    assert operator(f"{DESK}/InspectParty", {"party_id": party})["case_open"]
    assert found["alerts"][0]["kind"] == "onboarding"


def test_a_party_that_two_suspended_is_reopened_by_two(bank, stack, operator):
    party = registered(bank.partner, LISTED)["party_id"]
    confirm = {"case_id": open_case_of(operator, party)["case_id"], "decision": "confirmed"}
    assert ask_by_two(stack, f"{COMPLIANCE}/ResolveCase", confirm)[-1]["status"] == "confirmed"
    wait_until_suspended(operator, party, confirm["case_id"])
    reopen = {"party_id": party, "status": "pending", "reason": "another person"}
    first, again, second = ask_by_two(stack, f"{DESK}/SetKycStatus", reopen)
    assert first["status"] == again["status"] == "suspended"
    assert first["reopening"] == again["reopening"]
    assert second["status"] == "pending" and not second.get("reopening")


def test_a_match_that_is_confirmed_in_a_payment_suspends_its_payer(bank, stack, operator, wait_until):
    party = registered(bank.partner, LISTED)["party_id"]
    clear = {"case_id": open_case_of(operator, party)["case_id"], "decision": "cleared"}
    assert ask_by_two(stack, f"{COMPLIANCE}/ResolveCase", clear)[-1]["status"] == "cleared"
    verify(operator, party)
    # Whoever cleared it is not sure any more.
    of_party = {"party_id": party, "page_size": 50}
    for one in wait_until(lambda: operator(f"{EXCEPTIONS}/ListScreeningExceptions", of_party).get("exceptions"),
                          20, "the exceptions of the customer"):
        operator(f"{EXCEPTIONS}/RevokeScreeningException",
                 {"exception_id": one["exception_id"], "reason": "in doubt"})
    account, other = funded_account(bank, party, "10", name=LISTED), funded_account(bank, party, "10")
    payment = bank.pay(account, bank.open(), "1")
    assert (payment["status"], reasons(payment)) == ("in_review", ["RR04"])
    confirm = {"case_id": open_case_of(operator, payment["payment_id"])["case_id"], "decision": "confirmed"}
    assert ask_by_two(stack, f"{COMPLIANCE}/ResolveCase", confirm)[-1]["status"] == "confirmed"
    wait_until_suspended(operator, party, confirm["case_id"])
    ended = bank.wait_status(payment["payment_id"], "declined")
    assert reasons(ended) == ["RR04"]
    refused = bank.pay(other, bank.open(), "1")
    assert (refused["status"], reasons(refused)) == ("declined", ["RR04"])


def test_a_listed_name_within_the_text_holds_the_payment(bank):
    payment = bank.pay(bank.funded("10"), bank.open(), "1",
                       remittance_information=f"help for {LISTED}, thank you")
    assert (payment["status"], payment["iso_status"], reasons(payment)) == ("in_review", "PDNG", ["RR04"])
    paid = bank.pay(bank.funded("10"), bank.open(), "1",
                    remittance_information="Rent for March, thanks to Ali")
    assert paid["status"] != "in_review", paid


def test_the_record_is_kept_and_another_partner_knows_nothing_of_it(acme, globex):
    key = new_key()
    party = registered(acme, key=key)
    assert registered(acme, key=key)["party_id"] == party["party_id"]
    reused = acme.post("/v1/parties", {"kind": "person", "name": "Another", "country": "DE"}, key=key)
    assert (reused.status, reused.json["code"]) == (422, "idempotency_key_reused")
    path = f"/v1/parties/{party['party_id']}"
    document = {"type": "passport", "number": "C01X00T47", "country": "DE", "expires_on": "2031-05-01",
                "sha256": "ab" * 32}
    assert acme.post(f"{path}/documents", document).status == 201
    changed = acme.post(f"{path}:update", {"other_names": ["Sabine Vogel"]})
    assert changed.status == 200, changed
    read = acme.get(path).json
    assert read["name"] == "Sabine Schneider" and read["other_names"] == ["Sabine Vogel"]
    assert read["documents"][0]["number"] == "C01X00T47" and read["status"] == "pending"
    assert "risk" not in read and "partner_id" not in read
    listed = acme.get("/v1/parties?page_size=1").json
    assert listed["parties"][0]["party_id"] == party["party_id"] and listed["next_page_token"]
    for answer in (globex.get(path), globex.post(f"{path}:update", {"name": "X"}),
                   globex.post(f"{path}/documents", document)):
        assert (answer.status, answer.json["code"]) == (404, "party_not_found")
    assert acme.get("/v1/parties/nobody").status == 404


@pytest.mark.parametrize("change, field", [
    ({"name": ""}, "name"), ({"country": "Germany"}, "country"), ({"birth_date": "1985-02-30"}, "birth_date"),
    ({"nationalities": ["XX"]}, "nationalities[0]"), ({"kind": None}, "kind"),
    ({"identifiers": [{"type": "passport"}]}, "identifiers[0].number")])
def test_a_record_that_makes_no_sense_is_refused(acme, change, field):
    body = {"kind": "person", "name": "Sabine Schneider", "country": "DE", **change}
    answer = acme.post("/v1/parties", {name: value for name, value in body.items() if value is not None})
    assert answer.status == 400 and field in [error["field"] for error in answer.json["errors"]], answer
