"""Benchmarks side by side with peers, in one run: ``make bench``. Never a test."""
