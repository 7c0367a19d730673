# SPDX-License-Identifier: Apache-2.0
"""What a model is made of, apart from data: its features, how it is trained, and the scores from
which its author would act. A JSON file; everything in it is needed, nothing else is allowed."""

import dataclasses
import json
import pathlib
import re

from fraud_training.faults import Fault

DEFAULT = pathlib.Path(__file__).resolve().parents[1] / "recipes" / "default.json"
TREES_MAX, DEPTH_MAX = 100, 4  # a score must be explained in 200 us
TRAIN_DAYS_MAX = 366


@dataclasses.dataclass(frozen=True)
class Recipe:
    name: str
    features: dict    # name: 1 where more of it may only raise the score, -1 lower, 0 either
    params: dict      # as XGBoost names them
    trees: int
    train_days: int
    thresholds: dict  # platform scores, 0 to 1000

    def all_params(self):
        directions = ",".join(str(direction) for direction in self.features.values())
        return {**self.params, "monotone_constraints": f"({directions})"}


def read(path):
    try:
        content = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        fields = [field.name for field in dataclasses.fields(Recipe)]
        if not isinstance(content, dict) or sorted(content) != sorted(fields):
            raise ValueError(f"it must have exactly {', '.join(fields)}")
        recipe = Recipe(**content)
        check(recipe)
        return recipe
    except OSError as failure:
        raise Fault(f"{path}: {failure.strerror}") from None
    except ValueError as wrong:
        raise Fault(f"{path}: {wrong}") from None


def check(recipe):
    demands = [
        (isinstance(recipe.name, str) and re.fullmatch(r"[a-z0-9_.-]{1,64}", recipe.name),
         "name must be 1 to 64 of a-z, 0-9, '_', '-', '.'"),
        (isinstance(recipe.features, dict) and recipe.features, "features must name at least one"),
        (isinstance(recipe.features, dict) and all(way in (-1, 0, 1) for way in recipe.features.values()),
         "features: a direction is -1, 0 or 1"),
        (isinstance(recipe.params, dict), "params must be an object"),
        (isinstance(recipe.params, dict) and recipe.params.get("objective") == "binary:logistic",
         "params.objective must be binary:logistic"),
        (isinstance(recipe.params, dict) and recipe.params.get("max_depth") in range(1, DEPTH_MAX + 1),
         f"params.max_depth must be 1 to {DEPTH_MAX}"),
        (recipe.trees in range(1, TREES_MAX + 1), f"trees must be 1 to {TREES_MAX}"),
        (recipe.train_days in range(1, TRAIN_DAYS_MAX + 1), f"train_days must be 1 to {TRAIN_DAYS_MAX}"),
        (are_thresholds(recipe.thresholds),
         "thresholds must be challenge <= review <= decline, whole numbers of 0 to 1000"),
    ]
    for met, demand in demands:
        if not met:
            raise ValueError(demand)


def are_thresholds(thresholds):
    if not isinstance(thresholds, dict) or list(thresholds) != ["challenge", "review", "decline"]:
        return False
    scores = list(thresholds.values())
    return all(type(score) is int and 0 <= score <= 1000 for score in scores) and scores == sorted(scores)
