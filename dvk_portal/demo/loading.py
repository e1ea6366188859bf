"""Load the demo: all or nothing, and only what is not there yet."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from submissions.models import Recognition

from .annexes import sample_list
from .campaign_pages import load_campaign_pages
from .exemplars import publish_exemplars
from .last_year import load_last_year
from .papers import load_papers
from .site import load_site
from .story import Teller, missing_stories
from .units import load_units
from .users import load_users

SAMPLE_NAME = "danh-sach-m3-cao-xa.xlsx"


@dataclass(frozen=True)
class Loaded:
    """Who can sign in, and where the sample list lies."""

    people: dict[str, User]
    sample: Path


@transaction.atomic
def load_demo(password: str) -> Loaded:
    """Build what is missing: accounts, units, pages, papers, campaigns and their stories.

    Each part is known by something an editor does not change: a user name, a
    unit's code, a campaign's address, the hidden key of a page. What stands is
    left as it is, also when somebody has changed it since.
    """
    load_units()
    people = load_users(password)
    editor = people["bientap"]
    load_site(editor)
    load_last_year(people)
    missing = missing_stories()
    campaigns = {story.paper_slug: story.add() for story in missing}
    load_papers(campaigns, editor)
    recognised: list[Recognition] = []
    for story in missing:
        recognised += Teller(story, campaigns[story.paper_slug], people).tell()
    load_campaign_pages(editor)
    publish_exemplars(recognised, editor)
    return Loaded(people, _write_sample())


def _write_sample() -> Path:
    """Write the filled list for trying the upload; the file is the same every time."""
    folder = Path(settings.VAR_DIR) / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SAMPLE_NAME
    path.write_bytes(sample_list())
    return path
