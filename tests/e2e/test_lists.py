# SPDX-License-Identifier: Apache-2.0
"""A sanctions list is imported, made active by two operators while payments run, and rolled back."""

import concurrent.futures
import itertools
import threading

import pytest
from clearway_local import OperatorError
from support.bank import reasons
from support.lists import LISTS, SECOND, Lists, nobody

PAYERS, PACE = 60, 0.1  # few payments each: velocity rules are not what is tested here


@pytest.fixture
def lists(stack, tmp_path):
    return Lists(stack, tmp_path)


def pay_to(bank, debtor, name):
    return bank.pay(debtor, {"name": name, "country": "NO"}, "1")


def test_payments_run_while_a_list_becomes_active_and_goes_again(stack, bank, lists, wait_until):
    names = [nobody() for _ in range(4)]
    lists.imported(names[:3], "--accept-shrink")
    base = lists.by_two(lists.newest(), override_reason="another test's list")
    lists.imported(names)
    version = lists.newest()
    delta = stack.operator(f"{LISTS}/GetListDelta", {"list_version_id": version["list_version_id"]})
    assert (delta["added"], delta["gone"]) == ("1", "0"), delta
    assert delta["added_entries"][0]["name"] == names[3]

    creditor = bank.open(kind="merchant")
    debtors = [bank.funded("100") for _ in range(PAYERS)]
    paid, stop = [], threading.Event()

    def keep_paying(payers):
        for payer in itertools.cycle(payers):
            paid.append(bank.pay(payer, creditor, "0.50"))
            if stop.wait(PACE):
                return

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        running = [pool.submit(keep_paying, debtors[worker::4]) for worker in range(4)]
        try:
            wait_until(lambda: len(paid) > 20, 30)
            approved = lists.activate(version)
            assert (approved["state"], approved["awaits_second_operator"]) == ("imported", True)
            assert lists.activate(version) == approved, "their own word again"
            assert lists.activate(version, SECOND)["state"] == "active"
            held = pay_to(bank, debtors[0], names[3])
            assert (held["status"], reasons(held)) == ("in_review", ["RR04"]), held
            before = len(paid)
            wait_until(lambda: len(paid) > before + 20, 30)
            assert lists.roll_back(version)["list_version_id"] == base["list_version_id"]
            assert pay_to(bank, debtors[0], names[3])["status"] != "in_review"
        finally:
            stop.set()
        for one in running:
            one.result(60)
    assert {payment["status"] for payment in paid} <= {"authorised", "processing", "settled"}

    def named():
        """The lists that each payment's screening names."""
        ids = ",".join(f"'{payment['payment_id']}'" for payment in paid)
        rows = stack.sql("clearway_compliance", "SELECT encode(payload, 'hex') FROM events WHERE type LIKE "
                         f"'%PaymentScreened' AND convert_from(substr(payload, 3, 36), 'UTF8') IN ({ids})")
        return [bytes.fromhex(row[0]).decode(errors="replace") for row in rows]

    screenings = wait_until(lambda: len(named()) == len(paid) and named(), 60, "every screening")
    of_version = sum(version["version"] in text for text in screenings)
    of_base = sum(base["version"] in text for text in screenings)
    assert of_version > 0 and of_base > 0
    assert of_version + of_base == len(paid), "each names one of the two"


def test_a_list_that_lost_half_is_refused_twice(lists):
    names = [nobody() for _ in range(6)]
    lists.imported(names, "--accept-shrink")
    lists.by_two(lists.newest(), override_reason="another test's list")
    lists.imported(names[:3], fails=True)
    before = lists.versions()
    assert len(before[0]["version"]) > 0
    lists.imported(names[:3], "--accept-shrink")
    half = lists.newest()
    assert half["list_version_id"] not in {one["list_version_id"] for one in before}
    with pytest.raises(OperatorError, match="release_refused"):
        lists.activate(half)
    active = lists.by_two(half, override_reason="the programme ended")
    assert (active["state"], active["override_reason"]) == ("active", "the programme ended")
