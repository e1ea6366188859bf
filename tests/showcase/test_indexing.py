import pytest

from showcase.indexing import index_text


@pytest.mark.parametrize(
    ("value", "indexed"),
    [
        ("Dân vận khéo", "Dân vận khéo\ndan van kheo"),
        ("Đường lối", "Đường lối\nduong loi"),
        ("29-HD/ĐUK", "29-HD/ĐUK\n29 hd duk"),
        ("Dan van kheo", "Dan van kheo"),
        ("Da\u0302n", "Dân\ndan"),
        ("", ""),
        (["Xã", "plain"], ["Xã\nxa", "plain"]),
        ({"title": "Xã"}, {"title": "Xã\nxa"}),
        (2024, 2024),
        (None, None),
    ],
)
def test_folded_copy_stands_behind_every_text_that_has_marks(value, indexed):
    assert index_text(value) == indexed
