"""A wheel carries the viewer of solids, which npm brings when it is built; all else is in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithViewer(build_py):
    """Fetch the viewer first where it is not there; without npm the script says so, and the build goes on."""

    def run(self) -> None:
        """Fetch, then build."""
        subprocess.run([sys.executable, Path(__file__).with_name("scripts") / "web-libs"], check=False)
        super().run()


setup(cmdclass={"build_py": BuildWithViewer})
