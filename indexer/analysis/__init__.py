"""Text → terms. Knows no index and no file format."""
