"""The viewer that a page in 3D carries: model-viewer, as ``scripts/web-libs`` puts it into the package."""

from __future__ import annotations

from importlib import resources

from pinrender.errors import RendererUnavailable

__all__ = ["viewer_script"]

REMEDY = (
    "run scripts/web-libs in the checkout, which needs npm, "
    "or install a wheel that was built from one where it has run"
)


def viewer_script() -> str:
    """The source of model-viewer, an ES module that defines the element ``<model-viewer>``.

    Returns
    -------
    str
        JavaScript without ``</script``, so that it may stand in a page as it is.

    Raises
    ------
    RendererUnavailable
        If pinrender was installed without it; the message says how to get it.
    """
    file = resources.files("pinrender").joinpath("web", "static", "vendor", "model-viewer.min.js")
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RendererUnavailable(
            f"the 3D viewer (model-viewer.min.js) is not installed; {REMEDY}"
        ) from error
