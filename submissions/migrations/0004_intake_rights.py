"""Who makes consolidated lists, invites people and reads the outbox."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RIGHTS = {
    "Chuyên viên": [
        "view_consolidatedlist",
        "add_consolidatedlist",
        "change_consolidatedlist",
        "view_membership",
        "view_invitation",
        "add_invitation",
        "change_invitation",
        "view_mail",
        "change_mail",
    ],
    "Hội đồng / lãnh đạo": ["view_consolidatedlist", "view_mail"],
    "Theo dõi": ["view_consolidatedlist"],
}


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions only after all migrations; the groups need them now.
    config = apps.get_app_config("submissions")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="submissions", codename__in=codenames)
        )


def withdraw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, codenames in RIGHTS.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(
                *apps.get_model("auth", "Permission").objects.filter(
                    content_type__app_label="submissions", codename__in=codenames
                )
            )


class Migration(migrations.Migration):
    dependencies = [("submissions", "0003_shipped_forms")]

    operations = [migrations.RunPython(grant, withdraw)]
