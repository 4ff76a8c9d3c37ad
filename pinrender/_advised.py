"""Advice on a pin: every process checked, and ranked for a use, a budget and wishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pinrender._checked import check_each
from pinrender.catalog import Use, Want, load
from pinrender.errors import chosen

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.inspect import Advice

__all__ = ["advise"]


def advise(
    pin: Pin,
    timings: Timings,
    *,
    use: str | None = None,
    budget: str | None = None,
    wants: Sequence[str] = (),
) -> tuple[tuple[Advice, ...], str]:
    """Rank the processes for a pin, and say what makers disagree about; parameters as of `inspect.advise`.

    Names are looked up before anything is read.

    Returns
    -------
    advice : tuple of Advice
        The best first.
    disputed : str
        Empty where they do not disagree.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    UsageError
        If a use, budget or wish is not known.
    """
    from pinrender import inspect

    disputed = "" if use is None else load(Use, use).disputed
    for want in wants:
        load(Want, want)
    if budget is not None:
        chosen("budget", budget, inspect.BUDGETS)
    return inspect.advise(check_each(pin, timings), use=use, budget=budget, wants=wants), disputed
