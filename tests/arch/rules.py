# SPDX-License-Identifier: Apache-2.0
"""The rules of the house. Each is a function from the files of a tree to its offences, texts
`path:line: what is wrong`. The reason stands with each rule; a test plants an offence for each."""

import re

from source import functions, includes

# --- Direction -----------------------------------------------------------------------------------

# A room may include itself and rooms of a lower rank; never one of its own rank.
LIBS = {"core": 0, "async": 1, "telemetry": 1, "config": 1, "tls": 1, "crypto": 1, "cli": 1, "xml": 1, "rules": 1,
        "postgres": 2, "kafka": 2, "rpc": 2, "transcode": 2, "merkle": 2, "events": 3, "host": 3,
        "vault": 3, "iso20022": 2, "releases": 4, "testing": 5}
GATEWAY = {"http": 0, "policy": 1, "transcode": 1, "upstream": 1, "net": 1, "": 2, "operator": 2,
           "testing": 3}
SERVICE = {"domain": 0, "features": 1, "rules": 1, "rails": 1, "monitoring": 1, "matching": 1, "files": 1, "scoring": 2, "report": 2,
           "statements": 2,
           "usecase": 3, "store": 4, "rpc": 4,
           "events": 4, "peers": 4, "lists": 4, "model": 4, "lists_import": 5, "books": 6,
           "offline": 6, "": 7, "testing": 8}
# What the inner rooms of a service may see of libs; the outer ones see all but testing.
SERVICE_LIBS = {"domain": {"core"}, "features": {"core"}, "rules": {"core", "rules"},
                "rails": {"core", "rules", "iso20022"},
                "model": {"core", "crypto", "cli", "rules"},
                "scoring": {"core", "telemetry", "rules"},
                "monitoring": {"core", "rules"},
                "matching": {"core", "rules"},
                "statements": {"core", "cli", "iso20022", "xml"},
                "files": {"core", "iso20022"},
                "report": {"core", "xml"},
                "usecase": {"releases", "core", "async", "telemetry", "events", "rpc", "crypto", "merkle"}}


def place(path):
    """Where a file or an include lies: (area, owner, room). Area is None outside the C++ house."""
    parts = path.split("/")
    if parts[0] == "libs" and len(parts) > 2:
        return "libs", "", parts[1]
    if parts[0] == "services" and len(parts) > 2:
        return "service", parts[1], parts[2] if len(parts) > 3 else ""
    if parts[0] == "gateway" and len(parts) > 1:
        return "gateway", "", parts[1] if len(parts) > 2 else ""
    return None, "", ""


def place_of_include(path):
    first = path.split("/")[0]
    if first in ("services", "gateway"):
        return place(path)
    if first in LIBS:
        return place("libs/" + path)
    if first == "clearway":
        return "proto", path.split("/")[1], ""
    if first in ("embedded", "google"):
        return "embedded", "", ""
    return None, "", ""


def direction(files):
    """Folders are levels: an edge upward or sideways makes two rooms one."""
    for file in files:
        here = place(file.path)
        if not file.is_cpp or here[0] is None:
            continue
        ranks = {"libs": LIBS, "gateway": GATEWAY, "service": SERVICE}[here[0]]
        if here[2] not in ranks:
            yield f"{file.path}:1: the room '{here[2]}' has no level: give it one in tests/arch"
            continue
        for line, kind, path in includes(file):
            wrong = kind == '"' and wrong_edge(file, here, path)
            if wrong:
                yield f"{file.path}:{line}: includes {path}: {wrong}"


def wrong_edge(file, here, path):
    area, owner, room = there = place_of_include(path)
    if area is None:
        return "not written from a room of the house"
    if area == "embedded" or there == here:
        return None
    if room == "testing":
        return None if file.is_test else "what is in testing is for tests"
    if area == "proto":
        return wrong_proto(file, here, owner)
    if file.is_test and (area, owner) == here[:2]:
        return None  # a test may compose what it tests
    return {"libs": edge_from_lib, "gateway": edge_from_gateway, "service": edge_from_service}[
        here[0]](here, there)


def wrong_proto(file, here, owner):
    if here[0] == "libs" and owner != "common" and not file.is_test:
        return "libs know no service"
    if here[0] == "service" and here[2] in SERVICE_LIBS and here[2] != "usecase":
        return "a domain has types of its own, not messages"
    if here[0] == "gateway" and owner != "common" and not file.is_test and \
            "linked_services" not in file.path:
        return "the gateway knows no service by name"
    return None


def edge_from_lib(here, there):
    if there[0] != "libs":
        return "libs know no service and no gateway"
    return None if LIBS[there[2]] < LIBS[here[2]] else "not a lower level"


