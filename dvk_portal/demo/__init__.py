"""The demo: five real papers, the units they name, campaigns and what became of them.

Everything it shows travels inside the package; nothing is fetched. Loading it
again changes nothing that an editor, a unit or a desk has done since.
"""
