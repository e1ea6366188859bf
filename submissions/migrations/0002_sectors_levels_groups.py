"""The rows every installation needs: four canonical sectors, the levels, the groups of design section 7."""

import datetime

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SECTORS = [
    ("political_system", "Xây dựng Đảng và hệ thống chính trị", "xay-dung-dang-he-thong-chinh-tri"),
    ("economy", "Phát triển kinh tế", "kinh-te"),
    ("culture_society", "Văn hóa - xã hội", "van-hoa-xa-hoi"),
    ("defence_security", "Quốc phòng - an ninh", "quoc-phong-an-ninh"),
]

# Districts ended with the reform of 01/7/2025, the Khối committees early in 2025 (domain-beyond 9).
LEVELS = [
    ("co-so", "cấp cơ sở", 1, None),
    ("xa", "cấp xã", 2, None),
    ("huyen", "cấp huyện", 2, datetime.date(2025, 6, 30)),
    ("khoi", "cấp Đảng bộ Khối", 2, datetime.date(2025, 6, 30)),
    ("tinh", "cấp tỉnh", 3, None),
    ("trung-uong", "cấp trung ương", 4, None),
]

VIEWS = [
    "view_registration",
    "view_initiative",
    "view_unit",
    "view_campaign",
    "view_batch",
    "view_recognition",
    "view_decision",
]

GROUPS = {
    # Editors publish the paper and open the campaign that rests on it; registrations are the desk's.
    "Biên tập viên": ["view_campaign", "add_campaign", "change_campaign"],
    "Chuyên viên": [
        *VIEWS,
        "view_individual",
        "receive_registration",
        "propose_recognition",
        "add_campaign",
        "change_campaign",
    ],
    "Hội đồng / lãnh đạo": [
        *VIEWS,
        "decide_recognition",
        "add_decision",
        "change_decision",
        "publish_decision",
    ],
    "Đơn vị": ["submit_registration"],
    "Theo dõi": VIEWS,
}

ADMIN_GROUPS = ["Biên tập viên", "Chuyên viên", "Hội đồng / lãnh đạo", "Theo dõi"]


def create_rows(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Sector = apps.get_model("submissions", "Sector")
    for order, (key, name, slug) in enumerate(SECTORS, start=1):
        Sector.objects.get_or_create(key=key, defaults={"name": name, "slug": slug, "order": order})
    Level = apps.get_model("submissions", "Level")
    for code, name, rank, valid_to in LEVELS:
        Level.objects.get_or_create(code=code, defaults={"name": name, "rank": rank, "valid_to": valid_to})


def create_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions only after all migrations; the groups need them now.
    config = apps.get_app_config("submissions")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    access_admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="submissions", codename__in=codenames)
        )
        if name in ADMIN_GROUPS:
            group.permissions.add(access_admin)


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [
        migrations.RunPython(create_rows, migrations.RunPython.noop),
        migrations.RunPython(create_groups, remove_groups),
    ]
