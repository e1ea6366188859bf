"""The filters of the book beyond the plain ones, its counts, columns and their export."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext

from submissions.desk.exports import BOM
from submissions.models import Campaign, ConsolidatedList, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import initiatives_in, signed_in

State = Registration.State
LIST = "desk_registrations:index"


@pytest.fixture
def book(desk: Unit, unit: Unit, campaign: Campaign) -> dict[str, Any]:
    """One registration on a form, one that is linked and signed, one in a consolidated list."""
    form = factories.OfficialFormFactory(issuer=desk, code="M1")
    last_year = factories.RegistrationFactory(
        campaign=factories.CampaignFactory(issuer=desk, year=2023),
        unit=unit,
        state=State.WITHDRAWN,
        title="Cũ",
    )
    factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Trên mẫu", state=State.SUBMITTED, form=form
    )
    linked = factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Nối tiếp", state=State.RECEIVED, previous=last_year
    )
    factories.AttachmentFactory(registration=linked)
    placed = factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Trong danh sách", state=State.CONSOLIDATED
    )
    made = ConsolidatedList.objects.create(
        desk=desk, campaign=campaign, form=factories.ListFormFactory(issuer=desk), number=3, count=1
    )
    made.rows.create(registration=placed, position=1)
    return {"list": made.pk}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"paper": "M1"}, {"Trên mẫu"}),
        ({"linked": "true"}, {"Nối tiếp"}),
        ({"linked": "false"}, {"Trên mẫu", "Trong danh sách", "Cũ"}),
        ({"unsigned": "true"}, {"Trên mẫu", "Trong danh sách", "Cũ"}),
        ({"unsigned": "false"}, {"Nối tiếp"}),
        ({"consolidated": "list"}, {"Trong danh sách"}),
    ],
)
def test_book_is_narrowed_by_form_link_scan_and_list(
    officer: User, book: dict[str, Any], filters: dict[str, str], found: set[str]
) -> None:
    query = {name: book.get(value, value) for name, value in filters.items()}

    response = signed_in(officer).get(reverse(LIST), query)

    assert initiatives_in(response) == found


def test_filters_offer_the_forms_and_lists_of_the_own_desk(
    officer: User, stranger: User, book: dict[str, Any]
) -> None:
    own = signed_in(officer).get(reverse(LIST)).context["filters"].form.fields
    foreign = signed_in(stranger).get(reverse(LIST)).context["filters"].form.fields

    assert [key for key, _label in own["paper"].choices] == ["", "M1"]
    assert [(key, "3" in label) for key, label in own["consolidated"].choices][1:] == [
        (str(book["list"]), True)
    ]
    assert [list(foreign[name].choices)[1:] for name in ("paper", "consolidated")] == [[], []]


def tabs_of(response: Any) -> dict[str, tuple[int, bool]]:
    return {str(tab.label): (tab.count, tab.is_open) for tab in response.context["state_tabs"]}


def test_states_are_counted_under_the_other_filters(officer: User, campaign: Campaign, unit: Unit) -> None:
    for state in (State.SUBMITTED, State.SUBMITTED, State.RECEIVED):
        factories.RegistrationFactory(campaign=campaign, unit=unit, title=f"Đèn {state}", state=state)
    factories.RegistrationFactory(campaign=campaign, unit=unit, title="Camera", state=State.DECLINED)

    response = signed_in(officer).get(reverse(LIST), {"q": "den", "state": "submitted"})

    assert tabs_of(response) == {
        gettext("All"): (3, False),
        State.SUBMITTED.label: (2, True),
        State.RECEIVED.label: (1, False),
    }
    assert response.context["items_count"] == 2
    received = response.context["state_tabs"][2].url
    assert initiatives_in(signed_in(officer).get(received)) == {"Đèn received"}


def labels_of(response: Any) -> list[str]:
    return [str(column.label) for column in response.context["table"].columns.values() if column.label]


def test_chosen_columns_rule_the_list_and_its_export(officer: User, registration: Registration) -> None:
    client, chosen = signed_in(officer), {"cot": ["place", "state", "nonsense"], "state": "submitted"}

    page = client.get(reverse(LIST), chosen)
    export = client.get(reverse(LIST), {**chosen, "export": "csv"})

    headings = next(csv.reader(io.StringIO(export.getvalue().removeprefix(BOM).decode())))
    assert headings == [
        gettext("Title of the initiative"),
        gettext("place of implementation").capitalize(),
        gettext("state").capitalize(),
    ]
    assert labels_of(page)[-3:] == [gettext("Initiative"), *headings[1:]]
    assert ("state", "submitted") in page.context["kept_beside_columns"]


def test_columns_and_order_stay_while_the_rows_are_fetched_anew(
    officer: User, registration: Registration
) -> None:
    page = signed_in(officer).get(reverse(LIST), {"cot": ["place"], "ordering": "-late"}).content.decode()

    form = page[page.index("data-search-form") : page.index("</form>")]
    assert '<input type="hidden" name="cot" value="place"' in form
    assert '<input type="hidden" name="ordering" value="-late"' in form


@pytest.mark.parametrize("column", ["paper", "consolidated", "level", "received_at"])
def test_every_column_can_be_shown(officer: User, book: dict[str, Any], column: str) -> None:
    response = signed_in(officer).get(reverse(LIST), {"cot": [column]})

    assert len(response.context["object_list"]) == 4
    assert response.status_code == 200
