"""Photographs one product. Usage: python products.py NAME OUT.png SAMPLES PERCENT

The picture has a transparent background with the shadow in it, 2000 by 2500 at 100 percent.
"""
import math
import sys

from studio import *  # first: it loads Blender, which brings mathutils

from mathutils import Vector, noise

KELP, BONE, GLASS, CORAL = (linear(c) for c in ("#17302B", "#F4EFE6", "#BFD9CE", "#FF6A3D"))
PINE, OAT, RUST, ESPRESSO = (linear(c) for c in ("#1F3D33", "#F2E7D5", "#A93C14", "#2B1711"))


def aluminium():
    return material("aluminium", (0.72, 0.74, 0.74), 0.27, 1.0, bump=(260, 0.02, 2))


def bottle(spray=True):
    metal, dark = aluminium(), material("cap", KELP, 0.42, coat=0.2)
    body = [(0, 0.02), (0.5, 0.0), (0.62, 0.0), (0.665, 0.035), (0.675, 0.09), (0.675, 1.72), (0.655, 1.86), (0.58, 2.02),
            (0.44, 2.16), (0.31, 2.26), (0.26, 2.32), (0.255, 2.4)]
    label = turned("label", [(0.679, 0.36), (0.6795, 0.37), (0.6795, 1.57), (0.679, 1.58)],
                   printed("paper", "bottle.png", rough=0.55), wrap=360)
    parts = [turned("body", body, metal), label]
    collar = [(0.262, 2.3), (0.335, 2.31), (0.345, 2.34), (0.345, 2.52), (0.33, 2.56), (0.22, 2.57), (0.2, 2.6)]
    parts.append(turned("collar", collar, dark))
    if not spray:
        parts.append(turned("lid", [(0.2, 2.55), (0.33, 2.56), (0.34, 2.6), (0.34, 2.72), (0.32, 2.76), (0, 2.775)], dark))
        return parts
    for i in range(28):
        angle = 2 * math.pi * i / 28
        rib = block((0.347 * math.cos(angle), 0.347 * math.sin(angle), 2.425), (0.022, 0.03, 0.15), dark, 0.008)
        rib.rotation_euler = (0, 0, angle)
        parts.append(rib)
    head = plate("head", [(-0.2, 2.56), (0.16, 2.56), (0.2, 2.66), (0.34, 2.86), (0.37, 2.96), (0.34, 3.04), (0.2, 3.09),
                          (-0.62, 3.09), (-0.7, 3.05), (-0.72, 2.97), (-0.7, 2.9), (-0.34, 2.87), (-0.24, 2.8)], 0.3, dark, 0.075)
    nozzle = turned("nozzle", [(0, 0), (0.05, 0), (0.105, 0.012), (0.115, 0.04), (0.115, 0.16), (0.1, 0.18), (0, 0.18)],
                    material("nozzle", CORAL, 0.4, coat=0.3), 64)
    nozzle.rotation_euler, nozzle.location = (0, math.radians(-90), 0), (-0.71, 0, 2.985)
    trigger = plate("trigger", [(-0.36, 2.9), (-0.27, 2.9), (-0.3, 2.72), (-0.38, 2.54), (-0.5, 2.37), (-0.55, 2.34), (-0.58, 2.38),
                                (-0.52, 2.5), (-0.45, 2.66)], 0.17, dark, 0.03)
    return parts + [head, nozzle, trigger]


