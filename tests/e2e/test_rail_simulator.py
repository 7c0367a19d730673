# SPDX-License-Identifier: Apache-2.0
"""The simulator of payment rails in a local stack: it is there, it says what it is, and it is led from the command line."""

import json
import os
import subprocess

from clearway_local import LOCAL


def rails(stack, *words, given=None):
    return subprocess.run([str(LOCAL / "rails"), *map(str, words)], env={**os.environ, **stack.environment},
                          input=given, capture_output=True, text=True, timeout=60)


def test_it_runs_beside_the_services_and_says_what_it_is(stack):
    assert stack.admin("rail_simulator", "/readyz")[0] == 200
    warnings = [json.loads(line) for line in stack.log("rail_simulator").splitlines() if '"warn"' in line]
    assert any("simulator of payment rails, for development" in line["msg"] for line in warnings), warnings


def test_it_has_a_certificate_of_its_own(stack):
    done = subprocess.run(["openssl", "x509", "-noout", "-ext", "subjectAltName", "-in",
                           stack.settings("rail_simulator")["CLEARWAY_TLS_CERT"]],
                          capture_output=True, text=True, timeout=60)
    assert "URI:spiffe://clearway.local/service/rail_simulator" in done.stdout, done.stderr


def test_it_is_led_from_the_command_line(stack, tmp_path):
    before = json.loads(rails(stack, "turn-clock", "+0s", "--json").stdout)["now"]
    assert json.loads(rails(stack, "turn-clock", "+1m", "--json").stdout)["now"] > before
    assert rails(stack, "payments", "--json").returncode == 0
    scenario = tmp_path / "scenario.json"
    scenario.write_text('{"rules": [{"name": "a", "when": {"rail": "tram"}, "then": {"answers": 11}}]}')
    refused = rails(stack, "scenario", scenario)
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == ["rules[0].when.rail: must be instant or batch",
                                           "rules[0].then.answers: must be a whole number from 1 to 10"]
    assert rails(stack, "serve").returncode == 2
