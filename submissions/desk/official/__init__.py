"""The forms, lists, levels and sectors that everything else is written in."""
