# SPDX-License-Identifier: Apache-2.0
"""Two partners as participants: payments between their customers, limits, and windows that close and
settle. In Swiss francs, which no other test uses."""

import contextlib
import json
import os
import pathlib
import subprocess
import threading

import pytest
from clearway_local import ROOT, OperatorError
from support.bank import reasons

WINDOWS = "clearway.settlement.v1.WindowService"
CHF = "CHF"
SCHEMA = pathlib.Path(ROOT) / "libs" / "iso20022" / "schemas" / "xsd" / "pacs.009.001.08.xsd"


def minor(value):
    return str(int(value * 100))


@pytest.fixture
def agree(operator):
    """agree(institution, cap=..., ...): what two operators agree with a participant in francs."""

    def call(institution, cap=None, **terms):
        who = {"institution": institution} if institution else {"settlement_agent": True}
        if cap is not None:
            terms["debit_cap_minor_units"] = minor(cap)
        asked = {**who, "currency": CHF, **terms}
        agreed = operator(f"{WINDOWS}/SetParticipant", asked)
        if agreed.get("awaits_second_operator"):
            assert agreed.get("settlement_account", "") != terms.get("settlement_account") or \
                agreed.get("bic", "") != terms.get("bic")
            agreed = operator(f"{WINDOWS}/SetParticipant", asked, who="operator-risk")
        assert not agreed.get("awaits_second_operator"), agreed
        return agreed

    yield call
    for partner in ("acme", "globex"):
        call(partner, bic="", settlement_account="", suspended=False, no_debit_cap=True, no_liquidity=True)
    call("", bic="CLEADEFF")


