"""Zip archives: hands out the members as files, refusing what is damaged, encrypted or a bomb.

Not for: reading the members (`formats` chooses their reader).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from indexer.readers.source_file import MAX_FILE_BYTES, MEBIBYTE, SourceFile
from search.errors import UnreadableSourceError

MAX_RATIO = 200
"""Arabic JSON packs 4 to 8 times; a megabyte of one repeated letter packs 1,000 times."""

_RATIO_FREE_BYTES = 16 * MEBIBYTE
_UTF8_NAME_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


def iter_members(file: SourceFile) -> Iterator[SourceFile]:
    """Yield each member as a file of its own; name on `on_skip` those that must not be unpacked.

    Raises: UnreadableSourceError where the archive itself cannot be read.
    """
    with file.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _damaged(file.origin, str(error)) from error
        with archive:
            packed_done = 0
            for info in archive.infolist():
                if not info.is_dir():
                    member = _member(file, archive, info, packed_done)
                    refused = _find_danger(info, member.origin)
                    if refused:
                        file.on_skip(refused)
                    else:
                        yield member
                packed_done += info.compress_size
                file.on_progress(min(1.0, packed_done / max(file.size, 1)))


def _member(file: SourceFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed_done: int) -> SourceFile:
    path = PurePosixPath(member_name(info))
    origin = f"{file.origin}/{path}"

    def on_progress(share: float) -> None:
        file.on_progress(min(1.0, (packed_done + share * info.compress_size) / max(file.size, 1)))

    return replace(
        file,
        origin=origin,
        folder=path.parent.name or PurePosixPath(file.origin).stem,
        size=info.file_size,
        open=partial(_open_member, archive, info, origin),
        on_progress=on_progress,
    )


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the member's path as its author wrote it, with `/` and without `..`.

    Python reads a name without the UTF-8 flag as cp437; archivers of Arabic systems put UTF-8 or cp1256 there.
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME_FLAG:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "cp1256") if raw and not raw.isascii() else ():
            try:
                decoded = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding == "utf-8" or any("\u0621" <= letter <= "\u064a" for letter in decoded):
                name = decoded
                break
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))


def _find_danger(info: zipfile.ZipInfo, origin: str) -> UnreadableSourceError | None:
    if info.flag_bits & _ENCRYPTED_FLAG:
        return UnreadableSourceError(
            origin,
            "encrypted with a password. Unpack the archive and index the folder.",
            "مشفّر بكلمة مرور. فك الأرشيف وفهرس المجلد.",
        )
    if info.file_size > MAX_FILE_BYTES and not origin.lower().endswith((".jsonl", ".ndjson", ".jl")):
        return _bomb(origin, f"it unpacks to {info.file_size // MEBIBYTE:,} MiB", info.file_size)
    if info.file_size > _RATIO_FREE_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return _bomb(origin, f"it unpacks to {info.file_size // max(info.compress_size, 1):,} times its size", 0)
    return None


def _bomb(origin: str, why: str, size: int) -> UnreadableSourceError:
    return UnreadableSourceError(
        origin,
        f"not unpacked: {why}, which no news archive needs (a bomb?). If it is sound, unpack it and index the folder.",
        f"لم يُفك: حجمه بعد الفك {size // MEBIBYTE or 'أكبر من المعقول'} (قنبلة ضغط؟). إن كان سليمًا ففكّه وفهرس المجلد.",
    )


def _damaged(origin: str, reason: str) -> UnreadableSourceError:
    return UnreadableSourceError(
        origin,
        f"damaged zip: {reason.rstrip('.')}. Fetch it again, or unpack what can be unpacked and index the folder.",
        f"ملف zip تالف ({reason.rstrip('.')}). أعد جلبه، أو فك ما يمكن فكه وفهرس المجلد.",
    )


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, origin: str) -> BinaryIO:
    try:
        return io.BufferedReader(_MemberStream(archive.open(info), origin))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(origin, str(error)) from error


class _MemberStream(io.RawIOBase):
    """A member's bytes, in which damage is our error and not zlib's."""

    def __init__(self, member: object, origin: str) -> None:
        self._member: BinaryIO = member  # type: ignore[assignment]  # ZipExtFile reads like one
        self._origin = origin

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._member.read(len(view))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise _damaged(self._origin, str(error)) from error
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._member.close()
        super().close()
