# SPDX-License-Identifier: Apache-2.0
"""One model: from past payments to a booster and the scores of its test week."""

import dataclasses

import numpy
import xgboost

from fraud_training import feature_matrix, protocol, transactions
from fraud_training.faults import say


@dataclasses.dataclass(frozen=True)
class Trained:
    booster: xgboost.Booster
    data: transactions.Transactions
    split: protocol.Split
    train_scores: numpy.ndarray  # probabilities, of the rows of split.train
    test_margins: numpy.ndarray  # log-odds, of the rows of split.test: they tie less than probabilities
    test_scores: numpy.ndarray   # probabilities of the same
    metrics: dict                # empty when there was nothing to test on


def train(path, first_day, recipe, program):
    """On a file of transactions."""
    data, split = read(path, first_day, recipe)
    with feature_matrix.of_file(program, path, list(recipe.features), len(data)) as matrix:
        return learn(data, split, matrix, recipe)


def train_on_log(first_day, recipe, program):
    """On the platform's own payments."""
    with feature_matrix.of_log(program, list(recipe.features)) as (path, matrix_of_rows):
        data, split = read(path, first_day, recipe)
        return learn(data, split, matrix_of_rows(len(data)), recipe)


def read(path, first_day, recipe):
    data = transactions.read(path)
    say(f"{len(data):,} transactions, {int(data.fraud.sum()):,} of them fraud")
    return data, protocol.split(data, first_day, recipe.train_days)


def learn(data, split, matrix, recipe):
    rows = matrix[split.train].astype(numpy.float32)
    test_rows = matrix[split.test].astype(numpy.float32)
    say(f"training on {len(split.train):,} payments, {int(data.fraud[split.train].sum()):,} of them fraud")
    booster = xgboost.train(recipe.all_params(), matrix_of(rows, recipe, data.fraud[split.train]),
                            num_boost_round=recipe.trees)
    train_scores = booster.predict(matrix_of(rows, recipe))
    test = matrix_of(test_rows, recipe)
    margins = booster.predict(test, output_margin=True)
    metrics = protocol.metrics(data, split.test, margins) if data.fraud[split.test].any() else {}
    return Trained(booster, data, split, train_scores, margins, booster.predict(test), metrics)


def matrix_of(rows, recipe, labels=None):
    return xgboost.DMatrix(rows, labels, feature_names=list(recipe.features), nthread=1)
