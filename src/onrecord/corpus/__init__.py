"""Across reports: which are copies of each other, and which quotations are the same."""
