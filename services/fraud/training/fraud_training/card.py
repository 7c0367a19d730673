# SPDX-License-Identifier: Apache-2.0
"""card.md: what a model is, for the people who answer for it, with four pictures beside it."""

import matplotlib
import numpy

from fraud_training import protocol

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

PICTURES = {"precision_recall.png": "precision and recall", "calibration.png": "calibration",
            "scores.png": "distribution of scores", "importance.png": "importance of features"}
MEANINGS = {"auc": "area under the ROC curve", "ap": "average precision",
            "cp100": "card precision at 100, mean of seven days"}


def write(folder, trained, recipe, manifest):
    tested = bool(trained.metrics)
    labels = trained.data.fraud[trained.split.test if tested else trained.split.train]
    scores = trained.test_scores if tested else trained.train_scores
    draw(folder / "precision_recall.png", precision_recall, labels, scores)
    draw(folder / "calibration.png", calibration, manifest["calibration"])
    draw(folder / "scores.png", distribution, manifest["score_distribution"])
    draw(folder / "importance.png", importance, gains(trained.booster, recipe))
    (folder / "card.md").write_text(text_of(manifest, tested, labels, scores, recipe,
                                            gains(trained.booster, recipe)), encoding="utf-8")


def gains(booster, recipe):
    """Share of each feature in what all splits gained, the largest first."""
    found = booster.get_score(importance_type="total_gain")
    whole = sum(found.values()) or 1
    return dict(sorted(((name, found.get(name, 0) / whole) for name in recipe.features),
                       key=lambda pair: -pair[1]))


def text_of(manifest, tested, labels, scores, recipe, share):
    training = manifest["training"]
    week = "the test week" if tested else "the training's own payments (the file ends before a test week)"
    lines = [
        f"# {manifest['name']} {manifest['version']}", "",
        "Probability that a payment will be reported as fraud, from its amount and the history of its "
        "parties. It learns what was reported: fraud that nobody reports is invisible to it, and a new "
        "kind is found only as far as it looks like an old one.", "",
        f"Learned from {training['source']}: {training['rows']:,} payments from {training['from']} to "
        f"{training['to']}, {training['fraud']:,} of them fraud. {recipe.trees} trees of depth "
        f"{recipe.params['max_depth']}.", "",
        "## How good", ""]
    if tested:
        lines += ["Tried on the week that begins seven days after the training, without payers who were "
                  "known to be defrauded by then:", "", "| measure | value |", "| --- | --- |"]
        lines += [f"| {MEANINGS[name]} | {value:.3f} |" for name, value in manifest["metrics"].items()]
        lines.append("")
    lines += [f"What its thresholds would do, on {week}:", "",
              "| from score | outcome | payments | of them fraud | of all fraud |",
              "| --- | --- | --- | --- | --- |"]
    for outcome, score in manifest["thresholds"].items():
        flagged = scores * 1000 >= score
        caught = int(labels[flagged].sum())
        lines.append(f"| {score} | {outcome} | {int(flagged.sum()):,} | "
                     f"{caught / max(flagged.sum(), 1):.1%} | {caught / max(labels.sum(), 1):.1%} |")
    lines += ["", "## What it looks at", "", "| feature | share of gain | more of it |", "| --- | --- | --- |"]
    words = {1: "never lowers the score", -1: "never raises the score", 0: "either"}
    lines += [f"| {name} | {part:.1%} | {words[recipe.features[name]]} |" for name, part in share.items()]
    lines += ["", *(f"![{title}]({name})" for name, title in PICTURES.items()), ""]
    return "\n".join(lines)


def draw(path, shape, *content):
    figure, axes = pyplot.subplots(figsize=(6, 4), layout="constrained")
    shape(axes, *content)
    axes.set_title(PICTURES[path.name])
    figure.savefig(path, dpi=100, metadata={"Software": None})  # the same model, the same bytes
    pyplot.close(figure)


def precision_recall(axes, labels, scores):
    caught, flagged = protocol.thresholds(labels, scores)
    axes.step(caught / caught[-1], caught / flagged, where="post")
    axes.set(xlabel="share of fraud that is caught", ylabel="share of fraud in what is flagged",
             xlim=(0, 1), ylim=(0, 1.02))
    axes.grid(alpha=0.3)


def calibration(axes, bins):
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.scatter([one["predicted"] for one in bins], [one["observed"] for one in bins],
                 s=[8 + 12 * numpy.log10(1 + one["rows"]) for one in bins])
    axes.set(xlabel="predicted probability", ylabel="share of fraud")
    axes.grid(alpha=0.3)


def distribution(axes, scores):
    edges = scores["edges"]
    names = [f"{edge}" for edge in edges[:-1]]
    axes.bar(names, scores["share"])
    axes.set_yscale("log")
    axes.tick_params(axis="x", rotation=60)
    axes.set(xlabel="score from", ylabel="share of payments")


def importance(axes, share):
    axes.barh(list(share)[::-1], list(share.values())[::-1])
    axes.set(xlabel="share of gain")
