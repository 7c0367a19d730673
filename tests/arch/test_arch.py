# SPDX-License-Identifier: Apache-2.0
"""The tree keeps the rules of rules.py, and each rule finds an offence that is planted for it."""

import json
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import rules  # noqa: E402
import source  # noqa: E402

ROOT = HERE.parents[1]
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
PURPOSE = LICENCE + "// For a test.\n#pragma once\n"


@pytest.fixture(scope="module")
def tree():
    return list(source.files_under(ROOT))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule, tree):
    offences = list(rule(tree))
    assert not offences, "\n" + "\n".join(offences)


def test_nothing_outgrows_its_ceiling(tree):
    ratchet = json.loads((HERE / "ratchet.json").read_text())
    offences = list(rules.too_long(tree, ratchet))
    assert not offences, "\n" + "\n".join(offences)


def test_the_tree_was_found(tree):
    paths = {file.path for file in tree}
    assert {"libs/core/money.h", "tests/run", "deploy/local/up"} <= paths
    assert not any(path.startswith(("build/", "deploy/local/state/")) for path in paths)


def plant(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return list(source.files_under(folder))


# Rule, file, text that breaks it, text beside it that keeps it.
PLANTED = [
    (rules.direction, "libs/core/a.h", '#include "postgres/row.h"\n', '#include "core/b.h"\n'),
    (rules.direction, "libs/kafka/a.cpp", '#include "rpc/client.h"\n', '#include "telemetry/log.h"\n'),
    (rules.direction, "libs/rpc/a.cpp", '#include "services/fraud/domain/x.h"\n', ""),
    (rules.direction, "libs/rpc/a.cpp", '#include "clearway/fraud/v1/fraud_service.pb.h"\n',
     '#include "clearway/common/v1/types.pb.h"\n'),
    (rules.direction, "services/fraud/domain/a.cpp", '#include "services/fraud/usecase/x.h"\n',
     '#include "services/fraud/domain/x.h"\n'),
    (rules.direction, "services/fraud/domain/a.cpp", '#include "postgres/row.h"\n',
     '#include "core/money.h"\n'),
    (rules.direction, "services/fraud/domain/a.cpp", '#include "clearway/fraud/v1/fraud_events.pb.h"\n',
     ""),
    (rules.direction, "services/fraud/rules/a.cpp", '#include "services/fraud/usecase/x.h"\n',
     '#include "services/fraud/domain/x.h"\n'),
    (rules.direction, "services/fraud/store/a.cpp", '#include "services/fraud/rpc/x.h"\n',
     '#include "services/fraud/usecase/x.h"\n'),
    (rules.direction, "services/fraud/usecase/a.cpp", '#include "services/fraud/model/x.h"\n', ""),
    (rules.direction, "services/fraud/model/a.cpp", '#include "services/fraud/store/x.h"\n',
     '#include "services/fraud/domain/x.h"\n'),
    (rules.direction, "services/fraud/rpc/a.cpp", '#include "services/fraud/app.h"\n',
     '#include "services/fraud/usecase/x.h"\n'),
    (rules.direction, "services/fraud/store/a_pgtest.cpp", '#include "services/payment/app.h"\n',
     '#include "services/fraud/app.h"\n#include "testing/test_database.h"\n'),
    (rules.direction, "services/fraud/app.cpp", '#include "services/payment/domain/x.h"\n',
     '#include "services/fraud/store/x.h"\n'),
    (rules.direction, "services/fraud/app.cpp", '#include "gateway/http/x.h"\n', ""),
    (rules.direction, "services/fraud/app.cpp", '#include "testing/x.h"\n', ""),
    (rules.direction, "services/fraud/shed/a.cpp", "int a;\n", None),
    (rules.direction, "services/fraud/store/a.cpp", '#include "../domain/x.h"\n', ""),
    (rules.direction, "gateway/http/a.cpp", '#include "gateway/net/x.h"\n', '#include "core/ids.h"\n'),
    (rules.direction, "gateway/net/a.cpp", '#include "services/fraud/domain/x.h"\n', ""),
    (rules.direction, "gateway/app.cpp", '#include "clearway/fraud/v1/fraud_service.pb.h"\n', ""),
    (rules.third_party, "services/fraud/usecase/a.cpp", "#include <grpcpp/grpcpp.h>\n", ""),
    (rules.third_party, "services/fraud/usecase/a.cpp",
     '#include "clearway/fraud/v1/fraud_service.grpc.pb.h"\n', ""),
    (rules.third_party, "services/fraud/rpc/a.cpp", "#include <pqxx/pqxx>\n",
     "#include <grpcpp/grpcpp.h>\n"),
    (rules.third_party, "libs/events/a.cpp", "#include <librdkafka/rdkafkacpp.h>\n",
     "#include <pqxx/pqxx>\n"),
    (rules.third_party, "libs/core/a.cpp", "#include <spdlog/spdlog.h>\n", ""),
    (rules.third_party, "services/fraud/usecase/a.cpp", "#include <xgboost/c_api.h>\n", ""),
    (rules.third_party, "gateway/http/a.cpp", "#include <boost/beast/http.hpp>\n", ""),
    (rules.third_party, "libs/rules/a.cpp", "#include <lua.hpp>\n", ""),
    (rules.third_party, "services/compliance/lists_import/a.cpp", "#include <libxml/xmlreader.h>\n",
     "#include <zlib.h>\n"),
    (rules.third_party, "libs/core/a.cpp", "#include <gtest/gtest.h>\n", ""),
    (rules.no_floating_point, "libs/core/a.cpp", "double rate = 1;\n",
     '// a double here\nauto x = "double"; int float_count;\ngauge_.Set(static_cast<double>(x));\n'),
    (rules.no_floating_point, "libs/core/a.cpp", "auto y = static_cast<double>(x);\n", ""),
    (rules.no_floating_point, "services/fraud/domain/a.h", "float Score();\n", "int Score();\n"),
    (rules.no_floating_point, "services/fraud/store/sql/a.sql", "SELECT a::double precision\n",
     "SELECT a::numeric -- never real\n"),
    (rules.no_using_namespace_in_headers, "libs/core/a.h", "using namespace std;\n",
     "// using namespace std\n"),
    (rules.no_sleep_in_tests, "libs/core/a_test.cpp", "std::this_thread::sleep_for(1s);\n",
     "// never sleep_for\n"),
    (rules.no_sleep_in_tests, "tests/e2e/test_a.py", "time.sleep(1)\n", "wait_until(ready)\n"),
    (rules.no_sleep_in_tests, "tests/run", "#!/usr/bin/env bash\nsleep 1\n",
     "#!/usr/bin/env bash\nwait_until 3 ready\n"),
    (rules.no_sleep_in_tests, "deploy/local/lib/clearway_local.py", "time.sleep(1)\ntime.sleep(2)\n",
     "time.sleep(1)\n"),
    (rules.no_leftover_markers, "libs/core/a.cpp", "// TO" "DO: later\n", "int to_do;\n"),
    (rules.no_leftover_markers, "tests/run", "#!/usr/bin/env bash\n# XX" "X\n", "#!/usr/bin/env bash\n"),
    (rules.no_paths_of_one_machine, "libs/core/a.md", "see /ho" "me/jo/x\n", "see deploy/home/x\n"),
    (rules.licence_first, "libs/core/a.cpp", "int a;\n", LICENCE),
    (rules.headers_say_what_they_are_for, "libs/core/a.h", LICENCE + "#pragma once\n", PURPOSE),
    (rules.every_test_is_built, "libs/core/a_test.cpp", LICENCE, None),
    (rules.every_metric_is_documented, "libs/core/a.cpp", 'Gauge x("clearway_of_nobody");\n', "int a;\n"),
]


@pytest.mark.parametrize("rule, path, bad, good", PLANTED,
                         ids=[f"{row[0].__name__}-{number}" for number, row in enumerate(PLANTED)])
def test_a_planted_offence_is_found_and_its_neighbour_is_not(rule, path, bad, good, tmp_path):
    assert list(rule(plant(tmp_path / "bad", {path: bad})))
    if good is not None:
        assert not list(rule(plant(tmp_path / "good", {path: good})))


@pytest.mark.parametrize("lists, found", [
    ("clearway_test(x SOURCES deep/a_test.cpp)\n", False),
    ("clearway_test(x SOURCES a_test.cpp)\n", True),  # another file of this name
    ("# clearway_test(x SOURCES deep/a_test.cpp)\n", True),
])
def test_a_test_is_built_where_a_list_names_its_path(lists, found, tmp_path):
    tree = plant(tmp_path, {"libs/core/CMakeLists.txt": lists, "libs/core/deep/a_test.cpp": LICENCE,
                            "libs/core/a_test.cpp": LICENCE,
                            "libs/CMakeLists.txt": "add(core/a_test.cpp)\n"})
    assert any("deep" in offence for offence in rules.every_test_is_built(tree)) == found


def test_a_metric_is_documented_by_its_whole_name(tmp_path):
    source_of = {"libs/core/a.cpp": 'Gauge x("clearway_cases");\n'}
    assert list(rules.every_metric_is_documented(
        plant(tmp_path / "a", source_of | {"docs/a.md": "`clearway_cases_open`\n"})))
    assert not list(rules.every_metric_is_documented(
        plant(tmp_path / "b", source_of | {"docs/a.md": "`clearway_cases`\n"})))


def test_every_rule_has_a_planted_offence():
    assert {row[0] for row in PLANTED} == set(rules.RULES)


def body(lines):
    return "    x();\n" * lines


@pytest.mark.parametrize("path, text", [
    ("libs/core/a.cpp", "\n" * 401),
    ("libs/core/a.h", "\n" * 151),
    ("libs/core/a_test.cpp", "\n" * 601),
    ("libs/core/a.cpp", "int F() {\n" + body(69) + "}\n"),
    ("libs/core/a.cpp", "namespace a {\nA::A(int b) : b_{b}, c_{2} {\n" + body(69) + "}\n}\n"),
    ("libs/core/a.cpp", "class A {\n    void F() const {\n" + body(69) + "    }\n};\n"),
    ("libs/core/a.cpp", "int F()\n    // why {\n{\n    if (x) {\n" + body(69) + "    }\n}\n"),
    ("tests/a.py", "def f():\n" + "    x()\n" * 70),
    ("tests/run", "#!/usr/bin/env bash\nf() {\n" + "    x\n" * 69 + "}\n"),
])
def test_what_outgrows_its_ceiling_is_found(path, text, tmp_path):
    assert len(list(rules.too_long(plant(tmp_path, {path: text}), {}))) == 1


@pytest.mark.parametrize("path, text", [
    ("libs/core/a.cpp", "\n" * 400),
    ("libs/core/a.cpp", "int F() {\n" + body(68) + "}\n"),
    ("libs/core/a.cpp", "namespace a {\n" + "int F() {\n    x();\n}\n" * 40 + "}\n"),
    ("libs/core/a.cpp", "constexpr int kRows[] = {\n" + "    1,\n" * 80 + "};\n"),
    ("tests/a.py", "def f():\n" + "    x()\n" * 69),
])
def test_what_fits_is_not_reported(path, text, tmp_path):
    assert not list(rules.too_long(plant(tmp_path, {path: text}), {}))


def test_the_ratchet_lets_a_known_offender_be_but_not_grow_and_only_tightens(tmp_path):
    files = plant(tmp_path, {"libs/core/a.cpp": "\n" * 410})
    assert not list(rules.too_long(files, {"libs/core/a.cpp": 410}))
    assert list(rules.too_long(files, {"libs/core/a.cpp": 409}))
    assert list(rules.too_long(files, {"libs/core/a.cpp": 420}))
    assert list(rules.too_long(plant(tmp_path, {"libs/core/a.cpp": "\n"}), {"libs/core/a.cpp": 410}))
