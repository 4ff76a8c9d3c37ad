"""Looking near by finds the same labels as looking everywhere."""

from __future__ import annotations

import numpy as np

from pinrender.artwork._nearest import nearest_label, nearest_label_at


def test_a_few_samples_find_what_all_would() -> None:
    rng = np.random.default_rng(3)
    for seeds in (1, 12, 400):
        labels = np.zeros((240, 300), np.uint8)
        labels.reshape(-1)[rng.choice(labels.size, seeds, replace=False)] = rng.integers(1, 9, seeds)
        everywhere = nearest_label(labels).ravel()
        for first, count in ((0, 1), (40_000, 25), (71_500, 10), (20_000, 30_000)):
            left = np.flatnonzero(labels.ravel() == 0)[first : first + count]
            assert (nearest_label_at(labels, left) == everywhere[left]).all()
