"""The proof as a PDF to sign: a sheet with everything, and a page of actual size."""

from __future__ import annotations

from pinrender.findings import Severity, counted, without_options
from pinrender.output._pdf_page import A4_MM, INK, LETTER_MM, QUIET, RED, Page, pdf
from pinrender.output._proof import Proof
from pinrender.output._proof_views import POST_LENGTH_MM, back, dimensioned, front, length, rgb, side

__all__ = ["PAPERS", "encode_proof"]

PAPERS = {"a4": A4_MM, "letter": LETTER_MM}
MARGIN_MM = 12.0
TITLE_PT, HEAD_PT, TEXT_PT, SMALL_PT = 15.0, 8.5, 7.2, 6.2
FRONT_MM, APPROVAL_MM = 102.0, 30.0
"""Heights of the front view and of the approval."""
PICTURE = 0.78
"""Height of the picture, in its widths."""
MOST_COLORS = 20
ROW_MM, LEAST_ROW_MM, LEGEND_MM = 4.8, 3.4, 68.0
"""Height of a row of the legend, at least, and of all of them: many colours stand closer."""
_SAID = {Severity.ERROR: "Cannot be made", Severity.WARNING: "At risk", Severity.NOTICE: "To know"}


def encode_proof(proof: Proof, *, paper: str = "a4") -> bytes:
    """The bytes of the document; `paper` is one of {'a4', 'letter'}. The same proof is the same bytes."""
    size_mm = PAPERS[paper]
    title = f"{proof.order.job or proof.name}: production proof"
    with pdf(size_mm, title=title, subject=proof.digest) as (page, held):
        _sheet(page, proof)
        page.next()
        _actual_size(page, proof)
    return held.getvalue()


def _sheet(page: Page, proof: Proof) -> None:
    width_mm = page.size_mm[0] - 2.0 * MARGIN_MM
    top_mm = _header(page, proof, width_mm)
    left_mm, right_mm = 0.58 * width_mm - 4.0, 0.42 * width_mm - 4.0
    _front(page, proof, (MARGIN_MM, top_mm), left_mm + 4.0)
    y_mm = top_mm + FRONT_MM
    y_mm += _legend(page, proof, (MARGIN_MM, y_mm), left_mm) + 4.0
    _findings(page, proof, (MARGIN_MM, y_mm), left_mm)
    x_mm, y_mm = MARGIN_MM + left_mm + 8.0, top_mm
    y_mm += page.picture(proof.picture, x_mm, y_mm, right_mm, upright=PICTURE) + 0.8
    words = "As it will look; colours on paper and screens are indicative."
    y_mm += page.text(words, x_mm, y_mm, size_pt=SMALL_PT, width_mm=right_mm, ink=QUIET) + 4.0
    y_mm += _views(page, proof, (x_mm, y_mm), right_mm) + 4.0
    _facts(page, proof, (x_mm, y_mm), right_mm)
    _approval(page, proof, width_mm)


def _header(page: Page, proof: Proof, width_mm: float) -> float:
    order = proof.order
    y_mm = MARGIN_MM
    page.text("Production proof", MARGIN_MM, y_mm, size_pt=TITLE_PT, bold=True)
    y_mm += 7.5
    job_mm = 0.40 * width_mm
    page.text(order.job or proof.name, MARGIN_MM, y_mm, size_pt=HEAD_PT + 1.0, width_mm=job_mm, most=1)
    fields = (
        ("Customer", order.customer),
        ("Revision", order.revision),
        ("Date", order.date),
        ("Quantity", order.quantity),
    )
    x_mm, each_mm = MARGIN_MM + 0.42 * width_mm, 0.58 * width_mm / len(fields)
    for name, value in fields:
        page.text(name, x_mm, MARGIN_MM + 1.0, size_pt=SMALL_PT, ink=QUIET)
        page.text(value, x_mm, MARGIN_MM + 4.2, size_pt=TEXT_PT, width_mm=each_mm - 3.0, most=2)
        page.line((x_mm, MARGIN_MM + 11.0), (x_mm + each_mm - 3.0, MARGIN_MM + 11.0), ink=QUIET)
        x_mm += each_mm
    y_mm += 7.0
    page.line((MARGIN_MM, y_mm), (MARGIN_MM + width_mm, y_mm))
    wrong = sum(finding.severity is Severity.ERROR for finding in proof.findings)
    if wrong:
        words = f"Not to be signed yet: {counted(wrong, 'thing')} below cannot be made as drawn."
        y_mm += 1.0 + page.text(words, MARGIN_MM, y_mm + 1.0, size_pt=HEAD_PT, bold=True, ink=RED)
    return y_mm + 4.0


