"""Rounding by blue noise: true in the mean, and nowhere a pattern."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.output.usd._dither import TILE, _noise, dithered


def test_the_mean_is_the_fields_own() -> None:
    levels = np.linspace(0.0, 1.0, 37)
    for level in levels:
        rounded = dithered(np.full((200, 150), level, np.float32), seed=0) / 255.0
        assert abs(rounded.mean() - level) * 255.0 < 0.01
        assert np.abs(rounded - level).max() * 255.0 <= 1.0


def test_a_few_samples_hold_it_already() -> None:
    """Halfway between two levels white noise would leave 1/2 / 4 of one in blocks of 4 by 4."""
    rounded = dithered(np.full((TILE, TILE), 0.5, np.float32), seed=1).astype(np.float64)
    blocks = rounded.reshape(TILE // 4, 4, TILE // 4, 4).mean(axis=(1, 3))
    assert blocks.std() < 0.7 * 0.5 / 4.0


def test_noise_has_every_value_once_and_goes_on_over_its_edge() -> None:
    noise = _noise(0)
    assert np.sort(noise, axis=None) == pytest.approx((np.arange(TILE**2) + 0.5) / TILE**2)
    spectrum = np.abs(np.fft.fft2(noise - noise.mean())) ** 2
    radius = np.hypot(*np.meshgrid(np.fft.fftfreq(TILE), np.fft.fftfreq(TILE)))
    assert spectrum[radius < 0.1].mean() < 0.05 * spectrum[radius > 0.3].mean()
