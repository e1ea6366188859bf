"""The decisions: entered, corrected while they wait, published together with what they recognise."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import resolve, reverse

from submissions.desk.recognition import decisions
from submissions.lifecycle import recognition
from submissions.models import Campaign, Decision, Recognition, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, messages_of, signed_in

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def decision(desk: Unit) -> Decision:
    return factories.DecisionFactory(issuer=desk, number="125-QĐ/HU", subject="Công nhận mô hình")


def page(name: str, decision: Decision) -> str:
    return reverse(f"desk_decisions:{name}", args=[decision.pk])


def recognised_by(decision: Decision, campaign: Campaign) -> Recognition:
    registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    return factories.RecognitionFactory(
        registration=registration, state=Recognition.State.DECIDED, decision=decision
    )


def form_of(decision: Decision, **changes: object) -> dict[str, object]:
    values = {
        "issuer": decision.issuer_id,
        "number": decision.number,
        "date": f"{decision.date:%d/%m/%Y}",
        "subject": decision.subject,
    }
    return values | changes


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"125-QĐ/HU", "9-QĐ/HU"}),
        ({"state": "pending"}, {"125-QĐ/HU"}),
        ({"state": "published"}, {"9-QĐ/HU"}),
        ({"q": "125-qd"}, {"125-QĐ/HU"}),
        ({"q": "cong nhan mo hinh"}, {"125-QĐ/HU"}),
    ],
)
def test_list_is_filtered_and_searched(
    decider: User, decision: Decision, filters: dict[str, str], found: set[str]
) -> None:
    factories.DecisionFactory(issuer=decision.issuer, number="9-QĐ/HU", state=Decision.State.PUBLISHED)

    response = signed_in(decider).get(reverse("desk_decisions:index"), filters)

    assert {row.number for row in response.context["object_list"]} == found


def test_decision_is_entered_with_its_scan(desk: Unit, decider: User) -> None:
    paper = {
        "issuer": desk.pk,
        "number": "126-QĐ/HU",
        "date": "05/03/2024",
        "scan": SimpleUploadedFile("126-QD.pdf", PDF),
    }

    response = signed_in(decider).post(reverse("desk_decisions:add"), paper)

    entered = Decision.objects.get()
    assert response.url == page("inspect", entered)
    assert (entered.issuer, entered.number, entered.date) == (desk, "126-QĐ/HU", datetime.date(2024, 3, 5))
    assert entered.scan.read() == PDF


def test_only_own_desks_are_offered_as_issuer(desk: Unit, unit: Unit, decider: User) -> None:
    factories.DeskFactory()

    form = signed_in(decider).get(reverse("desk_decisions:add")).context["form"]

    assert list(form.fields["issuer"].queryset) == [desk]


def test_scan_above_the_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch, decider: User, decision: Decision
) -> None:
    monkeypatch.setattr(decisions, "SCAN_BYTES", len(PDF) - 1)
    scan = SimpleUploadedFile("125-QD.pdf", PDF)

    response = signed_in(decider).post(page("edit", decision), form_of(decision, scan=scan))

    assert set(response.context["form"].errors) == {"scan"}


def test_scan_is_given_to_who_sees_the_decision(decider: User, decision: Decision) -> None:
    client = signed_in(decider)
    assert client.get(page("scan", decision)).status_code == 404

    decision.scan.save("125-QD.pdf", ContentFile(PDF))
    response = client.get(page("scan", decision))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")


def test_waiting_decision_is_corrected_but_keeps_its_issuer(decider: User, decision: Decision) -> None:
    other = factories.DeskFactory(parent=decision.issuer)

    signed_in(decider).post(page("edit", decision), form_of(decision, number="127-QĐ/HU", issuer=other.pk))

    decision.refresh_from_db()
    assert (decision.number, decision.issuer_id) == ("127-QĐ/HU", decision.issuer.pk)
    assert decision.issuer != other


def test_published_decision_is_not_changed(decider: User, decision: Decision, campaign: Campaign) -> None:
    recognised_by(decision, campaign)
    client = signed_in(decider)
    client.post(page("publish", decision))

    response = client.post(page("edit", decision), form_of(decision, number="127-QĐ/HU"))

    decision.refresh_from_db()
    assert response.url == page("inspect", decision)
    assert decision.number == "125-QĐ/HU"
    buttons = client.get(page("inspect", decision)).context["view"].header_more_buttons
    assert [button.url for button in buttons if "edit" in button.url] == []


def test_decision_published_while_its_form_was_open_stays_as_it_was_signed(
    decider: User, decision: Decision, campaign: Campaign
) -> None:
    recognised_by(decision, campaign)
    address = page("edit", decision)
    route = resolve(address).func
    request = RequestFactory().post(address, form_of(decision, number="127-QĐ/HU"))
    request.user, request.session = decider, {}
    request._messages = FallbackStorage(request)
    view = route.view_class(**route.view_initkwargs)
    view.setup(request, pk=decision.pk)
    view.object = view.get_object()

    recognition.publish(decision, decider)
    response = view.post(request, pk=decision.pk)

    decision.refresh_from_db()
    assert (decision.number, decision.state) == ("125-QĐ/HU", Decision.State.PUBLISHED)
    assert response.context_data["form"].non_field_errors() == [
        "Quyết định đã công bố thì không sửa được nữa."
    ]


def test_form_of_a_decision_writes_nothing_but_its_fields(
    decider: User, decision: Decision, campaign: Campaign
) -> None:
    recognised_by(decision, campaign)
    form = decisions.DecisionForm(
        form_of(decision, number="127-QĐ/HU"), instance=Decision.objects.get(), for_user=decider
    )
    recognition.publish(decision, decider)

    form.save()

    decision.refresh_from_db()
    assert (decision.number, decision.state) == ("127-QĐ/HU", Decision.State.PUBLISHED)
    assert decision.published_at is not None


def test_decision_is_published_with_everything_it_recognises(
    decider: User, decision: Decision, campaign: Campaign
) -> None:
    recognised = [recognised_by(decision, campaign) for _number in range(2)]
    client = signed_in(decider)

    asked = client.get(page("publish", decision))
    assert set(asked.context["recognitions"]) == set(recognised)
    client.post(page("publish", decision))

    decision.refresh_from_db()
    assert decision.state == Decision.State.PUBLISHED
    assert set(decision.recognitions.values_list("state", flat=True)) == {Recognition.State.PUBLISHED}
    assert actions_on(decision) == ["decision.publish"]


def test_decision_that_recognises_nothing_is_not_published(decider: User, decision: Decision) -> None:
    response = signed_in(decider).post(page("publish", decision))

    decision.refresh_from_db()
    assert decision.state == Decision.State.PENDING
    assert ["Quyết định chưa công nhận mô hình nào." in text for text in messages_of(response)] == [True]
