"""Blocks of which the text of a paper is made."""

from .paper import PaperBlock

__all__ = ["PaperBlock"]
