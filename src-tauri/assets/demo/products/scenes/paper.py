"""Paper bags: folded from flat panels with side gussets, then filled by a cloth simulation."""
import hashlib
import math
import os

import bpy
import numpy
from mathutils import Vector, noise

from studio import HERE, mesh, printed


def folded(width, height, depth, fill, shut, nx=60, ng=11, nz=104):
    """Points, faces and label coordinates of an unfilled bag: nothing is stretched, as in real paper.

    `width` and `depth` are half of the bag's; up to `fill` (of its height) it is open, from `shut` on sealed flat.
    """
    sheet = numpy.linspace(0, height, nz + 1)
    rise = numpy.clip((sheet / height - fill) / (shut - fill), 0, 1)
    rise = rise * rise * (3 - 2 * rise)
    open_half = depth * (1 - rise) + 0.012 * rise
    climb = numpy.sqrt(numpy.maximum(0.05, 1 - (numpy.diff(open_half) / numpy.diff(sheet)) ** 2)) * numpy.diff(sheet)
    up = numpy.concatenate([[0], numpy.cumsum(climb)])
    around = 2 * nx + 4 * ng
    points, uvs = [], []
    for i in range(nz + 1):
        d = open_half[i]
        fold = math.sqrt(max(0, depth * depth - d * d))
        ring = [(-width + 2 * width * k / nx, -d) for k in range(nx)]
        ring += [(width - fold * k / ng, -d + d * k / ng) for k in range(ng)]
        ring += [(width - fold * (1 - k / ng), d * k / ng) for k in range(ng)]
        ring += [(width - 2 * width * k / nx, d) for k in range(nx)]
        ring += [(-width + fold * k / ng, d - d * k / ng) for k in range(ng)]
        ring += [(-width + fold * (1 - k / ng), -d * k / ng) for k in range(ng)]
        points += [(x, y, up[i]) for x, y in ring]
        uvs += [(k / nx, sheet[i] / height) if k <= nx else (0.004, sheet[i] / height) for k in range(around)]
    faces = [(i * around + j, i * around + (j + 1) % around, (i + 1) * around + (j + 1) % around, (i + 1) * around + j)
             for i in range(nz) for j in range(around)]
    # The bottom: a grid between the four lowest edges.
    deep, index = 2 * ng, {}
    for k in range(nx + 1):
        index[k, 0] = k
        index[k, deep] = nx + deep + (nx - k)
    for m in range(deep + 1):
        index[nx, m] = nx + m
        index[0, m] = (2 * nx + 2 * deep - m) % around
    for k in range(1, nx):
        for m in range(1, deep):
            index[k, m] = len(points)
            points.append((-width + 2 * width * k / nx, -depth + 2 * depth * m / deep, 0))
            uvs.append((0.004, 0.01))
    faces += [(index[k, m], index[k, m + 1], index[k + 1, m + 1], index[k + 1, m]) for k in range(nx) for m in range(deep)]
    return points, faces, uvs, around, sheet / height


