import pytest

from showcase.highlights import marked, passage


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Dân vận khéo", "dan van kheo", "<mark>Dân</mark> <mark>vận</mark> <mark>khéo</mark>"),
        ("Dân vận khéo", "Dân", "<mark>Dân</mark> vận khéo"),
        ("Đường lối", "duong", "<mark>Đường</mark> lối"),
        ("vận động", "van d", "<mark>vận</mark> động"),
        ("28-HD/BDVTU", "hd bdvtu", "28-<mark>HD</mark>/<mark>BDVTU</mark>"),
        ("Dân chủ", "", "Dân chủ"),
        ("", "dan", ""),
    ],
)
def test_whole_words_are_marked_as_the_author_wrote_them(text, query, shown):
    assert marked(text, query) == shown


def test_markup_in_the_text_is_text():
    assert marked("<b>Dân</b> & vận", "dan b") == (
        "&lt;<mark>b</mark>&gt;<mark>Dân</mark>&lt;/<mark>b</mark>&gt; &amp; vận"
    )


def test_decomposed_text_is_marked_too():
    assert marked("Da\u0302n va\u0323\u0302n", "vận") == "Dân <mark>vận</mark>"


def test_passage_is_cut_out_around_the_densest_hits():
    text = f"{'Mở đầu. ' * 40}Mô hình dân vận khéo ở xã. {'Kết thúc. ' * 40}"

    shown = passage([text], "dan van kheo")

    assert "Mô hình <mark>dân</mark> <mark>vận</mark> <mark>khéo</mark> ở xã." in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_passage_comes_from_the_text_with_the_most_different_words():
    texts = ["dân dân dân dân", "dân vận", "không có gì"]

    assert passage(texts, "dan van") == "<mark>dân</mark> <mark>vận</mark>"


def test_short_text_is_shown_whole_without_its_markup():
    assert passage(["<p>Hiến đất <b>làm</b>\n đường</p>"], "duong") == "Hiến đất làm <mark>đường</mark>"


def test_without_a_hit_the_first_text_that_has_words_is_shown():
    assert passage(["", "<p></p>", "Tóm tắt", "Nội dung"], "khac") == "Tóm tắt"


def test_nothing_to_show_is_nothing():
    assert passage(["", "<br>"], "dan") == ""


def test_long_word_is_cut_where_it_must_be():
    shown = passage(["a" * 500], "b")

    assert shown == f"{'a' * 220} …"
