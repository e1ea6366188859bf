"""The two apps installed from the wheel into a bare `wagtail start` project.

The process of that project has this interpreter and the unpacked wheel, but not this checkout.
"""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What a `wagtail start` project needs to answer a test, beyond what the README has one add.
HOST = """
ALLOWED_HOSTS = ["testserver"]
"""
IMPORTS = "from django.urls import include, path\n"
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
for address in (
    "/", "/van-ban/", "/van-ban/dang-ky/", "/tim-kiem/?q=dang+ky", "/don-vi/dang-nhap/",
    "/sitemap.xml", "/robots.txt", "/so-do-trang/",
):
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

LIBRARY_SETTINGS = """
INSTALLED_APPS += ["library"]
WAGTAILIMAGES_IMAGE_MODEL = "library.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "library.Paper"
"""
LIBRARY_MODELS = """
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    admin_form_fields = ("title", "file")


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class Paper(AbstractDocument):
    admin_form_fields = ("title", "file")
"""
REFERENCES = """
from django.db import connection

with connection.cursor() as cursor:
    for table, column in (("exemplarpage", "picture_id"), ("annex", "document_id")):
        print(column, connection.introspection.get_relations(cursor, f"showcase_{table}")[column][1])
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


def recipe() -> tuple[str, str]:
    """The settings and the addresses that the README tells a site to add."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Adding it")[2].partition("\n## ")[0]
    settings, urls = map(dedent, re.findall(r"^ *```python\n(.*?)^ *```", section, re.M | re.S))
    return settings.replace("# … the apps of your site", "*INSTALLED_APPS,"), urls


class Site:
    """A `wagtail start` project with the two apps added, as the README says."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder, self.installed = folder, installed
        run(Path(sys.executable).with_name("wagtail"), "start", "mysite", folder, cwd=folder)
        settings, urls = recipe()
        self.add("mysite/settings/dev.py", settings + HOST)
        self.add("mysite/urls.py", IMPORTS + urls)

    def add(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

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
        "GET /sitemap.xml 200",
        "GET /robots.txt 200",
        "GET /so-do-trang/ 200",
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


def test_a_site_with_its_own_pictures_and_files_keeps_them(installed, tmp_path):
    site = Site(tmp_path, installed)
    site.add("library/__init__.py", "")
    site.add("library/models.py", LIBRARY_MODELS)
    site.add("mysite/settings/dev.py", LIBRARY_SETTINGS)
    site.manage("makemigrations", "library", "-v", "0")
    site.manage("migrate", "-v", "0")

    assert site.manage("shell", "-v", "0", "-c", REFERENCES).splitlines() == [
        "picture_id library_picture",
        "document_id library_paper",
    ]
    site.manage("makemigrations", "--check", "--dry-run", "showcase", "submissions")