def filled(width, height, depth, fill=0.5, shut=0.86, seed=0.0, pressure=6.0, slack=0.02, frames=22):
    """The same bag with coffee in it: pressed out from inside, standing on the table, its seal held."""
    points, faces, uvs, around, at = folded(width, height, depth, fill, shut)
    key = hashlib.sha1(repr((width, height, depth, fill, shut, seed, pressure, slack, frames, "v9")).encode()).hexdigest()[:12]
    kept = os.path.join(HERE, "labels", f"bag-{key}.npy")
    if os.path.exists(kept):
        return [tuple(p) for p in numpy.load(kept)], faces, uvs
    start = []
    for x, y, z in points:
        t = z / height
        wave = 0.03 * width * math.sin(x / width * 2.3 + seed) * max(0, t - 0.55) / 0.45
        give = 0.012 * noise.noise(Vector((x * 2.2 + seed, y * 2.2, z * 2.2)))
        start.append((x, y + wave + (give if 0.04 < t < shut * 0.97 else 0), z))
    made = mesh("bag", start, faces, bpy.data.materials.new("none"))
    held, air = made.vertex_groups.new(name="held"), made.vertex_groups.new(name="air")
    rows = len(at)
    held.add([i * around + j for i in range(rows) if at[i] > shut + 0.02 for j in range(around)], 1.0, "REPLACE")
    bottom = list(range(rows * around, len(points)))
    held.add(list(range(around)) + bottom, 1.0, "REPLACE")
    for i in range(rows):
        left = min(1, max(0, (at[i] - fill) / (shut - fill)))
        air.add([i * around + j for j in range(around)], 1 - 0.92 * left ** 0.8, "REPLACE")
    air.add(bottom, 1.0, "REPLACE")
    cloth = made.modifiers.new("cloth", "CLOTH")
    s = cloth.settings
    s.quality, s.mass, s.air_damping = 4, 0.3, 2.0
    s.tension_stiffness = s.compression_stiffness = 80
    s.shear_stiffness, s.bending_stiffness = 60, 1.5
    s.tension_damping = s.compression_damping = s.shear_damping = 20
    s.vertex_group_mass, s.vertex_group_pressure, s.shrink_min = "held", "air", -slack
    s.use_pressure, s.uniform_pressure_force = True, pressure
    s.effector_weights.gravity = 0
    cloth.collision_settings.use_collision = False
    cloth.point_cache.frame_start, cloth.point_cache.frame_end = 1, frames
    scene = bpy.context.scene
    for frame in range(1, frames + 1):
        scene.frame_set(frame)
    done = made.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
    result = []
    for v in done.vertices:
        at_rest = v.co.z / height
        beans = 0.006 * noise.noise(v.co * 4.1 + Vector((seed, 0, 0))) + 0.0035 * noise.noise(v.co * 9.7)
        loose = min(1, max(0, (fill + 0.12 - at_rest) / 0.15)) * min(1, max(0, at_rest / 0.06))
        result.append(tuple(v.co + v.normal * beans * loose * height / 3.1))
    bpy.data.objects.remove(made)
    scene.frame_set(1)
    numpy.save(kept, numpy.array(result))
    return result, faces, uvs


def bag(width, height, depth, picture, rough=0.66, **kind):
    """A bag with its label; the relief (label, seal, valve) comes from a second picture of the same name."""
    points, faces, uvs = filled(width, height, depth, **kind)
    paper = printed("paper", picture + ".png", rough=rough)
    nodes, links = paper.node_tree.nodes, paper.node_tree.links
    shader = nodes["Principled BSDF"]
    shader.inputs["Specular IOR Level"].default_value = 0.22
    relief, step, fibre, soft, place = (nodes.new(f"ShaderNode{kind}") for kind in ("TexImage", "Bump", "TexNoise", "Bump", "TexCoord"))
    relief.image = bpy.data.images.load(os.path.join(HERE, "labels", picture + "-relief.png"))
    relief.image.colorspace_settings.name, relief.extension = "Non-Color", "EXTEND"
    step.inputs["Strength"].default_value, step.inputs["Distance"].default_value = 1.0, 0.012 * height / 3.1
    fibre.inputs["Scale"].default_value, fibre.inputs["Detail"].default_value = 70, 4
    soft.inputs["Strength"].default_value, soft.inputs["Distance"].default_value = 0.06, 0.01
    links.new(place.outputs["Object"], fibre.inputs["Vector"])
    links.new(fibre.outputs["Fac"], soft.inputs["Height"])
    links.new(relief.outputs["Color"], step.inputs["Height"])
    links.new(soft.outputs["Normal"], step.inputs["Normal"])
    links.new(step.outputs["Normal"], shader.inputs["Normal"])
    made = mesh("bag", points, faces, paper, True, 2)
    layer = made.data.uv_layers.new(name="label")
    for face in made.data.polygons:
        corners = [uvs[v] for v in face.vertices]
        front = all(made.data.vertices[v].co.y <= 0.02 for v in face.vertices)
        # The seam between the front and the side: a face with one foot in each belongs to the plain side.
        plain = not front or max(u for u, _ in corners) - min(u for u, _ in corners) > 0.2
        for corner, (u, v) in zip(face.loop_indices, corners):
            layer.data[corner].uv = (0.004, v) if plain else (u, v)
    return made
