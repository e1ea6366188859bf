"""`make run` loads the demo on the first run only, and never with a known password in public."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_start(settings, monkeypatch):
    settings.DEBUG = True  # no static files to collect
    settings.LOCAL = True
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)


def prepare() -> str:
    output = StringIO()
    call_command("prepare", stdout=output)
    return output.getvalue()


def test_a_portal_in_use_is_left_alone(settings):
    get_user_model().objects.create_user("can-bo")
    output = prepare()
    assert get_user_model().objects.count() == 1
    assert settings.BASE_URL in output
    assert "dan-van-kheo-2024" not in output


def test_a_public_portal_gets_no_users_with_a_published_password(settings):
    settings.LOCAL = False
    assert "Demo not loaded" in prepare()
    assert not get_user_model().objects.exists()


def test_a_password_of_the_environment_is_not_printed(monkeypatch):
    get_user_model().objects.create_user("donvi1")
    monkeypatch.setenv("DEMO_PASSWORD", "mat-khau-cua-toi")
    output = prepare()
    assert "donvi1" in output
    assert "mat-khau-cua-toi" not in output


def test_a_portal_that_was_tried_does_not_go_public_with_the_published_password(settings):
    settings.LOCAL = False
    get_user_model().objects.create_user("quantri", password="dan-van-kheo-2024")
    get_user_model().objects.create_user("bientap", password="mat-khau-cua-toi")
    with pytest.raises(CommandError, match="quantri still sign in"):
        prepare()


def test_a_public_portal_tells_no_demo_password(settings):
    settings.LOCAL = False
    get_user_model().objects.create_user("quantri", password="mat-khau-cua-toi")
    assert "dan-van-kheo-2024" not in prepare()
