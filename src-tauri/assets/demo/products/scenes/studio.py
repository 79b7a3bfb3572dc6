"""The studio that every product of the demo brands is photographed in.

Needs a Blender with OpenImageDenoise as a Python module (PyPI: bpy==4.2.0) and Pillow; see README.md beside this file.
Lengths are in decimetres: a bottle is about 2.4 high.
"""
import math
import os

import bpy
from mathutils import Vector

HERE = os.path.dirname(os.path.abspath(__file__))
LABELS = os.path.join(HERE, "labels")


def start(width, height, samples, percent, out, transparent=True):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.samples, cycles.seed = "CPU", samples, 1
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_input_passes, cycles.denoising_prefilter = "RGB_ALBEDO_NORMAL", "ACCURATE"
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.04
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 5, 3, 4
    cycles.caustics_reflective, cycles.caustics_refractive = False, False
    render = scene.render
    render.resolution_x, render.resolution_y, render.resolution_percentage = width, height, percent
    render.film_transparent, render.filepath = transparent, out
    render.image_settings.file_format = "PNG"
    render.image_settings.color_mode = "RGBA" if transparent else "RGB"
    scene.view_settings.view_transform = "AgX" if not transparent else "Standard"
    return scene


def linear(hex_colour):
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def material(name, colour, rough=0.4, metal=0.0, coat=0.0, sheen=0.0, bump=None, subsurface=0.0):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    nodes, links = made.node_tree.nodes, made.node_tree.links
    shader = nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*colour, 1)
    shader.inputs["Roughness"].default_value = rough
    shader.inputs["Metallic"].default_value = metal
    shader.inputs["Coat Weight"].default_value = coat
    shader.inputs["Coat Roughness"].default_value = 0.12
    shader.inputs["Sheen Weight"].default_value = sheen
    if subsurface:
        shader.inputs["Subsurface Weight"].default_value = subsurface
        shader.inputs["Subsurface Radius"].default_value = (0.06, 0.03, 0.02)
    if bump:
        scale, strength, detail = bump
        noise, height, place = (nodes.new(f"ShaderNode{kind}") for kind in ("TexNoise", "Bump", "TexCoord"))
        noise.inputs["Scale"].default_value, noise.inputs["Detail"].default_value = scale, detail
        height.inputs["Strength"].default_value, height.inputs["Distance"].default_value = strength, 0.02
        links.new(place.outputs["Object"], noise.inputs["Vector"])
        links.new(noise.outputs["Fac"], height.inputs["Height"])
        links.new(height.outputs["Normal"], shader.inputs["Normal"])
    return made


