"""Spoils real files in the ways in which files are spoilt: cut off, bits turned, foreign parts in them.

A zipped file is also spoilt inside one of its parts and zipped again, or nothing but the archive
would ever be tried.
"""

import io
import random
import zipfile
from collections.abc import Callable

LONGEST_PIECE = 64
MARKUP = (
    *(b"<", b">", b"</", b"/>", b'"', b"&", b"&#0;", b"&x;", b"]]>", b"\0", b"\xff", b"\r\n", b"\t", b";"),
    *(b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<w:tbl>", b"<row/>", b"<c/>", b"1e999", b"STT", b"=1+1"),
    *(b'r="999999999"', b'number-rows-repeated="1048576"', b'w:val="-1"', b'ref="A1:XFD1048576"'),
    *("ộ".encode(), "Môṭ".encode(), b"\xcc\xa3"),
)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return a spoilt copy of a file."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _inside(data, chance)
    return _spoil(data, chance)


def _inside(data: bytes, chance: random.Random) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(output, "w") as written:
        names = archive.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = archive.read(name)
            written.writestr(name, _spoil(part, chance) if name == chosen else part, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _spoil(data: bytes, chance: random.Random) -> bytes:
    for _time in range(chance.randint(1, 4)):
        data = chance.choice(WAYS)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _turn_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _bit in range(min(len(changed), chance.randint(1, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _put_in(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(MARKUP) * chance.choice((1, 1, 3, 200)) + data[at:]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + data[at + chance.randint(1, LONGEST_PIECE) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    piece = data[at : at + chance.randint(1, LONGEST_PIECE)]
    return data[:at] + piece * chance.choice((2, 10, 300)) + data[at:]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _turn_bits, _put_in, _leave_out, _repeat)
