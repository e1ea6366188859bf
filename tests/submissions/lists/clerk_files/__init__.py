"""Files as units send them, each with what a careful clerk reads in it; a module for each kind of file."""

from .agencies import FILES as AGENCIES
from .communes import FILES as COMMUNES
from .communes_own_ways import FILES as COMMUNES_OWN_WAYS
from .home_made import FILES as HOME_MADE
from .home_made_groups import FILES as HOME_MADE_GROUPS
from .odd_habits import FILES as ODD_HABITS
from .odd_workbooks import FILES as ODD_WORKBOOKS
from .old_fonts import FILES as OLD_FONTS
from .open_documents import FILES as OPEN_DOCUMENTS
from .plain_texts import FILES as PLAIN_TEXTS
from .told import ClerkFile, Maker
from .word_forms import FILES as WORD_FORMS
from .word_lists import FILES as WORD_LISTS

FILES: list[Maker] = [
    *COMMUNES,
    *COMMUNES_OWN_WAYS,
    *AGENCIES,
    *HOME_MADE,
    *HOME_MADE_GROUPS,
    *ODD_WORKBOOKS,
    *ODD_HABITS,
    *OPEN_DOCUMENTS,
    *OLD_FONTS,
    *PLAIN_TEXTS,
    *WORD_LISTS,
    *WORD_FORMS,
]

__all__ = ["FILES", "ClerkFile", "Maker"]
