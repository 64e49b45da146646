"""The codec that Whoosh is given, ``index.writer(codec=ColumnarCodec())``, and readers over segment files alone.

The second go without Whoosh's table of contents, which is a pickle. Left out, with a clear error: columns that pickle
(PickleColumn, CompressedBlockColumn), stored values beyond ``packing.pack``, and Whoosh's loose posting files
(``postings_writer``), which its own codec keeps vectors in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.reading import EmptyReader, MultiReader, SegmentReader

from .container import Container
from .document_reader import ColumnarDocumentReader
from .document_writer import DOCUMENTS_SUFFIX, ColumnarDocumentWriter, column_suffix
from .field_writer import ColumnarFieldWriter
from .terms import ColumnarTerms
from .terms_reader import ColumnarTermsReader
from .write import SEGMENT_SUFFIX

__all__ = ["ColumnarCodec", "ColumnarSegment", "open_reader"]


class ColumnarCodec(base.Codec):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's codec seam over one file a segment.

    ``blocklimit`` is how many postings share one bound of scores when Whoosh's matchers skip; it is not of the file.
    """

    def __init__(self, blocklimit: int = 128) -> None:
        self._block = blocklimit

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:
        """A segment to be written."""
        return ColumnarSegment(self, indexname)

    def per_document_writer(self, storage: Any, segment: ColumnarSegment) -> ColumnarDocumentWriter:
        """Writes stored fields, lengths, columns and vectors."""
        return ColumnarDocumentWriter(storage, segment)

    def field_writer(self, storage: Any, segment: ColumnarSegment) -> ColumnarFieldWriter:
        """Writes terms, and finishes the segment."""
        return ColumnarFieldWriter(storage, segment)

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarDocumentReader:
        """Reads what the first writer wrote, before the second has finished too."""
        return ColumnarDocumentReader(segment.container(storage), storage, segment)

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarTermsReader:
        """Reads what the second writer wrote."""
        return ColumnarTermsReader(ColumnarTerms(segment.container(storage)), self._block)

    @staticmethod
    def column_filename(segment: ColumnarSegment, fieldname: str) -> str:
        """Where Whoosh's ``add_sortable`` writes a column of a finished segment."""
        name: str = segment.make_filename(column_suffix(fieldname))
        return name

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Left out: postings are written with their segment."""
        raise NotImplementedError(
            "khabar's codec writes postings with their segment, not into files of their own"
        )

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> Any:
        """Left out, as the writer is."""
        raise NotImplementedError(
            "khabar's codec reads postings with their segment, not from files of their own"
        )


class ColumnarSegment(base.Segment):  # type: ignore[misc]  # whoosh is untyped
    """A segment: its name or path, how many articles it has, which of them are deleted."""

    def __init__(self, codec: ColumnarCodec, indexname: str, path: Path | None = None) -> None:
        super().__init__(indexname)
        self._codec = codec
        self._articles = 0
        self._deleted: set[int] = set()
        self._path = path

    def codec(self) -> ColumnarCodec:
        """The codec that reads it."""
        return self._codec

    def should_assemble(self) -> bool:
        """Never: it is one file already, and Whoosh's file of files holds pickles."""
        return False

    def container(self, storage: Any) -> Container:
        """The segment's file; before that is written, the one of its documents. Raises FileNotFoundError, IndexCorruptError."""
        if self._path is not None:
            return Container(self._path)
        for suffix in (SEGMENT_SUFFIX, DOCUMENTS_SUFFIX):
            if (found := self._opened(storage, suffix)) is not None:
                return found
        raise FileNotFoundError(self.make_filename(SEGMENT_SUFFIX))

    def documents(self, storage: Any) -> Container | None:
        """The file of the documents, while the segment is written."""
        return self._opened(storage, DOCUMENTS_SUFFIX)

    def _opened(self, storage: Any, suffix: str) -> Container | None:
        name = self.make_filename(suffix)
        if not storage.file_exists(name):
            return None
        if folder := getattr(storage, "folder", ""):  # "" of Whoosh's storage in memory
            return Container(Path(folder, name))
        with storage.open_file(name) as file:
            return Container.of_bytes(file.read(), name)

    def set_doc_count(self, doccount: int) -> None:
        """Say how many articles it has."""
        self._articles = doccount

    def doc_count_all(self) -> int:
        """Articles, deleted ones too."""
        return self._articles

    def deleted_count(self) -> int:
        """Articles that are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Their numbers, ascending."""
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete an article, or take that back."""
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether an article is deleted."""
        return docnum in self._deleted


def open_reader(
    paths: Sequence[Path], schema: Any, deleted: Mapping[Path, Collection[int]] | None = None
) -> Any:
    """Whoosh's index reader over segment files, in this order; ``deleted`` are article numbers within their segment.

    Nothing but these files is read. Raises IndexCorruptError where one is not a segment.
    """
    codec = ColumnarCodec()
    readers = []
    for path in paths:
        segment = ColumnarSegment(codec, path.stem, path)
        for number in (deleted or {}).get(path, ()):
            segment.delete_document(number)
        reader = SegmentReader(None, schema, segment)
        segment.set_doc_count(reader.doc_count_all())
        readers.append(reader)
    if len(readers) == 1:
        return readers[0]
    return MultiReader(readers) if readers else EmptyReader(schema)
