# SPDX-License-Identifier: Apache-2.0
"""Payments that leave by a rail, whose answers the simulator of the stack plays. What it does follows
from the amount: docs/rail_simulator.md has the table."""

PAYEE = {"name": "Willem Bakker", "country": "NL", "iban": "NL91ABNA0417164300", "bic": "ABNANL2A"}
# In EUR outside the Union: the stack's table takes the rail of files.
PAYEE_BY_FILE = {"name": "Emma Clarke", "country": "GB", "iban": "GB29NWBK60161331926819", "bic": "NWBKGB2L"}

SETTLED = "1000.00"                    # any amount that is not in the table
WRONG_ACCOUNT = "1100.01"              # rejected AC01
CLOSED = "1100.02"                     # rejected AC04
LATE = "1100.20"                       # the answer comes after 2 s
SILENT = "1100.30"                     # no answer: settled, as an enquiry tells
SILENT_REJECTED = "1100.31"            # no answer: rejected AB05, as an enquiry tells
LOST = "1100.34"                       # never had when enquired, taken the second time
THRICE = "1100.40"                     # the answer comes three times
EARLY = "1100.41"                      # the answer comes before we know that the message arrived
SETTLED_THEN_REJECTED = "1100.50"
REJECTED_THEN_SETTLED = "1100.51"
RETURNED = "1100.60"                   # AC04, 10 s after the settlement
TOLD_BY_A_LINE = "1100.91"             # no answer, no enquiry is answered: settled, as a camt.054 tells
REFUSED_AT_THE_DOOR = "1100.80"
TAKEN_IN_SILENCE = "1100.83"           # ten times unavailable, and taken the first time


class Rails:
    """What a partner sees of payments at rails, and what the service counts of them."""

    def __init__(self, bank, stack):
        self.bank, self.stack = bank, stack

    def pay(self, value, debtor=None, payee=None, **more):
        """(debtor, payment) of a new payment by the rail; the debtor has exactly what is paid."""
        debtor = debtor or self.bank.funded(value)
        return debtor, self.bank.pay(debtor, dict(payee or PAYEE), value, **more)

    def time_line(self, payment_id):
        """Types of the payment's facts in all services, without their packages."""
        answer = self.bank.partner.get(f"/v1/payments/{payment_id}/events")
        assert answer.status == 200, answer
        return [event["type"].rsplit(".", 1)[-1] for event in answer.json["events"]]

    def open(self):
        """Payments that no rail has decided, as the database has them."""
        rows = self.stack.sql("clearway_settlement",
                              "SELECT count(*) FROM rail_transfers WHERE state <= 4")
        return int(rows[0][0])