@pytest.fixture
def command(stack):
    """command(name, ...): a command of the settlement's program beside the running service."""

    def call(*words):
        program = stack.bin / "clearway-settlement"
        done = subprocess.run([str(program), *words], env={**os.environ, **stack.settings("settlement")},
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    return call


@pytest.fixture
def windows(operator, wait_until):
    class Windows:
        @staticmethod
        def open_number():
            page = operator(f"{WINDOWS}/ListWindows", {"currency": CHF, "page_size": 1})
            return int(page["windows"][0]["number"])

        @staticmethod
        def show(number):
            return operator(f"{WINDOWS}/GetWindow", {"currency": CHF, "number": str(number)})

        @staticmethod
        def close(number):
            return operator(f"{WINDOWS}/CloseWindow", {"currency": CHF, "number": str(number)})

        @staticmethod
        def wait(number, state):
            wait_until(lambda: Windows.show(number)["window"]["state"] == state, 60,
                       f"window {number} is {state}")
            return Windows.show(number)

    return Windows


def pair(bank, other_bank, value="1000"):
    return (bank.funded(value, currency=CHF), other_bank.funded(value, currency=CHF))


def nets(window):
    return {each["institution"]: int(each.get("net_minor_units", 0)) for each in window["positions"]}


def test_a_payment_crosses_partners_and_tells_neither_of_the_others_customer(bank, other_bank, globex):
    ours, theirs = pair(bank, other_bank)
    paid = bank.settle(ours, theirs, "25", currency=CHF)
    assert "holder" not in json.dumps(paid) and "name" not in paid["creditor"]
    entry = other_bank.statement(theirs)["entries"][-1]
    assert (entry["direction"], entry["amount"]["value"]) == ("credit", "25.00")
    assert globex.get(f"/v1/payments/{paid['payment_id']}").status == 404
    assert bank.partner.get(f"/v1/accounts/{theirs}").status == 404


def test_an_account_elsewhere_that_cannot_take_the_payment_is_refused_as_ones_own_is(
        bank, other_bank, globex):
    ours, theirs = pair(bank, other_bank)
    answer = bank.ask(bank.order(ours, other_bank.open(currency="EUR"), "1", CHF))
    assert (answer.status, answer.json["code"]) == (422, "currency_mismatch"), answer
    other_bank.settle(theirs, ours, "1000", currency=CHF)
    assert globex.post(f"/v1/accounts/{theirs}:close", {}).status == 200
    answer = bank.ask(bank.order(ours, theirs, "1", CHF))
    assert answer.json["code"] == "account_closed" if answer.status != 201 else \
        reasons(answer.json) == ["AC07"], answer


def test_a_participant_owes_no_more_than_its_cap_and_nothing_while_suspended(
        bank, other_bank, agree, windows, command):
    ours, theirs = pair(bank, other_bank)
    bank.settle(ours, theirs, "1", currency=CHF)
    windows.close(windows.open_number())
    agree("acme", cap=100)
    bank.settle(ours, theirs, "60", currency=CHF)
    refused = bank.pay(ours, theirs, "40.01", currency=CHF)
    assert (refused["status"], reasons(refused)) == ("declined", ["AM23"]), refused
    bank.settle(ours, theirs, "40", currency=CHF)
    other_bank.settle(theirs, ours, "30", currency=CHF)
    agree("globex", suspended=True)
    agree("globex", cap=500)  # says nothing of the suspension, and lifts none
    refused = bank.pay(ours, theirs, "1", currency=CHF)
    assert (refused["status"], reasons(refused)) == ("declined", ["AG10"]), refused
    number = windows.open_number()
    windows.close(number)
    settled = windows.wait(number, "settled")
    assert nets(settled) == {"acme": -7000, "globex": 7000}
    # The next window begins with the whole cap; who was suspended is so no more.
    agree("globex", suspended=False)
    bank.settle(ours, theirs, "100", currency=CHF)
    assert json.loads(command("verify", "--json"))["agrees"]


def test_what_is_settled_elsewhere_is_one_message_and_waits_for_its_confirmation(
        bank, other_bank, agree, windows, command, operator, tmp_path):
    ours, theirs = pair(bank, other_bank)
    bank.settle(ours, theirs, "1", currency=CHF)
    windows.close(windows.open_number())
    with pytest.raises(OperatorError, match="BIC|bic"):
        agree("globex", settlement_account="CH-SIC-1")
    agree("globex", bic="GLOBCHZZ", settlement_account="CH-SIC-1")
    agree("", bic="CLEADEFF")
    number = windows.open_number()
    bank.settle(ours, theirs, "12.34", currency=CHF)
    windows.close(number)
    waiting = windows.wait(number, "settling")
    files = [tmp_path / "one.xml", tmp_path / "again.xml"]
    words = ("write-instructions", "--currency", CHF, "--number", str(number), "--json", "--out")
    told = json.loads(command(*words, str(files[0])))
    assert (told["transfers"], told["amount"]) == (1, "12.34"), told
    assert told["instructions_digest"] == waiting["window"]["instructions_digest"]
    # What is agreed later does not touch what is under way.
    agree("globex", bic="GLOBDEFF", settlement_account="ELSEWHERE")
    command(*words, str(files[1]))
    assert files[0].read_bytes() == files[1].read_bytes()
    assert b"GLOBCHZZ" in files[0].read_bytes() and b"CH-SIC-1" in files[0].read_bytes()
    subprocess.run(["xmllint", "--nonet", "--noout", "--schema", SCHEMA, files[0]], check=True, timeout=60)
    for instruction in windows.show(number)["instructions"]:
        confirm = {"currency": CHF, "number": str(number), "instruction_id": instruction["instruction_id"]}
        if instruction.get("in_ledger"):
            with pytest.raises(OperatorError, match="invalid_argument"):
                operator(f"{WINDOWS}/ConfirmInstruction", confirm)
        else:
            assert operator(f"{WINDOWS}/ConfirmInstruction", confirm)["confirmed"]
    windows.wait(number, "settled")
    assert json.loads(command("verify", "--json"))["agrees"]


def test_a_window_whose_service_is_killed_in_the_close_is_closed_once_and_settles(
        bank, other_bank, windows, command, process, stack, wait_until):
    ours, theirs = pair(bank, other_bank)
    bank.settle(ours, theirs, "1", currency=CHF)
    payments = []
    stop = threading.Event()

    def pay():
        while not stop.is_set():
            answer = bank.ask(bank.order(ours, theirs, "0.01", CHF))
            if answer.status == 201 and answer.json["status"] == "authorised":
                payments.append(answer.json["payment_id"])

    payer = threading.Thread(target=pay)
    payer.start()
    try:
        number = windows.open_number()
        with windows_unwritable(stack, wait_until) as is_waited_for:
            closing = threading.Thread(target=lambda: suppressed(lambda: windows.close(number)))
            closing.start()
            wait_until(is_waited_for, 30, "the close was decided, and waits to be stored")
            process.kill9("settlement")
        closing.join()
        process.start("settlement")
        again = windows.close(number)
        assert int(again["open_number"]) == number + 1
        stop.set()
    finally:
        stop.set()
        payer.join()
    assert payments
    for payment in payments:
        wait_until(lambda: is_settled(bank, payment), 60, f"payment {payment} is settled")
    windows.close(number + 1)
    windows.wait(number, "settled")
    windows.wait(number + 1, "settled")
    found = json.loads(command("verify", "--json"))
    assert found["agrees"], found["faults"]


@contextlib.contextmanager
def windows_unwritable(stack, wait_until):
    """While another transaction holds the table of windows, which it reads as ever; gives a function
    that says whether somebody wants to write there."""
    def waiting(granted):
        return stack.sql("clearway_settlement", "SELECT 1 FROM pg_locks WHERE relation = "
                         "'settlement_windows'::regclass AND mode = "
                         f"'{'ShareLock' if granted else 'RowExclusiveLock'}' AND granted = {granted}") != []

    holder = subprocess.Popen(["psql", "-X", "-q"], env=stack.administrator("clearway_settlement"),
                              stdin=subprocess.PIPE, text=True)
    try:
        holder.stdin.write("BEGIN;\nLOCK TABLE settlement_windows IN SHARE MODE;\n")
        holder.stdin.flush()
        wait_until(lambda: waiting(granted=True), 30, "the table is held")
        yield lambda: waiting(granted=False)
    finally:
        holder.stdin.close()
        holder.wait(30)


def is_settled(bank, payment):
    """A breaker may still refuse the first questions after the start."""
    answer = bank.partner.get(f"/v1/payments/{payment}")
    return answer.status == 200 and answer.json["status"] == "settled"


def suppressed(call):
    """The answer may be lost with the process: the test asks again."""
    try:
        call()
    except OperatorError:
        pass
