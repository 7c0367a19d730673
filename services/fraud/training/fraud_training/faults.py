# SPDX-License-Identifier: Apache-2.0
"""What a person can put right: told in one line, without a trace."""

import contextlib
import sys


class Fault(Exception):
    pass


@contextlib.contextmanager
def told():
    """Exit code 1 and one line on standard error."""
    try:
        yield
    except Fault as fault:
        print(f"{sys.argv[0].rsplit('/', 1)[-1]}: {fault}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def say(text):
    print(text, file=sys.stderr, flush=True)
