"""The two entries of the desk in the admin's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from .batches import BatchViewSet
from .campaigns import CampaignViewSet
from .catalogues import LevelViewSet, SchemeViewSet, SectorViewSet
from .decisions import DecisionViewSet
from .list_forms import ListFormViewSet
from .official_forms import OfficialFormViewSet
from .recognitions import RecognitionViewSet
from .registrations import RegistrationViewSet
from .units import MembershipViewSet, UnitViewSet


class DeskGroup(ModelViewSetGroup):
    """The work of the desk, in the order in which a registration meets it."""

    menu_label = _("Registration of initiatives")
    menu_name = "desk"
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (RegistrationViewSet, RecognitionViewSet, DecisionViewSet, CampaignViewSet, BatchViewSet)


class DirectoryGroup(ModelViewSetGroup):
    """Units, people, the forms and the short lists."""

    menu_label = _("Units and lists")
    menu_name = "directory"
    menu_icon = "group"
    menu_order = 160
    items = (
        UnitViewSet,
        MembershipViewSet,
        OfficialFormViewSet,
        ListFormViewSet,
        LevelViewSet,
        SectorViewSet,
        SchemeViewSet,
    )
