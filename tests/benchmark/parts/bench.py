# SPDX-License-Identifier: Apache-2.0
"""What the parts of one run share: the stack, the load program, the options, the results so far."""

import pathlib
import sys
import time

from parts.platform_load import PlatformLoad

BEGAN = time.monotonic()
MERCHANTS = 200


def say(step, text):
    print(f"{time.monotonic() - BEGAN:7.1f} s  {step:<12} {text}", file=sys.stderr, flush=True)


class Bench:
    def __init__(self, stack, program, folder, options, command):
        self.stack, self.program, self.options, self.command = stack, program, options, command
        self.folder = pathlib.Path(folder)
        self.result = {}
        self.say = say
        self._load = None

    @property
    def load(self):
        """Payments through the gateway, between accounts that are opened when first needed."""
        if self._load is None:
            self._load = PlatformLoad(self.stack, self.program, self.folder, f"b{time.time_ns():x}")
            say("accounts", f"opening {self.options.accounts:,} payers and {MERCHANTS} merchants, "
                            "crediting the payers")
            self._load.prepare(self.options.accounts, MERCHANTS)
        return self._load
