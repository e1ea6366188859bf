"""The two entries of the desk in the admin's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from submissions.desk.campaigns.campaigns import CampaignViewSet
from submissions.desk.campaigns.deadline_rules import DeadlineRuleViewSet
from submissions.desk.campaigns.permits import LatePermitViewSet
from submissions.desk.campaigns.who_has_not_sent import WhoHasNotSentViewSet
from submissions.desk.official.catalogues import LevelViewSet, SchemeViewSet, SectorViewSet
from submissions.desk.official.list_forms import ListFormViewSet
from submissions.desk.official.official_forms import OfficialFormViewSet
from submissions.desk.people.invitations import InvitationViewSet
from submissions.desk.people.mails import MailViewSet
from submissions.desk.people.memberships import MembershipViewSet
from submissions.desk.people.units import UnitViewSet
from submissions.desk.recognition.decisions import DecisionViewSet
from submissions.desk.recognition.recognitions import RecognitionViewSet
from submissions.desk.registrations.batches import BatchViewSet
from submissions.desk.registrations.book import RegistrationViewSet
from submissions.desk.registrations.consolidated_lists import ConsolidatedListViewSet


class DeskGroup(ModelViewSetGroup):
    """The work of the desk, in the order in which a registration meets it."""

    menu_label = _("Registration of initiatives")
    menu_name = "desk"
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (
        RegistrationViewSet,
        WhoHasNotSentViewSet,
        ConsolidatedListViewSet,
        RecognitionViewSet,
        DecisionViewSet,
        CampaignViewSet,
        DeadlineRuleViewSet,
        LatePermitViewSet,
        BatchViewSet,
    )


class DirectoryGroup(ModelViewSetGroup):
    """Units, people, the forms and the short lists."""

    menu_label = _("Units and lists")
    menu_name = "directory"
    menu_icon = "group"
    menu_order = 160
    items = (
        UnitViewSet,
        MembershipViewSet,
        InvitationViewSet,
        MailViewSet,
        OfficialFormViewSet,
        ListFormViewSet,
        LevelViewSet,
        SectorViewSet,
        SchemeViewSet,
    )
