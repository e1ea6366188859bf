"""What the group “Biên tập viên” may do: write and publish pages, pictures and files everywhere."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EDITORS = "Biên tập viên"

PAGE_PERMISSIONS = {
    "add_page": "Can add page",
    "change_page": "Can change page",
    "publish_page": "Can publish any page",
    "lock_page": "Can lock/unlock pages you've locked",
}
# Wagtail asks for the permissions of its own two models, also where a site has models in their place.
COLLECTION_PERMISSIONS = [
    ("wagtailimages", "image", {"add_image": "Can add image", "change_image": "Can change image", "choose_image": "Can choose image"}),
    (
        "wagtaildocs",
        "document",
        {"add_document": "Can add document", "change_document": "Can change document", "choose_document": "Can choose document"},
    ),
]


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=EDITORS)
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for permission in _permissions(apps, "wagtailcore", "page", PAGE_PERMISSIONS):
        GroupPagePermission.objects.get_or_create(group=group, page=root_page, permission=permission)
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for app_label, model, names in COLLECTION_PERMISSIONS:
        for permission in _permissions(apps, app_label, model, names):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root_collection, permission=permission
            )


def revoke(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("GroupPagePermission", "GroupCollectionPermission"):
        apps.get_model("wagtailcore", name).objects.filter(group__name=EDITORS).delete()


def _permissions(apps: Apps, app_label: str, model: str, names: dict[str, str]) -> list:
    """The permissions of a model; Django itself makes them only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    Permission = apps.get_model("auth", "Permission")
    return [
        Permission.objects.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]
        for codename, name in names.items()
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("showcase", "0001_initial"),
        ("submissions", "0002_sectors_levels_groups"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
