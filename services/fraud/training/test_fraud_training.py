# SPDX-License-Identifier: Apache-2.0
"""Training, judging and generating through their commands, against the standard library."""

import bisect
import collections
import csv
import datetime
import gzip
import hashlib
import json
import os
import pathlib
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
FIRST = datetime.date(2025, 1, 20)
RECIPE = {"name": "small", "features": {"payer_amount_ratio": 1, "amount": 0, "payer_count_1h": 0,
                                        "payee_reported_share_30d": 1},
          "params": {"objective": "binary:logistic", "tree_method": "exact", "base_score": 0.01, "max_depth": 3,
                     "eta": 0.3, "seed": 0, "nthread": 1},
          "trees": 20, "train_days": 7, "thresholds": {"challenge": 200, "review": 500, "decline": 900}}
STUB = """#!/usr/bin/env python3
import os, sys
words = sys.argv[1:]
if "--history" in words:
    place = words.index("--history")
    words[place:place + 1] = ["--transactions", "{file}"]
os.execv("{program}", ["{program}", *words])
"""
HEADER = "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud\n"


def run(command, *words, code=0):
    done = subprocess.run([HERE / command, *map(str, words)], capture_output=True, text=True, timeout=500)
    assert done.returncode == code, f"{command} ended with {done.returncode}:\n{done.stderr}"
    return done


def program():
    folders = [os.environ.get("CLEARWAY_BIN", ""), ROOT / "build/release/bin", ROOT / "build/dev/bin"]
    return next(path for path in (pathlib.Path(folder) / "clearway-fraud" for folder in folders if folder)
                if path.is_file())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    (folder / "recipe.json").write_text(json.dumps(RECIPE))
    run("generate", "--out", folder / "made.csv.gz", "--payers", 300, "--payees", 120, "--days", 45)
    return folder


@pytest.fixture(scope="module")
def made(folder):
    with gzip.open(folder / "made.csv.gz", "rt") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def model(folder):
    done = run("train", "--transactions", folder / "made.csv.gz", "--train-start", FIRST, "--recipe",
               folder / "recipe.json", "--model", folder / "model", "--json")
    return folder / "model", json.loads(done.stdout)


@pytest.fixture(scope="module")
def log_program(folder, made):
    """Where the feature log holds the payments that were made: clearway-fraud over their file instead."""
    path = folder / "clearway-fraud"
    path.write_text(STUB.format(program=program(), file=folder / "made.csv.gz"))
    path.chmod(0o755)
    return path


def day(row):
    return datetime.date.fromisoformat(row["tx_datetime"][:10])


def payers_with_fraud(rows, day_from, day_to):
    return {row["customer_id"] for row in rows if row["fraud"] == "1" and day_from <= day(row) <= day_to}


def rows_of_the_test(rows):
    """The protocol, said again: nobody is tested who is known to be defrauded."""
    week = [FIRST + datetime.timedelta(days=14 + number) for number in range(7)]
    known = {today: payers_with_fraud(rows, FIRST, max(today - datetime.timedelta(days=8),
                                                       FIRST + datetime.timedelta(days=6))) for today in week}
    return [row for row in rows if day(row) in known and row["customer_id"] not in known[day(row)]]


def area_under_roc(pairs):
    bad = [score for score, fraud in pairs if fraud]
    good = sorted(score for score, fraud in pairs if not fraud)
    wins = sum(bisect.bisect_left(good, one) + bisect.bisect_right(good, one) for one in bad)
    return wins / 2 / len(bad) / len(good)


def average_precision(pairs):
    whole, caught, flagged, before, area = sum(fraud for _, fraud in pairs), 0, 0, 0, 0.0
    groups = collections.defaultdict(list)
    for score, fraud in pairs:
        groups[score].append(fraud)
    for score in sorted(groups, reverse=True):
        caught, flagged = caught + sum(groups[score]), flagged + len(groups[score])
        area, before = area + (caught - before) / whole * caught / flagged, caught
    return area


def card_precision(rows, scores):
    found, shares = set(), []
    for today in sorted({day(row) for row in rows}):
        worst, bad = {}, set()
        for row in rows:
            payer = row["customer_id"]
            if day(row) == today and payer not in found:
                worst[payer] = max(worst.get(payer, -1e9), scores[row["tx_id"]])
                if row["fraud"] == "1":
                    bad.add(payer)
        first = sorted(worst, key=lambda payer: -worst[payer])
        # Where a tie straddles the hundredth place, who is in is nobody's promise.
        assert len(first) <= 100 or worst[first[99]] > worst[first[100]] or not bad & {
            payer for payer in first if worst[payer] == worst[first[99]]}
        found |= bad & set(first[:100])
        shares.append(len(bad & set(first[:100])) / 100)
    return sum(shares) / len(shares)


