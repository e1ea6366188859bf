"""Spoilt files, as many as there is time for: `python -m benchmarks.fuzz [MINUTES]` (ten by default).

Prints each fault as the `@example` that tests/submissions/lists/test_fuzz.py keeps, and ends with 1.
"""

import logging
import random
import sys
import time
import traceback

from benchmarks.portal import prepare

prepare()

from tests.submissions.lists.clerk_files import FILES  # noqa: E402
from tests.submissions.lists.test_fuzz import read_spoilt  # noqa: E402

DEFAULT_MINUTES = 10.0


def main(minutes: float) -> int:
    """Try spoilt files for so many minutes. Returns the exit code."""
    logging.disable(logging.CRITICAL)
    chance = random.Random()  # noqa: S311 - chosen by dice, told by number
    ends, tried, faults = time.monotonic() + 60 * minutes, 0, 0
    while time.monotonic() < ends:
        number, seed = chance.randrange(len(FILES)), chance.getrandbits(32)
        tried += 1
        try:
            read_spoilt(number, seed)
        except Exception:  # noqa: BLE001 - any of them is what is looked for
            faults += 1
            print(f"@example(number={number}, seed={seed})  # {FILES[number].__name__}")
            traceback.print_exc(limit=-3)
    print(f"{tried} spoilt files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_MINUTES))
