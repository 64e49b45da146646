"""What khabar is measured against: run ``python -m benchmarks.quality`` and ``python -m benchmarks.speed``.

Useful for: comparing engines on the same articles and queries; the figures of docs/benchmarks.md.
Not useful for: testing, since nothing here asserts a figure.
"""
