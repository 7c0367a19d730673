# SPDX-License-Identifier: Apache-2.0
"""Names of the built-in list as a payer would write them."""

import csv
import gzip

from clearway_local import ROOT


def _people():
    with gzip.open(ROOT / "services/compliance/lists/ofac_sdn/sdn.csv.gz", "rt", errors="replace") as file:
        for row in csv.reader(file):
            if len(row) > 2 and row[2].strip() == "individual" and row[1].count(",") == 1:
                family, given = (part.strip() for part in row[1].split(","))
                if len(family) > 4 and len(given.split()) > 1:
                    yield f"{given} {family.title()}"


LISTED = next(_people())
