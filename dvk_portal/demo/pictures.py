"""Generated pictures for the exemplars: quiet geometry in the portal's colours, one motif a sector.

The same title gives the same picture. They are no photographs and show nobody.
"""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from submissions.models import Sector

WIDTH, HEIGHT = 1200, 800
SCALE = 2
"""Drawn larger and reduced, so that the edges are smooth."""

RED, DEEP_RED, ROSE = "#b3261e", "#7d1712", "#d9695f"
GOLD, SAND, CREAM = "#d9a521", "#efd596", "#fbf4e4"
GREEN, DEEP_GREEN, LEAF = "#3f7d4e", "#235036", "#9cc29a"
BLUE, DEEP_BLUE, SKY = "#2f6690", "#173f5f", "#bfd7e4"

Point = tuple[float, float]
Painter = Callable[[ImageDraw.ImageDraw, random.Random, int], None]

ALTERNATIVE_TEXTS = {
    Sector.Key.ECONOMY: "Hình minh họa trừu tượng: ruộng bậc thang và mặt trời, không phải ảnh chụp",
    Sector.Key.CULTURE_SOCIETY: "Hình minh họa trừu tượng: những cánh sen đan nhau, không phải ảnh chụp",
    Sector.Key.DEFENCE_SECURITY: "Hình minh họa trừu tượng: núi và sóng dưới vầng trăng, không phải ảnh chụp",
    Sector.Key.POLITICAL_SYSTEM: "Hình minh họa trừu tượng: những vòng tròn đồng tâm như mặt trống đồng, "
    "không phải ảnh chụp",
}