def bag(width, height, depth, picture, rough=0.58, fill=0.52, crimp=True, seed=0.0):
    """A filled pouch: full at the bottom, flat at the sealed top, with folds where it gives way."""
    rows, around = 220, 360
    points, faces = [], []
    for i in range(rows + 1):
        t = i / rows
        z = height * t
        rise = min(1, max(0, (t - fill) / 0.4))
        rise = rise * rise * (3 - 2 * rise)
        half_w, half_d = width * (1 - 0.02 * math.sin(math.pi * t)), depth * (1 - 0.94 * rise)
        if t < 0.03:
            q = math.sqrt(t / 0.03)
            half_w, half_d = half_w * (0.965 + 0.035 * q), half_d * (0.93 + 0.07 * q)
        power = 5.5 - 2.9 * rise
        for j in range(around):
            angle = 2 * math.pi * j / around
            c, s = math.cos(angle), math.sin(angle)
            x = half_w * math.copysign(abs(c) ** (2 / power), c)
            y = half_d * math.copysign(abs(s) ** (2 / power), s)
            at = Vector((x * 1.1 + seed, y * 1.1, z * 0.9))
            give = 0.028 * noise.noise(at * 2.0) + 0.011 * noise.noise(at * 5.3)
            fold = 0.05 * math.exp(-(((t - 0.7) / 0.16) ** 2)) * noise.noise(Vector((x * 3.1 + seed, 2 if y < 0 else 5, z)))
            gusset = 0.1 * math.exp(-((y / 0.13) ** 2)) * (1 if abs(x) > half_w * 0.8 else 0) * min(1, max(0, (t - 0.05) / 0.5))
            x -= math.copysign(gusset, x)
            y += math.copysign((give + fold) * min(1, half_d / 0.12), y) + 0.1 * max(0, t - 0.86)
            if crimp and t > 0.925:
                y += 0.0035 * math.sin(z * 190)
            points.append((x, y, z))
    for i in range(rows):
        for j in range(around):
            k = (j + 1) % around
            faces.append((i * around + j, i * around + k, (i + 1) * around + k, (i + 1) * around + j))
    bottom, top = len(points), len(points) + 1
    points += [(0, 0, 0), (0, 0.1, height)]
    for j in range(around):
        k = (j + 1) % around
        faces += [(bottom, k, j), (rows * around + j, rows * around + k, top)]
    made = mesh("bag", points, faces, printed("bag", picture, rough=rough))
    layer = made.data.uv_layers.new(name="label")
    for face in made.data.polygons:
        front = max(made.data.vertices[v].co.y for v in face.vertices) < -depth * 0.3
        for corner in face.loop_indices:
            at = made.data.vertices[made.data.loops[corner].vertex_index].co
            layer.data[corner].uv = ((at.x + width) / (2 * width), at.z / height) if front else (0.004, 0.5)
    return made


def tin(radius, height, side, lid):
    paint = printed("print", side, rough=0.36, metal=0.15, coat=0.25)
    body = turned("tin", [(radius, 0.02), (radius, 0.03), (radius, height * 0.7), (radius, height * 0.71)], paint, wrap=360)
    rim = material("rim", (0.72, 0.74, 0.74), 0.25, 1.0)
    parts = [body, turned("foot", [(0, 0), (radius * 0.98, 0), (radius * 1.008, 0.012), (radius, 0.03)], rim)]
    cover = lid if lid else rim
    edge = [(radius * 1.002, height * 0.7), (radius * 1.02, height * 0.705), (radius * 1.02, height * 0.96), (radius, height * 0.99),
            (radius * 0.96, height), (radius * 0.94, height * 0.985), (0, height * 0.985)]
    parts.append(turned("lid", edge, cover))
    return parts


def gift_box():
    card, lid = material("card", BONE, 0.7, bump=(90, 0.03, 3)), material("lid", KELP, 0.62, bump=(90, 0.03, 3))
    body = block((0, 0, 0.72), (2.6, 1.5, 1.44), card, 0.015)
    top = block((0, 0, 1.53), (2.66, 1.56, 0.3), lid, 0.02)
    front = label_plate((0, -0.7515, 0.7), 2.54, 1.36, printed("front", "box.png", rough=0.7))
    band = [block((0.82, 0, 0.84), (0.16, 1.575, 1.692), material("band", CORAL, 0.5), 0.004)]
    return [body, top, front] + band


def cup():
    glaze = printed("glaze", "cup.png", rough=0.28, coat=0.5)
    outside = [(0.3, 0.0), (0.36, 0.0), (0.39, 0.03), (0.44, 0.25), (0.5, 0.56), (0.525, 0.78), (0.53, 0.83)]
    inside = [(0.53, 0.83), (0.515, 0.845), (0.5, 0.83), (0.475, 0.6), (0.4, 0.12), (0.0, 0.08)]
    plain = material("inside", OAT, 0.28, coat=0.5)
    coffee = material("coffee", (0.028, 0.01, 0.004), 0.5)
    parts = [turned("cup", outside, glaze, wrap=360), turned("inner", inside, plain), turned("floor", [(0, 0.005), (0.3, 0.0)], plain)]
    crema = turned("coffee", [(0, 0.69), (0.44, 0.69), (0.482, 0.694)], coffee)
    bpy.ops.mesh.primitive_torus_add(major_radius=0.24, minor_radius=0.055, major_segments=96, minor_segments=24, location=(0.6, 0, 0.46),
                                     rotation=(math.pi / 2, 0, 0))
    handle = bpy.context.object
    handle.scale = (0.85, 1, 1.15)
    for face in handle.data.polygons:
        face.use_smooth = True
    handle.data.materials.append(plain)
    return parts + [crema, handle]


