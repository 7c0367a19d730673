# SPDX-License-Identifier: Apache-2.0
"""What happens to partners when the gateway stops and starts, and when a service is away."""

import threading

from support.bank import new_key


def test_no_answer_is_lost_when_the_gateway_stops(stack, bank, acme, process, wait_until, partner_of):
    debtor, creditor = bank.funded("1000"), bank.open()
    answered, stopping = [], threading.Event()

    def pay_until_the_end():
        partner = partner_of(acme.certificate, acme.key)
        while True:
            key = new_key()
            try:
                answer = partner.post("/v1/payments", bank.order(debtor, creditor, "0.01"), key=key)
            except OSError:
                # Once it stops, connections end; before that they must not.
                assert stopping.is_set()
                return
            answered.append((key, answer.status, (answer.json or {}).get("payment_id")))

    payers = [threading.Thread(target=pay_until_the_end) for _ in range(4)]
    for payer in payers:
        payer.start()
    wait_until(lambda: len(answered) >= 20, 30, "payments under way")
    stopping.set()
    process.stop("gateway")
    for payer in payers:
        payer.join(30)
    process.start("gateway")
    acme.close()
    assert {status for _, status, _ in answered} == {201}
    for _, _, payment_id in answered[-8:]:
        assert bank.payment(payment_id)["payment_id"] == payment_id


def test_a_service_that_is_away_gives_503_with_advice_and_is_found_again(bank, acme, process, wait_until):
    payment = bank.pay(bank.funded("10"), bank.open(), "1.00")["payment_id"]
    process.stop("payment")
    for _ in range(8):
        answer = acme.get(f"/v1/payments/{payment}")
        assert (answer.status, answer.json["code"]) == (503, "unavailable")
        assert int(answer.headers["retry-after"]) >= 1
    process.start("payment")
    wait_until(lambda: acme.get(f"/v1/payments/{payment}").status == 200, 30, "the payment again")