def paint(sector_key: str, seed: str, variant: int = 0) -> bytes:
    """Paint the motif of a sector as PNG of 1200 × 800 pixels.

    `seed` moves its parts, `variant` (any number) chooses among its colours.
    """
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), CREAM)
    draw = ImageDraw.Draw(image)
    _MOTIFS[sector_key](draw, random.Random(seed), variant)  # noqa: S311 - art, not secrecy
    reduced = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    reduced.quantize(128, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _scaled(points: list[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
    draw.ellipse(box, fill=colour)


def _band(draw: ImageDraw.ImageDraw, base: float, wave: tuple[float, float, float], colour: str) -> None:
    """Everything below a wave line; `wave` is its swing, phase and length."""
    swing, phase, length = wave
    edge = [(float(x), base + swing * math.sin(x / length + phase)) for x in range(-8, WIDTH + 9, 8)]
    draw.polygon(_scaled([*edge, (WIDTH + 8.0, HEIGHT + 8.0), (-8.0, HEIGHT + 8.0)]), fill=colour)


def _terraces(draw: ImageDraw.ImageDraw, chance: random.Random, variant: int) -> None:
    sky, halo, sun, *fields = (
        (
            SAND,
            ("#f3dfae", "#eccb7d"),
            GOLD,
            LEAF,
            "#7fb07f",
            "#5f9966",
            GREEN,
            "#32693f",
            DEEP_GREEN,
            "#1b4029",
        ),
        (SKY, ("#d3e3ea", "#e9ecdf"), CREAM, SAND, "#e5c268", GOLD, "#b98a1c", "#7f9148", GREEN, DEEP_GREEN),
        (
            "#f6d9c4",
            ("#f2c3a2", "#e79f80"),
            RED,
            "#c9d9b8",
            LEAF,
            "#6ea277",
            GREEN,
            "#2f6a6b",
            BLUE,
            DEEP_BLUE,
        ),
    )[variant % 3]
    draw.rectangle([0, 0, WIDTH * SCALE, HEIGHT * SCALE], fill=sky)
    sun_x = chance.uniform(260, 940)
    for radius, colour in ((230, halo[0]), (180, halo[1]), (130, sun)):
        _disc(draw, sun_x, 280, radius, colour)
    phase = chance.uniform(0, 6)
    for step, colour in enumerate(fields):
        base = 330 + step * 72
        wave = (46 - step * 4, phase + step * 0.7, 210 + step * 12)
        _band(draw, base - 7, wave, CREAM)
        _band(draw, base, wave, colour)


def _petal(
    draw: ImageDraw.ImageDraw, centre: Point, angle: float, size: tuple[float, float], colour: str
) -> None:
    """A pointed petal from `centre` outwards; `size` is its length and half its width."""
    length, width = size
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    sides: list[list[Point]] = [[], []]
    for step in range(41):
        part = step / 40
        swell = width * math.sin(math.pi * part) ** 0.8 * (1 - 0.25 * part)
        for side, sign in enumerate((1, -1)):
            sides[side].append(
                (
                    centre[0] + along[0] * length * part + across[0] * swell * sign,
                    centre[1] + along[1] * length * part + across[1] * swell * sign,
                )
            )
    draw.polygon(_scaled(sides[0] + sides[1][::-1]), fill=colour)


def _lotus(draw: ImageDraw.ImageDraw, chance: random.Random, variant: int) -> None:
    sky, halo, petals, water = (
        (
            "#f8e7dc",
            ("#f5dccb", "#f2d0b8", "#eec39f"),
            (ROSE, RED, DEEP_RED, GOLD),
            (LEAF, GREEN, DEEP_GREEN),
        ),
        (
            DEEP_BLUE,
            ("#1d4b6e", "#245a80", "#2f6690"),
            ("#f1c9c0", ROSE, RED, GOLD),
            ("#3f7d4e", "#2c5f3d", DEEP_GREEN),
        ),
        ("#e6efdf", ("#d9e8d3", "#c9dfc6", "#b7d3b5"), (SAND, GOLD, "#c2571f", RED), (SKY, BLUE, DEEP_BLUE)),
        (DEEP_RED, ("#8c1c16", "#9c221b", RED), (CREAM, SAND, GOLD, ROSE), (GOLD, "#b98a1c", "#8a6412")),
        (CREAM, ("#f4e6c3", SAND, "#e8c878"), (SKY, "#7fa9c2", BLUE, GOLD), ("#9fc0d2", BLUE, DEEP_BLUE)),
    )[variant % 5]
    draw.rectangle([0, 0, WIDTH * SCALE, HEIGHT * SCALE], fill=sky)
    centre_x = chance.uniform(480, 720)
    for radius, colour in zip((520, 400, 280), halo, strict=True):
        _disc(draw, centre_x, 640, radius, colour)
    layers = ((9, 560, 92, 1.32), (7, 470, 88, 1.0), (5, 370, 80, 0.68), (3, 250, 62, 0.36))
    for (count, length, width, spread), colour in zip(layers, petals, strict=True):
        for index in range(count):
            angle = -math.pi / 2 + (index / (count - 1) * 2 - 1) * spread
            stretch = length * (1 + chance.uniform(-0.05, 0.05))
            _petal(draw, (centre_x, 660), angle, (stretch, width * 1.08), sky)
            _petal(draw, (centre_x, 660), angle, (stretch, width), colour)
    phase = chance.uniform(0, 6)
    for step, colour in enumerate(water):
        _band(draw, 652 + step * 52, (14, phase + step, 150), colour)


def _mountains(draw: ImageDraw.ImageDraw, chance: random.Random, variant: int) -> None:
    sky, halo, ranges, fields = (
        (
            SKY,
            ("#d3e3ea", "#e9ecdf", CREAM),
            (("#8fb4c8", "#a7c6d6"), (BLUE, "#4a80a8"), (DEEP_BLUE, "#27567a")),
            (GREEN, DEEP_GREEN, GOLD, DEEP_RED),
        ),
        (
            "#f6dfc0",
            ("#f2cf9d", "#ecb96f", RED),
            (("#c9b68d", "#d8c9a6"), (GREEN, "#5a9467"), (DEEP_GREEN, "#2f6444")),
            (BLUE, DEEP_BLUE, GOLD, DEEP_RED),
        ),
    )[variant % 2]
    draw.rectangle([0, 0, WIDTH * SCALE, HEIGHT * SCALE], fill=sky)
    moon_x = chance.uniform(280, 920)
    for radius, colour in zip((190, 140, 95), halo, strict=True):
        _disc(draw, moon_x, 230, radius, colour)
    for layer, (colour, light) in enumerate(ranges):
        base, x = 600 + layer * 40, -160.0
        while x < WIDTH + 100:
            width = chance.uniform(300, 460)
            top = (x + width / 2, base - chance.uniform(190, 330) + layer * 50)
            draw.polygon(_scaled([(x, base), top, (x + width, base)]), fill=colour)
            draw.polygon(_scaled([top, (x + width, base), (x + width * 0.58, base)]), fill=light)
            x += width * 0.62
        draw.rectangle([0, base * SCALE, WIDTH * SCALE, HEIGHT * SCALE], fill=colour)
    phase = chance.uniform(0, 6)
    for step, colour in enumerate(fields):
        _band(draw, 640 + step * 44, (15, phase + step * 1.3, 110), colour)


def _drum(draw: ImageDraw.ImageDraw, chance: random.Random, variant: int) -> None:
    ground, dark, bright = (
        (DEEP_RED, "#8c1c16", RED),
        (DEEP_BLUE, "#1d4b6e", BLUE),
        (DEEP_GREEN, "#2c5f3d", GREEN),
    )[variant % 3]
    draw.rectangle([0, 0, WIDTH * SCALE, HEIGHT * SCALE], fill=ground)
    x, y = chance.uniform(380, 820), chance.uniform(360, 440)
    rings = ((620, dark), (520, bright), (430, dark), (345, bright), (262, ground))
    for index, (radius, colour) in enumerate(rings):
        _disc(draw, x, y, radius + 4, GOLD)
        _disc(draw, x, y, radius, colour)
        count = 72 - index * 10
        turn = chance.uniform(0, 1)
        for mark in range(count):
            angle = math.tau * (mark + turn) / count
            distance = radius - 42
            _disc(draw, x + distance * math.cos(angle), y + distance * math.sin(angle), 9 - index, SAND)
    rays = chance.choice((12, 14, 16))
    for ray in range(rays):
        _petal(draw, (x, y), math.tau * ray / rays - math.pi / 2, (205, 25), GOLD)
    _disc(draw, x, y, 58, SAND)
    _disc(draw, x, y, 40, RED)


_MOTIFS: dict[str, Painter] = {
    Sector.Key.ECONOMY: _terraces,
    Sector.Key.CULTURE_SOCIETY: _lotus,
    Sector.Key.DEFENCE_SECURITY: _mountains,
    Sector.Key.POLITICAL_SYSTEM: _drum,
}
