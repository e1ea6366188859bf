import datetime

import pytest

from submissions.models import Deadline
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("bound", "named_day", "last_day"),
    [
        (Deadline.Bound.BEFORE, datetime.date(2024, 5, 30), datetime.date(2024, 5, 29)),
        (Deadline.Bound.BEFORE, datetime.date(2024, 3, 1), datetime.date(2024, 2, 29)),
        (Deadline.Bound.BY, datetime.date(2024, 2, 27), datetime.date(2024, 2, 27)),
        (Deadline.Bound.WITHIN, datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)),
        (Deadline.Bound.WITHIN, datetime.date(2023, 2, 28), datetime.date(2023, 2, 28)),
        (Deadline.Bound.WITHIN, datetime.date(2024, 12, 31), datetime.date(2024, 12, 31)),
    ],
)
def test_last_accepted_day_follows_the_wording_of_the_paper(bound, named_day, last_day):
    assert DeadlineFactory(bound=bound, named_day=named_day).due_on == last_day
