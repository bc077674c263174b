"""Zip files that others made: read only to a size that fits their own."""

from __future__ import annotations

import io
import zipfile
import zlib

from mahdar.sources.failure import Unreadable

#: What may come of any file when it is decompressed: text shrinks to a tenth, markup at most to a fiftieth.
ALWAYS, TIMES = 64 * 2**20, 100


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip file.

    Raises:
        Unreadable: where the bytes are none, or would be out of all proportion when decompressed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        whole = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        raise Unreadable(f"damaged or truncated zip: {error}") from error
    if whole > max(ALWAYS, TIMES * len(data)):
        raise Unreadable(f"zip that would grow from {len(data)} to {whole} bytes: not decompressed")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member; never more than it is said to have.

    Raises:
        Unreadable: where it is not there, encrypted or damaged.
    """
    try:
        return archive.read(name)
    except KeyError as error:
        raise Unreadable(f"no {name} in it") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Unreadable(f"{name} in it cannot be read: {error}") from error
