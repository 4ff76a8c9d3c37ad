"""Figures, not tests: how fast, and how much memory."""
