# SPDX-License-Identifier: Apache-2.0
"""A Python of its own with pinned packages, made on first use. Knows the standard library only."""

import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

REQUIREMENTS = pathlib.Path(__file__).resolve().parents[1] / "requirements.txt"


def enter():
    """Goes on in the environment: the calling program starts again there."""
    folder = cache() / "training-venv"
    if pathlib.Path(sys.prefix) == folder.resolve() and is_ready(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / "training-venv.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two first uses at once
        if not is_ready(folder):
            make(folder)
    python = str(folder.resolve() / "bin" / "python")
    os.execv(python, [python, *sys.argv])


def cache():
    return pathlib.Path(os.environ.get("CLEARWAY_CACHE") or pathlib.Path.home() / ".cache" / "clearway")


def wanted():
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()


def is_ready(folder):
    mark = folder / "requirements.sha256"
    return mark.is_file() and mark.read_text() == wanted()


def make(folder):
    print(f"making {folder} with the packages of requirements.txt (once, a minute or so)",
          file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(folder)], "on Debian: apt-get install python3-venv")
    run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-input", "--requirement", str(REQUIREMENTS)], "pip needs its package index")
    (folder / "requirements.sha256").write_text(wanted())


def run(command, hint):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed ({hint}):\n{done.stdout[-2000:]}")
