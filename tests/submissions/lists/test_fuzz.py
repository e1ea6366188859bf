"""Whatever a file has become, it is read or refused with a sentence: no traceback, no hang.

A few spoilt files in each run; `python -m benchmarks.fuzz MINUTES` tries as many as there is time for.
What that finds is added as an `@example` and stays.
"""

import random
import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from submissions.lists.checks import check_rows
from submissions.lists.formats.limits import RefusedFile
from submissions.lists.reading import read_contents

from .clerk_files import FILES
from .mutating import spoilt

MOST_SECONDS = 20
NAMES = ("a.xlsx", "a.xls", "a.ods", "a.csv", "a.docx", "a")


def refusal_of(data: bytes, name: str) -> str:
    """Read a file; return the sentence it is refused with, "" when it is read."""
    try:
        check_rows(read_contents(data, name, {}).rows)
    except RefusedFile as refusal:
        return str(refusal)
    return ""


def read_spoilt(number: int, seed: int) -> None:
    """Read a file of the clerks' suite, spoilt; anything but reading or refusing it is a fault."""
    file = FILES[number]()
    data = spoilt(file.data, random.Random(seed))
    started = time.process_time()
    refusal = refusal_of(data, file.name)
    assert not refusal or refusal.endswith(".")
    assert time.process_time() - started < MOST_SECONDS


@settings(max_examples=120, deadline=None, derandomize=True)
@given(number=st.integers(0, len(FILES) - 1), seed=st.integers(0, 2**32))
@example(number=0, seed=0)
def test_a_spoilt_file_is_read_or_refused(number: int, seed: int) -> None:
    read_spoilt(number, seed)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(data=st.binary(max_size=2_000), name=st.sampled_from(NAMES))
@example(data=b"PK\x05\x06" + b"\0" * 18, name="a.xlsx")
@example(data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, name="a.xls")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    refusal = refusal_of(data, name)
    assert not refusal or refusal.endswith(".")
