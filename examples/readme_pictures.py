"""Draw the pictures of the README: ``python examples/readme_pictures.py FOLDER``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pinrender

HERE = Path(__file__).resolve().parent
PIXELS = 560
HERO_PIXELS = 760


def main() -> int:
    """Draw them, a line for each."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    fox = pinrender.load(HERE / "fox.svg")
    moth = pinrender.load(HERE / "moth.svg", process="soft-enamel", epoxy=True, plating="gold")
    wave = pinrender.load(HERE / "wave.svg", process="hard-enamel", plating="black-nickel")
    badge = pinrender.load(HERE / "badge.svg")
    medal = pinrender.load(HERE / "medal.svg")
    sunrise = pinrender.load(HERE / "sunrise.svg")
    eclipse = pinrender.load(HERE / "eclipse.svg")
    pictures = {
        "hero": moth.render(view="hero", pixels=HERO_PIXELS),
        "fox-compare": fox.compare(pixels=280),
        "fox": fox.render(view="three-quarter", pixels=PIXELS),
        "moth": moth.render(view="three-quarter", pixels=PIXELS),
        "wave": wave.render(view="three-quarter", pixels=PIXELS),
        "badge": badge.render(view="three-quarter", pixels=PIXELS),
        "medal": medal.render(view="three-quarter", pixels=PIXELS),
        "eclipse": eclipse.render(view="three-quarter", pixels=PIXELS),
        "sunrise": sunrise.render(view="three-quarter", pixels=PIXELS),
    }
    for name, frame in pictures.items():
        print(f"  {frame.save(folder / f'{name}.png')}")
    print(f"  {spin(folder / 'spin.webp')}")
    print(f"  {as_made(folder / 'as-made.png')}")
    print(f"  {proof_page(folder / 'proof.png')}")
    marks = folder / "check.png"
    moth_svg = str(HERE / "moth.svg")
    asked = ("--process", "hard-enamel", "--no-epoxy", "--size", "26mm", "--pixels", str(PIXELS))
    check = [sys.executable, "-m", "pinrender", "check", moth_svg, *asked, "-o", str(marks), "--quiet"]
    subprocess.run(check, check=False)  # ends with 1: at that size it cannot be made
    print(f"  {marks}")
    return 0


def spin(path: Path) -> Path:
    """The moth on a turntable."""
    asked = ("--pixels", "288", "--seconds", "4", "--quiet", "-o", str(path))
    subprocess.run([sys.executable, "-m", "pinrender", "spin", str(HERE / "moth.svg"), *asked], check=True)
    return path


def proof_page(path: Path) -> Path:
    """The first page of the fox's proof, as a picture."""
    import pypdfium2

    sheet = path.with_suffix(".pdf")
    said = ("--customer", "Brass Fox Studio", "--revision", "2", "--quantity", "300", "-o", str(sheet))
    fox = str(HERE / "fox.svg")
    subprocess.run([sys.executable, "-m", "pinrender", "proof", fox, *said, "--quiet"], check=True)
    pypdfium2.PdfDocument(sheet)[0].render(scale=1.3).to_pil().save(path)
    sheet.unlink()
    return path


def as_made(path: Path) -> Path:
    """The moth, small, as drawn and as made."""
    asked = ("--drawn-vs-made", "--size", "26mm", "--view", "front", "--pixels", "420", "--quiet")
    moth = str(HERE / "moth.svg")
    subprocess.run([sys.executable, "-m", "pinrender", "compare", moth, *asked, "-o", str(path)], check=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
