"""What pyrender imports and a preview does not call is loaded when somebody calls it, if ever.

A preview needs one function of trimesh and none of networkx or of the viewer; all three together, with what
they import in turn, take longer than all the rest of pyrender.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType

__all__ = ["deferred", "left_out"]


class _Deferred(ModuleType):
    """Stands for a module of the same name; asked for anything, it loads that module and passes it on."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # the import system asks what kind of module it is
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """While this lasts, importing these modules loads nothing; those that are loaded already stay.

    Who imports one of them inside keeps what stands for it; everybody else gets the module itself
    afterwards. Parts of a package can be imported inside without the rest of it.

    Parameters
    ----------
    names : str
        Modules that need not be installed: what is not there is not deferred.
    """
    stand_ins = {}
    for name in names:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            stand_ins[name] = module_from_spec(spec)
            stand_ins[name].__class__ = _Deferred
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in [name for name in sys.modules if _is_of(name, stand_ins)]:
            del sys.modules[name]


def _is_of(name: str, stand_ins: dict[str, ModuleType]) -> bool:
    """Whether a module is one of the stand-ins, or a part that was imported by way of one."""
    return any(
        (name == package or name.startswith(f"{package}.")) and sys.modules.get(package) is stand_in
        for package, stand_in in stand_ins.items()
    )


@contextmanager
def left_out(package: str, part: str, name: str) -> Iterator[None]:
    """While this lasts, a package that is imported does without the `name` that it takes from one `part`.

    Afterwards the part can be imported by itself. Nothing happens where either is loaded already.

    Parameters
    ----------
    package, part, name : str
        Such that ``from package.part import name`` is what the package does.
    """
    full = f"{package}.{part}"
    if package in sys.modules or full in sys.modules:
        yield
        return
    missing = ModuleType(full)
    setattr(missing, name, None)
    sys.modules[full] = missing
    try:
        yield
    finally:
        del sys.modules[full]
        vars(sys.modules.get(package, missing)).pop(name)
