# SPDX-License-Identifier: Apache-2.0
"""The folder that the service loads: model.ubj and manifest.json, with card.md for people. Unsigned:
`clearway-fraud sign-model` adds manifest.sig. Appears whole, or not at all."""

import datetime
import hashlib
import json
import pathlib
import re
import shutil
import tempfile

import numpy

from fraud_training import card, transactions
from fraud_training.faults import Fault

# Platform scores; the last bin has 1000 in it.
SCORE_EDGES = [0, 1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 1001]
CALIBRATION_EDGES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1]


def check_target(folder, version):
    """Before the long work: what `write` would refuse after it."""
    folder = pathlib.Path(folder)
    if folder.exists() or folder.is_symlink():
        raise Fault(f"{folder} is there already: a model folder is never changed")
    if version is not None and not re.fullmatch(r"[a-z0-9_.-]{1,64}", version):
        raise Fault("--model-version must be 1 to 64 of a-z, 0-9, '_', '-', '.'")


def write(folder, trained, recipe, features_hash, source, first_day, version):
    folder = pathlib.Path(folder)
    check_target(folder, version)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = pathlib.Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as failure:
        raise Fault(f"{failure.filename}: {failure.strerror}") from None
    try:
        booster = bytes(trained.booster.save_raw(raw_format="ubj"))
        (draft / "model.ubj").write_bytes(booster)
        manifest = manifest_of(trained, recipe, features_hash, booster, source, first_day, version)
        (draft / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        card.write(draft, trained, recipe, manifest)
        draft.chmod(0o755)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return manifest


def manifest_of(trained, recipe, features_hash, booster, source, first_day, version):
    labels = trained.data.fraud
    last_day = date_of(first_day + recipe.train_days - 1)
    return {
        "format": "clearway-model/1",
        "name": recipe.name,
        "version": version or last_day,
        "features": list(recipe.features),
        "features_hash": features_hash,
        "booster": {"file": "model.ubj", "sha256": hashlib.sha256(booster).hexdigest(),
                    "bytes": len(booster)},
        "params": {**recipe.all_params(), "n_estimators": recipe.trees},
        "training": {"from": date_of(first_day), "to": last_day,
                     "rows": len(trained.split.train), "fraud": int(labels[trained.split.train].sum()),
                     "source": printable(source)},
        "metrics": {name: round(value, 6) for name, value in trained.metrics.items()},
        "score_distribution": score_distribution(trained.train_scores),
        "calibration": calibration(*judged(trained)),
        "thresholds": recipe.thresholds,
    }


def printable(text):
    """What a manifest may hold: 1 to 200 printable characters of ASCII."""
    return re.sub(r"[^ -~]", "?", text)[:200]


def judged(trained):
    """(labels, probabilities) of the test week; of the training's rows when there is none."""
    labels = trained.data.fraud
    if trained.metrics:
        return labels[trained.split.test], trained.test_scores
    return labels[trained.split.train], trained.train_scores


def date_of(day):
    return (transactions.EPOCH.date() + datetime.timedelta(days=int(day))).isoformat()


def platform_scores(probabilities):
    return numpy.floor(probabilities.astype(numpy.float64) * 1000 + 0.5)


def score_distribution(probabilities):
    counts, _ = numpy.histogram(platform_scores(probabilities), bins=SCORE_EDGES)
    return {"edges": SCORE_EDGES, "share": (counts / counts.sum()).tolist()}


def calibration(labels, probabilities):
    """Bins without rows are left out. 1 belongs to the last."""
    bins = numpy.minimum(numpy.searchsorted(CALIBRATION_EDGES, probabilities, side="right"),
                         len(CALIBRATION_EDGES) - 1)
    return [{"below": CALIBRATION_EDGES[number],
             "predicted": float(probabilities[bins == number].mean(dtype=numpy.float64)),
             "observed": float(labels[bins == number].mean()), "rows": int((bins == number).sum())}
            for number in numpy.unique(bins)]
