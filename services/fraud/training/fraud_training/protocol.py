# SPDX-License-Identifier: Apache-2.0
"""How a model is judged: it learns some days (a week), waits a week for reports of fraud, and is tried on
the week after.

A payer who is known to be defrauded would be blocked by then, so the test leaves out payers with a fraud
between the training's first day and eight days before the tested day. Average precision and AUC are of
all remaining payments of the week; card precision at 100 is, a day, the share of payers with a fraud
among the hundred with the highest score (a payer's score is that of his worst payment), where payers
that were found are left out of later days."""

import dataclasses

import numpy

from fraud_training.faults import Fault

DELAY_DAYS = 7
TEST_DAYS = 7
CARDS = 100


@dataclasses.dataclass(frozen=True)
class Split:
    train: numpy.ndarray  # rows
    test: numpy.ndarray   # rows, without payers that are known; empty when the file ends too early


def split(transactions, first_day, train_days):
    day, payer, fraud = transactions.day, transactions.payer, transactions.fraud == 1
    if len(transactions) == 0:
        raise Fault("there are no transactions")
    train = numpy.flatnonzero((day >= first_day) & (day < first_day + train_days))
    if not fraud[train].any() or fraud[train].all():
        raise Fault(f"the {train_days} days of training have {len(train)} payments, "
                    f"{int(fraud[train].sum())} of them fraud: both kinds are needed")
    known = numpy.zeros(payer.max() + 1, dtype=bool)
    known[payer[train[fraud[train]]]] = True
    test = []
    for tested in range(first_day + train_days + DELAY_DAYS, first_day + train_days + DELAY_DAYS + TEST_DAYS):
        known[payer[fraud & (day == tested - DELAY_DAYS - 1)]] = True
        today = numpy.flatnonzero(day == tested)
        test.append(today[~known[payer[today]]])
    return Split(train, numpy.concatenate(test))


def metrics(transactions, test, scores):
    """{"auc", "ap", "cp100"} of scores of the test's rows."""
    fraud = transactions.fraud[test]
    if not fraud.any() or fraud.all():
        raise Fault(f"the week of the test has {len(test)} payments, {int(fraud.sum())} of them fraud: "
                    "both kinds are needed")
    return {"auc": area_under_roc(fraud, scores), "ap": average_precision(fraud, scores),
            "cp100": card_precision(transactions.day[test], transactions.payer[test], fraud, scores)}


def thresholds(fraud, scores):
    """(caught, flagged) at each distinct score, the highest first: equal scores cannot be told apart."""
    order = numpy.argsort(-scores, kind="stable")
    ends = numpy.append(numpy.flatnonzero(numpy.diff(scores[order])), len(order) - 1)
    return numpy.cumsum(fraud[order], dtype=numpy.int64)[ends], ends + 1


def average_precision(fraud, scores):
    caught, flagged = thresholds(fraud, scores)
    return float(numpy.sum(numpy.diff(caught, prepend=0) / caught[-1] * (caught / flagged)))


def area_under_roc(fraud, scores):
    caught, flagged = thresholds(fraud, scores)
    honest = flagged - caught
    hits = numpy.concatenate([[0], caught / caught[-1]])
    alarms = numpy.concatenate([[0], honest / honest[-1]])
    return float(numpy.sum(numpy.diff(alarms) * (hits[1:] + hits[:-1]) / 2))


def card_precision(day, payer, fraud, scores, cards=CARDS):
    found = numpy.zeros(payer.max() + 1, dtype=bool)
    shares = []
    for today in numpy.unique(day):
        rows = numpy.flatnonzero((day == today) & ~found[payer])
        payers, place = numpy.unique(payer[rows], return_inverse=True)
        worst = numpy.full(len(payers), -numpy.inf)
        numpy.maximum.at(worst, place, scores[rows])
        defrauded = numpy.zeros(len(payers), dtype=bool)
        defrauded[place[fraud[rows] == 1]] = True
        top = numpy.argsort(-worst, kind="stable")[:cards]
        found[payers[top[defrauded[top]]]] = True
        shares.append(defrauded[top].sum() / cards)
    return float(numpy.mean(shares))