def test_the_figures_are_those_of_the_protocol(folder, made):
    done = run("evaluate", "--transactions", folder / "made.csv.gz", "--train-start", FIRST,
               "--recipe", folder / "recipe.json", "--scores", folder / "scores.csv")
    assert done.stdout.count("\n") == 1
    figures = json.loads(done.stdout)
    with open(folder / "scores.csv", newline="") as file:
        scores = {row["tx_id"]: float(row["score"]) for row in csv.DictReader(file)}
    rows = rows_of_the_test(made)
    assert {row["tx_id"] for row in rows} == set(scores)
    assert len(rows) < sum(FIRST + datetime.timedelta(days=14) <= day(row) < FIRST + datetime.timedelta(days=21)
                           for row in made), "somebody is known and left out"
    pairs = [(scores[row["tx_id"]], row["fraud"] == "1") for row in rows]
    assert figures == {"auc": pytest.approx(area_under_roc(pairs)), "ap": pytest.approx(average_precision(pairs)),
                       "cp100": pytest.approx(card_precision(rows, scores))}
    assert figures["auc"] > 0.7, "the features tell something"


def test_a_model_folder_says_what_it_is(model, made):
    place, manifest = model
    assert json.loads((place / "manifest.json").read_text()) == manifest
    booster = (place / "model.ubj").read_bytes()
    assert manifest["booster"] == {"file": "model.ubj", "sha256": hashlib.sha256(booster).hexdigest(),
                                   "bytes": len(booster)}
    assert manifest["features"] == list(RECIPE["features"])
    week = [row for row in made if FIRST <= day(row) < FIRST + datetime.timedelta(days=7)]
    assert manifest["training"] == {"from": "2025-01-20", "to": "2025-01-26", "rows": len(week),
                                    "fraud": sum(row["fraud"] == "1" for row in week),
                                    "source": "made.csv.gz"}
    assert sum(manifest["score_distribution"]["share"]) == pytest.approx(1)
    assert sum(one["rows"] for one in manifest["calibration"]) == len(rows_of_the_test(made))
    assert manifest["version"] == "2025-01-26" and manifest["format"] == "clearway-model/1"
    card = (place / "card.md").read_text()
    pictures = sorted(path.name for path in place.glob("*.png"))
    assert len(pictures) == 4 and all(f"({name})" in card for name in pictures)


def test_the_hash_is_what_the_service_says_of_these_features(model):
    asked = subprocess.run([program(), "features", "--list", "--json", "--only", ",".join(RECIPE["features"])],
                           capture_output=True, text=True, check=True)
    assert model[1]["features_hash"] == json.loads(asked.stdout)["hash"]


