"""The index folder: how a finished set of files is served, kept, checked and rolled back. Knows nothing of what is in the files.

``generation`` and ``manifest`` read, and are all that a search loads; ``publish`` writes, with ``seal``, ``lock``, ``durable``.
"""
