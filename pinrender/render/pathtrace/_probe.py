"""Try a variant of Mitsuba; run as a script in a process of its own, which it may take with it."""

from __future__ import annotations

import sys
from contextlib import suppress

SIDE = 8


def main() -> int:
    """Draw a small picture with what the studio uses; 0 if light came back."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # should it abort, leave nothing behind
    import mitsuba as mi
    import numpy as np

    mi.set_variant(sys.argv[1])
    metal = {"type": "roughconductor", "distribution": "ggx", "eta": 1.0, "k": 3.0, "alpha": 0.01}
    enamel = {"type": "roughplastic", "distribution": "ggx", "nonlinear": True, "alpha": 0.02}
    face = {"type": "twosided", "material": {"type": "blendbsdf", "weight": 0.5, "a": enamel, "b": metal}}
    ball = {"type": "blendbsdf", "weight": 0.5, "a": face, "b": {"type": "dielectric"}}
    light = mi.Bitmap(np.ones((4, 8, 3), np.float32))
    scene = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 4},
        "light": {"type": "envmap", "bitmap": light},
        "ball": {"type": "sphere", "center": [0.0, 0.0, 3.0], "bsdf": ball},
        "sensor": {
            "type": "perspective",
            "film": {"type": "hdrfilm", "width": SIDE, "height": SIDE, "rfilter": {"type": "box"}},
        },
    }
    mean = float(np.asarray(mi.render(mi.load_dict(scene), spp=4)).mean())
    return 0 if 0.1 < mean < 1.1 else 1


if __name__ == "__main__":
    sys.exit(main())
