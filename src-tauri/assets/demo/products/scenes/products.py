"""Photographs one product. Usage: python products.py NAME OUT.png SAMPLES PERCENT

The picture has a transparent background with the shadow in it, 2000 by 2500 at 100 percent.
"""
import math
import sys

from studio import *  # first: it loads Blender, which brings mathutils

from mathutils import Vector

from paper import bag

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
    return parts + spray_head(dark, material("nozzle", CORAL, 0.4, coat=0.3))


def spray_head(dark, tip):
    """Ribbed collar, head, nozzle and trigger, on a neck that ends at 2.3."""
    parts = []
    for i in range(28):
        angle = 2 * math.pi * i / 28
        rib = block((0.347 * math.cos(angle), 0.347 * math.sin(angle), 2.425), (0.022, 0.03, 0.15), dark, 0.008)
        rib.rotation_euler = (0, 0, angle)
        parts.append(rib)
    head = plate("head", [(-0.2, 2.56), (0.16, 2.56), (0.2, 2.66), (0.34, 2.86), (0.37, 2.96), (0.34, 3.04), (0.2, 3.09),
                          (-0.62, 3.09), (-0.7, 3.05), (-0.72, 2.97), (-0.7, 2.9), (-0.34, 2.87), (-0.24, 2.8)], 0.3, dark, 0.075)
    nozzle = turned("nozzle", [(0, 0), (0.05, 0), (0.105, 0.012), (0.115, 0.04), (0.115, 0.16), (0.1, 0.18), (0, 0.18)], tip, 64)
    nozzle.rotation_euler, nozzle.location = (0, math.radians(-90), 0), (-0.71, 0, 2.985)
    trigger = plate("trigger", [(-0.36, 2.9), (-0.27, 2.9), (-0.3, 2.72), (-0.38, 2.54), (-0.5, 2.37), (-0.55, 2.34), (-0.58, 2.38),
                                (-0.52, 2.5), (-0.45, 2.66)], 0.17, dark, 0.03)
    return parts + [head, nozzle, trigger]


def disc(radius, z, of):
    """A round label that lies flat, upright for whoever looks from the front."""
    count = 128
    ring = [(radius * math.cos(2 * math.pi * i / count), radius * math.sin(2 * math.pi * i / count), z) for i in range(count)]
    made = mesh("disc", ring, [tuple(range(count))], of, False)
    layer = made.data.uv_layers.new(name="label")
    for corner in made.data.polygons[0].loop_indices:
        at = made.data.vertices[made.data.loops[corner].vertex_index].co
        layer.data[corner].uv = (0.5 + at.x / radius / 2, 0.5 + at.y / radius / 2)
    return made


def tin(radius, height, side, lid, top=None, seam=0.74):
    """A printed tin: rolled foot, body, a lid that sits over it."""
    paint = printed("print", side, rough=0.42, metal=0.1, coat=0.06)
    z = height * seam
    body = turned("tin", [(radius, 0.03), (radius, 0.04), (radius, z - 0.01), (radius, z)], paint, wrap=360)
    rim = material("rim", (0.72, 0.74, 0.74), 0.25, 1.0)
    foot = [(0, 0), (radius * 0.97, 0), (radius + 0.008, 0.004), (radius + 0.014, 0.016), (radius + 0.008, 0.03), (radius, 0.032)]
    out = radius + 0.014
    edge = [(radius, z - 0.012), (out + 0.004, z - 0.01), (out + 0.006, z), (out, z + 0.012), (out, z + 0.02), (out, height - 0.03),
            (out - 0.008, height - 0.008), (out - 0.03, height), (out - 0.055, height - 0.004), (out - 0.065, height - 0.02),
            (out - 0.08, height - 0.022), (0, height - 0.022)]
    parts = [body, turned("foot", foot, rim), turned("lid", edge, lid)]
    if top:
        parts.append(disc(radius - 0.1, height - 0.0195, printed("top", top, rough=0.42, metal=0.1, coat=0.06)))
    return parts


def small_tin(top=None):
    return tin(0.6, 0.5, "tin.png", material("lid", KELP, 0.42, 0.1, coat=0.06), top)


def strip(path, width, of):
    """A paper ribbon that runs along a path in x and z."""
    points = [(x, y, z) for x, z in path for y in (-width / 2, width / 2)]
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(path) - 1)]
    made = mesh("ribbon", points, faces, of, True, 2)
    thick = made.modifiers.new("thick", "SOLIDIFY")
    thick.thickness, thick.offset = 0.008, 0
    return made


