"""Fuchs & Föhre: one kitchen counter, before and after."""
from props import *

import numpy
from mathutils import Vector, noise

from paper import bag


def rolled(made, at, radius, turns=0.5):
    """Folds the upper end of an upright bag to the front: around `radius` at the height `at`, then down, creased by use."""
    bend = 2 * math.pi * turns * radius
    front = numpy.array([v.co[:] for v in made.data.vertices if v.co.z <= at and v.co.y < 0.02])

    def outside(x, z):
        """Where the filled bag's front is at that place: the end lies on it and does not go through."""
        near = front[(abs(front[:, 0] - x) < 0.09) & (abs(front[:, 2] - z) < 0.09)]
        return near[:, 1].min() if len(near) else -radius

    for v in made.data.vertices:
        x, y, z = v.co
        past = z - at
        if past <= 0:
            continue
        angle = min(past, bend) / radius
        away = radius + y
        y, z = -radius + away * math.cos(angle), at + away * math.sin(angle)
        if past > bend:
            hang = past - bend
            z -= hang * (1 - 0.03 * x)
            y = min(y, outside(x, z) - 0.03 + away - radius)
            y -= 0.06 * hang + hang * 0.05 * (noise.noise(Vector((x * 1.7, 0.4, hang * 2.2))) + 0.5 * noise.noise(Vector((x * 4.6, 2.0, hang * 1.2))))
        v.co = (x, y, z + 0.03 * noise.noise(Vector((x * 1.6, 0.4, 0))) + 0.012 * x)
    made.data.update()


def peg():
    """A clothes peg with its jaws at 0, pointing down: two slats and a spring."""
    wood, steel = timber("#D8B98C", "#BE9763", 0.6, (5, 5, 0.5)), material("steel", (0.62, 0.63, 0.64), 0.28, 1.0)
    slat = [(0.004, 0.0), (0.05, 0.0), (0.075, 0.08), (0.082, 0.3), (0.1, 0.36), (0.155, 0.72), (0.15, 0.745), (0.1, 0.745), (0.02, 0.37), (0.012, 0.3),
            (0.012, 0.2), (0.002, 0.17)]
    parts = []
    for side in (0, math.pi):
        half = plate("slat", [(x + 0.022, z) for x, z in slat], 0.1, wood, 0.008)
        half.rotation_euler = (0, 0, side + math.radians(90))
        parts.append(half)
    coil = [(0.075 * (i / 80 - 0.5) * 2, 0.034 * math.cos(i / 80 * 9 * math.pi), 0.33 + 0.034 * math.sin(i / 80 * 9 * math.pi)) for i in range(81)]
    parts.append(pipe(coil, 0.009, steel))
    for side in (-1, 1):
        parts.append(pipe([(side * 0.07, 0.0, 0.36), (side * 0.07, side * 0.1, 0.3), (side * 0.068, side * 0.105, 0.265), (0, side * 0.1, 0.255),
                           (-side * 0.055, side * 0.098, 0.26)], 0.009, steel))
    return parts


def plain_bag():
    """Coffee from the supermarket, more than half gone, its end folded over and held by a peg."""
    made = bag(0.86, 2.7, 0.5, "plain-bag", rough=0.36, fill=0.33, shut=0.62, pressure=7, slack=0.06, seed=17)
    rolled(made, 1.95, 0.028)
    clip = group(peg(), place=(0.22, -0.03, 1.82), scale=1.25)
    clip.rotation_euler = (0, math.radians(9), 0)
    return [made, clip]


def dull_mug(level=0.79):
    white = material("mug", linear("#C9C8C1"), 0.3, coat=0.1)
    shape = [(0, 0.03), (0.33, 0.03), (0.34, 0.0), (0.36, 0.0), (0.385, 0.02), (0.41, 0.07), (0.415, 0.14), (0.415, 0.9), (0.412, 0.925), (0.4, 0.935),
             (0.388, 0.925), (0.384, 0.9), (0.384, 0.14), (0.36, 0.07), (0, 0.06)]
    thin = mottled(material("thin", linear("#6A4A32"), 0.16), "#8A6A4C", "#7A5A3D", 2.0)
    parts = [turned("mug", shape, white), turned("thin", [(0, level), (0.36, level), (0.378, level + 0.002), (0.3845, level + 0.008)], thin)]
    handle = pipe([(0.4, 0, 0.78), (0.5, 0, 0.8), (0.66, 0, 0.79), (0.74, 0, 0.66), (0.74, 0, 0.46), (0.68, 0, 0.3), (0.52, 0, 0.22), (0.4, 0, 0.24)], 0.05, white)
    handle.scale = (1, 1.25, 1)
    return parts + [handle]


