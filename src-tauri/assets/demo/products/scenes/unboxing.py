"""Fuchs & Föhre: the three samples as they arrive, in an open box on a table."""
from props import *  # first: it loads Blender, which brings mathutils

from mathutils import Vector

TALL, THICK = 0.62, 0.045


def flute():
    made = material("flute", linear("#B08858"), 0.85)
    nodes, links = made.node_tree.nodes, made.node_tree.links
    image = nodes.new("ShaderNodeTexImage")
    image.image = bpy.data.images.load(os.path.join(LABELS, "flute.png"))
    links.new(image.outputs["Color"], nodes["Principled BSDF"].inputs["Base Color"])
    return made


def kraft(picture=None):
    if picture:
        made = printed("kraft", picture, rough=0.82)
    else:
        made = mottled(material("kraft", linear("#BC9463"), 0.82), "#C09969", "#B78F5E", 16, detail=9)
    made.node_tree.nodes["Principled BSDF"].inputs["Specular IOR Level"].default_value = 0.2
    return made


def sheet_of_card(wide, tall, faces, edge):
    """Corrugated card in x and z, its foot at 0; y = 0 is its outside, the inside may be printed; its cut edges show the flutes."""
    w, t = wide / 2, THICK
    points = [(x, y, z) for y in (0, t) for x, z in ((-w, 0), (w, 0), (w, tall), (-w, tall))]
    sides = [(0, 1, 2, 3), (5, 4, 7, 6), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)]
    made = mesh("card", points, sides, faces, False)
    made.data.materials.append(edge)
    layer = made.data.uv_layers.new(name="label")
    for number, face in enumerate(made.data.polygons):
        if number < 2:
            uvs = ((0, 0), (1, 0), (1, 1), (0, 1)) if number == 1 else ((0.02, 0.02),) * 4
        else:
            face.material_index = 1
            run = (wide if number in (2, 4) else tall) / 0.1
            uvs = ((0, 0), (0, 1), (run, 1), (run, 0))
        for corner, uv in zip(face.loop_indices, uvs):
            layer.data[corner].uv = uv
    return made


def carton(wide, deep, picture):
    """A shallow box, open: four walls, four flaps that lie outward; the one behind is printed inside."""
    plain, edge = kraft(), flute()
    parts = [block((0, 0, THICK / 2), (wide, deep, THICK), plain, 0)]
    for x, y, turn, run, long, lean in ((0, -deep / 2, 0, wide, 0.56, 160), (0, deep / 2, 180, wide, 1.2, 70),
                                        (-wide / 2, 0, -90, deep, 0.7, 104), (wide / 2, 0, 90, deep, 0.7, 100)):
        wall = sheet_of_card(run + (2 * THICK if turn in (0, 180) else 0), TALL, plain, edge)
        wall.location = (0, -THICK, 0)
        flap = sheet_of_card(run - 0.03, long, kraft(picture) if turn == 180 else plain, edge)
        flap.rotation_euler, flap.location = (math.radians(lean), 0, 0), (0, -THICK, TALL)
        crease = pipe([(-run / 2 + 0.015, -THICK / 2, TALL), (-run / 6, -THICK / 2, TALL), (run / 6, -THICK / 2, TALL), (run / 2 - 0.015, -THICK / 2, TALL)],
                      THICK / 2, plain)
        parts.append(group([wall, flap, crease], place=(x, y, 0), turn=turn))
    return parts


def shavings(wide, deep, count, z):
    """Crinkled paper strips that the bags lie on."""
    papers = [material("shaving", linear(c), 0.8) for c in ("#D9BE93", "#CDAF82", "#E3CCA6")]
    shapes = []
    for paper in papers:
        for _ in range(5):
            bend, path, x, y = random.uniform(0.05, 0.1), [], 0.0, 0.0
            for i in range(17):
                path.append((x, bend * (1 if i % 2 else -1) * random.uniform(0.5, 1)))
                x += random.uniform(0.04, 0.075)
            made = strip([(a - x / 2, b) for a, b in path], 0.07, paper)
            made.modifiers["thick"].thickness = 0.006
            made.modifiers["subdivide"].render_levels = 1
            bpy.context.view_layer.objects.active = made
            made.select_set(True)
            bpy.ops.object.convert(target="MESH")
            shapes.append(bpy.context.object.data)
            bpy.data.objects.remove(bpy.context.object)
    while count:
        x, y, turn = random.uniform(-wide, wide) / 2, random.uniform(-deep, deep) / 2, random.uniform(0, 6.3)
        # None of them goes through a wall.
        if abs(x) + 0.5 * abs(math.cos(turn)) > wide / 2 - 0.08 or abs(y) + 0.5 * abs(math.sin(turn)) > deep / 2 - 0.08:
            continue
        made = bpy.data.objects.new("shaving", random.choice(shapes))
        bpy.context.scene.collection.objects.link(made)
        made.location = (x, y, z + random.uniform(-0.12, 0.1))
        made.rotation_euler = (random.uniform(-0.5, 0.5), random.uniform(-0.3, 0.3), turn)
        count -= 1


def fuchs_unboxing():
    """From above, as one stands at the table; the far side is calm."""
    random.seed(5)
    block((0, 0, -0.2), (60, 60, 0.4), timber("#DED0B9", "#D2C0A2", 0.5, (0.16, 5, 5), pores=0.4), 0)
    wide, deep = 3.72, 2.05
    box = carton(wide, deep, "carton.png")
    shavings(wide, deep, 700, 0.24)
    bags = []
    for number, (x, y, turn) in enumerate(((-1.17, 0.0, 1.5), (0.02, 0.03, -1), (1.2, -0.02, 1))):
        lying = sample(number, scale=0.8)
        lying.rotation_euler, lying.location = (math.radians(-67), 0, 0), (0, -0.72, 0)
        bags.append(group([lying], place=(x, y, 0.4), turn=turn))
    loose = [made for made in bpy.context.scene.objects if made.name.startswith("shaving")]
    group(box + bags + loose, place=(0.55, -0.3, 0), turn=-7)
    light = bpy.data.lights.new("sun", "SUN")
    light.energy, light.angle, light.color = 3.2, math.radians(3), (1, 0.95, 0.87)
    sun = bpy.data.objects.new("sun", light)
    sun.rotation_euler = Vector((0.6, -0.3, -0.75)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(sun)
    softbox((5, -4, 6), (5, 5), 160, (0, 0, 0))
    surroundings((0.88, 0.91, 0.96), 0.5)
    return (0.0, -6.4, 10.4), (0.03, 1.1, 0.2), 60, -0.06
