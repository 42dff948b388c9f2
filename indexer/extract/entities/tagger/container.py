"""The files of trained models and tables: arrays, word lists and a header in one zip archive, always the same bytes.

`header.json` says what the file was made of, with licence, seed and versions. Arrays are NumPy's own format and never
pickles, word lists are text, one word a line. Not for: what the arrays mean (`weights`, `news`).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every member's date: files made twice are equal."""


@dataclass(frozen=True, slots=True)
class Container:
    """What a file holds."""

    header: dict[str, Any]
    arrays: dict[str, npt.NDArray[Any]]
    lists: dict[str, list[str]]


def read_container(path: Path) -> Container:
    """Return the contents of a file. Raises OSError where there is none, ValueError where it is none of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError) as error:
        raise ValueError(f"{path.name} is no file of a trained model: {error}") from error
    if "header.json" not in contents:
        raise ValueError(f"{path.name} has no header")
    header = json.loads(contents["header.json"])
    arrays = {
        name.removesuffix(".npy"): np.load(io.BytesIO(data), allow_pickle=False)
        for name, data in contents.items()
        if name.endswith(".npy")
    }
    lists = {
        name.removesuffix(".txt"): data.decode("utf-8").split("\n")
        for name, data in contents.items()
        if name.endswith(".txt")
    }
    return Container(header, arrays, lists)


def write_container(
    path: Path,
    header: Mapping[str, object],
    arrays: Mapping[str, npt.NDArray[Any]],
    lists: Mapping[str, Sequence[str]],
) -> None:
    """Write a file, whole or not at all; equal contents give equal bytes under one version of Python's lzma."""
    draft = path.with_name(path.name + ".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_LZMA) as archive:
        _add(archive, "header.json", json.dumps(header, ensure_ascii=False, indent=1).encode("utf-8"))
        for name, words in lists.items():
            _add(archive, f"{name}.txt", "\n".join(words).encode("utf-8"))
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
            _add(archive, f"{name}.npy", buffer.getvalue())
    draft.replace(path)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a member without a date of its own."""
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type = zipfile.ZIP_LZMA
    member.external_attr = 0o644 << 16
    archive.writestr(member, data)