def crock():
    """A stoneware pot with two wooden spoons."""
    glaze = speckled(material("crock", linear("#C9BFAE"), 0.38, coat=0.1))
    shape = [(0, 0), (0.5, 0), (0.54, 0.02), (0.57, 0.1), (0.58, 1.2), (0.575, 1.26), (0.55, 1.28), (0.525, 1.26), (0.52, 0.2), (0.4, 0.12), (0, 0.12)]
    parts = [turned("crock", shape, glaze)]
    for x, y, lean, turn, tone in ((-0.1, 0.1, -0.2, 0.3, "#B98A58"), (0.14, -0.05, 0.16, -0.5, "#C79F6E"), (0.05, 0.2, 0.03, 1.0, "#9C6E42")):
        wood = timber(tone, "#8A6038", 0.55, (5, 5, 0.5))
        stick = turned("stick", [(0, 0), (0.05, 0.0), (0.052, 0.1), (0.045, 1.6), (0.055, 1.8), (0, 1.85)], wood, 24, 1)
        bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=32, radius=1, location=(0, 0, 2.02))
        head = bpy.context.object
        head.scale = (0.2, 0.06, 0.3)
        bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
        for face in head.data.polygons:
            face.use_smooth = True
        head.data.materials.append(wood)
        holder = group([stick, head], place=(x, y, 0.15), turn=0)
        holder.rotation_euler = (0.02, lean, turn)
        parts.append(holder)
    return parts


def board():
    """A chopping board that leans against the wall."""
    made = plate("board", rounded(1.9, 2.9, 0.28), 0.18, timber("#B07E4F", "#8C5D36", 0.5, (5.5, 5.5, 0.35)), 0.03)
    made.rotation_euler = (math.radians(-9), 0, math.radians(2))
    return made


def kitchen():
    """Oak, cream tiles and a plain wall; calm above."""
    random.seed(3)
    wood = timber("#C1946A", "#8E6340")
    room("#EDE2CF", wood)
    tiles(-6, 6, 0.0, (1.5, 0.75), 3, glazed("#EFE6D4", 0.07), material("grout", linear("#C8BCA8"), 0.9), bond=0.5)
    block((0, 2.93, 2.3), (14, 0.16, 0.1), material("trim", linear("#EFE6D4"), 0.2, coat=0.2), 0.03)
    board().location = (2.02, 2.42, 0.02)
    group(crock(), place=(-1.95, 1.9, 0), turn=10)
    return (0, -11.4, 4.1), (0.05, 1, 1.35), 66


def fuchs_before():
    shot = kitchen()
    group(plain_bag(), place=(0.55, 0.7, 0), turn=-12, scale=0.8)
    group(dull_mug(), place=(-1.05, -0.1, 0), turn=-30, scale=0.95)
    softbox((-5.5, -2, 3.6), (4, 5), 330, colour=(0.92, 0.96, 1))
    softbox((4.5, -4, 3), (3, 5), 60)
    surroundings((0.82, 0.88, 0.95), 0.5)
    return (*shot, 0.22)


def fuchs_after():
    shot = kitchen()
    group([bag(1.0, 3.1, 0.48, "pouch-250", seed=3, **COFFEE)], place=(0.55, 0.75, 0), turn=-10, scale=0.8)
    group(cup(level=0.785, foam=("#7E4518", "#CD9450")), place=(-1.1, -0.15, 0), turn=-26, scale=0.9)
    random.seed(3)
    spots = []
    while len(spots) < 30:
        x, y = random.gauss(0.9, 0.42), random.gauss(-0.6, 0.2)
        if x > -0.05 and y < -0.1 and all(math.hypot(x - a, y - b) > 0.13 for a, b, _ in spots):
            spots.append((x, y, 0))
    beans(spots, material("bean", linear("#3A2013"), 0.36, coat=0.15, bump=(30, 0.12, 3)))
    sun_through_window((0.82, 0.6, -0.5), (-3.0, -2.6, 5.0, 5.6), (1, 0.92, 0.82), 6.0, soft=1.6)
    softbox((-5.5, -2, 3.6), (4, 5), 130, colour=(0.95, 0.97, 1))
    softbox((4.5, -4, 3), (3, 5), 50)
    surroundings((0.85, 0.86, 0.9), 0.4)
    return (*shot, -0.15)
