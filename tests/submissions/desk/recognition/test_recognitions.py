"""The recognitions on the desk: found, appraised, decided with number and date, revoked."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from submissions.models import Campaign, Decision, Recognition, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, initiatives_in, messages_of, signed_in

State = Recognition.State
PAPER = {"number": "125-QĐ/HU", "date": "05/03/2024"}


@pytest.fixture
def proposal(campaign: Campaign, unit: Unit) -> Recognition:
    registration = factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Thắp sáng đường quê", state=Registration.State.RECEIVED
    )
    return factories.RecognitionFactory(registration=registration)


def door(name: str, recognition: Recognition) -> str:
    return reverse(f"desk_recognitions:{name}", args=[recognition.pk])


@pytest.fixture
def listed(desk: Unit, proposal: Recognition) -> dict[str, Any]:
    older = factories.CampaignFactory(issuer=desk, year=2023)
    decided = factories.RegistrationFactory(
        campaign=older, title="Camera an ninh", state=Registration.State.RECEIVED
    )
    factories.RecognitionFactory(
        registration=decided, state=State.DECIDED, honour="exemplar", level=factories.level("huyen")
    )
    return {"campaign": older.pk, "level": factories.level("huyen").pk}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"Thắp sáng đường quê", "Camera an ninh"}),
        ({"campaign": "campaign"}, {"Camera an ninh"}),
        ({"level": "level"}, {"Camera an ninh"}),
        ({"state": "proposed"}, {"Thắp sáng đường quê"}),
        ({"honour": "exemplar"}, {"Camera an ninh"}),
        ({"q": "thap sang duong que"}, {"Thắp sáng đường quê"}),
        ({"q": "ngọc thiện"}, {"Thắp sáng đường quê"}),
        ({"q": "xa lạ"}, set()),
    ],
)
def test_list_is_filtered_and_searched(
    decider: User, listed: dict[str, Any], filters: dict[str, str], found: set[str]
) -> None:
    query = {name: listed.get(value, value) for name, value in filters.items()}

    assert initiatives_in(signed_in(decider).get(reverse("desk_recognitions:index"), query)) == found


def test_proposal_is_appraised(officer: User, proposal: Recognition) -> None:
    signed_in(officer).post(door("appraise", proposal), {"appraisal": "Đủ tiêu chí."})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.appraisal) == (State.APPRAISED, "Đủ tiêu chí.")


def test_appraisal_can_be_written_again(officer: User, proposal: Recognition) -> None:
    client = signed_in(officer)
    client.post(door("appraise", proposal), {"appraisal": "Đủ tiêu chí."})

    assert client.get(door("appraise", proposal)).context["form"]["appraisal"].value() == "Đủ tiêu chí."


def test_proposal_is_decided_by_a_new_decision_with_number_and_date(
    decider: User, proposal: Recognition
) -> None:
    paper = PAPER | {"subject": "Công nhận mô hình", "signer": "Nguyễn Văn Ký", "signer_title": "Bí thư"}

    response = signed_in(decider).post(door("decide", proposal), paper)

    proposal.refresh_from_db()
    decision = Decision.objects.get()
    assert response.url == door("inspect", proposal)
    assert (proposal.state, proposal.decision) == (State.DECIDED, decision)
    assert (decision.issuer, decision.number, decision.date, decision.state) == (
        proposal.body,
        "125-QĐ/HU",
        datetime.date(2024, 3, 5),
        Decision.State.PENDING,
    )
    assert (decision.subject, decision.signer, decision.signer_title) == (
        "Công nhận mô hình",
        "Nguyễn Văn Ký",
        "Bí thư",
    )


def test_proposal_is_decided_by_a_decision_that_waits(decider: User, proposal: Recognition) -> None:
    waiting = factories.DecisionFactory(issuer=proposal.body)
    published = factories.DecisionFactory(issuer=proposal.body, state=Decision.State.PUBLISHED)
    foreign = factories.DecisionFactory()
    client = signed_in(decider)

    offered = client.get(door("decide", proposal)).context["form"].fields["decision"].queryset
    assert list(offered) == [waiting]
    for refused in (published, foreign):
        client.post(door("decide", proposal), {"decision": refused.pk})
    proposal.refresh_from_db()
    assert proposal.state == State.PROPOSED

    client.post(door("decide", proposal), {"decision": waiting.pk})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision) == (State.DECIDED, waiting)


@pytest.mark.parametrize(
    ("paper", "faulty"),
    [
        ({}, {"number", "date"}),
        ({"number": "125-QĐ/HU"}, {"date"}),
        ({"number": "125-QĐ/HU", "date": "31/02/2024"}, {"date"}),
        ({"number": "x" * 51, "date": "05/03/2024"}, {"number"}),
        (PAPER, {"number"}),
        (PAPER | {"number": "126-QĐ/HU", "scan": SimpleUploadedFile("quyet-dinh.exe", b"MZ")}, {"scan"}),
    ],
    ids=["nothing", "no date", "no such day", "too long", "entered before", "not a scan"],
)
def test_faulty_decision_is_refused_at_its_field(
    decider: User, proposal: Recognition, paper: dict[str, Any], faulty: set[str]
) -> None:
    factories.DecisionFactory(issuer=proposal.body, number="125-QĐ/HU", date=datetime.date(2024, 3, 5))

    response = signed_in(decider).post(door("decide", proposal), paper)

    assert set(response.context["form"].errors) == faulty
    proposal.refresh_from_db()
    assert (proposal.state, Decision.objects.count()) == (State.PROPOSED, 1)


def test_person_without_the_right_to_enter_decisions_chooses_one(
    desk: Unit, officer: User, proposal: Recognition
) -> None:
    officer.user_permissions.add(Permission.objects.get(codename="decide_recognition"))

    response = signed_in(officer).post(door("decide", proposal), PAPER)

    assert set(response.context["form"].errors) == {"decision"}
    assert not Decision.objects.exists()


def test_person_who_proposed_does_not_decide(decider: User, proposal: Recognition) -> None:
    Recognition.objects.update(proposed_by=decider)

    response = signed_in(decider).post(door("decide", proposal), PAPER)

    assert ["Người đề nghị không được quyết định" in text for text in messages_of(response)] == [True]
    assert not Decision.objects.exists()


def test_proposal_is_declined_with_a_reason(decider: User, proposal: Recognition) -> None:
    signed_in(decider).post(door("decline", proposal), {"reason": "Chưa đủ một năm thực hiện."})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == (State.DECLINED, "Chưa đủ một năm thực hiện.")
    assert proposal.registration.state == Registration.State.RECEIVED


def test_published_recognition_is_revoked_by_a_paper(decider: User, campaign: Campaign) -> None:
    registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    published = factories.RecognitionFactory(registration=registration, state=State.PUBLISHED)
    client = signed_in(decider)

    without = client.post(door("revoke", published), {"reason": "Sai thông tin", "paper": ""})
    assert set(without.context["form"].errors) == {"paper"}
    client.post(door("revoke", published), {"reason": "Sai thông tin", "paper": "12-QĐ/HU, 05/3/2025"})

    published.refresh_from_db()
    assert (published.state, published.reason, published.revocation_paper) == (
        State.REVOKED,
        "Sai thông tin",
        "12-QĐ/HU, 05/3/2025",
    )
    assert actions_on(published) == ["recognition.revoke"]
