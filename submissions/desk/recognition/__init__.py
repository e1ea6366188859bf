"""Recognitions and the decisions that publish them."""
