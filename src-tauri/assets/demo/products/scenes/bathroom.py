"""Saltwick: a bathroom, a basin and the bottle beside it."""
from props import *

from mathutils import Vector, noise


def basin():
    """A bowl that stands on the counter, its drain in the middle."""
    china, chrome = material("china", linear("#F3F1EC"), 0.12, coat=0.4), material("chrome", (0.8, 0.81, 0.82), 0.1, 1.0)
    shape = [(0, 0), (1.1, 0), (1.2, 0.02), (1.32, 0.1), (1.72, 0.7), (1.86, 1.08), (1.875, 1.13), (1.865, 1.165), (1.835, 1.18), (1.8, 1.165), (1.775, 1.12),
             (1.62, 0.68), (1.25, 0.22), (1.05, 0.13), (0.2, 0.1), (0, 0.1)]
    drain = turned("drain", [(0, 0.125), (0.16, 0.125), (0.19, 0.115), (0.2, 0.1)], chrome, 64)
    return [turned("basin", shape, china), drain]


def spout():
    """A tap that comes out of the wall at 0 and reaches forward."""
    chrome = material("chrome", (0.8, 0.81, 0.82), 0.1, 1.0)
    parts = [pipe([(0, 0.1, 0), (0, -0.4, 0), (0, -1.0, 0), (0, -1.34, 0), (0, -1.42, -0.02), (0, -1.45, -0.1), (0, -1.45, -0.3)], 0.1, chrome)]
    for x, size in ((0, 0.24), (0.75, 0.24)):
        rose = turned("rose", [(0, 0.06), (size - 0.03, 0.06), (size, 0.04), (size, 0)], chrome, 96)
        rose.rotation_euler, rose.location = (math.radians(90), 0, 0), (x, 0, 0)
        parts.append(rose)
    stem = turned("stem", [(0, 0.55), (0.1, 0.55), (0.115, 0.535), (0.115, 0)], chrome, 64)
    stem.rotation_euler, stem.location = (math.radians(90), 0, 0), (0.75, 0, 0)
    lever = pipe([(0.75, -0.48, 0), (0.75, -0.48, 0.2), (0.75, -0.48, 0.45), (0.75, -0.48, 0.62)], 0.035, chrome)
    return parts + [stem, lever]


def towel(length, depth, colour, seed, layers=4, thick=0.15):
    """A folded terry towel, its round folds to the front: one long cloth laid to and fro."""
    path, half = [], depth / 2
    for layer in range(layers):
        z, way, turn = thick * (0.5 + layer), 1 if layer % 2 == 0 else -1, thick / 2
        path += [(way * half * (k / 30 - 1), z) for k in range(60)]
        if layer < layers - 1:
            path += [(way * (half + turn * 0.9 * math.sin(a)), z + turn * (1 - math.cos(a))) for a in (math.pi * k / 8 for k in range(8))]
    across, points = 80, []
    for step, (x, z) in enumerate(path):
        for k in range(across + 1):
            y = length * (k / across - 0.5)
            slack = 0.05 * noise.noise(Vector((x * 0.9, y * 0.9, seed))) + 0.03 * noise.noise(Vector((x * 2.6, y * 2.1, z * 3 + seed)))
            droop = 0.05 * (abs(2 * k / across - 1) ** 6) + 0.04 * (abs(x) / half) ** 6
            points.append((x + 0.03 * noise.noise(Vector((y * 1.6, z * 9, seed))), y + 0.02 * noise.noise(Vector((x, z * 7, seed))),
                           z + (slack - droop) * (0.2 + z / thick / layers)))
    row = across + 1
    faces = [(i * row + k, i * row + k + 1, (i + 1) * row + k + 1, (i + 1) * row + k) for i in range(len(path) - 1) for k in range(across)]
    cloth = material("terry", linear(colour), 0.95, sheen=0.25, bump=(60, 0.8, 4))
    made = mesh("towel", points, faces, cloth)
    body = made.modifiers.new("thick", "SOLIDIFY")
    body.thickness, body.offset = thick * 0.9, 0
    finer = made.modifiers.new("finer", "SUBSURF")
    finer.levels, finer.render_levels = 1, 2
    loops = bpy.data.textures.new("loops", "CLOUDS")
    loops.noise_scale, loops.noise_depth = 0.026, 1
    pile = made.modifiers.new("pile", "DISPLACE")
    pile.texture, pile.strength, pile.texture_coords = loops, 0.024, "LOCAL"
    return made


def saltwick_bathroom():
    """The bottle beside a basin; the left and the top are calm."""
    stone = mottled(material("stone", linear("#E4DED2"), 0.3, bump=(42, 0.02, 5)), "#E9E4DA", "#CFC7B9", 22, at=(0.3, 0.56), detail=6, distortion=0)
    room("#EFE9DE", stone, "#9FC4B6")
    tiles(-8, 8, 0.0, (0.62, 1.3), 2, glazed("#BCD6CB", 0.09), material("grout", linear("#E3E2DA"), 0.9), gap=0.035)
    block((0, 2.93, 2.65), (18, 0.16, 0.1), material("trim", linear("#BCD6CB"), 0.16, coat=0.2), 0.035)
    group(basin(), place=(2.75, 0.75, 0))
    group(spout(), place=(2.45, 2.92, 2.05))
    group(bottle(), place=(0.15, 0.35, 0), turn=6)
    for z, colour, turn in ((0.01, "#F1ECE2", 90), (0.62, "#A9CBBE", 92)):
        made = towel(1.8, 1.4, colour, z * 9)
        made.location, made.rotation_euler = (-2.35, 1.5, z), (0, 0, math.radians(turn + 180))
    sun_through_window((0.8, 0.62, -0.5), (-3.4, -2.2, 4.8, 5.6), (1, 0.95, 0.88), 3.2, soft=5)
    softbox((-5.5, -2, 4.2), (4, 5), 260, colour=(0.94, 0.97, 1))
    softbox((3.5, -8, 4), (4, 4), 260, (1.5, 0.5, 0.8))
    softbox((3.2, -0.5, 7), (3, 3), 90, (2.8, 0.8, 0))
    surroundings((0.84, 0.9, 0.95), 0.55)
    return (0, -12.6, 3.3), (0.08, 1, 1.95), 64, -0.1
