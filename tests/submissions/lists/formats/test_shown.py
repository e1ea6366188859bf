"""A number reads as its cell shows it, with the dots of Vietnamese."""

import pytest

from submissions.lists.formats.shown import number_shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (10_000, "#,##0", "10.000"),
        (1_250_000, '#,##0" đồng"', "1.250.000"),
        (-20_000, "#,##0", "-20.000"),
        (10_000, "General", "10000"),
        # A year under a format with groups is a year.
        (2024, "#,##0", "2024"),
        (12_345.5, "#,##0.0", "12345.5"),
        (0.85, "0%", "85%"),
    ],
)
def test_number(value: float, number_format: str, shown: str) -> None:
    assert number_shown(value, number_format) == shown
