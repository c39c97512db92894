"""Per-example gradients by torch.func, and what is made of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import torch
from torch.func import functional_call, grad, vmap

from .files import Task

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""The loss of one example, from the model's outputs for it and its label: one number."""


def cross_entropy(outputs: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
    """The loss of decaph's own models: softmax for a class, sigmoid for marks of all classes."""
    if label.dim() == 0:
        return torch.nn.functional.cross_entropy(outputs, label)
    return torch.nn.functional.binary_cross_entropy_with_logits(
        outputs, label.float(), reduction="sum"
    )


class Gradients:
    """Gradients of a model's trained parameters, each flattened in the order of the plan."""

    def __init__(self, model: torch.nn.Module, loss: Loss, task: Task) -> None:
        self.model, self.loss, self.task = model, loss, task
        self.parameters = {name: p.detach() for name, p in model.named_parameters()}
        self.buffers = {name: b.detach() for name, b in model.named_buffers()}
        self.trained = {name: self.parameters[name] for name in task.trained}

    def _one(
        self, trained: dict[str, torch.Tensor], features: torch.Tensor, label: torch.Tensor
    ) -> torch.Tensor:
        state = {**self.parameters, **trained, **self.buffers}
        outputs = functional_call(self.model, state, (features.unsqueeze(0),))
        return self.loss(outputs.squeeze(0), label)

    def _flat(self, gradients: dict[str, torch.Tensor], count: int) -> torch.Tensor:
        return torch.cat([gradients[name].reshape(count, -1) for name in self.task.trained], 1)

    def rows(self, features: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """One row for each example of a micro-batch."""
        each = vmap(grad(self._one), in_dims=(None, 0, 0), randomness="different")
        return self._flat(each(self.trained, features, labels), len(features))

    def batch(self, features: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """The gradient of the sum of all losses, by one ordinary backward pass.

        Here layers that look at the whole batch see the whole batch, so that `trainer check` finds
        them.
        """
        trained = {name: p.clone().requires_grad_() for name, p in self.trained.items()}
        outputs = functional_call(
            self.model, {**self.parameters, **trained, **self.buffers}, (features,)
        )
        total = torch.stack([self.loss(o, label) for o, label in zip(outputs, labels)]).sum()
        found = torch.autograd.grad(total, list(trained.values()))
        return self._flat(dict(zip(trained, found)), 1)[0]


def clipped(record: torch.Tensor, task: Task) -> torch.Tensor:
    """A record's gradient on the grid: shortened to the clip norm, truncated toward zero."""
    values = record.double()
    norm = float(values.norm())
    if not math.isfinite(norm):
        return torch.zeros_like(values, dtype=torch.int64)
    cap = task.clip_norm * (1 - 2**-20)
    factor = cap / norm if norm > cap else 1.0
    return torch.trunc(values * (factor / task.grid_step)).long()


def records(rows: Iterator[torch.Tensor], task: Task) -> Iterator[torch.Tensor]:
    """The sum of each record's examples, from the rows of all micro-batches."""
    singles = (row for part in rows for row in part)
    for count in task.records:
        yield torch.stack([next(singles) for _ in range(count)]).sum(0)
