# SPDX-License-Identifier: Apache-2.0
"""The words in which tests talk about sanctions lists: a list of one's own, its versions, the two
operators who make one active."""

import os
import subprocess
import uuid

LISTS = "clearway.compliance.v1.ListService"
SECOND = "operator-risk"


def nobody():
    """A name of two words that is on no list and like no other."""
    letters = uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"{letters[:9].title()} {letters[9:20].title()}"


class Lists:
    """A list of one's own: versions with names that nobody else bears."""

    def __init__(self, stack, folder):
        self._stack, self._folder = stack, folder

    def imported(self, names, *more, fails=False):
        file = self._folder / "own.csv"
        rows = [f"{number},person,{name}" for number, name in enumerate(names, 1)]
        file.write_text("\n".join(["id,type,name", *rows]) + "\n")
        done = subprocess.run(
            [str(self._stack.bin / "clearway-compliance"), "import", "--list", f"csv:{file}", *more],
            env={**os.environ, **self._stack.settings("compliance")}, capture_output=True, text=True,
            timeout=60)
        assert (done.returncode != 0) == fails, done.stderr
        return done.stdout

    def versions(self):
        return self._stack.operator(f"{LISTS}/ListListVersions", {"source": "own"})["versions"]

    def newest(self):
        return self.versions()[0]

    def activate(self, version, who="operator", **more):
        return self._stack.operator(
            f"{LISTS}/ActivateList", {"list_version_id": version["list_version_id"], **more}, who=who)

    def by_two(self, version, **more):
        self.activate(version, **more)
        return self.activate(version, SECOND, **more)

    def roll_back(self, version):
        return self._stack.operator(f"{LISTS}/RollbackList", {
            "list_version_id": version["list_version_id"], "reason": "e2e"})
