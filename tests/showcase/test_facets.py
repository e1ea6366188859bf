import pytest
from django.http import QueryDict

from showcase.facets import Facet, Option, Sort, narrow, query_with
from showcase.models import ExemplarPage
from tests.factories import sector

from . import pages

pytestmark = pytest.mark.django_db

FACETS = [
    Facet("linh-vuc", "Lĩnh vực", "sector__slug", "sector__name"),
    Facet("nam", "Năm", "year", newest_first=True),
]
SORTS = [Sort("moi", "Mới nhất", ("-year", "pk")), Sort("ten", "Theo tên", ("title", "pk"))]


@pytest.fixture
def three(exemplars):
    pages.exemplar(exemplars, "B", sector=sector("economy"), year=2023)
    pages.exemplar(exemplars, "A", sector=sector("economy"), year=2024)
    pages.exemplar(exemplars, "C", sector=sector("culture_society"), year=2024)
    return ExemplarPage.objects.all()


def listing(rows, query="", per_page=12, **options):
    return narrow(rows, FACETS, SORTS, QueryDict(query), per_page=per_page, **options)


def options_of(choices):
    return [(option.value, option.label, option.count, option.selected) for option in choices.options]


def test_without_a_choice_everything_is_listed_and_counted(three):
    shown = listing(three)

    economy, culture = sector("economy"), sector("culture_society")
    assert (pages.titles(shown.page), shown.total, shown.chips) == (["A", "C", "B"], 3, [])
    assert options_of(shown.facets[0]) == [
        (economy.slug, economy.name, 2, False),
        (culture.slug, culture.name, 1, False),
    ]
    assert options_of(shown.facets[1]) == [("2024", "2024", 2, False), ("2023", "2023", 1, False)]


def test_counts_of_a_facet_follow_the_choices_in_the_others(three):
    slug = sector("economy").slug

    shown = listing(three, f"linh-vuc={slug}")

    assert (pages.titles(shown.page), shown.total) == (["A", "B"], 2)
    assert [option[2:] for option in options_of(shown.facets[0])] == [(2, True), (1, False)]
    assert options_of(shown.facets[1]) == [("2024", "2024", 1, False), ("2023", "2023", 1, False)]


def test_two_choices_that_no_page_has_together_leave_an_empty_list_that_says_what_was_chosen(three):
    culture = sector("culture_society")

    shown = listing(three, f"linh-vuc={culture.slug}&nam=2023")

    assert (list(shown.page), shown.total) == ([], 0)
    assert [(chip.label, chip.query) for chip in shown.chips] == [
        (culture.name, "nam=2023"),
        ("2023", f"linh-vuc={culture.slug}"),
    ]
    assert ("2023", "2023", 0, True) in options_of(shown.facets[1])


@pytest.mark.parametrize(
    "query", ["nam=1999", "nam=", "nam=2024%27", "linh-vuc=x&sap-xep=x", "trang=-1", "trang=x"]
)
def test_what_no_page_has_is_passed_over(three, query):
    shown = listing(three, query)

    assert (pages.titles(shown.page), shown.page.number, shown.chips) == (["A", "C", "B"], 1, [])


def test_order_is_chosen_by_its_name_and_keeps_the_choices(three):
    shown = listing(three, "nam=2024&sap-xep=ten&trang=1")

    assert pages.titles(shown.page) == ["A", "C"]
    assert [(sort.value, sort.selected, sort.query) for sort in shown.sorts] == [
        ("moi", False, "nam=2024&sap-xep=moi"),
        ("ten", True, "nam=2024&sap-xep=ten"),
    ]


def test_pages_of_the_list_keep_order_and_total(three):
    second = listing(three, "trang=2", per_page=2)

    assert (pages.titles(second.page), second.page.number, second.page.paginator.num_pages) == (["B"], 2, 2)
    assert second.total == 3


def test_page_after_the_last_one_is_the_last_one(three):
    assert listing(three, "trang=99", per_page=2).page.number == 2


def test_extra_chips_stand_before_the_choices(three):
    campaign = Option("dot-1", "Dân vận khéo năm 2024", 0, True, "nam=2024")

    shown = listing(three, "nam=2024", extra_chips=[campaign])

    assert [chip.label for chip in shown.chips] == ["Dân vận khéo năm 2024", "2024"]


def test_list_costs_two_queries_however_many_facets(three, django_assert_num_queries):
    with django_assert_num_queries(2):
        list(listing(three, "nam=2024").page)


@pytest.mark.parametrize(
    ("query", "name", "value", "changed"),
    [
        ("nam=2024&trang=3", "cap", "huyen", "nam=2024&cap=huyen"),
        ("nam=2024&nam=2023", "nam", "2022", "nam=2022"),
        ("nam=2024&trang=3", "nam", None, ""),
        ("", "co-quan", "Huyện ủy & Ban", "co-quan=Huy%E1%BB%87n+%E1%BB%A7y+%26+Ban"),
    ],
)
def test_query_of_a_link_keeps_the_other_choices_and_goes_back_to_the_first_page(query, name, value, changed):
    assert query_with(QueryDict(query), name, value) == changed
