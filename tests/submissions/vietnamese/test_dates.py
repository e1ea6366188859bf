import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.vietnamese.dates import PartialDate, read_period, serial_date

YEARS = st.integers(1900, 2100)
MONTHS = st.integers(1, 12)


@pytest.mark.parametrize(
    ("date", "written", "iso"),
    [
        (PartialDate(2024), "2024", "2024"),
        (PartialDate(2024, 3), "03/2024", "2024-03"),
        (PartialDate(2024, 3, 5), "05/03/2024", "2024-03-05"),
    ],
)
def test_partial_date_is_written_in_vietnamese_and_iso(date: PartialDate, written: str, iso: str) -> None:
    assert (str(date), date.iso(), PartialDate.parse_iso(iso)) == (written, iso, date)


@pytest.mark.parametrize(
    "text", ["2024-13", "2023-02-29", "2024-3", "24", "1899", "2024-00", "", "2024-03-15T00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse_iso(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(2024, None, 5)


def test_first_and_last_day() -> None:
    date = PartialDate(2024, 2)
    assert (date.first_day(), date.last_day()) == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024", "2024"),
        ("Năm 2024", "2024", "2024"),
        ("03/2024", "03/2024", "03/2024"),
        ("02/2024", "02/2024", "02/2024"),
        ("T3/2024", "03/2024", "03/2024"),
        ("tháng 3 năm 2024", "03/2024", "03/2024"),
        ("12.2024", "12/2024", "12/2024"),
        ("15/3/2024", "15/03/2024", "15/03/2024"),
        ("ngày 26 tháng 2 năm 2024", "26/02/2024", "26/02/2024"),
        ("2024-03", "03/2024", "03/2024"),
        ("Quý II/2024", "04/2024", "06/2024"),
        ("Quý 3 năm 2024", "07/2024", "09/2024"),
        ("Quý I, II/2024", "01/2024", "06/2024"),
        ("6 tháng đầu năm 2024", "01/2024", "06/2024"),
        ("2022 - 2025", "2022", "2025"),
        ("Giai đoạn 2022–2025", "2022", "2025"),
        ("Từ 01/2024 đến 12/2024", "01/2024", "12/2024"),
        ("Từ tháng 3 đến tháng 12/2024", "03/2024", "12/2024"),
        ("Tháng 3-12/2024", "03/2024", "12/2024"),
        ("Từ tháng 3/2022", "03/2022", None),
        ("Từ năm 2021 đến nay", "2021", None),
        ("Hết năm 2024", None, "2024"),
        ("Trước ngày 30/11/2024", None, "30/11/2024"),
        ("Đến tháng 12/2024", None, "12/2024"),
    ],
)
def test_times_as_lists_tell_them(text: str, start: str | None, end: str | None) -> None:
    period = read_period(text)
    assert (period.start and str(period.start), period.end and str(period.end)) == (start, end)
    assert period.text == text


@pytest.mark.parametrize(
    ("text", "end"), [("Tháng 12", "12/2024"), ("Quý IV", "12/2024"), ("6 tháng cuối năm", "12/2024")]
)
def test_the_year_of_the_list_completes_a_time(text: str, end: str) -> None:
    assert str(read_period(text, 2024).end) == end
    assert not read_period(text).readable


def test_work_without_an_end_is_readable() -> None:
    period = read_period("Thường xuyên")
    assert (period.start, period.end, period.ongoing, period.readable) == (None, None, True, True)


@pytest.mark.parametrize(
    "text", ["", "x", "xong sớm", "13/2024", "32/01/2024", "29/02/2023", "từ 12/2024 đến 01/2024"]
)
def test_what_cannot_be_read_keeps_its_text(text: str) -> None:
    period = read_period(text)
    assert (period.start, period.end, period.readable, period.text) == (None, None, False, text)


@given(st.text(max_size=60), st.none() | YEARS)
def test_no_text_raises(text: str, year: int | None) -> None:
    read_period(text, year)


@given(st.text(st.sampled_from("0123456789/-. tháng năm quý iv từ đến"), max_size=40))
def test_no_text_of_numbers_and_words_raises(text: str) -> None:
    period = read_period(text)
    assert not (period.start and period.end) or period.start.first_day() <= period.end.last_day()


@given(st.builds(PartialDate, st.integers(1950, 2099), st.none() | MONTHS))
def test_what_is_written_is_read_back(date: PartialDate) -> None:
    period = read_period(str(date))
    assert (period.start, period.end) == (date, date)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Q2/2024", "04/2024", "06/2024"),
        ("Q.II/2024", "04/2024", "06/2024"),
        ("Quý I, II, III/2024", "01/2024", "09/2024"),
        ("hết quý III", None, "09/2024"),
        ("Đầu năm 2024", "01/2024", "04/2024"),
        ("giữa năm", "05/2024", "08/2024"),
        ("Cuối năm 2024", "09/2024", "12/2024"),
        ("Từ đầu năm đến cuối năm 2025", "01/2025", "12/2025"),
        ("6 tháng cuối năm 2024", "07/2024", "12/2024"),
        ("9 tháng đầu năm 2024", "01/2024", "09/2024"),
        ("15/3", "15/03/2024", "15/03/2024"),
        ("15/3/24", "15/03/2024", "15/03/2024"),
        ("12/24", "12/2024", "12/2024"),
        ("tháng 3 đến tháng 12 năm 2024", "03/2024", "12/2024"),
        ("T3 - T12/2024", "03/2024", "12/2024"),
        ("3/2024-12/2024", "03/2024", "12/2024"),
        ("01/01/2024 - 31/12/2024", "01/01/2024", "31/12/2024"),
        ("Tháng XII/2024", "12/2024", "12/2024"),
        ("tháng III năm 2024", "03/2024", "03/2024"),
        ("Năm 2024 và những năm tiếp theo", "2024", None),
        ("2021 đến nay", "2021", None),
        ("trong năm", "2024", "2024"),
        ("Cả năm", "2024", "2024"),
        ("đến hết năm", None, "2024"),
        ("2024-12-01 00:00:00", "01/12/2024", "01/12/2024"),
    ],
)
def test_more_times_of_a_list_of_2024(text: str, start: str | None, end: str | None) -> None:
    period = read_period(text, 2024)
    assert (period.start and str(period.start), period.end and str(period.end)) == (start, end)


@pytest.mark.parametrize("text", ["Hàng năm", "Hằng quý", "Các năm tiếp theo", "Định kỳ", "Lâu dài"])
def test_work_that_comes_again_is_ongoing(text: str) -> None:
    assert read_period(text, 2024).ongoing


@pytest.mark.parametrize(
    ("text", "day"),
    [("45292", "01/01/2024"), ("45657.0", "31/12/2024"), ("2024", ""), ("12345", ""), ("45292 đồng", "")],
)
def test_the_number_that_excel_shows_for_a_day(text: str, day: str) -> None:
    assert serial_date(text) == day
