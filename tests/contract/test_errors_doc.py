# SPDX-License-Identifier: Apache-2.0
import re

import errors_doc


def test_the_page_of_errors_is_what_the_catalogues_say():
    assert errors_doc.DOCUMENT.read_text() == errors_doc.render(), \
        "run tests/contract/errors_doc.py --update"


def test_no_row_of_a_catalogue_is_missed():
    core = (errors_doc.ROOT / "libs/core/error_catalogue.cpp").read_text()
    gateway = (errors_doc.ROOT / "gateway/http/problem.cpp").read_text()
    rows = errors_doc.render().count("\n| `")
    enumerators = len(re.findall(r"ErrorInfo\{Code::k", core))
    header = (errors_doc.ROOT / "gateway/http/problem.h").read_text()
    listed = re.search(r"enum class GatewayError \{(.*?)\};", header, re.S).group(1)
    assert rows == enumerators + listed.count(",")
    assert gateway
