"""One round of a trainer: reads the node's files, answers with gradients."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import torch
import torch.distributed

from .files import Task, read_tensors, write_rows
from .gradients import Gradients, Loss, clipped, cross_entropy, records


class Dataset(Protocol):
    """Features and label of each example of the round, by its place in it."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int) -> tuple[torch.Tensor, torch.Tensor]: ...


class Examples:
    """The examples as the node prepared them: images [1, side, side], or rows of a table."""

    def __init__(self, folder: Path) -> None:
        found = read_tensors(folder / "examples.safetensors")
        self.features = found["features"]
        self.labels = found["labels"] if "labels" in found else found["marks"]

    def __len__(self) -> int:
        return len(self.features)

    def __getitem__(self, place: int) -> tuple[torch.Tensor, torch.Tensor]:
        return self.features[place], self.labels[place]


def run(
    model: torch.nn.Module,
    dataset: Dataset | None = None,
    loss: Loss = cross_entropy,
    device: str | torch.device = "cpu",
) -> None:
    """Answers the node's task.

    The model's parameters are set to the round's. It must give the outputs of an example from that
    example alone: no batch normalisation, no dropout.

    Under torchrun every process computes its share of each micro-batch and the first one writes; then
    this ends the process.

    Args:
        model: its `named_parameters` are the tensors of the plan's start.
        dataset: the round's examples; without it those that the node prepared.
        loss: of one example; a number.
        device: where it is computed.
    """
    folder = Path(os.environ["DECAPH_ROUND"])
    task = Task.read(folder)
    torch.manual_seed(task.seed)
    _load(model, folder)
    model.to(device)
    examples: Dataset = Examples(folder) if dataset is None else dataset
    if len(examples) != len(task.examples):
        raise SystemExit(f"the data set has {len(examples)} examples, not {len(task.examples)}")
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    if world > 1:
        torch.distributed.init_process_group("gloo")
    _answer(Gradients(model, loss, task), examples, torch.device(device), rank, world)
    if world > 1:
        # Nobody leaves while another still reads. Then no ordinary end: torch's threads of the
        # group, which may still run, would now and then abort the process (gloo in torch 2.15).
        torch.distributed.barrier()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _load(model: torch.nn.Module, folder: Path) -> None:
    found = read_tensors(folder / "model.safetensors")
    parameters = dict(model.named_parameters())
    if {n: tuple(p.shape) for n, p in parameters.items()} != {
        n: tuple(t.shape) for n, t in found.items()
    }:
        raise SystemExit("the model has other tensors than the plan's start")
    with torch.no_grad():
        for name, values in found.items():
            parameters[name].copy_(values)


def _batch(
    examples: Dataset, places: range, device: torch.device
) -> tuple[torch.Tensor, torch.Tensor]:
    pairs = [examples[place] for place in places]
    return (
        torch.stack([features for features, _ in pairs]).to(device),
        torch.stack([label for _, label in pairs]).to(device),
    )


def _rows(
    gradients: Gradients, examples: Dataset, device: torch.device, rank: int, world: int
) -> Iterator[torch.Tensor]:
    """The gradients of one micro-batch after the other, complete in the first process."""
    size = gradients.task.micro_batch
    for start in range(0, len(examples), size * world):
        end = min(start + size * world, len(examples))
        own = range(min(start + rank * size, end), min(start + (rank + 1) * size, end))
        rows = (
            gradients.rows(*_batch(examples, own, device)).cpu()
            if len(own)
            else torch.zeros(0, gradients.task.parameters)
        )
        if world == 1:
            yield rows
            continue
        # All processes send as much, as gathering wants it.
        full = torch.zeros(size, gradients.task.parameters)
        full[: len(rows)] = rows
        parts = [torch.zeros_like(full) for _ in range(world)] if rank == 0 else None
        torch.distributed.gather(full, parts)
        if parts is not None:
            yield torch.cat(parts)[: end - start]


def _answer(
    gradients: Gradients, examples: Dataset, device: torch.device, rank: int, world: int
) -> None:
    task = gradients.task
    path, count = task.folder / "gradients.safetensors", task.parameters
    if task.answer == "batch-sum":
        if rank == 0:
            total = gradients.batch(*_batch(examples, range(len(examples)), device))
            with open(path, "wb") as file:
                write_rows(file, "sum", "F32", [count], [total])
        return
    rows = _rows(gradients, examples, device, rank, world)
    if rank > 0:
        for _ in rows:
            pass
        return
    with open(path, "wb") as file:
        if task.answer == "per-example":
            write_rows(file, "gradients", "F32", [len(examples), count], rows)
        else:
            total = torch.zeros(count, dtype=torch.int64)
            for record in records(rows, task):
                total += clipped(record, task)
            write_rows(file, "sum", "I64", [count], [total])
