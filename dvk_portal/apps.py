from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dvk_portal"
    verbose_name = "dvk_portal"

    def ready(self) -> None:
        from dvk_portal import checks  # noqa: F401, PLC0415 -- registers the deployment checks
