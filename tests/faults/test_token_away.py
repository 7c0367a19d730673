# SPDX-License-Identifier: Apache-2.0
"""The token with the master keys is away: what needs a key waits, money goes on moving."""

import contextlib


@contextlib.contextmanager
def token_away(stack):
    there = stack.state / "vault" / "tokens"
    away = there.with_name("tokens.away")
    there.rename(away)
    try:
        yield
    finally:
        away.rename(there)


def test_without_the_token_only_what_is_personal_waits(stack, bank, process, wait_until):
    debtor, creditor = bank.funded("100"), bank.funded("1")
    bank.settle(debtor, creditor, "10")  # payment knows both accounts from now on
    with token_away(stack):
        process.restart("settlement")  # no key in memory, and it starts all the same
        assert bank.partner.get(f"/v1/accounts/{debtor}").status == 503
        bank.settle(debtor, creditor, "10")
        assert bank.statement(debtor)["closing_balance"] == "80.00"
        opened = bank.partner.post("/v1/accounts", {
            "currency": "EUR", "type": "customer", "holder": {"name": "Nobody", "country": "NL"}})
        assert opened.status == 503, opened
    wait_until(lambda: bank.partner.get(f"/v1/accounts/{debtor}").status == 200, 30, "the token")
    assert bank.account(debtor)["holder"]["name"] == "Test Holder"
