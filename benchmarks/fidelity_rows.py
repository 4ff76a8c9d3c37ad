"""What is measured of one pin, and how it is printed."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["HEADER", "AsGood", "Measured", "line", "listed"]


class AsGood(NamedTuple):
    """The first traced picture no farther from the reference than the preview: powers of two are tried.

    If `reached` is false none is, and this is the one of the most paths.
    """

    paths: int
    seconds: float
    mean_flip: float
    reached: bool


class Measured(NamedTuple):
    """One case; `pin_flip` over the pin alone, seconds without the stages that both renderers share."""

    case: str
    view: str
    mean_flip: float
    pin_flip: float
    p95_flip: float
    reference_noise: float
    cleaned: bool
    preview_s: float
    samples: int
    as_good: AsGood | None

    @property
    def times_faster(self) -> float | None:
        """How many previews are drawn while a picture as good is traced; at least so many if none is."""
        return None if self.as_good is None else self.as_good.seconds / self.preview_s


HEADER = (
    f"{'':32}{'mean':>8}{'pin':>8}{'p95':>8}{'noise':>8} {'paths':>7}"
    f"{'preview':>10}{'as good':>11}{'paths':>7}{'ratio':>8}"
)


def line(row: Measured) -> str:
    """A row of the table."""
    name, as_good = f"{row.case}, {row.view}", row.as_good
    measured = (
        f"{name:32.32}{row.mean_flip:>8.4f}{row.pin_flip:>8.4f}{row.p95_flip:>8.4f}{row.reference_noise:>8.4f}"
        f"{'*' if row.cleaned else ' '}{row.samples:>7}{row.preview_s:>8.2f} s"
    )
    if as_good is None:
        return measured
    more = "" if as_good.reached else ">"
    return (
        f"{measured}{f'{more}{as_good.seconds:.2f}':>9} s{f'{more}{as_good.paths}':>7}"
        f"{f'{more}{row.times_faster:.1f}':>8}"
    )


def listed(row: Measured) -> dict[str, Any]:
    """A row as JSON has it."""
    as_good = None if row.as_good is None else row.as_good._asdict()
    return {**row._asdict(), "as_good": as_good, "times_faster": row.times_faster}
