"""Pages for a browser: a face like the command line, which shows a pin in 3D."""

from pinrender.web._vendor import viewer_script

__all__ = ["viewer_script"]