def _front(page: Page, proof: Proof, corner_mm: tuple[float, float], width_mm: float) -> None:
    page.text("Front", *corner_mm, size_pt=HEAD_PT, bold=True)
    room_mm = (width_mm - 14.0, 84.0)
    scale = min(room_mm[0] / proof.size_mm[0], room_mm[1] / proof.size_mm[1])
    wide_mm, high_mm = (scale * side_mm for side_mm in proof.size_mm)
    middle_mm = (corner_mm[0] + 10.0 + 0.5 * room_mm[0], corner_mm[1] + 5.0 + 0.5 * room_mm[1])
    front(page, proof, middle_mm, scale, numbered=True)
    left, right = middle_mm[0] - 0.5 * wide_mm, middle_mm[0] + 0.5 * wide_mm
    top, bottom = middle_mm[1] - 0.5 * high_mm, middle_mm[1] + 0.5 * high_mm
    dimensioned(page, (left, bottom + 4.0), (right, bottom + 4.0), length(proof.size_mm[0]))
    dimensioned(page, (left - 4.0, top), (left - 4.0, bottom), length(proof.size_mm[1]))
    page.text(
        f"{scale:.2g} times actual size", corner_mm[0] + 14.0, corner_mm[1] + 0.4, size_pt=SMALL_PT, ink=QUIET
    )


def _views(page: Page, proof: Proof, corner_mm: tuple[float, float], width_mm: float) -> float:
    """Back and side, above one another; return the height that they take."""
    page.text("Back, and from the side", *corner_mm, size_pt=HEAD_PT, bold=True)
    scale = min((width_mm - 12.0) / proof.size_mm[0], 30.0 / proof.size_mm[1], 1.6)
    high_mm = scale * proof.size_mm[1]
    middle_mm = (corner_mm[0] + 0.5 * width_mm, corner_mm[1] + 6.0 + 0.5 * high_mm)
    back(page, proof, middle_mm, scale)
    base_mm = middle_mm[1] + 0.5 * high_mm + 4.0 + scale * proof.total_mm
    side(page, proof, (middle_mm[0], base_mm), scale)
    words = f"metal {length(proof.thickness_mm)} thick"
    if proof.total_mm > proof.thickness_mm + 0.01:
        words += f", in all {length(proof.total_mm)}"
    foot_mm = base_mm + POST_LENGTH_MM * scale + 0.8
    foot_mm += page.text(words, middle_mm[0], foot_mm, size_pt=SMALL_PT, middle=True, ink=QUIET)
    return foot_mm - corner_mm[1]


def _legend(page: Page, proof: Proof, corner_mm: tuple[float, float], width_mm: float) -> float:
    """Numbered colours; return the height that they take."""
    page.text("Colours", *corner_mm, size_pt=HEAD_PT, bold=True)
    y_mm = corner_mm[1] + 5.5
    row_mm = min(ROW_MM, max(LEAST_ROW_MM, LEGEND_MM / max(len(proof.colors), 1)))
    for number, color in enumerate(proof.colors[:MOST_COLORS], start=1):
        x_mm = corner_mm[0]
        page.text(str(number), x_mm, y_mm + 0.4, size_pt=TEXT_PT, bold=True)
        page.box((x_mm + 6.0, y_mm), (9.0, row_mm - 0.8), fill=rgb(color.color))
        page.text(color.name or "no name given", x_mm + 17.0, y_mm + 0.4, size_pt=TEXT_PT)
        told = f"{color.color}, {color.filled}, {color.area_mm2:.1f} mm²"
        page.text(told, x_mm + 0.52 * width_mm, y_mm + 0.4, size_pt=TEXT_PT, ink=QUIET)
        y_mm += row_mm
    if len(proof.colors) > MOST_COLORS:
        more = len(proof.colors) - MOST_COLORS
        y_mm += page.text(
            f"and {counted(more, 'more colour')}", corner_mm[0], y_mm, size_pt=TEXT_PT, ink=QUIET
        )
    if not proof.colors:
        y_mm += page.text("none: bare metal", corner_mm[0], y_mm, size_pt=TEXT_PT, ink=QUIET)
    return y_mm - corner_mm[1]


def _facts(page: Page, proof: Proof, corner_mm: tuple[float, float], width_mm: float) -> None:
    page.text("How it is made", *corner_mm, size_pt=HEAD_PT, bold=True)
    y_mm = corner_mm[1] + 5.5
    for name, value in proof.facts:
        page.text(name, corner_mm[0], y_mm, size_pt=TEXT_PT, ink=QUIET)
        y_mm += page.text(value, corner_mm[0] + 24.0, y_mm, size_pt=TEXT_PT, width_mm=width_mm - 24.0) + 0.6


