"""Photographs the brands at home. Usage: python scenes.py NAME OUT.png SAMPLES PERCENT

2400 by 2400 at 100 percent, composed so that 4:5, 9:16, 1:1 and 1.91:1 can be cut around the product, with a calm
area above it for a line of type.
"""
from bathroom import saltwick_bathroom
from kitchen import fuchs_after, fuchs_before
from props import *
from unboxing import fuchs_unboxing


def citrus(place, radius, turn, of, stem):
    """A clementine: flattened, drawn in where the stem was."""
    bpy.ops.mesh.primitive_uv_sphere_add(segments=96, ring_count=56, radius=radius, location=place)
    fruit = bpy.context.object
    for v in fruit.data.vertices:
        x, y, z = v.co / radius
        out = math.hypot(x, y)
        z *= 0.87
        if out < 0.42:
            z -= math.copysign(0.1 * (1 - out / 0.42) ** 2, z)
        lobe = 1 + 0.012 * math.cos(9 * math.atan2(y, x)) * max(0, 1 - out * 0.9)
        v.co = (x * radius * lobe, y * radius * lobe, z * radius)
    fruit.rotation_euler = turn
    for face in fruit.data.polygons:
        face.use_smooth = True
    fruit.data.materials.append(of)
    star = turned("stem", [(0, 0.035), (0.03, 0.03), (0.055, 0.0), (0.06, -0.01)], stem, 5, 2)
    star.parent, star.location = fruit, (0, 0, radius * 0.775)