def gift_box():
    card, lid = material("card", BONE, 0.7, bump=(90, 0.03, 3)), material("lid", KELP, 0.6, bump=(90, 0.05, 3))
    paper = material("band", CORAL, 0.62, bump=(70, 0.05, 3))
    body = block((0, 0, 0.74), (4.3, 3.2, 1.48), card, 0.012)
    top = block((0, 0, 1.6), (4.37, 3.27, 0.34), lid, 0.016)
    front = label_plate((0, -1.6012, 0.7), 4.2, 1.4, printed("front", "box.png", rough=0.7))
    x, half = 1.42, 0.11
    band = [block((x, 0, 0.72), (2 * half, 3.208, 1.44), paper, 0.003), block((x, 0, 1.6), (2 * half, 3.278, 0.348), paper, 0.005)]
    bow, z = [], 1.776
    for side in (-1, 1):
        loop = []
        for i in range(25):
            a = math.pi * 2 * i / 24
            loop.append((x + side * (0.36 - 0.36 * math.cos(a)), z + 0.012 + 0.135 * math.sin(a) * -(1 if a < math.pi else 1) * math.sin(a / 2) ** 0.7
                         + 0.14 * math.sin(a / 2) ** 1.5))
        bow.append(strip(loop, 0.19, paper))
        tail = [(x + side * 0.6 * t, z + 0.008 + 0.035 * math.sin(t * math.pi) + 0.02 * t) for t in (i / 10 for i in range(11))]
        tied = strip(tail, 0.19, paper)
        tied.location.y = -0.1 if side > 0 else 0.06
        bow.append(tied)
    bow.append(block((x, 0, z + 0.05), (0.16, 0.22, 0.1), paper, 0.035))
    return [body, top, front] + band + bow


def speckled(of):
    """Iron specks in a glaze."""
    nodes, links = of.node_tree.nodes, of.node_tree.links
    shader = nodes["Principled BSDF"]
    specks, place, ramp, mix = (nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "TexCoord", "ValToRGB", "MixRGB"))
    specks.inputs["Scale"].default_value, specks.inputs["Detail"].default_value = 34, 2
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.69, 0.735
    links.new(place.outputs["Object"], specks.inputs["Vector"])
    links.new(specks.outputs["Fac"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], mix.inputs["Fac"])
    colour = shader.inputs["Base Color"]
    if colour.is_linked:
        links.new(colour.links[0].from_socket, mix.inputs["Color1"])
    else:
        mix.inputs["Color1"].default_value = colour.default_value[:]
    mix.inputs["Color2"].default_value = (*linear("#6E4A30"), 1)
    links.new(mix.outputs["Color"], colour)
    return of