def _findings(page: Page, proof: Proof, corner_mm: tuple[float, float], width_mm: float) -> None:
    """What is wrong or at risk, as much as there is room for above the approval."""
    page.text("Findings", *corner_mm, size_pt=HEAD_PT, bold=True)
    y_mm = corner_mm[1] + 5.5
    told = [finding for finding in proof.findings if finding.severity is not Severity.NOTICE]
    if not told:
        page.text("None: nothing drawn is too fine.", corner_mm[0], y_mm, size_pt=TEXT_PT, ink=QUIET)
    for count, finding in enumerate(told):
        advice = without_options(finding.suggestion)
        words = f"{_SAID[finding.severity]}: {finding.message}{f' ({advice})' if advice else ''}."
        if y_mm + page.height_mm(words, SMALL_PT, width_mm) > _approval_top_mm(page) - 6.0:
            page.text(f"and {len(told) - count} more", corner_mm[0], y_mm, size_pt=SMALL_PT, ink=QUIET)
            return
        y_mm += page.text(words, corner_mm[0], y_mm, size_pt=SMALL_PT, width_mm=width_mm) + 0.5


def _approval_top_mm(page: Page) -> float:
    return page.size_mm[1] - MARGIN_MM - APPROVAL_MM


def _approval(page: Page, proof: Proof, width_mm: float) -> None:
    top_mm = _approval_top_mm(page)
    page.line((MARGIN_MM, top_mm), (MARGIN_MM + width_mm, top_mm))
    page.text("Approval", MARGIN_MM, top_mm + 2.0, size_pt=HEAD_PT, bold=True)
    x_mm = MARGIN_MM + 26.0
    for words in ("approved as shown", "approved with the changes noted", "new proof wanted"):
        page.box((x_mm, top_mm + 2.6), (3.0, 3.0), fill=(1.0, 1.0, 1.0))
        page.text(words, x_mm + 4.5, top_mm + 2.4, size_pt=TEXT_PT)
        x_mm += 0.27 * width_mm
    each_mm = width_mm / 3.0
    for index, name in enumerate(("Name", "Signature", "Date")):
        left = MARGIN_MM + index * each_mm
        page.line((left, top_mm + 18.0), (left + each_mm - 5.0, top_mm + 18.0), ink=INK)
        page.text(name, left, top_mm + 18.6, size_pt=SMALL_PT, ink=QUIET)
    page.text(_notes(proof), MARGIN_MM, top_mm + 22.5, size_pt=SMALL_PT, width_mm=width_mm, ink=QUIET)
    page.text(f"Design {proof.digest}", MARGIN_MM, top_mm + 27.5, size_pt=SMALL_PT, ink=QUIET)


def _notes(proof: Proof) -> str:
    """What is agreed to, and what decides the colours that there are."""
    named = [bool(color.name) for color in proof.colors]
    decide = "Colour names" if all(named) else "The colour values given"
    if any(named) and not all(named):
        decide = "Colour names, and the values given where there is none"
    colors = f" {decide}, not the picture or the screen, decide the colours." if named else ""
    return f"Once signed, this sheet is what is made.{colors} A factory's tolerances apply."


def _actual_size(page: Page, proof: Proof) -> None:
    """Front, back and side to the scale of one, and lines to see that the printer kept it."""
    page.text("Actual size", MARGIN_MM, MARGIN_MM, size_pt=TITLE_PT, bold=True)
    advice = "Print at 100 %, not fitted to the page: the line below must be 50 mm long."
    page.text(advice, MARGIN_MM, MARGIN_MM + 8.0, size_pt=TEXT_PT, ink=QUIET)
    y_mm = MARGIN_MM + 18.0
    dimensioned(page, (MARGIN_MM, y_mm), (MARGIN_MM + 50.0, y_mm), "50 mm")
    dimensioned(page, (MARGIN_MM + 70.0, y_mm), (MARGIN_MM + 70.0 + 25.4, y_mm), "1 in")
    middle_mm = 0.5 * page.size_mm[0]
    y_mm += 12.0
    for name, draw in (("Front", front), ("Back", back)):
        page.text(name, MARGIN_MM, y_mm, size_pt=HEAD_PT, bold=True)
        draw(page, proof, (middle_mm, y_mm + 4.0 + 0.5 * proof.size_mm[1]), 1.0)
        y_mm += proof.size_mm[1] + 10.0
    if y_mm + 20.0 < page.size_mm[1] - MARGIN_MM:
        page.text("Side", MARGIN_MM, y_mm, size_pt=HEAD_PT, bold=True)
        side(page, proof, (middle_mm, y_mm + 4.0 + proof.total_mm), 1.0)
    size = f"{length(proof.size_mm[0])} by {length(proof.size_mm[1])}"
    foot_mm, width_mm = page.size_mm[1] - MARGIN_MM - 6.0, page.size_mm[0] - 2.0 * MARGIN_MM
    named = f"{proof.order.job or proof.name}, {size}"
    foot_mm += page.text(named, MARGIN_MM, foot_mm, size_pt=SMALL_PT, ink=QUIET, width_mm=width_mm, most=1)
    page.text(f"Design {proof.digest}", MARGIN_MM, foot_mm, size_pt=SMALL_PT, ink=QUIET)
