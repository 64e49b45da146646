"""Other names of the same: what an article says of them (``evidence``), and what the corpus makes of that (``resolve``).

What one article says depends on that article alone, and is counted: so a segment holds the sum of its articles, a generation
adds up its segments, and neither workers nor updates change what comes out.
"""