def test_the_same_training_makes_the_same_bytes(folder, model):
    run("train", "--transactions", folder / "made.csv.gz", "--train-start", FIRST, "--recipe",
        folder / "recipe.json", "--model", folder / "again")
    for path in model[0].iterdir():
        assert (folder / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_feature_log_makes_the_model_of_the_same_payments(folder, model, log_program):
    done = run("train", "--history", "--train-start", FIRST, "--recipe", folder / "recipe.json", "--model",
               folder / "logged", "--features-program", log_program, "--json")
    assert (folder / "logged/model.ubj").read_bytes() == (model[0] / "model.ubj").read_bytes()
    manifest, of_file = json.loads(done.stdout), model[1]
    assert manifest["training"] == {**of_file["training"], "source": "the feature log"}
    assert manifest["metrics"] == of_file["metrics"]


@pytest.mark.parametrize("words, complaint", [
    ([], "one of the arguments --transactions --history is required"),
    (["--history", "--transactions", "made.csv.gz"], "not allowed with argument"),
])
def test_training_is_on_a_file_or_on_the_feature_log(folder, words, complaint):
    done = run("train", *words, "--train-start", FIRST, "--model", folder / "never", code=2)
    assert complaint in done.stderr


def test_the_feature_log_needs_its_database(folder, monkeypatch):
    monkeypatch.delenv("CLEARWAY_DATABASE_URL", raising=False)
    done = run("train", "--history", "--train-start", FIRST, "--recipe", folder / "recipe.json", "--model",
               folder / "never", code=1)
    assert "--history needs CLEARWAY_DATABASE_URL" in done.stderr and "Traceback" not in done.stderr
    assert not (folder / "never").exists()


def test_a_model_folder_is_never_changed(folder, model):
    done = run("train", "--transactions", folder / "made.csv.gz", "--train-start", FIRST, "--model", model[0],
               code=1)
    assert "is there already" in done.stderr


def test_a_file_that_ends_with_the_training_makes_an_untested_model(folder, made):
    short = folder / "short.csv"
    with open(short, "w", newline="") as file:
        writer = csv.DictWriter(file, made[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in made if day(row) < FIRST + datetime.timedelta(days=7))
    words = ["--transactions", short, "--train-start", FIRST, "--recipe", folder / "recipe.json"]
    run("train", *words, "--model", folder / "untested")
    assert json.loads((folder / "untested/manifest.json").read_text())["metrics"] == {}
    assert "no fraud in the week of the test, which begins 2025-02-03" in run("evaluate", *words, code=1).stderr


@pytest.mark.parametrize("text, complaint", [
    ("", "the file is empty"),
    ("tx_id,amount\n", "line 1: there is no column tx_datetime"),
    (HEADER + "1,2025-01-20T10:00:00,a,b,5.00,0\n2,yesterday,a,b,5.00,0\n", "line 3: tx_datetime must be like"),
    (HEADER + "1,2025-01-20T10:00:00,a,b,5.00,maybe\n", "line 2: fraud must be 0 or 1"),
    (HEADER + "1,2025-01-20T10:00:00,a,b,5.00\n", "line 2: there are 5 fields and 6 columns"),
    (HEADER + "1,2025-01-20T10:00:00,a,b,five,1\n2,2025-01-20T10:00:00,a,b,5.00,0\n", "line 2: amount must be"),
    (HEADER + "1,2025-01-20T10:00:00,a,b,5.00,0\n", "1 payments, 0 of them fraud"),
])
def test_a_bad_file_is_named_with_its_line(folder, text, complaint):
    bad = folder / "bad.csv"
    bad.write_text(text)
    done = run("evaluate", "--transactions", bad, "--train-start", FIRST, "--recipe", folder / "recipe.json",
               code=1)
    assert complaint in done.stderr and "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("change, complaint", [
    ({"trees": 101}, "trees must be 1 to 100"),
    ({"features": {"nothing": 0}}, "there is no feature nothing"),
    ({"thresholds": {"challenge": 500, "review": 200, "decline": 900}}, "challenge <= review <= decline"),
    ({"more": 1}, "it must have exactly"),
])
def test_a_bad_recipe_is_refused_before_the_work(folder, change, complaint):
    (folder / "bad.json").write_text(json.dumps({**RECIPE, **change}))
    done = run("train", "--transactions", folder / "made.csv.gz", "--train-start", FIRST, "--recipe",
               folder / "bad.json", "--model", folder / "never", code=1)
    assert complaint in done.stderr and "Traceback" not in done.stderr
    assert not (folder / "never").exists()


def test_generated_files_repeat_and_have_all_schemes(folder, made):
    run("generate", "--out", folder / "twice.csv.gz", "--payers", 300, "--payees", 120, "--days", 45)
    assert (folder / "twice.csv.gz").read_bytes() == (folder / "made.csv.gz").read_bytes()
    assert {row["scenario"] for row in made} == {"0", "1", "2", "3", "4"}
    assert all((row["fraud"] == "1") == (row["scenario"] != "0") for row in made)
    times = [row["tx_datetime"] for row in made]
    assert times == sorted(times) and times[-1] < "2025-02-15"
    assert all(float(row["amount"]) > 0 for row in made)


@pytest.mark.parametrize("command", ["train", "evaluate", "generate"])
def test_help_is_one_screen_and_needs_nothing(command, tmp_path):
    done = subprocess.run([HERE / command, "--help"], capture_output=True, text=True,
                          env={**os.environ, "CLEARWAY_CACHE": str(tmp_path)}, timeout=60)
    assert done.returncode == 0 and done.stdout.count("\n") <= 40
    assert not list(tmp_path.iterdir())


def test_one_command_makes_the_default_model_that_ships(tmp_path):
    run("train-default", "--model", tmp_path / "model")
    shipped = ROOT / "services" / "fraud" / "default_model"
    for name in ("model.ubj", "manifest.json", "card.md"):
        assert (tmp_path / "model" / name).read_bytes() == (shipped / name).read_bytes(), name