def edge_from_gateway(here, there):
    if there[0] == "service":
        return "the gateway knows no service"
    if there[0] == "gateway" and not GATEWAY[there[2]] < GATEWAY[here[2]]:
        return "not a lower level"
    return None


def edge_from_service(here, there):
    if there[0] == "gateway" or (there[0] == "service" and there[1] != here[1]):
        return "services meet only in proto/"
    if there[0] == "libs":
        allowed = SERVICE_LIBS.get(here[2])
        return None if allowed is None or there[2] in allowed else f"{here[2]} may not see it"
    if there[2] not in SERVICE:
        return "a room without a level"
    return None if SERVICE[there[2]] < SERVICE[here[2]] else "not a lower level"


# --- Third-party headers -------------------------------------------------------------------------

# Header prefix -> the only folders that may name it. This is architecture, and the only way in which
# gRPC and Beast build in bearable time.
THIRD_PARTY = {
    r"grpc(pp)?/": r"libs/rpc/|services/\w+/(rpc|peers)/|gateway/upstream/",
    r"clearway/.*\.grpc\.pb\.h": r"libs/(rpc|events)/|services/\w+/(rpc|peers)/|gateway/upstream/",
    r"pqxx/": r"libs/(postgres|events)/|services/\w+/store/",
    r"librdkafka/": r"libs/kafka/",
    r"(spdlog|fmt)/": r"libs/telemetry/",
    r"prometheus/": r"libs/telemetry/",
    r"boost/beast": r"gateway/net/",
    r"boost/asio/ssl": r"gateway/net/",
    r"xgboost/": r"services/fraud/model/",
    r"(lua|lauxlib|lualib|luaconf)\.h": r"libs/rules/lua/",
    r"unicode/": r"services/compliance/|libs/core/",
    r"p11-kit/": r"libs/vault/pkcs11/",
    r"libxml/": r"libs/xml/",
    r"(gtest|gmock)/": "",  # tests only
}


def third_party(files):
    for file in files:
        if not file.is_cpp or file.is_test:
            continue
        for line, _, path in includes(file):
            for header, rooms in THIRD_PARTY.items():
                if re.match(header, path) and not (rooms and re.match(rooms, file.path)):
                    yield f"{file.path}:{line}: includes {path}: it belongs to {rooms or 'tests'}"


# --- Money ---------------------------------------------------------------------------------------

EXACT_ROOMS = re.compile(r"libs/core/|services/\w+/(domain|store|matching)/|services/(?!fraud/)\w+/usecase/")


# An integer on its way out to Prometheus, and the hook that a JSON parser demands, compute nothing.
LEAVES_THE_ROOM = re.compile(r"\.(Set|Add|Observe)\(static_cast<double>|\bon_double\(double,")


def no_floating_point(files):
    """Money, scores and limits are integers; a binary fraction cannot hold a cent. What a model reads
    and answers are measures, not money: the rooms of fraud that handle them may."""
    for file in files:
        if not EXACT_ROOMS.match(file.path):
            continue
        if file.is_cpp:
            banned, text = r"\b(float|double)\b", LEAVES_THE_ROOM.sub("", file.code)
        elif file.suffix == ".sql":
            banned, text = r"\b(double precision|real|float[48]?|money)\b", without_sql_noise(file.text)
        else:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = re.search(banned, line, re.IGNORECASE)
            if found:
                yield f"{file.path}:{number}: {found.group(0)} in a room that computes exactly"


def without_sql_noise(text):
    return re.sub(r"--[^\n]*|'[^'\n]*'", "", text)


# --- Text ----------------------------------------------------------------------------------------

def no_using_namespace_in_headers(files):
    for file in files:
        if file.suffix != ".h":
            continue
        for number, line in enumerate(file.code.splitlines(), 1):
            # Indented, it stands in a function's body and reaches no one else.
            if re.match(r"using\s+namespace\b", line):
                yield f"{file.path}:{number}: using namespace in a header reaches everyone"


SLEEP = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|asyncio\.sleep|time\.sleep)\b"
                   r"|^\s*sleep [0-9$.]")
# The one place in each language that asks a condition again and again.
WAIT_HELPERS = {"libs/testing/wait_until.h", "libs/testing/wait_until.cpp",
                "deploy/local/lib/clearway_local.py"}


