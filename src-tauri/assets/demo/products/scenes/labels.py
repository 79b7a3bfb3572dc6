"""Draws the labels of both brands. Usage: python labels.py FONT_FOLDER

FONT_FOLDER holds static cuts of Mona Sans and Bricolage Grotesque (both OFL), see README.md.
"""
import math
import os
import sys

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = sys.argv[1]
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "labels")
KELP, BONE, GLASS, CORAL = "#17302B", "#F4EFE6", "#BFD9CE", "#FF6A3D"
ESPRESSO, OAT, PINE, RUST = "#2B1711", "#F2E7D5", "#1F3D33", "#A93C14"


def font(name, size):
    return ImageFont.truetype(os.path.join(FONTS, name + ".ttf"), size)


def sheet(width, height, colour):
    image = Image.new("RGB", (width, height), colour)
    return image, ImageDraw.Draw(image)


def spaced(draw, x, y, text, cut, colour, spacing, anchor="m"):
    width = sum(draw.textlength(c, font=cut) + spacing for c in text) - spacing
    if anchor == "m":
        x -= width / 2
    for c in text:
        draw.text((x, y), c, font=cut, fill=colour)
        x += draw.textlength(c, font=cut) + spacing


def save(image, name):
    os.makedirs(OUT, exist_ok=True)
    image.save(os.path.join(OUT, name + ".png"), optimize=True)


def saltwick():
    # The bottle: its label goes once around, 360 degrees wide, front in the middle.
    image, draw = sheet(3600, 1060, BONE)
    spaced(draw, 1800, 330, "SALTWICK", font("mona-700w", 118), KELP, 10)
    draw.text((1800, 520), "Refillable surface spray", font=font("mona-500", 48), fill=KELP, anchor="mm")
    draw.text((1800, 600), "Fill with water. Drop a tablet.", font=font("mona-500", 40), fill="#52635E", anchor="mm")
    draw.rectangle((0, 960, 3600, 1060), fill=CORAL)
    draw.text((1800, 900), "500 ml   17 fl oz", font=font("mona-500", 36), fill=KELP, anchor="mm")
    save(image, "bottle")
    # The tablet pouch: front and back in one, front fills the sheet.
    image, draw = sheet(1400, 1800, GLASS)
    draw.rectangle((0, 0, 1400, 250), fill=KELP)
    spaced(draw, 700, 520, "SALTWICK", font("mona-700w", 128), KELP, 10)
    draw.text((700, 740), "Three refills", font=font("mona-600", 96), fill=KELP, anchor="mm")
    draw.text((700, 850), "Surface tablets", font=font("mona-500", 58), fill=KELP, anchor="mm")
    for i in range(3):
        x = 440 + i * 260
        draw.ellipse((x - 96, 1080, x + 96, 1272), fill=CORAL)
        draw.line((x - 60, 1176, x + 60, 1176), fill="#D9542A", width=6)
    draw.text((700, 1480), "One tablet makes one bottle", font=font("mona-500", 52), fill=KELP, anchor="mm")
    draw.text((700, 1560), "3 × 6 g", font=font("mona-500", 44), fill=KELP, anchor="mm")
    save(image, "tablets")
    relief = Image.new("L", image.size, 90)
    for i in range(11):
        ImageDraw.Draw(relief).rectangle((0, 40 + i * 17, 1400, 48 + i * 17), fill=150)
    for y in (318, 338):
        ImageDraw.Draw(relief).rectangle((0, y, 1400, y + 8), fill=190)
    save(relief.filter(ImageFilter.GaussianBlur(1.2)), "tablets-relief")
    # The tin: lid from above, side once around.
    image, draw = sheet(1400, 1400, KELP)
    spaced(draw, 700, 520, "SALTWICK", font("mona-700w", 178), BONE, 14)
    draw.text((700, 840), "Nine tablets", font=font("mona-500", 96), fill=GLASS, anchor="mm")
    save(image, "tin-lid")
    image, draw = sheet(7200, 650, KELP)
    spaced(draw, 3600, 96, "SALTWICK", font("mona-700w", 210), BONE, 16)
    draw.text((3600, 480), "Nine tablets. Nine bottles.", font=font("mona-500", 112), fill=GLASS, anchor="mm")
    save(image, "tin")
    # The gift box: front.
    image, draw = sheet(3600, 1200, BONE)
    spaced(draw, 330, 190, "SALTWICK", font("mona-700w", 300), KELP, 24, "l")
    draw.text((345, 740), "Whole Home", font=font("mona-600", 150), fill=KELP, anchor="ls")
    draw.text((345, 900), "Three bottles, nine tablets, one tin", font=font("mona-500", 94), fill="#52635E", anchor="ls")
    save(image, "box")


