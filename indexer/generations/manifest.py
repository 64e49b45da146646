"""What a generation says of itself: ``manifest.json``.

It is read as text that anybody may have written: each field's type is checked, and no name leads out of the
folder. It is written in one canonical form that ends in a SHA-256 of itself, so that a changed byte shows in
it as in any file.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..errors import IndexCorruptError

__all__ = [
    "ADVICE",
    "FORMAT",
    "MANIFEST",
    "FileSum",
    "Manifest",
    "is_safe_name",
    "manifest_bytes",
    "read_manifest",
]

FORMAT = 4
"""The version of the folder layout and of the manifest; no other is read."""

MANIFEST = "manifest.json"
ADVICE = "go back with `khabar index rollback` or rebuild with `khabar index build`"

T = TypeVar("T", int, str, dict[str, Any])


class FileSum(NamedTuple):
    """Size in bytes and SHA-256 (64 hexadecimal digits, lower case) of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation's own description.

    ``fingerprint`` is that of the analysis, ``articles`` the number that can be found, ``built_at`` UTC in
    ISO form. ``files`` has every file of the folder but the manifest, by POSIX path relative to it.
    ``details`` is the builder's own: any JSON object.
    """

    format: int
    number: int
    fingerprint: str
    articles: int
    built_at: str
    files: dict[str, FileSum]
    details: dict[str, Any] = field(default_factory=dict)


def manifest_bytes(manifest: Manifest) -> bytes:
    r"""Write the one text of a manifest: JSON in ASCII, keys sorted, its own SHA-256 among them.

    ASCII because ``details`` may name files of any encoding: their surrogates survive only as ``\udcXX``
    escapes. Raises ValueError or TypeError where ``details`` is not JSON.
    """
    import hashlib  # loads OpenSSL: 2 ms that no search should pay

    fields: dict[str, Any] = {name: getattr(manifest, name) for name in Manifest.__slots__}
    fields["files"] = {
        name: {"size": file.size, "sha256": file.sha256} for name, file in manifest.files.items()
    }
    plain = json.dumps(fields, sort_keys=True, allow_nan=False)
    fields["sha256"] = hashlib.sha256(plain.encode("ascii")).hexdigest()
    return (json.dumps(fields, sort_keys=True, allow_nan=False, indent=1) + "\n").encode("ascii")


def read_manifest(folder: Path, number: int) -> Manifest:
    """Read the manifest of generation ``number``; IndexCorruptError says what is wrong with it.

    The sums are not tried here, the manifest's own neither: verify_generation does that.
    """
    path = folder / MANIFEST
    try:
        fields = json.loads(path.read_bytes())
        manifest = _parse_manifest(fields, path)
    except OSError as error:
        raise IndexCorruptError(f"{path}: {error.strerror}: {ADVICE}") from error
    except (ValueError, RecursionError) as error:
        raise IndexCorruptError(f"{path} is damaged ({error}): {ADVICE}") from error
    if manifest.number != number:
        raise IndexCorruptError(f"{path} is that of generation {manifest.number:06d}: {ADVICE}")
    return manifest


def _parse_manifest(fields: object, path: Path) -> Manifest:
    """Raise ValueError with what is wrong, IndexCorruptError for another format."""
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  (every fault of the text is a ValueError)
    version = _typed(fields, "format", int)
    if version != FORMAT:
        # Before all other fields: they may have changed with the format.
        raise IndexCorruptError(
            f"{path} has format {version}, this program reads {FORMAT}: built by another version of khabar: "
            "rebuild with `khabar index build`"
        )
    return Manifest(
        format=version,
        number=_typed(fields, "number", int),
        fingerprint=_typed(fields, "fingerprint", str),
        articles=_typed(fields, "articles", int),
        built_at=_typed(fields, "built_at", str),
        files=_parse_files(_typed(fields, "files", dict)),
        details=_typed(fields, "details", dict),
    )


def _parse_files(files: dict[str, Any]) -> dict[str, FileSum]:
    sums: dict[str, FileSum] = {}
    for name, entry in files.items():
        if not is_safe_name(name):
            raise ValueError(f"file name {name!r} leads out of the folder")
        if not isinstance(entry, dict):
            raise ValueError(f"file {name!r} has no size and sum")  # noqa: TRY004
        sums[name] = FileSum(_typed(entry, "size", int), _typed(entry, "sha256", str))
    return sums


def _typed(fields: dict[str, Any], name: str, kind: type[T]) -> T:
    """Take a field of exactly this type: JSON's true is no number here, as it is for isinstance."""
    value = fields.get(name)
    if type(value) is not kind:
        raise ValueError(f"{name} is not {kind.__name__}")
    return value


def is_safe_name(name: str) -> bool:
    r"""Tell whether a POSIX path stays inside the folder it is relative to, on every system.

    Refused: a root, a drive or stream ("C:"), "\", NUL, empty parts, ".", "..", the manifest, and what no
    file name can encode.
    """
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    parts = name.split("/")
    return not {"", ".", ".."} & set(parts) and not set("\\:\0") & set(name) and name != MANIFEST
