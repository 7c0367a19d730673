#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes model.ubj and expected.json beside this file: a small booster, and what Python's XGBoost says
about some rows. Needs xgboost 1.7.6 and numpy 1; run it again only to change the model."""
import json
import pathlib

import numpy
import xgboost

HERE = pathlib.Path(__file__).resolve().parent
FEATURES = ["amount", "payer_amount_ratio", "payee_reported_share_30d", "pair_is_new", "hour"]
PARAMS = {"objective": "binary:logistic", "base_score": 0.1, "tree_method": "exact", "max_depth": 4,
          "eta": 0.2, "nthread": 1, "seed": 7}


def draw(generator, count):
    rows = numpy.column_stack([
        numpy.exp(generator.normal(3, 1, count)), numpy.exp(generator.normal(0, 0.6, count)),
        generator.beta(0.3, 6, count), generator.integers(0, 2, count), generator.integers(0, 24, count)])
    rows[generator.random(rows.shape) < 0.1] = numpy.nan
    return rows.astype(numpy.float32)


def labels(generator, rows):
    filled = numpy.nan_to_num(rows)
    odds = 1.5 * filled[:, 1] + 12 * filled[:, 2] + 0.8 * filled[:, 3] + (filled[:, 4] < 5) - 5
    return generator.random(len(rows)) < 1 / (1 + numpy.exp(-odds))


def as_lists(values):
    return [[None if numpy.isnan(cell) else float(cell) for cell in row] for row in values]


def main():
    generator = numpy.random.default_rng(7)
    rows = draw(generator, 4000)
    training = xgboost.DMatrix(rows, labels(generator, rows))
    booster = xgboost.train(PARAMS, training, num_boost_round=40)
    asked = draw(generator, 64)
    asked[0] = numpy.nan
    matrix = xgboost.DMatrix(asked)
    (HERE / "model.ubj").write_bytes(booster.save_raw(raw_format="ubj"))
    expected = {
        "features": FEATURES,
        "rows": as_lists(asked),
        "probabilities": [float(one) for one in booster.predict(matrix)],
        "margins": [float(one) for one in booster.predict(matrix, output_margin=True)],
        "contributions": as_lists(booster.predict(matrix, pred_contribs=True)),  # the last: bias
    }
    (HERE / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
