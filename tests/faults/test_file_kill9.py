# SPDX-License-Identifier: Apache-2.0
"""Payment is killed in the middle of a file, again and again: each transaction becomes one payment."""

from support.payment_files import Files, Report, initiation, transfer

PAYMENTS = 200


def made(file):
    return file["payments"] - sum(count["payments"] for count in file["counts"]
                                  if count["iso_status"] == "ACTC")


def test_a_file_goes_on_after_each_kill_and_doubles_nothing(bank, acme, process, stack, wait_until):
    files = Files(acme)
    debtor, creditor = bank.funded("1000"), bank.open(kind="merchant")
    content = initiation(debtor, [transfer(creditor, f"e{n}") for n in range(PAYMENTS)], "200.00")
    file_id = files.submit(content).json["file_id"]
    killed_inside = 0
    for share in (0.1, 0.4, 0.7):
        wait_until(lambda: made(files.get(file_id)) >= share * PAYMENTS, 60, "some payments of the file")
        process.kill9("payment")
        process.start("payment")
        counted = stack.sql("clearway_payment", f"""
            SELECT count(*) FROM payments JOIN payment_file_entries USING (payment_id)
            WHERE file_id = '{file_id}'""")
        killed_inside += counted[0][0] not in ("0", str(PAYMENTS))
    files.wait_counts(file_id, {"ACSC": PAYMENTS}, 120)
    assert killed_inside > 0, "no kill fell into the file"
    assert files.get(file_id)["state"] == "done"
    assert Report(files.report(file_id)).group == "ACSC"
    assert bank.balances(debtor) == (800, 800, 0)
    assert bank.balances(creditor)[0] == PAYMENTS
    assert len(bank.list_payments(account_id=debtor)) == PAYMENTS
    assert files.submit(content).json["file_id"] == file_id
    assert stack.sql("clearway_payment", f"""
        SELECT count(*) FROM payment_files WHERE file_id = '{file_id}' AND sealed_content IS NOT NULL
        """)[0][0] == "0"
