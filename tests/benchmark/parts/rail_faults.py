# SPDX-License-Identifier: Apache-2.0
"""How payments fail at the simulated rail: what meets a message at the door, how the answer comes, and
what becomes of the payment. Each fault meets a tenth of all payments, so most payments meet some."""

import collections
import itertools
import typing

RETURN_DAYS = 3
TENTH = 0.1
NOTHING = "-"

DOOR = {
    NOTHING: {},
    "lost": {"door": "lose"},
    "unavailable_not_taken": {"door": "fail_before", "door_times": 1},
    "unavailable_taken": {"door": "fail_after", "door_times": 1},
}
ANSWER = {
    NOTHING: {},
    "silent": {"silent": True},
    "late": {"delay_ms": 8000},                 # later than a local stack waits
    "thrice": {"answers": 3},
    "before_the_commit": {"answer_first": True},
    "by_camt054_alone": {"silent": True, "deaf": True, "notify": True},
}
OUTCOME = {
    NOTHING: {},
    "rejected": {"outcome": "reject", "reason": "AC04"},
    "settled_then_rejected": {"outcome": "settle_then_say_rejected", "reason": "AC04"},
    "rejected_then_settled": {"outcome": "say_rejected_then_settle", "reason": "AC04"},
    "returned": {"return_after_ms": 10000, "return_reason": "AC06"},
    "returned_days_later": {"return_after_days": RETURN_DAYS, "return_reason": "MD06"},
}


class Fault(typing.NamedTuple):
    """One name of each table; the name of a rule has all three."""
    door: str
    answer: str
    outcome: str

    @classmethod
    def named(cls, rule):
        return cls(*rule.split("/")) if rule.count("/") == 2 else cls(NOTHING, NOTHING, NOTHING)

    def makes_sense(self):
        """A line of the account tells of no rejection, and of two answers each has to come."""
        if self.outcome in ("settled_then_rejected", "rejected_then_settled"):
            return self.answer == NOTHING
        return not (self.outcome == "rejected" and self.answer == "by_camt054_alone")

    def then(self):
        return {**DOOR[self.door], **ANSWER[self.answer], **OUTCOME[self.outcome]}


def shares():
    """{fault: its share of all payments}, those with none among them."""
    def plain(table):
        return {name: TENTH if name != NOTHING else 1 - TENTH * (len(table) - 1) for name in table}

    outcomes = plain(OUTCOME)
    # What may not meet an outcome meets the others so much oftener that it is a tenth again.
    meets = {answer: sum(share for outcome, share in outcomes.items()
                         if Fault(NOTHING, answer, outcome).makes_sense()) for answer in ANSWER}
    found = {}
    for outcome, share in outcomes.items():
        faulty = {answer: TENTH / meets[answer] for answer in ANSWER
                  if answer != NOTHING and Fault(NOTHING, answer, outcome).makes_sense()}
        answers = {NOTHING: 1 - sum(faulty.values()), **faulty}
        for (door, of_door), (answer, of_answer) in itertools.product(plain(DOOR).items(), answers.items()):
            found[Fault(door, answer, outcome)] = share * of_door * of_answer
    return found


def scenario(seed):
    """Rules for the simulator, of which the first that fits counts: each names its part of what those
    before it leave, the rarest last, where a thousandth is least of all payments."""
    none = Fault(NOTHING, NOTHING, NOTHING)
    left, rules = 1.0, []
    for fault, share in sorted(shares().items(), key=lambda one: -one[1]):
        if fault == none:
            continue
        per_mille = min(1000, round(1000 * share / left))
        left *= 1 - per_mille / 1000
        rules.append({"name": "/".join(fault), "then": fault.then(),
                      "when": {"share": {"seed": f"{seed}-{'/'.join(fault)}", "per_mille": per_mille}}})
    return {"rules": rules}


def counted(rules):
    """How many payments met each fault, and how many none, by the rules that they followed."""
    counts = collections.Counter()
    for rule in rules:
        names = [name for name in Fault.named(rule) if name != NOTHING]
        counts.update(names or ["none"])
    return dict(counts.most_common())
