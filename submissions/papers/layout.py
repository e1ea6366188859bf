"""Measures of a party paper, which Word and PDF share: A4 and the margins of domain-beyond 5.5, in mm.

They are those that a Khối committee teaches; 36-HD/VPTW and its successor were not at hand.
"""

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 25, 25, 35, 15
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
PAGE_NUMBER_TOP = 10
LETTERHEAD_LEFT = 60
INDENT = 10
SIGNATURE_HEIGHT = 36

# Points.
FONT = "Times New Roman"
FONT_SIZE, TITLE_SIZE, PARTY_TITLE_SIZE, HINT_SIZE = 14, 16, 15, 12
PARAGRAPH_SPACE = 3
LINE_SPACING = 1.1
