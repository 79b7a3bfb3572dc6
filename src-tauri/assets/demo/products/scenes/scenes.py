"""Photographs the brands at home. Usage: python scenes.py NAME OUT.png SAMPLES PERCENT

2400 by 2400 at 100 percent, composed so that 4:5, 9:16, 1:1 and 1.91:1 can be cut around the product, with a calm
area above it for a line of type.
"""
import random

from products import *


def sun_through_window(direction, patch, colour=(1, 0.85, 0.66), energy=6.0, plane=-7.0):
    """A low sun that reaches the back wall (y = 3) only inside `patch`, cut by a window's bars."""
    ray = Vector(direction).normalized()
    light = bpy.data.lights.new("sun", "SUN")
    light.energy, light.angle, light.color = energy, math.radians(1.2), colour
    made = bpy.data.objects.new("sun", light)
    made.rotation_euler = ray.to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(made)
    frame = material("frame", (0.6, 0.6, 0.6), 0.8)

    def back(x, z):
        travelled = (x - plane) / ray.x
        return 3 - ray.y * travelled, z - ray.z * travelled

    (y0, z0), (y1, z1) = back(patch[0], patch[1]), back(patch[2], patch[3])
    ya, yb, za, zb = min(y0, y1), max(y0, y1), min(z0, z1), max(z0, z1)

    def bar(y, z, wide, tall):
        block((plane, y, z), (0.08, wide, tall), frame, 0)

    bar((ya + yb) / 2, zb + 6, 60, 12)
    bar((ya + yb) / 2, za - 6, 60, 12)
    bar(ya - 10, (za + zb) / 2, 20, zb - za + 0.02)
    bar(yb + 10, (za + zb) / 2, 20, zb - za + 0.02)
    bar((ya + yb) / 2, (za + zb) / 2, 0.16, zb - za)
    for k in (1, 2):
        bar((ya + yb) / 2, za + (zb - za) * k / 3, yb - ya, 0.12)


def room(wall, top, front=None, depth=5.0):
    block((0, 3.1, 4), (40, 0.2, 16), material("wall", linear(wall), 0.92, bump=(3.1, 0.22, 8)), 0)
    block((0, 0.9, -0.25), (40, depth, 0.5), top, 0.04)
    if front:
        block((0, 0.9, -3.4), (40, depth - 0.3, 5.8), material("front", linear(front), 0.6), 0)


def citrus(place, radius, turn, of):
    bpy.ops.mesh.primitive_uv_sphere_add(segments=72, ring_count=40, radius=radius, location=place)
    fruit = bpy.context.object
    fruit.scale, fruit.rotation_euler = (1, 1, 0.9), turn
    for face in fruit.data.polygons:
        face.use_smooth = True
    fruit.data.materials.append(of)


def counter():
    stone = material("stone", linear("#E4DED2"), 0.3, bump=(42, 0.03, 5))
    room("#EDE5D7", stone, "#9FC4B6")
    group(bottle(), place=(0.95, 0.45, 0), turn=14)
    bowl = material("bowl", linear("#A9CDBF"), 0.4, bump=(14, 0.05, 4))
    profile = [(0, 0), (0.32, 0), (0.36, 0.04), (0.4, 0.09), (0.78, 0.4), (0.93, 0.62), (0.95, 0.645), (0.93, 0.65), (0.87, 0.6), (0.7, 0.38),
               (0.38, 0.15), (0, 0.11)]
    turned("bowl", profile, bowl).location = (-1.2, 0.8, 0)
    peel = material("peel", linear("#FF6A24"), 0.42, bump=(46, 0.3, 2), subsurface=0.12)
    random.seed(7)
    for place in ((-1.5, 0.66, 0.6), (-0.92, 0.76, 0.58), (-1.22, 1.06, 0.63), (-1.16, 0.66, 0.98)):
        citrus(place, 0.345, (random.random(), random.random(), random.random()), peel)
    citrus((-0.2, -0.2, 0.3), 0.33, (0.5, 0.3, 0.2), peel)
    sun_through_window((0.8, 0.62, -0.62), (-2.4, -2.9, 6.2, 6.9))
    softbox((-5.5, -2, 3.6), (4, 5), 120, colour=(0.92, 0.96, 1))
    softbox((4.5, -4, 3), (3, 5), 50)
    surroundings((0.8, 0.88, 0.95), 0.44)
    return (0, -12.6, 2.5), (0.1, 1, 1.7), 72, 0.85


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
    group([bag(0.82, 2.55, 0.43, "pouch-250.png", seed=3)], place=(0.95, 0.9, 0), turn=-9)
    group(cup(), place=(-0.95, 0.1, 0), turn=-24, scale=0.95)
    bean = material("bean", linear("#3A2013"), 0.38, coat=0.2)
    random.seed(3)
    for _ in range(34):
        angle, far = random.uniform(-2.6, 0.1), random.uniform(0.15, 1.0)
        bpy.ops.mesh.primitive_uv_sphere_add(segments=32, ring_count=16, radius=0.075,
                                             location=(0.35 + far * 1.1 * math.cos(angle), -0.35 + far * 0.7 * math.sin(angle), 0.045))
        made = bpy.context.object
        made.scale, made.rotation_euler = (1.15, 0.8, 0.62), (random.uniform(-0.3, 0.3), random.uniform(-0.3, 0.3), random.uniform(0, 6.3))
        for face in made.data.polygons:
            face.use_smooth = True
        made.data.materials.append(bean)
    sun_through_window((0.82, 0.6, -0.5), (-3.0, -2.6, 5.6, 5.8), (1, 0.8, 0.58), 6.6)
    softbox((-5.5, -2, 3.6), (4, 5), 110, colour=(0.95, 0.97, 1))
    softbox((4.5, -4, 3), (3, 5), 40)
    surroundings((0.85, 0.86, 0.9), 0.36)
    return (0, -11.6, 3.1), (0.1, 1, 1.5), 74, 0.8


SCENES = {"saltwick_counter": counter, "fuchs_morning": morning}

if __name__ == "__main__":
    name, out, samples, percent = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    scene = start(2400, 2400, samples, percent, os.path.abspath(out), transparent=False)
    scene.view_settings.look = "AgX - Punchy"
    place, target, lens, exposure = SCENES[name]()
    scene.view_settings.exposure = exposure
    camera(place, target, lens)
    shoot()
