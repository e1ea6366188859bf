"""What the forms of the desk have in common."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm


class PaperForm(WagtailAdminModelForm):
    """A form beside the doors: of a standing record it writes its own fields and no others.

    Writing the whole row would undo what a door did between reading the form and sending it.
    """

    def save(self, commit: bool = True) -> Any:
        """Save what the form says and return the record, unsaved when `commit` is off."""
        if not self.instance.pk or not commit:
            return super().save(commit)
        record = super().save(commit=False)
        columns = {field.name for field in record._meta.concrete_fields}
        record.save(update_fields=columns.intersection(self._meta.fields))
        self.save_m2m()
        return record
