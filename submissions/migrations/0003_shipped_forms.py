"""The shipped forms and lists, and who looks after forms."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from submissions import shipped_forms

MODELS = ["officialform", "formfield", "listform", "listcolumn"]

ACTIONS = {
    "Chuyên viên": ["view", "add", "change"],
    "Hội đồng / lãnh đạo": ["view"],
    "Theo dõi": ["view"],
}


def load_forms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    shipped_forms.load(apps)


def unload_forms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    shipped_forms.unload(apps)


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions only after all migrations; the groups need them now.
    config = apps.get_app_config("submissions")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    for name, codenames in _codenames().items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*_permissions(apps, codenames))


def withdraw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, codenames in _codenames().items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.remove(*_permissions(apps, codenames))


def _codenames() -> dict[str, list[str]]:
    return {name: [f"{action}_{model}" for action in actions for model in MODELS] for name, actions in ACTIONS.items()}


def _permissions(apps: Apps, codenames: list[str]):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="submissions", codename__in=codenames
    )


class Migration(migrations.Migration):
    dependencies = [("submissions", "0002_sectors_levels_groups")]

    operations = [
        migrations.RunPython(load_forms, unload_forms),
        migrations.RunPython(grant, withdraw),
    ]
