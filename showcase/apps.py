from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    name = "showcase"
    verbose_name = _("Public portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from showcase import publishing  # noqa: PLC0415 -- needs the models
        from submissions.lifecycle.recognition import (  # noqa: PLC0415
            recognition_published,
            recognition_revoked,
        )

        recognition_published.connect(publishing.offer_draft)
        recognition_revoked.connect(publishing.withdraw_page)
        post_save.connect(publishing.offer_missing_drafts, sender="showcase.ExemplarIndexPage")
