"""What `make run` does between the installation and the server."""

import os
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from dvk_portal.demo.users import DEFAULT_PASSWORD, USERS, with_published_password


class Command(BaseCommand):
    """Migrates, collects static files and, in a database without a single user, loads the demo."""

    help = "Prepare the database and the static files; load the demo on the first run."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if self._first_run():
            self._load_demo()
        self._refuse_published_passwords()
        self._welcome()

    def _first_run(self) -> bool:
        return not get_user_model()._default_manager.exists()

    def _load_demo(self) -> None:
        if not settings.LOCAL and "DEMO_PASSWORD" not in os.environ:
            self.stdout.write(
                "Demo not loaded: BASE_URL is public. Set DEMO_PASSWORD to load it with a password of "
                "your own, or begin with: .venv/bin/python manage.py createsuperuser"
            )
            return
        self.stdout.write("Nạp dữ liệu mẫu (loading the demo) …")
        call_command("load_demo", stdout=self.stdout)

    def _refuse_published_passwords(self) -> None:
        """A portal that was tried on this machine does not go public with the accounts of the trial."""
        if settings.LOCAL:
            return
        if names := with_published_password():
            raise CommandError(
                f"BASE_URL is public, but {', '.join(names)} still sign in with the published demo password. "
                "Change or deactivate them first: manage.py changepassword NAME, with a local BASE_URL."
            )

    def _welcome(self) -> None:
        names = [user.username for user in USERS]
        self.stdout.write(f"\nCổng dân vận khéo: {settings.BASE_URL}/")
        self.stdout.write(f"  Đơn vị:   {settings.BASE_URL}/don-vi/")
        self.stdout.write(f"  Quản trị: {settings.BASE_URL}{settings.ADMIN_PREFIX}")
        if settings.LOCAL and get_user_model()._default_manager.filter(username__in=names).exists():
            password = "$DEMO_PASSWORD" if "DEMO_PASSWORD" in os.environ else DEFAULT_PASSWORD
            self.stdout.write(f"  Người dùng mẫu (demo users): {', '.join(names)}")
            self.stdout.write(f"  Mật khẩu (password): {password}\n")
