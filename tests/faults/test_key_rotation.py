# SPDX-License-Identifier: Apache-2.0
"""Master keys are rotated while payments go on, by a command that is killed and begun again: nothing
becomes unreadable, and the old key is destroyed at the end."""

import os
import subprocess
import threading

from support.bank import new_key

VAULT_USERS = ("payment", "settlement", "compliance")
PAYEES = 120


def vault(stack, *words, service=None, session="clearway-vault"):
    """clearway-vault with the token of the stack and the database of one service."""
    settings = {**stack.settings("vault"), "PGAPPNAME": session}
    if service:
        settings["CLEARWAY_DATABASE_URL"] = stack.settings(service)["CLEARWAY_DATABASE_URL"]
    return subprocess.Popen([str(stack.bin / "clearway-vault"), *words], text=True,
                            env={**os.environ, **settings}, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


def run(stack, *words, service=None):
    command = vault(stack, *words, service=service)
    out, error = command.communicate(timeout=300)
    assert command.returncode == 0, error
    return out


def sessions(stack, name):
    """Of PostgreSQL, by the name they gave."""
    return stack.sql("postgres", f"""
        SELECT pid FROM pg_stat_activity WHERE application_name = '{name}'""")


def keys_in_use(stack, service):
    return {row[0] for row in stack.sql(f"clearway_{service}", """
        SELECT DISTINCT kek_id FROM person_keys WHERE erased_at IS NULL""")}


class Orders(threading.Thread):
    """Payments to payees elsewhere, one after another, until it is told to stop."""

    def __init__(self, bank):
        super().__init__()
        self.bank, self.stop, self.paid, self.surprises = bank, threading.Event(), {}, []

    def run(self):
        try:
            while not self.stop.is_set():
                self.pay()
        except Exception as surprise:  # a thread's exception would go unseen
            self.surprises.append(surprise)

    def pay(self):
        name = f"Payee {len(self.paid)} {new_key()[:8]}"
        payer = self.bank.funded("100", name=f"Payer {name}")
        payment = self.bank.pay(payer, {"name": name, "country": "NL"}, "1")
        self.paid[payment["payment_id"]] = (name, payer)


def test_keys_rotate_under_load_by_a_command_that_is_killed(stack, bank, process, wait_until):
    orders = Orders(bank)
    for _ in range(PAYEES):
        orders.pay()
    old = {key for service in VAULT_USERS for key in keys_in_use(stack, service)}
    orders.start()
    try:
        new = run(stack, "new-key").split()[-1]
        assert new not in old
        for service in VAULT_USERS:
            # Killed once it is in the database, not while it logs in (SoftHSM would lose the token);
            # what it had not stored is done again.
            broken_off = vault(stack, "rotate", service=service, session="broken-off")
            wait_until(lambda: broken_off.poll() is not None or sessions(stack, "broken-off"), 30,
                       "the rotation's session")
            broken_off.kill()
            broken_off.communicate()
            run(stack, "rotate", service=service)
        before = len(orders.paid)
        wait_until(lambda: orders.surprises or len(orders.paid) > before + 5, 60, "payments after")
        # Writers learn of the new key within seconds; until then they may have used the old one.
        for service in VAULT_USERS:
            wait_until(lambda service=service: run(stack, "rotate", service=service) and
                       keys_in_use(stack, service) <= {new}, 60, f"{service} under the new key")
        for key in old - {new}:
            run(stack, "destroy-key", key)
    finally:
        orders.stop.set()
        orders.join()
    assert not orders.surprises, orders.surprises
    for service in VAULT_USERS:
        process.restart(service)  # nothing is in memory then: each key is unwrapped anew
    for payment, (name, payer) in orders.paid.items():
        assert bank.payment(payment)["creditor"]["name"] == name
        assert bank.account(payer)["holder"]["name"] == f"Payer {name}"
