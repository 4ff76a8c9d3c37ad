"""Advice on a pin: every process checked, and ranked for a use, a budget and wishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pinrender._checked import check_each
from pinrender.catalog import Use, Want, load
from pinrender.design import PinDesign

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.inspect import Advice

__all__ = ["Advised", "advise"]


class Advised(NamedTuple):
    """What there is to say of a choice.

    Attributes
    ----------
    advice : tuple of Advice
        The best first.
    disputed : str
        What makers disagree about; empty where they do not.
    plating : str
        Which plating a wish asks for and the pin was judged in, a catalogue name; empty if none.
    """

    advice: tuple[Advice, ...]
    disputed: str
    plating: str


def advise(
    pin: Pin,
    timings: Timings,
    *,
    use: str | None = None,
    budget: str | None = None,
    wants: Sequence[str] = (),
) -> Advised:
    """Rank the processes for a pin, and say what makers disagree about; parameters as of `inspect.advise`.

    Names are looked up before anything is read. A pin in the plating that it has if nothing is said is judged
    in the one that a wish asks for.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    UsageError
        If a use, budget or wish is not known.
    """
    from pinrender import inspect

    disputed = "" if use is None else load(Use, use).disputed
    wished = next(filter(None, (load(Want, want).plating for want in wants)), "")
    if budget is not None:
        inspect.budget_called(budget)
    plating = wished if pin.design.plating == PinDesign().plating else ""
    judged = pin.replace(plating=plating) if plating else pin
    ranked = inspect.advise(check_each(judged, timings), use=use, budget=budget, wants=wants)
    return Advised(advice=ranked, disputed=disputed, plating=plating)
