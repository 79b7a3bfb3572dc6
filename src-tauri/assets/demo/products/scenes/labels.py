"""Draws the labels of both brands. Usage: python labels.py FONT_FOLDER

FONT_FOLDER holds static cuts of Mona Sans and Bricolage Grotesque (both OFL), see README.md.
"""
import os
import sys

from PIL import Image, ImageDraw, ImageFont

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
    # The tin: lid from above, side once around.
    image, draw = sheet(1400, 1400, KELP)
    spaced(draw, 700, 600, "SALTWICK", font("mona-700w", 120), BONE, 10)
    draw.text((700, 800), "Nine tablets", font=font("mona-500", 64), fill=GLASS, anchor="mm")
    save(image, "tin-lid")
    image, draw = sheet(3600, 420, KELP)
    spaced(draw, 1800, 110, "SALTWICK", font("mona-700w", 120), BONE, 10)
    draw.text((1800, 310), "Nine tablets. Nine bottles.", font=font("mona-500", 58), fill=GLASS, anchor="mm")
    save(image, "tin")
    # The gift box: front.
    image, draw = sheet(2000, 1100, BONE)
    draw.rectangle((0, 820, 2000, 1100), fill=CORAL)
    spaced(draw, 720, 300, "SALTWICK", font("mona-700w", 170), KELP, 14)
    draw.text((720, 580), "Whole Home", font=font("mona-600", 96), fill=KELP, anchor="mm")
    draw.text((720, 690), "Three bottles, nine tablets, one tin", font=font("mona-500", 56), fill="#52635E", anchor="mm")
    save(image, "box")


def coffee_label(name, kind, weight, ground, accent, paper):
    image, draw = sheet(1400, 2170, ground)
    left, top, right, bottom = 210, 760, 1190, 1820
    draw.rectangle((left, top, right, bottom), fill=paper)
    cut = font("bricolage-800", 196)
    for i, word in enumerate(("Fuchs", "& Föhre")):
        draw.text((left + 70, top + 60 + i * 186), word, font=cut, fill=ESPRESSO)
    draw.rectangle((left + 70, top + 520, right - 70, top + 640), fill=accent)
    small = font("bricolage-500", 62)
    draw.text((left + 70, top + 720), kind, font=small, fill=ESPRESSO)
    draw.text((left + 70, top + 800), "Ganze Bohne", font=small, fill=ESPRESSO)
    draw.text((left + 70, bottom - 110), "Montag geröstet", font=font("bricolage-500", 46), fill="#6B5A50")
    draw.text((right - 70, bottom - 70), weight, font=font("bricolage-500", 62), fill=ESPRESSO, anchor="rm")
    save(image, name)


def fuchs():
    coffee_label("pouch-250", "Espresso", "250 g", PINE, RUST, OAT)
    coffee_label("pouch-1000", "Espresso", "1 kg", PINE, RUST, OAT)
    coffee_label("probe-a", "Espresso", "100 g", PINE, RUST, OAT)
    coffee_label("probe-b", "Filter", "100 g", RUST, PINE, OAT)
    coffee_label("probe-c", "Entkoffeiniert", "100 g", "#D9C4A0", ESPRESSO, "#FBF5EA")
    image, draw = sheet(3600, 1500, RUST)
    draw.text((1800, 520), "Fuchs", font=font("bricolage-800", 300), fill=OAT, anchor="mm")
    draw.text((1800, 800), "& Föhre", font=font("bricolage-800", 300), fill=OAT, anchor="mm")
    draw.text((1800, 1120), "Kaffee, frisch geröstet", font=font("bricolage-500", 92), fill=OAT, anchor="mm")
    save(image, "coffee-tin")
    image, draw = sheet(3600, 900, OAT)
    draw.text((1800, 470), "F & F", font=font("bricolage-800", 170), fill=RUST, anchor="mm")
    save(image, "cup")


saltwick()
fuchs()
