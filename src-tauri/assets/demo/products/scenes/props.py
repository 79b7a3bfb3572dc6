"""What the rooms share: windows, walls, tiles, wood, stone, pipes and beans."""
import random

from products import *


def sun_through_window(direction, patch, colour=(1, 0.85, 0.66), energy=6.0, plane=-7.0, soft=1.2):
    """A low sun that reaches the back wall (y = 3) only inside `patch`, cut by a window's bars; `soft` is its width in degrees."""
    ray = Vector(direction).normalized()
    light = bpy.data.lights.new("sun", "SUN")
    light.energy, light.angle, light.color = energy, math.radians(soft), colour
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


def bean_shape():
    """One coffee bean, flat side up, with its crease."""
    bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=32, radius=1)
    made = bpy.context.object
    for v in made.data.vertices:
        x, y, z = v.co
        if z > 0:
            bend = y - 0.12 * math.sin(x * 2.6)
            z = z * 0.42 - 0.3 * math.exp(-((bend / 0.09) ** 2)) * max(0, 1 - x * x)
        v.co = (x * 0.098, y * 0.068, z * 0.05)
    for face in made.data.polygons:
        face.use_smooth = True
    data = made.data
    bpy.data.objects.remove(made)
    return data


def beans(places, of):
    shape = bean_shape()
    shape.materials.append(of)
    for x, y, z in places:
        made = bpy.data.objects.new("bean", shape)
        bpy.context.scene.collection.objects.link(made)
        up = random.random() < 0.45
        made.location = (x, y, z + (0.05 if up else 0.022))
        made.rotation_euler = ((0 if up else math.pi) + random.uniform(-0.25, 0.25), random.uniform(-0.2, 0.2), random.uniform(0, 6.3))
        made.scale = (random.uniform(0.9, 1.1),) * 3


def pipe(path, radius, of):
    """A tube along a path of points, rounded at its bends."""
    curve = bpy.data.curves.new("pipe", "CURVE")
    made = bpy.data.objects.new("pipe", curve)
    bpy.context.scene.collection.objects.link(made)
    curve.dimensions, spline = "3D", curve.splines.new("NURBS")
    spline.points.add(len(path) - 1)
    for point, at in zip(spline.points, path):
        point.co = (*at, 1)
    spline.use_endpoint_u, spline.order_u, curve.bevel_depth, curve.bevel_resolution, curve.resolution_u = True, 3, radius, 10, 20
    curve.use_fill_caps = True
    bpy.ops.object.select_all(action="DESELECT")
    bpy.context.view_layer.objects.active = made
    made.select_set(True)
    bpy.ops.object.convert(target="MESH")
    made = bpy.context.object
    for face in made.data.polygons:
        face.use_smooth = True
    made.data.materials.clear()
    made.data.materials.append(of)
    return made


def mottled(of, pale, dark, scale, stretch=(1, 1, 1), at=(0.32, 0.68), detail=8, distortion=0.5):
    """Gives a material two colours that run into each other, as in wood or stone."""
    nodes, links = of.node_tree.nodes, of.node_tree.links
    grain, place, pulled, ramp = (nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "TexCoord", "Mapping", "ValToRGB"))
    pulled.inputs["Scale"].default_value = stretch
    for name, value in (("Scale", scale), ("Detail", detail), ("Distortion", distortion)):
        grain.inputs[name].default_value = value
    for element, colour, spot in zip(ramp.color_ramp.elements, (dark, pale), at):
        element.color, element.position = (*linear(colour), 1), spot
    links.new(place.outputs["Object"], pulled.inputs["Vector"])
    links.new(pulled.outputs["Vector"], grain.inputs["Vector"])
    links.new(grain.outputs["Fac"], ramp.inputs["Fac"])
    links.new(ramp.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return of


def timber(pale, dark, rough=0.42, stretch=(0.35, 5.5, 5.5), pores=0.75):
    """Wood, its grain along the axis that `stretch` has least of; fine pores on top."""
    made = mottled(material("wood", linear(pale), rough), pale, dark, 2.4, stretch, detail=9)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    shader = nodes["Principled BSDF"]
    holes, pulled, place, ramp, mix, height = (
        nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "Mapping", "TexCoord", "ValToRGB", "MixRGB", "Bump"))
    pulled.inputs["Scale"].default_value = tuple(7 * s for s in stretch)
    holes.inputs["Scale"].default_value, holes.inputs["Detail"].default_value = 1.7, 3
    for element, grey, spot in zip(ramp.color_ramp.elements, (0.62, 1.0), (0.34, 0.48)):
        element.color, element.position = (grey, grey, grey, 1), spot
    mix.blend_type, mix.inputs["Fac"].default_value = "MULTIPLY", pores
    height.inputs["Strength"].default_value, height.inputs["Distance"].default_value = 0.12, 0.01
    links.new(place.outputs["Object"], pulled.inputs["Vector"])
    links.new(pulled.outputs["Vector"], holes.inputs["Vector"])
    links.new(holes.outputs["Fac"], ramp.inputs["Fac"])
    links.new(shader.inputs["Base Color"].links[0].from_socket, mix.inputs["Color1"])
    links.new(ramp.outputs["Color"], mix.inputs["Color2"])
    links.new(mix.outputs["Color"], shader.inputs["Base Color"])
    links.new(ramp.outputs["Color"], height.inputs["Height"])
    links.new(height.outputs["Normal"], shader.inputs["Normal"])
    return made