def printed(name, picture, **kind):
    """A material whose colour is a label picture."""
    made = material(name, (1, 1, 1), **kind)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    image = nodes.new("ShaderNodeTexImage")
    image.image = bpy.data.images.load(os.path.join(LABELS, picture))
    image.extension = "EXTEND"
    links.new(image.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return made


def mesh(name, points, faces, of, smooth=True, subdivide=0):
    data = bpy.data.meshes.new(name)
    made = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(made)
    data.from_pydata(points, [], faces)
    data.update()
    for face in data.polygons:
        face.use_smooth = smooth
    if subdivide:
        modifier = made.modifiers.new("subdivide", "SUBSURF")
        modifier.levels, modifier.render_levels = 1, subdivide
    data.materials.append(of)
    return made


def turned(name, profile, of, segments=128, subdivide=2, wrap=None):
    """A body of revolution from (radius, height) pairs. `wrap` maps a label over that many degrees of its front."""
    count = len(profile)
    points = []
    for i in range(segments):
        angle = 2 * math.pi * i / segments
        points += [(r * math.cos(angle), r * math.sin(angle), z) for r, z in profile]
    faces = []
    for i in range(segments):
        j = (i + 1) % segments
        faces += [(i * count + k, j * count + k, j * count + k + 1, i * count + k + 1) for k in range(count - 1)]
    made = mesh(name, points, faces, of, True, subdivide)
    if wrap:
        low, high = min(z for _, z in profile), max(z for _, z in profile)
        layer = made.data.uv_layers.new(name="label")
        for face in made.data.polygons:
            middle = sum((made.data.vertices[v].co for v in face.vertices), Vector()) / len(face.vertices)
            turn = math.atan2(middle.x, -middle.y)
            for corner in face.loop_indices:
                at = made.data.vertices[made.data.loops[corner].vertex_index].co
                angle = math.atan2(at.x, -at.y)
                if angle - turn > math.pi:
                    angle -= 2 * math.pi
                elif turn - angle > math.pi:
                    angle += 2 * math.pi
                layer.data[corner].uv = (0.5 + math.degrees(angle) / wrap, (at.z - low) / (high - low))
    return made


def block(place, size, of, bevel=0.02):
    bpy.ops.mesh.primitive_cube_add(size=1, location=place)
    made = bpy.context.object
    made.scale = size
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    if bevel:
        modifier = made.modifiers.new("bevel", "BEVEL")
        modifier.width, modifier.segments = bevel, 5
        modifier.harden_normals = True
    for face in made.data.polygons:
        face.use_smooth = bool(bevel)
    made.data.materials.append(of)
    return made


def plate(name, outline, depth, of, bevel=0.03, place=(0, 0, 0)):
    """A flat outline in x and z, extruded in y and rounded at its edges."""
    n = len(outline)
    points = [(x, -depth / 2, z) for x, z in outline] + [(x, depth / 2, z) for x, z in outline]
    faces = [tuple(range(n)), tuple(range(2 * n - 1, n - 1, -1))]
    faces += [(i, i + n, (i + 1) % n + n, (i + 1) % n) for i in range(n)]
    made = mesh(name, points, faces, of, False)
    modifier = made.modifiers.new("bevel", "BEVEL")
    modifier.width, modifier.segments, modifier.limit_method, modifier.angle_limit = bevel, 5, "ANGLE", math.radians(35)
    modifier.harden_normals = False
    for face in made.data.polygons:
        face.use_smooth = True
    smooth = made.modifiers.new("normals", "WEIGHTED_NORMAL")
    smooth.keep_sharp = True
    made.location = place
    return made


def label_plate(place, width, height, of):
    """A flat label that faces the camera."""
    w, h = width / 2, height / 2
    made = mesh("label", [(-w, 0, -h), (w, 0, -h), (w, 0, h), (-w, 0, h)], [(0, 1, 2, 3)], of, False)
    layer = made.data.uv_layers.new(name="label")
    for corner, uv in zip(made.data.polygons[0].loop_indices, [(0, 0), (1, 0), (1, 1), (0, 1)]):
        layer.data[corner].uv = uv
    made.location = place
    return made


def group(parts, place=(0, 0, 0), turn=0.0, lean=0.0, scale=1.0):
    holder = bpy.data.objects.new("group", None)
    bpy.context.scene.collection.objects.link(holder)
    for part in parts:
        part.parent = holder
    holder.location, holder.rotation_euler, holder.scale = place, (lean, 0, math.radians(turn)), (scale,) * 3
    return holder


def softbox(place, size, power, target=(0, 0, 1.2), colour=(1, 1, 1)):
    light = bpy.data.lights.new("softbox", "AREA")
    light.shape, light.size, light.size_y, light.energy, light.color = "RECTANGLE", *size, power, colour
    made = bpy.data.objects.new("softbox", light)
    made.location = place
    made.rotation_euler = (Vector(target) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(made)
    return made


def surroundings(colour, strength):
    world = bpy.data.worlds.new("world")
    bpy.context.scene.world = world
    world.use_nodes = True
    background = world.node_tree.nodes["Background"]
    background.inputs[0].default_value = (*colour, 1)
    background.inputs[1].default_value = strength


def camera(place, target, lens):
    data = bpy.data.cameras.new("camera")
    data.lens = lens
    made = bpy.data.objects.new("camera", data)
    made.location = place
    made.rotation_euler = (Vector(target) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(made)
    bpy.context.scene.camera = made
    return data


def frame(side=0.13, above=0.045, below=0.085):
    """Moves the lens so that everything built so far fills the picture, with room for the shadow."""
    from bpy_extras.object_utils import world_to_camera_view

    scene = bpy.context.scene
    bpy.context.view_layer.update()
    eye = scene.camera
    seen = [world_to_camera_view(scene, eye, made.matrix_world @ v.co)
            for made in scene.objects if made.type == "MESH" and not made.is_shadow_catcher for v in made.data.vertices]
    left, right = min(p.x for p in seen), max(p.x for p in seen)
    low, high = min(p.y for p in seen), max(p.y for p in seen)
    zoom = min((1 - 2 * side) / (right - left), (1 - above - below) / (high - low))
    width, height = scene.render.resolution_x, scene.render.resolution_y
    longest = max(width, height)
    eye.data.shift_x = ((left + right) / 2 - 0.5) * zoom * width / longest
    middle = ((low + high) / 2 - 0.5) * zoom
    spare = 1 - above - below - (high - low) * zoom
    eye.data.shift_y = (middle - (below - above) / 2 + spare * 0.1) * height / longest
    eye.data.lens *= zoom


def packshot_light(key=300, front=0.16, floor=14):
    """Key from the left, a strip on the right edge, soft from above; the shadow falls into the transparency."""
    softbox((-3.4, -2.6, 3.6), (1.5, 4.4), key, colour=(1, 0.98, 0.95))
    softbox((3.3, -1.0, 2.6), (0.7, 4.2), key * 0.55)
    softbox((0, -0.6, 6.4), (4.6, 3.2), key * 0.5, (0, 0, 0))
    softbox((0.4, -6.5, 2.0), (3.2, 2.4), key * front)
    bpy.ops.mesh.primitive_plane_add(size=floor)
    bpy.context.object.is_shadow_catcher = True
    surroundings((0.86, 0.88, 0.9), 0.32)


def shoot():
    bpy.ops.render.render(write_still=True)


def even_edges(pixels):
    """The denoiser leaves the transparency alone: with few samples an outline is ragged by a pixel. Evens it where no shadow is behind."""
    import numpy

    def blur(field, weights):
        for axis in (0, 1):
            field = sum(w * numpy.roll(field, k - len(weights) // 2, axis) for k, w in enumerate(weights))
        return field

    def around(field, best):
        for axis in (0, 1):
            field = best.reduce([numpy.roll(field, k, axis) for k in (-2, -1, 0, 1, 2)])
        return field

    alpha = pixels[..., 3] / 255
    band = (around(alpha, numpy.minimum) < 0.04) & (around(alpha, numpy.maximum) > 0.97)
    weights = numpy.exp(-0.5 * (numpy.arange(-3, 4) / 1.15) ** 2)
    weights /= weights.sum()
    soft = blur(alpha, weights)
    paint = numpy.stack([blur(pixels[..., c] * alpha, weights) for c in range(3)], axis=-1) / numpy.maximum(soft, 1e-4)[..., None]
    even = numpy.clip((soft - 0.5) * 2.2 + 0.5, 0, 1)
    done = pixels.copy()
    done[..., 3][band] = even[band] * 255
    hollow = band & (alpha < 0.97)
    done[..., :3][hollow] = paint[hollow]
    return done


def fade_shadow(path):
    """Lets the shadow run out around the foot of the product: a long one would be cut by the edge of the picture."""
    import numpy
    from PIL import Image, ImageFilter

    pixels = numpy.asarray(Image.open(path).convert("RGBA")).astype(numpy.float32)
    alpha, brightest = pixels[..., 3], pixels[..., :3].max(axis=2)
    solid = (alpha > 250) & (brightest > 12)
    rows, columns = numpy.where(solid)
    left, right, foot = columns.min(), columns.max(), rows.max()
    middle, half = (left + right) / 2, (right - left) / 2
    tall, wide = alpha.shape
    reach = min(half * 0.55, tall * 0.17)
    y, x = numpy.mgrid[0:tall, 0:wide]
    distance = numpy.hypot((x - middle) / half, (y - foot + reach * 0.12) / reach)
    keep = numpy.clip((1.42 - distance) / 0.62, 0, 1)
    keep *= numpy.clip(numpy.minimum(numpy.minimum(x, wide - 1 - x) / (wide * 0.09), (tall - 1 - y) / (tall * 0.05)), 0, 1)
    keep = keep * keep * (3 - 2 * keep)
    edge = numpy.asarray(Image.fromarray((solid * 255).astype(numpy.uint8)).filter(ImageFilter.MaxFilter(5))) > 0
    shadow = (~edge) & (brightest < 40)
    pixels[..., 3] = numpy.where(shadow, alpha * keep, alpha)
    pixels = even_edges(pixels)
    pixels[..., :3] = numpy.minimum(255, (pixels[..., :3] / 2).round() * 2)  # even values: nobody sees it, and the file is a quarter smaller
    pixels[pixels[..., 3] < 0.5] = 0
    Image.fromarray(pixels.round().astype(numpy.uint8), "RGBA").save(path, optimize=True)
