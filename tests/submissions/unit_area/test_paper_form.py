import pytest

from submissions.unit_area.paper_form import Lines, lines_in


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 0), ("Một dòng", 1), ("a" * 90, 1), ("a" * 91, 2), ("Một\n\nHai\r\nBa", 3), (" \n", 0)],
)
def test_lines_are_counted_as_they_stand_on_paper(text: str, lines: int) -> None:
    assert lines_in(text) == lines


@pytest.mark.parametrize(("count", "most", "longer"), [(5, 5, False), (6, 5, True), (60, None, False)])
def test_only_more_than_the_form_asks_is_longer(count: int, most: int | None, longer: bool) -> None:
    assert Lines(count, 3, most).is_longer is longer
