# SPDX-License-Identifier: Apache-2.0
"""A stack of a measurement's own, on free ports beside whatever else runs: one that is filled, restarted and
thrown away."""

import os
import subprocess
import time

import clearway_local

from parts import machine


class OwnStack:
    """Made anew in a folder of build, and wiped at the end unless kept."""

    def __init__(self, folder, keep):
        self._keep = keep
        self._state = machine.ROOT / "build" / folder
        self._environment = {**os.environ, "CLEARWAY_STATE": str(self._state),
                             "CLEARWAY_PORT_BASE": "free"}
        self._environment.pop("CLEARWAY_GATEWAY_PORT", None)

    def __enter__(self):
        self.call("down", "--wipe")
        self.call("up", "--no-demo")
        self.stack = clearway_local.Stack(self._state)
        return self

    def __exit__(self, *_):
        self.call("down", *([] if self._keep else ["--wipe"]))

    def call(self, *words):
        subprocess.run([str(machine.ROOT / "deploy" / "local" / words[0]), *words[1:]], check=True,
                       env=self._environment, stdout=subprocess.DEVNULL)

    def restart_services(self):
        """{process: seconds until it was ready again}"""
        took = {}
        for name in (*clearway_local.SERVICES, "gateway"):
            began = time.monotonic()
            self.call("process", "restart", name)
            took[name] = round(time.monotonic() - began, 2)
        return took