def no_sleep_in_tests(files):
    """A test that sleeps is slow when all is well and red when it is not."""
    for file in files:
        if file.path not in WAIT_HELPERS and not (file.is_test and runs(file)):
            continue
        text = file.code if file.is_cpp else file.text
        hits = [number for number, line in enumerate(text.splitlines(), 1)
                if SLEEP.search(line) and file.path != "tests/arch/rules.py"
                and not file.path.startswith("tests/arch/test_")]
        if file.path in WAIT_HELPERS and len(hits) <= 1:
            continue
        for number in hits:
            yield f"{file.path}:{number}: sleeps instead of waiting for a condition"


def runs(file):
    return file.is_cpp or file.is_python or file.is_shell


# Written apart, so that this file does not accuse itself.
MARKER = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK)\b|(//|#|--)\s*XX" r"X\b")


def no_leftover_markers(files):
    for file in files:
        for number, line in enumerate(file.lines, 1):
            if MARKER.search(line):
                yield f"{file.path}:{number}: leftover marker"


MACHINE_PATH = re.compile(r"(?<![\w.$}])(/wo" r"rk/|/ho" r"me/\w|/ro" r"ot/|/Us" r"ers/\w|/tmp/bu" r"ild)")


def no_paths_of_one_machine(files):
    for file in files:
        for number, line in enumerate(file.lines, 1):
            if MACHINE_PATH.search(line):
                yield f"{file.path}:{number}: a path that exists on one machine only"


def licence_first(files):
    for file in files:
        if not (runs(file) or file.suffix in (".proto", ".cmake") or "CMakeLists" in file.path):
            continue
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in file.lines[:2]):
            yield f"{file.path}:1: does not open with its SPDX licence line"


def headers_say_what_they_are_for(files):
    for file in files:
        if file.suffix == ".h" and not (len(file.lines) > 1 and file.lines[1].startswith("//")):
            yield f"{file.path}:2: a header opens with what it is for"


# --- Nothing is forgotten -------------------------------------------------------------------------

def every_test_is_built(files):
    """A test that no CMakeLists names is never run, and nobody sees it."""
    files = list(files)
    built = {word for file in files if file.path.endswith("CMakeLists.txt")
             for word in beside(file)}
    for file in files:
        if re.search(r"_(test|pgtest|kafkatest)\.cpp$", file.path) and file.path not in built:
            yield f"{file.path}:1: no CMakeLists builds it"


def beside(lists):
    folder = lists.path.removesuffix("CMakeLists.txt")
    for word in re.findall(r"[\w./-]+\.cpp", re.sub(r"#[^\n]*", "", lists.text)):
        yield folder + word


def every_metric_is_documented(files):
    """An operator looks for what a metric says in the documents, not in the sources."""
    files = list(files)
    documented = set()
    for file in files:
        if file.suffix == ".md" and file.rooms[0] == "docs":
            documented.update(re.findall(r"\bclearway_[a-z_]+\b", file.text))
    for file in files:
        if not file.is_cpp or file.is_test or file.rooms[0] not in ("libs", "services", "gateway"):
            continue
        for number, line in enumerate(file.lines, 1):
            for name in re.findall(r'"(clearway_[a-z_]+)"', line):
                if name not in documented:
                    yield f"{file.path}:{number}: {name} stands in no document"


# --- Size ----------------------------------------------------------------------------------------

FILE_LINES, TEST_LINES, HEADER_LINES, FUNCTION_LINES = 400, 600, 150, 70


def sizes(files):
    """(key, size, ceiling) of everything that has a ceiling; the test compares with the ratchet."""
    for file in files:
        if not runs(file):
            continue
        ceiling = HEADER_LINES if file.suffix == ".h" else TEST_LINES if file.is_test else FILE_LINES
        yield file.path, len(file.lines), ceiling
        for line, length in functions(file):
            yield f"{file.path}:{line}", length, FUNCTION_LINES


def too_long(files, ratchet):
    """`ratchet` maps a path (a file, or all functions of a file as 'path:function') to the size it
    is allowed for now. An entry that is no longer needed is an offence too: it only shrinks."""
    needed = {}
    for key, size, ceiling in sizes(files):
        path, _, line = key.partition(":")
        name = f"{path}:function" if line else path
        if size <= ceiling:
            continue
        needed[name] = max(needed.get(name, 0), size)
        if size > ratchet.get(name, 0):
            yield f"{path}:{line or 1}: {size} lines, the ceiling is {ceiling}"
    for name, allowed in ratchet.items():
        if needed.get(name, 0) < allowed:
            yield f"{name}: the ratchet allows {allowed}, needed are {needed.get(name, 0)}: tighten it"


RULES = [direction, third_party, no_floating_point, no_using_namespace_in_headers, no_sleep_in_tests,
         no_leftover_markers, no_paths_of_one_machine, licence_first, headers_say_what_they_are_for, every_test_is_built,
         every_metric_is_documented]
