"""The doors: the only places where a state changes.

Each transition is one function `verb(record, by=user, …)` that checks permission
and guard, locks the row, changes the state and logs. A refusal says why.
"""
