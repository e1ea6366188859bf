"""The public addresses that are not pages of the tree."""
