# SPDX-License-Identifier: Apache-2.0
"""kill -9 while customers are screened again, in the midst of a page: once between its alerts, once
more after the restart. Exactly the new hits have cases, none is lost and none is there twice."""

import collections
import concurrent.futures

import clearway_local
from support.lists import Lists, nobody

DATABASE = "clearway_compliance"
COMPLIANCE = "clearway.compliance.v1.ComplianceService"
LISTED, KNOWN, OTHERS = 300, 20, 280  # more customers than a page of a rescreening has
RESCREENING = 4                       # AlertKind
UNDONE = "SELECT count(*) FROM rescreenings WHERE done_at IS NULL"


def registered(partner, name):
    answer = partner.post("/v1/parties", {"kind": "person", "name": name, "country": "NO"})
    assert answer.status == 201, answer
    return answer.json["party_id"]


def register(partner, names):
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda name: registered(partner, name), names))


def test_exactly_the_new_hits_have_cases(stack, bank, operator, process, tmp_path):
    lists = Lists(stack, tmp_path)
    long_listed, newly_listed = nobody(), nobody()
    others = [nobody() for _ in range(6)]
    lists.imported([*others, long_listed], "--accept-shrink")
    lists.by_two(lists.newest(), override_reason="another test's list")
    # What an earlier activation brought is found before there is anybody to find.
    clearway_local.wait_until(lambda: stack.sql(DATABASE, UNDONE) == [("0",)], 90, "earlier ones", every=0.5)
    old = register(bank.partner, [long_listed] * KNOWN)
    new = set(register(bank.partner, [newly_listed] * LISTED))
    register(bank.partner, [nobody() for _ in range(OTHERS)])

    lists.imported([*others, long_listed, newly_listed])
    version = lists.newest()
    lists.by_two(version)
    progress = (f"SELECT parties, done_at IS NULL FROM rescreenings WHERE list_version_id = "
                f"'{version['list_version_id']}'")
    raised = (f"SELECT subject_id FROM cases JOIN case_alerts USING (case_id) WHERE kind = {RESCREENING} "
              f"AND case_alerts.list_version LIKE '%{version['version']}%'")

    def alerts():
        return [row[0] for row in stack.sql(DATABASE, raised)]

    for enough in (LISTED // 10, LISTED // 2):
        clearway_local.wait_until(lambda many=enough: len(alerts()) >= many, 90, "alerts", every=0.01)
        process.kill9("compliance")
        assert len(alerts()) < LISTED, "it was killed in the midst"
        assert [open_ for _, open_ in stack.sql(DATABASE, progress)] == ["t"]
        process.start("compliance")
    clearway_local.wait_until(lambda: stack.sql(DATABASE, progress)[0][1] == "f", 120, "the end of it")

    assert collections.Counter(alerts()) == collections.Counter(new)
    assert not new & set(old)
    opened = ("SELECT count(*), count(DISTINCT stream_id) FROM events WHERE type LIKE '%CaseOpened' AND "
              f"stream_id IN (SELECT case_id FROM cases WHERE subject_id IN (SELECT subject_id FROM "
              f"({raised}) AS found))")
    assert stack.sql(DATABASE, opened) == [(str(LISTED), str(LISTED))]
    case = stack.sql(DATABASE, f"SELECT case_id FROM cases WHERE subject_id = '{min(new)}'")[0][0]
    evidence = operator(f"{COMPLIANCE}/GetCase", {"case_id": case})["alerts"][0]["evidence"]
    assert newly_listed in evidence and min(new) in evidence
