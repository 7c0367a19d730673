# SPDX-License-Identifier: Apache-2.0
"""Samples are read as perf writes them, and charged to whom they belong."""

import types

import pytest

from parts import owners, perf_samples, profile, stages, statements

SCRIPT = """swapper     0
\tffffffff81000000 pv_native_safe_halt ([kernel.kallsyms])

postgres: worker 12
\t          50b300 _bt_doinsert (/usr/lib/postgresql/15/bin/postgres)
\t          50b400 main (/usr/lib/postgresql/15/bin/postgres)

rdk:main    77
"""


def test_samples_are_parsed_with_spaces_in_a_command_and_without_frames():
    found = list(perf_samples.parse(SCRIPT.splitlines(keepends=True)))
    assert [(sample.pid, sample.command, len(sample.frames)) for sample in found] == [
        (0, "swapper", 1), (12, "postgres: worker", 2), (77, "rdk:main", 0)]
    assert found[1].frames[0] == ("_bt_doinsert", "postgres")


@pytest.mark.parametrize("frames, stage", [
    ([("memcpy", "libc.so.6"), ("XLogInsertRecord", "postgres")], "PostgreSQL: WAL"),
    ([("[unknown]", "postgres"), ("raw_parser", "postgres")], "PostgreSQL: parsing and planning"),
    ([("[unknown]", "postgres")], "PostgreSQL: other"),
    ([("malloc", "libc.so.6"), ("clearway::rpc::Send", "clearway-payment")], "allocating memory"),
    ([("clearway::rpc::Send", "clearway-payment")], "calls in frames"),
    ([("clearway::fraud::Score", "clearway-fraud")], "our own logic"),
    ([("aes_encrypt", "libcrypto.so.3")], "TLS"),
    ([("syscall_exit_to_user_mode", "[kernel.kallsyms]"), ("futex_wait", "[kernel.kallsyms]")],
     "kernel: waking and switching threads"),
    ([("memcpy", "libc.so.6"), ("JavaCalls::call", "libjvm.so")], "Kafka broker: Java"),
    ([], "unknown")])
def test_a_stack_has_the_stage_of_its_first_telling_frame(frames, stage):
    assert stages.stage_of(frames) == stage


def test_samples_become_microseconds_a_payment():
    samples = [perf_samples.Sample(1, "x", [("SSL_write", "libssl.so.3")])] * perf_samples.FREQUENCY
    owner = types.SimpleNamespace(process=lambda _: "gateway", database=lambda _: "")
    found = profile.figures(samples, owner, payments=1000)
    assert found["work"] == [{"process": "gateway", "what": "TLS", "us": pytest.approx(1000)}]


def test_a_backend_is_named_by_its_database_and_other_processes_by_their_work():
    assert owners.database_of("postgres: clearway_payment clearway_payment [local] idle") == \
        "clearway_payment"
    assert owners.database_of("postgres: walwriter ") == "walwriter"


def test_a_statement_is_named_by_its_file_whatever_its_constants_and_comments():
    files = {statements.normal("-- why\nSELECT a FROM b\nWHERE c = 1 AND d = $1\n"): "find_b"}
    assert statements.name_of("SELECT a FROM b WHERE c = $2 AND d = $1", files) == "find_b"
    assert statements.name_of("SELECT other FROM b", files) == "SELECT other FROM b"


def test_the_statements_of_the_services_all_have_a_name():
    assert {"append_events", "insert_payments"} <= set(statements.names().values())
