# SPDX-License-Identifier: Apache-2.0
"""Statements of our account at the simulated rail: written by the simulator, taken in, matched with the
ledger, worked on by two operators."""

import datetime
import json
import os
import pathlib
import subprocess
import xml.etree.ElementTree
from decimal import Decimal

from clearway_local import LOCAL, ROOT, OperatorError

STATEMENTS = "clearway.reconciliation.v1.StatementService"
EXCEPTIONS = "clearway.reconciliation.v1.StatementExceptionService"
THREE_WAYS = "clearway.reconciliation.v1.ThreeWayService"
RULES = pathlib.Path(ROOT) / "services" / "reconciliation" / "matching" / "default" / "rules.json"


def closing_balance(document):
    """Signed, as a bank says it: what we paid is a debit."""
    def texts(element, name):
        return [one.text for one in element.iter() if one.tag.rsplit("}", 1)[-1] == name]
    for element in document.iter():
        if element.tag.rsplit("}", 1)[-1] == "Bal" and "CLBD" in texts(element, "Cd"):
            value = Decimal(texts(element, "Amt")[0])
            return -value if texts(element, "CdtDbtInd")[0] == "DBIT" else value
    raise RuntimeError("the statement has no closing balance")


def paid_by_rail(stack, rail="instant", currency="EUR"):
    """What the ledger paid over the rail, less what came back."""
    rows = stack.sql("clearway_settlement",
                     "SELECT coalesce(sum(CASE WHEN t.debtor = r.debtor THEN t.amount ELSE -t.amount END), 0)"
                     " FROM transfers t JOIN rail_transfers r ON r.payment_id = t.payment_id"
                     f" WHERE r.rail = '{rail}' AND t.currency = '{currency}'")
    return Decimal(rows[0][0]) / 100


class Statements:
    """The stack's statements. `folder` takes the files."""

    def __init__(self, stack, folder):
        self.stack, self.folder = stack, pathlib.Path(folder)
        self._files = 0

    def simulator(self, *words):
        done = subprocess.run([str(LOCAL / "rails"), *map(str, words)], text=True, capture_output=True,
                              env=self.stack.environment, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rail_day(self):
        """The day of the simulator's clock, which tests turn forward."""
        now = json.loads(self.simulator("turn-clock", "+0s", "--json"))["now"]
        return datetime.date.fromisoformat(now[:10])

    def write(self, *words, day=None):
        """The simulator's camt.053 of the day."""
        self._files += 1
        file = self.folder / f"statement-{self._files}.xml"
        self.simulator("statement", "--day", day or self.rail_day(), "--type", "camt.053", "--out", file,
                       "--page-entries", "100000", *words)
        return file

    def plant(self, seed, day=None):
        """(file, breaks): the same day with breaks in it, and which."""
        truth = self.folder / f"truth-{seed}.json"
        file = self.write("--plant-breaks", seed, "--truth", truth, day=day)
        return file, json.loads(truth.read_text())["breaks"]

    def closing(self, file):
        return closing_balance(xml.etree.ElementTree.parse(file).getroot())

    def days(self):
        """Those on which the rail can have booked something: from today to the day of its clock."""
        today = datetime.datetime.now(datetime.timezone.utc).date()
        ahead = max(0, (self.rail_day() - today).days)
        return [today + datetime.timedelta(days=each) for each in range(ahead + 1)]

    def rules(self):
        """The rules that are built in, with a day between ledger and rail beyond those that the rail's clock
        is ahead: an instant rail books when it settles."""
        ahead = len(self.days()) - 1
        rules = json.loads(RULES.read_text())
        for one in rules["passes"]:
            one["days"] = ahead + 1
        file = self.folder / "rules.json"
        file.write_text(json.dumps(rules))
        return file

    def command(self, *words, good=(0,)):
        """A command of clearway-reconciliation beside the service; its lines of JSON."""
        environment = {**os.environ, **self.stack.settings("reconciliation"),
                       "CLEARWAY_RECONCILIATION_RULES": str(self.rules())}
        done = subprocess.run([str(self.stack.bin / "clearway-reconciliation"), *map(str, words), "--json"],
                              text=True, capture_output=True, env=environment, timeout=120)
        assert done.returncode in good, done.stderr + done.stdout
        return [json.loads(line) for line in done.stdout.splitlines()]

    def take_in(self, file):
        [told] = self.command("import", file)
        return told

    def run(self):
        [told] = self.command("run")
        return told

    def pages(self, method, field, message):
        """All rows of a list that comes in pages."""
        rows, token = [], ""
        while True:
            page = self.stack.operator(method, {**message, "page_size": 200, "page_token": token})
            rows += page.get(field, [])
            token = page.get("next_page_token", "")
            if not token:
                return rows

    def exceptions(self, state="open"):
        return self.pages(f"{EXCEPTIONS}/ListStatementExceptions", "exceptions", {"state": state})

    def work(self, exception, act, who="operator", **more):
        return self.stack.operator(f"{EXCEPTIONS}/WorkOnStatementException",
                                   {"exception_id": exception["exception_id"], "act": act, **more}, who=who)

    def exception(self, exception_id):
        return self.stack.operator(f"{EXCEPTIONS}/GetStatementException", {"exception_id": exception_id})

    def three_way(self, payment_id):
        """What payment, ledger and statement say; None: nobody has told of the payment."""
        try:
            return self.stack.operator(f"{THREE_WAYS}/GetThreeWay", {"payment_id": payment_id})
        except OperatorError as error:
            assert "not_found" in str(error), error
            return None

    def disagreeing(self):
        """{payment id: agreement} of all payments on which the three do not agree."""
        return {one["payment_id"]: one["agreement"]
                for one in self.pages(f"{THREE_WAYS}/ListThreeWays", "three_ways", {})}

    def discard(self, file_id):
        self.stack.operator(f"{STATEMENTS}/DiscardStatementFile",
                            {"file_id": file_id, "reason": "another file tells the day"})

    def discard_all(self):
        """What others have imported tells the same day: only one file can."""
        for file in self.pages(f"{STATEMENTS}/ListStatementFiles", "files", {}):
            if file["state"] != "discarded":
                self.discard(file["file_id"])
