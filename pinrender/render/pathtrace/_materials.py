"""What the surfaces do with light, as Mitsuba scatters it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance
from pinrender.render.pathtrace._enamel import EPOXY_ALPHA, INDEX, as_mitsuba_has_it, glossy, solved_albedo
from pinrender.render.pathtrace._metal import Looked, plated
from pinrender.render.pathtrace._nodes import LEAST_ALPHA, Node, blend, texture
from pinrender.scene import Environment

__all__ = ["materials"]


def materials(
    appearance: Appearance, promised: Environment, *, eye_mm: NDArray[np.float64]
) -> dict[str, Node]:
    """Mitsuba's description of each material that `Surface` names, for an eye at a place.

    Colours come out as they were asked for in the light that is `promised`.
    """
    maps = appearance.maps
    looked = Looked(appearance=appearance, environment=promised, eye_mm=eye_mm)
    share = maps.share.astype(np.float32) / np.float32(255.0)
    of_metal = texture(share[..., 0])
    bare_alpha = max(appearance.enamel.roughness**2, LEAST_ALPHA)
    requested = maps.color_srgb8
    albedo = as_mitsuba_has_it(solved_albedo(requested, promised, bare_alpha), bare_alpha)
    bare = _two_sided(blend(of_metal, glossy(bare_alpha, texture(albedo)), plated(looked, "air")))
    made = {"bare": bare, "plain": _two_sided(plated(looked, "rim"))}
    clear = {"type": "dielectric", "int_ior": INDEX, "ext_ior": 1.0}
    if maps.floor is not None:
        seen = texture(maps.floor[..., 2] * (1.0 - share[..., 0]))
        made["skinned"] = blend(seen, bare, clear)
        made["floor"] = _two_sided(plated(looked, "enamel"))
    if maps.dome is not None:
        body: Node = {
            "type": "diffuse",
            "reflectance": texture(solved_albedo(requested, promised, EPOXY_ALPHA)),
        }
        if maps.floor is not None:
            body = blend(texture(maps.floor[..., 2]), body, plated(looked, "enamel"))
        beside = made.get("skinned", bare)
        made["domed"] = blend({"type": "mesh_attribute", "name": "vertex_epoxy"}, beside, clear)
        made["immersed"] = _two_sided(blend(of_metal, body, plated(looked, "epoxy")))
    return made


def _two_sided(material: Node) -> Node:
    """Also where a smooth normal looks away from an eye that sees the triangle."""
    return {"type": "twosided", "material": material}