def crema(dark="#5B3014", pale="#A8703A"):
    made = material("coffee", (0.05, 0.02, 0.008), 0.3)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    swirl, place, ramp = (nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "TexCoord", "ValToRGB"))
    swirl.inputs["Scale"].default_value, swirl.inputs["Detail"].default_value, swirl.inputs["Distortion"].default_value = 3.4, 8, 1.6
    for element, colour, at in zip(ramp.color_ramp.elements, (dark, pale), (0.36, 0.68)):
        element.color, element.position = (*linear(colour), 1), at
    links.new(place.outputs["Object"], swirl.inputs["Vector"])
    links.new(swirl.outputs["Fac"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return made


def cup(saucer=True, level=0.7, foam=()):
    glaze = speckled(printed("glaze", "cup.png", rough=0.3, coat=0.35))
    plain, clay = speckled(material("plain", OAT, 0.3, coat=0.35)), material("clay", linear("#B98F68"), 0.85, bump=(60, 0.1, 3))
    outside = [(0.365, 0.03), (0.37, 0.033), (0.405, 0.09), (0.45, 0.25), (0.5, 0.56), (0.525, 0.78), (0.53, 0.82)]
    inside = [(0.53, 0.82), (0.527, 0.84), (0.515, 0.847), (0.5, 0.835), (0.475, 0.6), (0.4, 0.12), (0.0, 0.08)]
    edge = 0.488 + (level - 0.7) * 0.106  # where the coffee meets the wall
    parts = [turned("cup", outside, glaze, wrap=360), turned("inner", inside, plain),
             turned("foot", [(0, 0.012), (0.3, 0.012), (0.31, 0.0), (0.35, 0.0), (0.365, 0.012), (0.365, 0.031)], clay),
             turned("coffee", [(0, level), (edge - 0.048, level), (edge - 0.01, level + 0.002), (edge, level + 0.006)], crema(*foam))]
    bpy.ops.curve.primitive_nurbs_path_add()
    handle = bpy.context.object
    curve = handle.data
    path = [(0.47, 0.7), (0.56, 0.735), (0.72, 0.735), (0.83, 0.66), (0.83, 0.5), (0.74, 0.34), (0.6, 0.25), (0.43, 0.24)]
    spline = curve.splines[0]
    spline.points.add(len(path) - len(spline.points))
    for point, (x, z) in zip(spline.points, path):
        point.co = (x, 0, z, 1)
    spline.use_endpoint_u, curve.bevel_depth, curve.bevel_resolution, curve.resolution_u = True, 0.052, 12, 24
    bpy.ops.object.convert(target="MESH")
    handle = bpy.context.object
    handle.scale = (1, 1.35, 1)
    for face in handle.data.polygons:
        face.use_smooth = True
    handle.data.materials.clear()
    handle.data.materials.append(plain)
    parts.append(handle)
    if saucer:
        for part in parts:
            part.location.z += 0.075
        dish = [(0, 0.05), (0.4, 0.05), (0.46, 0.066), (0.5, 0.07), (0.62, 0.085), (0.84, 0.135), (0.9, 0.155), (0.915, 0.152), (0.91, 0.14),
                (0.82, 0.1), (0.6, 0.045), (0.52, 0.03), (0.5, 0.0), (0.44, 0.0), (0.42, 0.02), (0, 0.02)]
        parts.append(turned("saucer", dish, plain))
    return parts


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
    group(small_tin(), place=(1.12, 0.1, 0))
    tablets(((0.34, -0.72, 0), (-0.08, -0.98, 0), (0.3, -0.74, 0.155)))
    return (0.15, -14, 2.3), (0.12, 0, 1.5), 96


def saltwick_refills():
    group([bag(0.78, 2.0, 0.27, "tablets", 0.56, fill=0.48, shut=0.85, pressure=9, slack=0.03, seed=4)], turn=-9)
    tablets(((1.05, -0.55, 0.0), (1.38, -0.1, 0.0), (1.12, -0.52, 0.155)))
    return (0.35, -12, 1.75), (0.3, 0, 0.92), 105


def saltwick_tin():
    group(small_tin("tin-lid.png"), turn=0)
    tablets(((0.86, -0.42, 0.0), (1.2, -0.05, 0.0), (0.95, -0.4, 0.155)))
    return (0, -9.4, 4.2), (0.2, 0, 0.3), 122


def saltwick_box():
    group(gift_box(), turn=10, scale=0.5)
    return (0.25, -12, 2.9), (0, 0, 0.4), 100


def saltwick_home():
    group(gift_box(), turn=0)
    group(bottle(), place=(-1.25, 0.2, 1.772), turn=6)
    group(bottle(), place=(0.3, 0.1, 1.772), turn=3)
    group(bottle(), place=(-2.95, -0.95, 0), turn=8)
    group(small_tin(), place=(1.75, -2.35, 0), turn=-4)
    return (0.1, -19, 3.9), (0.1, 0, 1.9), 88


COFFEE = dict(fill=0.5, shut=0.87, pressure=10, slack=0.03)


def fuchs_250():
    group([bag(1.0, 3.1, 0.48, "pouch-250", seed=3, **COFFEE)], turn=-12, lean=math.radians(-1.2))
    return (0, -13, 2.1), (0, 0, 1.5), 98


def fuchs_1000():
    group([bag(1.3, 4.03, 0.68, "pouch-1000", seed=11, **COFFEE)], turn=10, lean=math.radians(-1))
    return (0, -15.5, 2.4), (0, 0, 1.85), 98


PROBE = (("probe-a", 2), ("probe-b", 5), ("probe-c", 8))


def sample(number, **place):
    art, seed = PROBE[number]
    return group([bag(0.62, 1.922, 0.3, art, seed=seed, **COFFEE)], **place)


def fuchs_probe():
    for number, (x, y, turn) in enumerate(((-1.38, 0.18, 7), (0, -0.22, -3), (1.38, 0.14, -10))):
        sample(number, place=(x, y, 0), turn=turn)
    return (0, -14, 1.9), (0, 0, 0.92), 96


def single(number):
    sample(number, turn=-9)
    return (0, -9.5, 1.5), (0, 0, 0.92), 98


def fuchs_probe_espresso():
    return single(0)


def fuchs_probe_filter():
    return single(1)


def fuchs_probe_entkoffeiniert():
    return single(2)


def fuchs_tin():
    group(tin(0.78, 1.95, "coffee-tin.png", material("lid", ESPRESSO, 0.42, 0.1, coat=0.06), seam=0.8), turn=0)
    return (0, -12.5, 2.3), (0, 0, 0.98), 112


def fuchs_cup():
    group(cup(), turn=-28)
    return (0, -7.4, 3.1), (0.04, 0, 0.4), 118


SHOTS = {name: shot for name, shot in globals().items() if name.startswith(("saltwick_", "fuchs_"))}

WIDE = {"saltwick_home", "saltwick_box", "saltwick_tin", "fuchs_probe", "fuchs_cup"}

if __name__ == "__main__":
    name, out, samples, percent = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    size = (2000, 1600) if name in WIDE else (1600, 2000)
    scene = start(*size, samples, percent, os.path.abspath(out))
    place, target, lens = SHOTS[name]()
    camera(place, target, lens)
    frame()
    packshot_light(*((350, 0.1) if name.startswith("fuchs") else (360, 0.16)))
    scene.view_settings.exposure = -0.88
    shoot()
    fade_shadow(os.path.abspath(out))
