"""The two apps installed from the wheel into a bare `wagtail start` project.

The process of that project has this interpreter and the unpacked wheel, but not this checkout.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
INSTALLED_APPS = ["showcase", "submissions", "import_export", "wagtail.contrib.settings", *INSTALLED_APPS]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("wagtail.contrib.settings.context_processors.settings")
LANGUAGE_CODE = "vi"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
ALLOWED_HOSTS = ["testserver"]
"""
URLS = """
from django.urls import include, path

urlpatterns = [
    path("don-vi/", include("submissions.unit_area.urls")),
    path("", include("showcase.urls")),
    *urlpatterns,
]
"""
# The host project's own home page gives way to ours, as on the site of an office that moves in.
VISIT = """
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.translation import gettext
from wagtail.models import Page, Site
from showcase.models import GuidanceIndexPage, GuidancePage, HomePage
from submissions.models import Level, Membership, Unit
import showcase

home = HomePage(title="Cổng dân vận khéo", slug="cong")
Page.get_first_root_node().add_child(instance=home)
Site.objects.update(root_page=home)
Site.clear_site_root_paths_cache()
index = home.add_child(instance=GuidanceIndexPage(title="Văn bản", slug="van-ban"))
paper = GuidancePage(title="Đăng ký mô hình", slug="dang-ky", document_type="cong_van", subject="V/v đăng ký")
index.add_child(instance=paper)
client = Client()
print("from", showcase.__file__)
for address in ("/", "/van-ban/", "/van-ban/dang-ky/", "/tim-kiem/?q=dang+ky", "/don-vi/dang-nhap/"):
    print("GET", address, client.get(address).status_code)
page = client.get("/van-ban/dang-ky/").content.decode()
print("title", "Đăng ký mô hình" in page, "look", "portal/css/portal.css" in page)
print("stranger", client.get("/don-vi/").headers["Location"])
level = Level.objects.get(code="co-so")
unit = Unit.add_root(name="Đảng ủy xã Cao Xá", code="cao-xa", type="commune", level=level)
clerk = User.objects.create_user("can-bo")
clerk.groups.add(Group.objects.get(name="Đơn vị"))
Membership.objects.create(user=clerk, unit=unit, role="clerk")
client.force_login(clerk)
print("unit area", "Đảng ủy xã Cao Xá" in client.get("/don-vi/", follow=True).content.decode())
client.force_login(User.objects.create_superuser("quan-tri"))
print("admin", client.get("/admin/").status_code)
print("message", gettext("Registrations"))
print("static", finders.find("portal/fonts/OFL.txt"))
"""


def run(*command: str | Path, cwd: Path, python_path: Path | None = None) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DEBUG", "SECRET_KEY", "PYTHONPATH")
    }
    if python_path:
        environment["PYTHONPATH"] = str(python_path)
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("dvk_portal-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The wheel as an installer lays it out: it is pure Python, so it is its own content."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def contents(folder: str) -> set[str]:
    root = ROOT / folder
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_everything_the_apps_show_is_inside(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in contents("templates"):
        assert {f"submissions/templates/{path}", f"showcase/templates/{path}"} & names, path
    for path in contents("static"):
        assert f"submissions/static/{path}" in names
    assert {f"submissions/locale/vi/LC_MESSAGES/django.{kind}" for kind in ("po", "mo")} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {
        "dvk_portal",
        "showcase",
        "submissions",
    }


def test_the_licence_goes_with_it(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]


class Site:
    """A `wagtail start` project with the two apps added, as the README says."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder, self.installed = folder, installed
        run(Path(sys.executable).with_name("wagtail"), "start", "mysite", folder, cwd=folder)
        for name, addition in (("settings/dev.py", SETTINGS), ("urls.py", URLS)):
            with (folder / "mysite" / name).open("a", encoding="utf-8") as file:
                file.write(addition)

    def manage(self, *arguments: str) -> str:
        command = (sys.executable, "manage.py", *arguments)
        return run(*command, cwd=self.folder, python_path=self.installed)


@pytest.fixture(scope="module")
def mysite(installed, tmp_path_factory) -> Site:
    site = Site(tmp_path_factory.mktemp("host"), installed)
    site.manage("migrate", "-v", "0")
    return site


def test_a_bare_wagtail_site_serves_a_guidance_page_and_the_unit_area(mysite):
    assert mysite.manage("shell", "-v", "0", "-c", VISIT).splitlines() == [
        f"from {mysite.installed}/showcase/__init__.py",
        "GET / 200",
        "GET /van-ban/ 200",
        "GET /van-ban/dang-ky/ 200",
        "GET /tim-kiem/?q=dang+ky 200",
        "GET /don-vi/dang-nhap/ 200",
        "title True look True",
        "stranger /don-vi/dang-nhap/?next=/don-vi/",
        "unit area True",
        "admin 200",
        "message Bản đăng ký",
        f"static {mysite.installed}/submissions/static/portal/fonts/OFL.txt",
    ]


def test_the_apps_lack_no_migration_there(mysite):
    assert mysite.manage("makemigrations", "--check", "--dry-run", "showcase", "submissions")


def test_the_checks_of_django_find_nothing_there(mysite):
    assert "no issues" in mysite.manage("check")