def coffee_label(name, kind, origin, weight, ground, accent, paper):
    """The front of a bag, and its relief: a label on it, the pressed seal, a zip below and the valve."""
    k = 1.5

    def box(draw, left, top, right, bottom, fill):
        draw.rectangle([round(v * k) for v in (left, top, right, bottom)], fill=fill)

    image, draw = sheet(2100, 3255, ground)
    left, top, right, bottom = 205, 830, 1195, 1850
    box(draw, left, top, right, bottom, paper)
    inner, edge = left + 62, right - 62

    def text(x, y, words, cut, size, fill=ESPRESSO, anchor="ls", tight=0.0):
        face = font(cut, round(size * k))
        x, y = x * k, y * k
        if tight:
            for letter in words:
                draw.text((x, y), letter, font=face, fill=fill, anchor="ls")
                x += draw.textlength(letter, font=face) - tight * size * k
        else:
            draw.text((x, y), words, font=face, fill=fill, anchor=anchor)

    text(inner - 10, top + 232, "Fuchs", "bricolage-800", 248, tight=0.03)
    text(inner - 6, top + 446, "& Föhre", "bricolage-800", 248, tight=0.03)
    box(draw, inner, top + 520, edge, top + 660, accent)
    text(inner + 34, top + 612, "Geröstet", "bricolage-500", 64, paper)
    text(edge - 34, top + 612, "Mo, 23.11.", "bricolage-500", 64, paper, "rs")
    text(inner, top + 790, kind, "bricolage-800", 92)
    text(inner, top + 872, "Ganze Bohne", "bricolage-500", 58)
    text(inner, top + 952, origin, "bricolage-500", 44, "#6B5A50")
    text(edge, top + 952, weight, "bricolage-800", 92, ESPRESSO, "rs")
    relief = Image.new("L", image.size, 90)
    raised = ImageDraw.Draw(relief)
    box(raised, left, top, right, bottom, 150)
    for i in range(14):
        box(raised, 0, 46 + i * 15, 1400, 53 + i * 15, 150)
    for y in (330, 352):
        box(raised, 0, y, 1400, y + 9, 190)
    x, y, shade = 700, 590, tuple(min(255, int(int(ground[i : i + 2], 16) * 1.16 + 6)) for i in (1, 3, 5))
    for radius, fill, height in ((74, shade, 190), (56, shade, 150), (50, shade, 190)):
        spot = [round(v * k) for v in (x - radius, y - radius, x + radius, y + radius)]
        draw.ellipse(spot, fill=fill)
        raised.ellipse(spot, fill=height)
    for dx, dy in ((0, 0), (-20, 0), (20, 0), (0, -20), (0, 20)):
        spot = [round(v * k) for v in (x + dx - 5, y + dy - 5, x + dx + 5, y + dy + 5)]
        draw.ellipse(spot, fill="#14110F")
        raised.ellipse(spot, fill=60)
    save(image, name)
    save(relief.filter(ImageFilter.GaussianBlur(1.6)), name + "-relief")


def plain_bag():
    """Coffee from nowhere in particular, for the picture before: no roaster, no day it was roasted."""
    ground, band, ink = "#B9A27A", "#8E2F24", "#3A2A1E"
    image, draw = sheet(2100, 3255, ground)
    draw.rectangle((0, 1700, 2100, 2330), fill=band)
    draw.text((1050, 1930), "KAFFEE", font=font("mona-700w", 330), fill="#EADCC0", anchor="mm")
    draw.text((1050, 2190), "gemahlen, mild", font=font("mona-500", 130), fill="#EADCC0", anchor="mm")
    draw.text((1050, 2560), "500 g", font=font("mona-600", 170), fill=ink, anchor="mm")
    draw.text((1050, 2740), "Mindestens haltbar bis 11/2027", font=font("mona-500", 84), fill=ink, anchor="mm")
    save(image, "plain-bag")
    save(Image.new("L", image.size, 90), "plain-bag-relief")


def fuchs():
    both, one, other = "Brasilien und Äthiopien", "Äthiopien, Sidama", "Brasilien, Cerrado"
    coffee_label("pouch-250", "Espresso", both, "250 g", PINE, RUST, OAT)
    coffee_label("pouch-1000", "Espresso", both, "1 kg", PINE, RUST, OAT)
    coffee_label("probe-a", "Espresso", both, "100 g", PINE, RUST, OAT)
    coffee_label("probe-b", "Filter", one, "100 g", RUST, PINE, OAT)
    coffee_label("probe-c", "Entkoffeiniert", other, "100 g", "#D9C4A0", ESPRESSO, "#FBF5EA")
    image, draw = sheet(4800, 1496, RUST)
    for y, words in ((470, "Fuchs"), (790, "& Föhre")):
        spaced(draw, 2400, y - 200, words, font("bricolage-800", 350), OAT, -9)
    draw.rectangle((1850, 1040, 2950, 1052), fill=OAT)
    draw.text((2400, 1190), "Kaffee, montags geröstet", font=font("bricolage-500", 96), fill=OAT, anchor="mm")
    save(image, "coffee-tin")
    image, draw = sheet(3600, 900, OAT)
    for y, words in ((180, "Fuchs"), (400, "& Föhre")):
        spaced(draw, 1960, y - 40, words, font("bricolage-800", 240), RUST, -6)
    save(image, "cup")


def box_of_samples():
    """What is printed inside the flap of the samples' box, and the flutes of its card seen from the edge (tiles sideways)."""
    image, draw = sheet(2800, 950, "#BC9463")
    draw.text((1400, 420), "Fuchs & Föhre", font=font("bricolage-800", 250), fill=ESPRESSO, anchor="mm")
    draw.text((1400, 640), "Montag geröstet.", font=font("bricolage-500", 120), fill=ESPRESSO, anchor="mm")
    save(image, "carton")
    image, draw = sheet(256, 128, "#4A3218")
    draw.line([(x, 64 + 42 * math.sin(x / 256 * 2 * math.pi)) for x in range(-4, 261, 4)], fill="#B08858", width=18, joint="curve")
    for y in (0, 110):
        draw.rectangle((0, y, 256, y + 18), fill="#BC9463")
    save(image.filter(ImageFilter.GaussianBlur(3)), "flute")


saltwick()
fuchs()
plain_bag()
box_of_samples()
