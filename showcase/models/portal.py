"""Who speaks on the portal: the lines in its head and foot."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from submissions.models.fields import VietnameseCharField


@register_setting(icon="site")
class PortalSettings(BaseSiteSetting):
    """The organisation behind a site (Nghị định 42/2022, Điều 4: address, telephone, e-mail, who answers)."""

    organisation_upper = VietnameseCharField(
        _("upper body"), max_length=255, blank=True, help_text=_("The first line of the page head.")
    )
    organisation = VietnameseCharField(
        _("organisation"), max_length=255, blank=True, help_text=_("The second line of the page head.")
    )
    address = VietnameseCharField(_("address"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    responsible = VietnameseCharField(
        _("responsible for the content"), max_length=255, blank=True, help_text=_("Office and name.")
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("organisation_upper"), FieldPanel("organisation")], heading=_("Page head")
        ),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("email"), FieldPanel("phone"), FieldPanel("responsible")],
            heading=_("Contact"),
        ),
    ]

    class Meta:
        verbose_name = _("organisation and contact")
        verbose_name_plural = _("organisations and contacts")
