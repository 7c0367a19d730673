# SPDX-License-Identifier: Apache-2.0
"""Samples of `perf record`: which process, and the frames of its stack from the leaf on. Knows no stage."""

import dataclasses
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import tempfile

FREQUENCY = 1999  # not a round number: timers that are would be caught in step


@dataclasses.dataclass
class Sample:
    pid: int
    command: str
    frames: list  # (symbol, shared object), leaf first; without frame pointers often the leaf alone


def require():
    if shutil.which("perf") is None:
        raise RuntimeError("perf is not installed: apt-get install linux-perf")


class Recording:
    """Samples all CPUs while it is entered; `samples()` afterwards."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._file = pathlib.Path(self._folder.name) / "perf.data"
        self._process = None

    def __enter__(self):
        """Returns when perf has said that it samples: it takes a while to start, and what a load does first
        (connections, TLS) should not be missing."""
        commands, answers = (pathlib.Path(self._folder.name) / name for name in ("commands", "answers"))
        os.mkfifo(commands)
        os.mkfifo(answers)
        self._process = subprocess.Popen(
            ["perf", "record", "-a", "-e", "cpu-clock", "-F", str(FREQUENCY), "-g", "--delay=-1",
             f"--control=fifo:{commands},{answers}", "-o", str(self._file)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # Opened for both directions, so that neither side waits for the other to open it.
        ask, hear = os.open(commands, os.O_RDWR), os.open(answers, os.O_RDWR)
        try:
            os.write(ask, b"enable\n")
            ready, _, _ = select.select([hear], [], [], 30)
            if not ready:
                self.__exit__()
                raise RuntimeError("perf record did not start within 30 s")
        finally:
            os.close(ask)
            os.close(hear)
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGINT)
        _, said = self._process.communicate()
        if not self._file.exists():
            raise RuntimeError(f"perf record: {said.strip()}")

    def samples(self):
        script = subprocess.Popen(
            ["perf", "script", "-i", str(self._file), "-F", "comm,pid,ip,sym,dso"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace")
        with script.stdout as lines:
            yield from parse(lines)
        script.wait()


HEAD = re.compile(r"^(\S.*?)\s+(\d+)\s*$")
FRAME = re.compile(r"^\s+[0-9a-f]+ (.*) \((.*)\)$")


def parse(lines):
    """Of what perf script prints: a line with command and process, a line a frame, an empty line."""
    sample = None
    for line in lines:
        line = line.rstrip("\n")
        if frame := FRAME.match(line):
            if sample:
                sample.frames.append((frame[1], os.path.basename(frame[2])))
        elif head := HEAD.match(line):
            sample = Sample(int(head[2]), head[1], [])
        elif not line.strip() and sample:
            yield sample
            sample = None
    if sample:
        yield sample