def saltwick_bottle():
    group(bottle(), turn=8)
    return (0, -14, 1.9), (0, 0, 1.55), 98


def tablets(places):
    tablet = material("tablet", CORAL, 0.75, bump=(60, 0.1, 3))
    for place in places:
        disc = turned("tablet", [(0, 0), (0.2, 0), (0.225, 0.02), (0.225, 0.13), (0.2, 0.15), (0, 0.15)], tablet, 96)
        disc.location = place


def saltwick_starter():
    group(bottle(), place=(-0.45, 0.1, 0), turn=8)
    group(tin(0.6, 0.42, "tin.png", material("lid", KELP, 0.36, 0.15, coat=0.25)), place=(0.95, 0.15, 0))
    tablets(((0.3, -0.95, 0), (0.72, -1.25, 0), (0.36, -0.93, 0.155)))
    return (0.15, -14, 2.3), (0.12, 0, 1.5), 96


def saltwick_refills():
    group([bag(0.78, 1.9, 0.3, "tablets.png", 0.5, 0.45, False)], turn=-9)
    tablets(((1.05, -0.55, 0.0), (1.38, -0.1, 0.0), (1.12, -0.52, 0.155)))
    return (0.35, -12, 1.75), (0.3, 0, 0.92), 105


def saltwick_tin():
    group(tin(0.95, 0.62, "tin.png", material("lid", KELP, 0.36, 0.15, coat=0.25)), turn=0)
    return (0, -9.4, 4.2), (0, 0, 0.3), 122


def saltwick_box():
    group(gift_box(), turn=22)
    return (0, -13, 3.4), (0, 0, 0.8), 100


def saltwick_home():
    group(gift_box(), place=(0.75, 0.9, 0), turn=-8)
    group(bottle(), place=(-1.05, 0.1, 0), turn=10)
    group(bottle(), place=(0.25, -0.35, 0), turn=-6)
    group(tin(0.6, 0.42, "tin.png", material("lid", KELP, 0.36, 0.15, coat=0.25)), place=(1.55, -0.5, 0))
    return (0.1, -15.5, 2.6), (0.1, 0, 1.4), 88


def fuchs_250():
    group([bag(1.0, 3.1, 0.52, "pouch-250.png", seed=3)], turn=-12, lean=math.radians(-1.2))
    return (0, -13, 2.1), (0, 0, 1.5), 98


def fuchs_1000():
    group([bag(1.3, 3.9, 0.72, "pouch-1000.png", seed=11)], turn=10, lean=math.radians(-1))
    return (0, -15.5, 2.4), (0, 0, 1.85), 98


def fuchs_probe():
    for x, y, turn, art, seed in ((-1.35, 0.15, 8, "probe-a.png", 2), (0, -0.2, -4, "probe-b.png", 5), (1.35, 0.1, -11, "probe-c.png", 8)):
        group([bag(0.62, 1.85, 0.34, art, seed=seed)], place=(x, y, 0), turn=turn)
    return (0, -14, 2.0), (0, 0, 0.92), 96


def fuchs_tin():
    group(tin(0.78, 1.95, "coffee-tin.png", material("lid", ESPRESSO, 0.36, 0.1, coat=0.25)), turn=0)
    return (0, -12.5, 2.3), (0, 0, 0.98), 112


def fuchs_cup():
    group(cup(), turn=-28)
    return (0, -6.4, 2.3), (0.04, 0, 0.4), 118


SHOTS = {name: shot for name, shot in globals().items() if name.startswith(("saltwick_", "fuchs_"))}

if __name__ == "__main__":
    name, out, samples, percent = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    scene = start(2000, 2500, samples, percent, os.path.abspath(out))
    place, target, lens = SHOTS[name]()
    packshot_light(430 if name.startswith("fuchs") else 360)
    scene.view_settings.exposure = -0.88
    camera(place, target, lens)
    shoot()
    fade_shadow(os.path.abspath(out))