def glazed(colour, spread=0.1, rough=0.14):
    """A tile's glaze: it ripples, and no two tiles have quite the same colour."""
    made = material("glaze", linear(colour), rough, coat=0.2)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    shader = nodes["Principled BSDF"]
    which, tone, shift, place, ripple, height = (
        nodes.new(f"ShaderNode{kind}") for kind in ("ObjectInfo", "HueSaturation", "MapRange", "NewGeometry", "TexNoise", "Bump"))
    shift.inputs["To Min"].default_value, shift.inputs["To Max"].default_value = 1 - spread, 1 + spread * 0.6
    tone.inputs["Color"].default_value = (*linear(colour), 1)
    ripple.inputs["Scale"].default_value, ripple.inputs["Detail"].default_value = 2.6, 2
    height.inputs["Strength"].default_value, height.inputs["Distance"].default_value = 0.3, 0.03
    links.new(which.outputs["Random"], shift.inputs["Value"])
    links.new(shift.outputs["Result"], tone.inputs["Value"])
    links.new(tone.outputs["Color"], shader.inputs["Base Color"])
    links.new(place.outputs["Position"], ripple.inputs["Vector"])
    links.new(ripple.outputs["Fac"], height.inputs["Height"])
    links.new(height.outputs["Normal"], shader.inputs["Normal"])
    return made


def tiles(left, right, low, size, rows, of, grout, front=2.93, bond=0.0, gap=0.03):
    """Rows of tiles on the back wall, each a little out of true; `bond` shifts every other row by that part of a tile."""
    wide, tall = size
    first = block((0, 0, 0), (wide - gap, 0.1, tall - gap), of, 0.018)
    bpy.context.view_layer.objects.active = first
    bpy.ops.object.convert(target="MESH")
    shape = first.data
    bpy.data.objects.remove(first)
    dice = random.Random(7)
    for row in range(rows):
        x = left - wide * (bond if row % 2 else 0)
        while x < right:
            tile = bpy.data.objects.new("tile", shape)
            bpy.context.scene.collection.objects.link(tile)
            tile.location = (x + wide / 2, front + 0.05 + dice.uniform(-0.004, 0.004), low + tall * (row + 0.5))
            tile.rotation_euler = (dice.uniform(-0.006, 0.006), 0, dice.uniform(-0.006, 0.006))
            x += wide
    high = low + rows * tall
    block(((left + right) / 2, front + 0.07, (low + high) / 2), (right - left + 2 * wide, 0.08, high - low), grout, 0)


def rounded(width, height, radius, steps=10):
    """The outline of a rectangle with round corners, its foot at 0, for `plate`."""
    corners = ((width / 2 - radius, height - radius, 0), (radius - width / 2, height - radius, 90),
               (radius - width / 2, radius, 180), (width / 2 - radius, radius, 270))
    return [(x + radius * math.cos(math.radians(a + 90 * k / steps)), z + radius * math.sin(math.radians(a + 90 * k / steps)))
            for x, z, a in corners for k in range(steps + 1)]
