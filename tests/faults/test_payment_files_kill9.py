# SPDX-License-Identifier: Apache-2.0
"""Payment is killed in the middle of a file, again and again: each transaction becomes one payment."""

import json

from support.payment_files import Files, Report, command, initiation_of, spread, transfer

DEBTORS, PAYMENTS = 50, 1_000


def made(stack, file_id):
    """How many payments of the file there are, whatever the file knows of them."""
    rows = stack.sql("clearway_payment", f"""
        SELECT count(*) FROM payments JOIN payment_file_entries USING (payment_id)
        WHERE file_id = '{file_id}'""")
    return int(rows[0][0])


def test_a_file_goes_on_after_each_kill_and_doubles_nothing(bank, acme, process, stack, wait_until, tmp_path):
    files = Files(acme)
    debtors = [bank.funded("100") for _ in range(DEBTORS)]
    creditor = bank.open(kind="merchant")
    path = tmp_path / "file.xml"
    transfers = [transfer(creditor, f"e{number}") for number in range(PAYMENTS)]
    path.write_text(initiation_of(spread(debtors, transfers), f"{PAYMENTS}.00"))
    submitted = command(stack, "submit-file", str(path), "--partner", "acme", "--json")
    assert submitted.returncode == 0, submitted.stderr
    file_id = json.loads(submitted.stdout)["file_id"]
    killed_inside = 0
    for least in (1, PAYMENTS // 4, PAYMENTS // 2):
        wait_until(lambda: made(stack, file_id) >= least, 120, "some payments of the file")
        process.kill9("payment")
        killed_inside += 0 < made(stack, file_id) < PAYMENTS
        process.start("payment")
    files.wait_counts(file_id, {"ACSC": PAYMENTS}, 180)
    assert killed_inside > 0, "no kill fell into the file"
    assert files.get(file_id)["state"] == "done"
    assert Report(files.report(file_id)).group == "ACSC"
    for debtor in debtors:
        assert bank.balances(debtor) == (80, 80, 0)
    assert bank.balances(creditor)[0] == PAYMENTS
    assert made(stack, file_id) == PAYMENTS
    assert stack.sql("clearway_payment", f"""
        SELECT count(*) FROM payments WHERE creditor = '{creditor}'""")[0][0] == str(PAYMENTS)
    assert stack.sql("clearway_payment", f"""
        SELECT count(*) FROM payment_files WHERE file_id = '{file_id}' AND sealed_content IS NOT NULL
        """)[0][0] == "0"
