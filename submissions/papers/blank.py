"""A registration that says nothing, with which an official form lays itself out to be filled in by hand."""

from submissions.models import Campaign, Initiative, Level, Registration, Sector, Unit

UNIT_NAME = "Tên cơ quan, đơn vị"


def blank_registration(campaign: Campaign) -> Registration:
    """Return an unsaved registration in a campaign, with nothing written and no box to tick."""
    return Registration(
        initiative=Initiative(sector=Sector()),
        campaign=campaign,
        unit=nameless_unit(),
        level=Level(),
        continuity="",
    )


def nameless_unit() -> Unit:
    """Return an unsaved unit that stands for whichever fills in the form."""
    return Unit(name=UNIT_NAME, level=Level(name="cấp cơ sở"))
