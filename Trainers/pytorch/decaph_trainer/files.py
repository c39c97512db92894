"""The files of a trainer's working folder: safetensors and round.json, read and written."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch

_TYPES: dict[str, Any] = {"F32": np.dtype("<f4"), "I64": np.dtype("<i8"), "U8": np.dtype("u1")}


def read_tensors(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a safetensors file, by name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header: dict[str, Any] = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        numbers = np.frombuffer(data[begin:end], _TYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(numbers.copy())
    return tensors


def header(entries: Mapping[str, Any]) -> bytes:
    """The head of a safetensors file, filled up so that the numbers begin at a multiple of 8."""
    text = json.dumps(entries, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def write_rows(
    file: BinaryIO, name: str, kind: str, shape: list[int], rows: Iterable[torch.Tensor]
) -> None:
    """A file of one tensor, written part by part: nothing but a part is kept."""
    size = int(np.prod(shape)) * _TYPES[kind].itemsize
    file.write(header({name: {"dtype": kind, "shape": shape, "data_offsets": [0, size]}}))
    for part in rows:
        file.write(part.detach().cpu().contiguous().numpy().astype(_TYPES[kind]).tobytes())


def write_start(model: torch.nn.Module, path: str | os.PathLike[str]) -> None:
    """Writes the parameters of a model as the `start` of a plan.

    Buffers are not written: decaph has no place for them, and what batch normalisation keeps there
    would tell of patients.
    """
    tensors = {name: p.detach().cpu().float() for name, p in model.named_parameters()}
    entries, offset = {}, 0
    for name, tensor in tensors.items():
        end = offset + 4 * tensor.numel()
        entries[name] = {
            "dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end],
        }
        offset = end
    with open(path, "wb") as file:
        file.write(header(entries))
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().astype("<f4").tobytes())


@dataclass(frozen=True)
class Task:
    """`round.json`: what the node asks for."""

    folder: Path
    answer: str
    """`per-example`, `trusted-sum` or `batch-sum`."""
    seed: int
    examples: list[str]
    """What the hospital calls each example."""
    records: list[int]
    """With `trusted-sum`: how many examples each record has, one record after the other."""
    micro_batch: int
    clip_norm: float
    grid_step: float
    classes: list[str]
    loss: str
    trained: list[str]
    """The trained tensors, in the order of a gradient's numbers."""
    parameters: int
    """Numbers of a gradient."""

    @staticmethod
    def read(folder: Path) -> Task:
        """Reads it from a working folder."""
        found = json.loads((folder / "round.json").read_text())
        return Task(
            folder=folder,
            answer=found["answer"],
            seed=found["seed"],
            examples=found["examples"],
            records=found.get("records", []),
            micro_batch=found["micro_batch"],
            clip_norm=found["clip_norm"],
            grid_step=found["grid_step"],
            classes=found["classes"],
            loss=found["loss"],
            trained=[t["name"] for t in found["tensors"] if t["trained"]],
            parameters=found["parameters"],
        )
