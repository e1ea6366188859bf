"""The page types of the public portal, one file a family."""

from .base import BasePage
from .campaigns import CampaignIndexPage, CampaignPage
from .exemplars import ExemplarIndexPage, ExemplarPage, Figure
from .guidance import GuidanceIndexPage, GuidancePage
from .guidance_parts import Annex, LegalBasis, PaperDeadline, Replacement
from .home import HomePage
from .portal import PortalSettings

__all__ = [
    "Annex",
    "BasePage",
    "CampaignIndexPage",
    "CampaignPage",
    "ExemplarIndexPage",
    "ExemplarPage",
    "Figure",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "LegalBasis",
    "PaperDeadline",
    "PortalSettings",
    "Replacement",
]