def counter():
    stone = material("stone", linear("#E4DED2"), 0.3, bump=(42, 0.02, 5))
    nodes, links = stone.node_tree.nodes, stone.node_tree.links
    fleck, place, ramp = (nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "TexCoord", "ValToRGB"))
    fleck.inputs["Scale"].default_value, fleck.inputs["Detail"].default_value = 22, 6
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = (*linear("#CFC7B9"), 1), (*linear("#E9E4DA"), 1)
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.3, 0.56
    links.new(place.outputs["Object"], fleck.inputs["Vector"])
    links.new(fleck.outputs["Fac"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    room("#EDE5D7", stone, "#9FC4B6")
    group(bottle(), place=(0.3, 0.45, 0), turn=4)
    group(small_tin(), place=(1.62, 0.25, 0), turn=4)
    bowl = material("bowl", linear("#A9CDBF"), 0.4, bump=(14, 0.05, 4))
    profile = [(0, 0), (0.32, 0), (0.36, 0.04), (0.4, 0.09), (0.78, 0.4), (0.93, 0.62), (0.95, 0.645), (0.93, 0.65), (0.87, 0.6), (0.7, 0.38),
               (0.38, 0.15), (0, 0.11)]
    turned("bowl", profile, bowl).location = (-1.95, 0.95, 0)
    peel = material("peel", linear("#F5841F"), 0.4, bump=(30, 0.42, 2), subsurface=0.1)
    stem = material("stem", linear("#55602F"), 0.7)
    for place, turn in (((-2.25, 0.78, 0.56), (0.4, -0.5, 0)), ((-1.66, 0.84, 0.55), (-0.2, 0.5, 1)), ((-1.97, 1.25, 0.6), (0.2, 0.2, 2)),
                        ((-1.93, 0.86, 0.98), (0.5, 0.1, 0.5))):
        citrus(place, 0.345, turn, peel, stem)
    citrus((-0.86, -0.05, 0.29), 0.33, (0.75, 0.35, 0.2), peel, stem)
    sun_through_window((0.8, 0.62, -0.62), (-2.6, -2.9, 6.2, 6.9), (1, 0.93, 0.84), 8.0)
    softbox((-5.5, -2, 3.6), (4, 5), 120, colour=(0.92, 0.96, 1))
    softbox((4.5, -4, 3), (3, 5), 50)
    surroundings((0.8, 0.88, 0.95), 0.44)
    return (0, -12.6, 2.5), (0.08, 1, 1.76), 64, -0.12


def morning():
    """Coffee on a wooden table."""
    wood = material("wood", linear("#A9794E"), 0.42)
    nodes, links = wood.node_tree.nodes, wood.node_tree.links
    grain, place, stretch, ramp = (nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "TexCoord", "Mapping", "ValToRGB"))
    stretch.inputs["Scale"].default_value = (0.35, 5.5, 5.5)
    grain.inputs["Scale"].default_value, grain.inputs["Detail"].default_value, grain.inputs["Distortion"].default_value = 2.4, 9, 0.5
    ramp.color_ramp.elements[0].color = (*linear("#7E5433"), 1)
    ramp.color_ramp.elements[1].color = (*linear("#C1946A"), 1)
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.32, 0.68
    links.new(place.outputs["Object"], stretch.inputs["Vector"])
    links.new(stretch.outputs["Vector"], grain.inputs["Vector"])
    links.new(grain.outputs["Fac"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    room("#E9DDC8", wood)
    group([bag(1.0, 3.1, 0.48, "pouch-250", seed=3, **COFFEE)], place=(0.42, 0.75, 0), turn=-10, scale=0.82)
    group(cup(), place=(-1.35, 0.0, 0), turn=-24, scale=0.95)
    random.seed(3)
    spots = []
    while len(spots) < 46:
        x, y = random.gauss(0.95, 0.5), random.gauss(-0.55, 0.26)
        if x > -0.3 and y < -0.02 and all(math.hypot(x - a, y - b) > 0.13 for a, b, _ in spots):
            spots.append((x, y, 0))
    beans(spots, material("bean", linear("#3A2013"), 0.36, coat=0.15, bump=(30, 0.12, 3)))
    sun_through_window((0.82, 0.6, -0.5), (-3.0, -2.6, 5.6, 5.8), (1, 0.9, 0.78), 7.6)
    softbox((-5.5, -2, 3.6), (4, 5), 110, colour=(0.95, 0.97, 1))
    softbox((4.5, -4, 3), (3, 5), 40)
    surroundings((0.85, 0.86, 0.9), 0.36)
    return (0, -11.6, 3.0), (0.2, 1, 1.42), 66, -0.22


def under_the_sink():
    """An open cupboard: doors, a trap, two hoses."""
    front, inside = material("doors", linear("#C9D6CE"), 0.5), material("melamine", linear("#E9E5DC"), 0.45)
    floor = material("floor", linear("#D9CDB8"), 0.4, bump=(20, 0.03, 4))
    wide, tall, deep = 2.75, 4.7, 2.6
    block((0, deep - 0.9, tall / 2), (2 * wide + 0.3, 0.1, tall), inside, 0)
    for side in (-1, 1):
        block((side * (wide + 0.07), deep / 2 - 0.9, tall / 2), (0.14, deep, tall + 0.02), inside, 0.01)
        door = block((side * (wide + 0.24), -2.2, tall / 2), (0.16, 2.6, tall), front, 0.025)
        door.rotation_euler = (0, 0, side * math.radians(-12))
        door.location = (side * (wide + 0.5), -2.15, tall / 2)
        for z in (0.6, tall - 0.6):
            block((side * (wide - 0.02), -0.82, z), (0.06, 0.2, 0.3), material("hinge", (0.6, 0.6, 0.6), 0.3, 1.0), 0.02)
        block((side * (wide + 3.1), -0.86, tall / 2), (5.9, 0.12, tall), front, 0.02)
    block((0, deep / 2 - 0.9, -0.08), (2 * wide + 0.3, deep, 0.16), floor, 0.012)
    block((0, -0.7, -2.15), (16, 0.3, 4.0), front, 0.01)
    block((0, 0.2, tall + 0.14), (18, 2.9, 0.3), material("stone", linear("#E4DED2"), 0.3, bump=(42, 0.02, 5)), 0.03)
    block((0, 1.8, tall + 2), (18, 0.1, 4), material("tiles", linear("#EDE5D7"), 0.8), 0)
    chrome, white = material("chrome", (0.8, 0.81, 0.82), 0.16, 1.0), material("trap", linear("#F1EFEA"), 0.35, coat=0.2)
    pipe([(0.5, 0.7, 4.9), (0.5, 0.7, 4.2), (0.5, 0.7, 3.75), (0.5, 0.7, 3.42), (0.75, 0.7, 3.42), (1.0, 0.7, 3.42), (1.0, 0.7, 3.75), (1.0, 0.7, 3.95),
          (1.0, 0.95, 3.95), (1.0, 1.9, 3.95)], 0.16, white)
    for z, x in ((4.15, 0.5), (3.68, 0.5), (3.72, 1.0)):
        turned("nut", [(0.17, 0), (0.215, 0.01), (0.215, 0.15), (0.17, 0.16)], white, 12, 1).location = (x, 0.7, z)
    for x, bend in ((-0.55, -0.25), (-0.1, -0.05)):
        pipe([(x + bend, 1.65, 2.9), (x + bend, 1.2, 2.9), (x + bend, 1.1, 3.3), (x, 1.0, 4.2), (x + 0.1, 0.9, 4.9)], 0.045, chrome)
        turned("valve", [(0, 0), (0.1, 0), (0.1, 0.2), (0.06, 0.24), (0, 0.24)], chrome, 48).location = (x + bend, 1.25, 2.8)
    softbox((-3.6, -6.5, 5.2), (3.4, 3.4), 520, (0, 0, 1.8), (1, 0.97, 0.92))
    softbox((4.2, -6.0, 3.2), (2.4, 3.4), 190, (0, 0, 1.6))
    surroundings((0.86, 0.9, 0.95), 0.42)
    return (0.0, -13.5, 3.3), (0, 0, 2.25), 64, 0.02


def store_bought(kind, body, cap, tag, stripe, size, place, turn):
    """A cleaner from the shop, in plain colours: a spray, a squeeze bottle or a jug."""
    plastic, lid = material("plastic", linear(body), 0.3, coat=0.4), material("cap", linear(cap), 0.36, coat=0.2)
    label, band = material("label", linear(tag), 0.4), material("stripe", linear(stripe), 0.4)
    if kind == "spray":
        shape = [(0, 0.02), (0.5, 0), (0.6, 0.03), (0.62, 0.12), (0.62, 1.15), (0.57, 1.35), (0.5, 1.5), (0.5, 1.7), (0.4, 1.95), (0.26, 2.2), (0.25, 2.4)]
        span = (0.22, 1.12, 0.623)
        parts = [turned("collar", [(0.262, 2.3), (0.335, 2.31), (0.345, 2.34), (0.345, 2.52), (0.33, 2.56), (0.22, 2.57), (0.2, 2.6)], lid)]
        parts += spray_head(lid, band)
    elif kind == "squeeze":
        shape = [(0, 0.02), (0.42, 0), (0.5, 0.03), (0.52, 0.1), (0.5, 0.7), (0.46, 1.1), (0.5, 1.5), (0.5, 1.75), (0.4, 2.0), (0.24, 2.15), (0.22, 2.2)]
        span = (0.3, 1.35, 0.524)
        parts = [turned("top", [(0.22, 2.13), (0.27, 2.14), (0.27, 2.42), (0.2, 2.46), (0.12, 2.5), (0.1, 2.68), (0.07, 2.7), (0, 2.7)], lid)]
    else:
        shape = [(0, 0.02), (0.62, 0), (0.74, 0.04), (0.77, 0.14), (0.77, 1.3), (0.72, 1.62), (0.5, 1.95), (0.32, 2.12), (0.28, 2.2), (0.28, 2.3)]
        span = (0.25, 1.25, 0.774)
        parts = [turned("top", [(0.28, 2.2), (0.345, 2.21), (0.35, 2.24), (0.35, 2.52), (0.33, 2.55), (0, 2.56)], lid)]
    low, high, out = span
    shell = turned("shell", shape, plastic)
    wrapped = [turned("label", [(out, low), (out + 0.003, low + 0.006), (out + 0.003, high - 0.006), (out, high)], label),
               turned("stripe", [(out + 0.004, low + 0.1), (out + 0.005, low + 0.105), (out + 0.005, low + 0.33), (out + 0.004, low + 0.335)], band),
               turned("stripe", [(out + 0.004, high - 0.3), (out + 0.005, high - 0.295), (out + 0.005, high - 0.2), (out + 0.004, high - 0.195)], plastic)]
    if kind == "squeeze":  # it has a waist, so its label is a band on the wide part
        for part in wrapped:
            bpy.data.objects.remove(part)
        wrapped = [turned("label", [(0.521, 0.16), (0.523, 0.17), (0.517, 0.5), (0.508, 0.66)], label)]
    holder = group(parts + [shell] + wrapped, place=place, turn=turn)
    holder.scale = (size, size * 0.82 if kind != "jug" else size * 0.7, size)


def before():
    shot = under_the_sink()
    for kind, body, cap, tag, stripe, size, place, turn in (
        ("jug", "#2F62B5", "#F2F2EE", "#F5F3EC", "#E2B007", 1.12, (-1.75, 0.85, 0), 6),
        ("spray", "#F4F3EF", "#D8322A", "#D8322A", "#F6D33C", 0.98, (-0.35, 0.95, 0), -14),
        ("spray", "#79C2E8", "#F4F3EF", "#2353A0", "#FFFFFF", 1.0, (0.95, 0.9, 0), 150),
        ("jug", "#F0D23A", "#2E7D3A", "#2E7D3A", "#FFFFFF", 1.0, (2.0, 0.8, 0), -8),
        ("squeeze", "#8CC63F", "#F4F3EF", "#F7F7F2", "#2E7D3A", 0.92, (-2.2, -0.2, 0), 0),
        ("spray", "#E98A2B", "#3B3B3D", "#FBF3DC", "#B5341E", 0.86, (-1.15, -0.15, 0), 20),
        ("squeeze", "#F4F3EF", "#7A3FA0", "#7A3FA0", "#F4F3EF", 0.88, (0.1, -0.2, 0), 0),
        ("spray", "#E9E9E6", "#1E8F8A", "#1E8F8A", "#F6D33C", 0.84, (1.2, -0.25, 0), 168),
        ("squeeze", "#E4518A", "#F4F3EF", "#FBE9F1", "#A31D58", 0.84, (2.25, -0.3, 0), 0),
    ):
        store_bought(kind, body, cap, tag, stripe, size, place, turn)
    return shot


def after():
    shot = under_the_sink()
    group(bottle(), place=(-0.45, 0.25, 0), turn=4)
    group(small_tin(), place=(1.05, 0.1, 0), turn=3)
    return shot


SCENES = {
    "saltwick_counter": counter, "fuchs_morning": morning, "saltwick_before": before, "saltwick_after": after,
    "fuchs_before": fuchs_before, "fuchs_after": fuchs_after, "saltwick_bathroom": saltwick_bathroom, "fuchs_unboxing": fuchs_unboxing,
}
UPRIGHT = {"saltwick_before", "saltwick_after", "fuchs_before", "fuchs_after"}

if __name__ == "__main__":
    name, out, samples, percent = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    size = (1600, 2000) if name in UPRIGHT else (2400, 2400)
    scene = start(*size, samples, percent, os.path.abspath(out), transparent=False)
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    place, target, lens, exposure = SCENES[name]()
    scene.view_settings.exposure = exposure
    camera(place, target, lens)
    shoot()
