#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the kept copy of the OpenAPI document with the current one.

usage: tests/contract/check_openapi.py [--update [--accept-breaking]] [KEPT [CURRENT]]

KEPT is tests/contract/openapi.json; CURRENT is what `clearway-operator openapi` prints (from
CLEARWAY_BIN, else build/dev/bin). Prints the delta. Exit code: 0 equal or compatible, 1 a partner's
program could break, 2 wrong usage. --update writes the current document over the kept copy.

Compatible is what a partner who ignores unknown members does not notice: new calls, new optional
request fields, new members, new values of an enum. Enums of answers grow, and partners are told so.
"""

import json
import os
import pathlib
import subprocess
import sys

import openapi_delta

HERE = pathlib.Path(__file__).resolve().parent
KEPT = HERE / "openapi.json"
UPDATE = "tests/contract/check_openapi.py --update"


def current_text():
    folder = pathlib.Path(os.environ.get("CLEARWAY_BIN") or HERE.parents[1] / "build/dev/bin")
    program = folder / "clearway-operator"
    return subprocess.run([program, "openapi"], check=True, capture_output=True, text=True,
                          timeout=60).stdout


def report(kept, current):
    """Prints the delta of two documents' texts and returns the exit code."""
    if kept == current:
        print("The OpenAPI document is the kept copy.")
        return 0
    delta = openapi_delta.compare(json.loads(kept), json.loads(current))
    for change in delta:
        print(f"{'BREAKING' if change.breaking else 'compatible'}  {change.where}: {change.what}")
    if any(change.breaking for change in delta):
        print("\nPartners' programs could break. If that is meant: "
              f"{UPDATE} --accept-breaking, and say why in the commit.")
        return 1
    print(f"\nThe change is compatible. Keep it with: {UPDATE}")
    return 0


def main(arguments):
    options = {a for a in arguments if a.startswith("--")}
    files = [pathlib.Path(a) for a in arguments if not a.startswith("--")]
    if options - {"--update", "--accept-breaking"} or len(files) > 2:
        print(__doc__)
        return 0 if "--help" in options else 2
    kept_file = files[0] if files else KEPT
    current = files[1].read_text() if len(files) == 2 else current_text()
    kept = kept_file.read_text() if kept_file.exists() or "--update" not in options else "{}"
    code = report(kept, current)
    if "--update" not in options or (code != 0 and "--accept-breaking" not in options):
        return code
    kept_file.write_text(current)
    print(f"{kept_file} is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
