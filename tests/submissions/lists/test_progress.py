from submissions.lists import progress
from submissions.models import Batch


def test_what_was_told_last_is_read_and_of_that_batch_only() -> None:
    batch, other = Batch(pk=1), Batch(pk=2)
    assert progress.of(batch) is None
    progress.tell(batch, 100, 400)
    progress.tell(batch, 300, 400)
    told = progress.of(batch)
    assert told is not None
    assert (told.done, told.total, told.percent) == (300, 400, 75)
    assert progress.of(other) is None


def test_a_list_without_rows_is_no_division_by_zero() -> None:
    assert progress.Progress(0, 0).percent == 0
