"""What a plan with a trainer has to be, and one without: artifacts.md section 4, protocol.md 9."""

from __future__ import annotations

import math
import re
from typing import Any

from plan import frozen, tensors
from report import Refused

LARGEST = 50_000_000
"""Parameters of a model, and numbers of an example."""


def check(plan: dict[str, Any]) -> None:
    """Refuses a plan whose trainer, model and start do not belong together."""
    model = plan["model"]
    if "start" in plan:
        stays(plan)
    if ("trainer" in plan) != ("tensors" in model):
        raise Refused("a trainer without a model of tensors, or such a model without a trainer")
    if "trainer" not in plan:
        return
    if "start" not in plan:
        raise Refused("a trainer without a start")
    if "evaluation" in plan:
        raise Refused("evaluations of a model that only a trainer computes")
    program(plan["trainer"], plan["rounds"]["patience"]["masked"])
    ends(model)
    named(model)


def program(trainer: dict[str, Any], patience: int) -> None:
    command = trainer["command"]
    if not 1 <= len(command) <= 32 or not all(1 <= len(word) <= 400 for word in command):
        raise Refused("the trainer's command is not 1 to 32 words of 1 to 400 characters")
    if command[0].startswith("-") or "=" in command[0]:
        raise Refused("the trainer's command begins with an option or a variable of env")
    if not 1 <= trainer["microBatch"] <= 65536:
        raise Refused("the trainer's microBatch is not from 1 to 65536")
    if not 1 <= trainer["timeLimit"] <= patience:
        raise Refused("the trainer's timeLimit is longer than the others wait")


def ends(model: dict[str, Any]) -> None:
    if len(model["input"]) not in (1, 3) or math.prod(model["input"]) > LARGEST:
        raise Refused("the input is neither [features] nor [channels, height, width]")
    if model["outputs"] < (2 if model["loss"] == "softmax-cross-entropy" else 1):
        raise Refused("too few outputs")


def named(model: dict[str, Any]) -> None:
    found = tensors(model)
    if not 1 <= len(found) <= 10_000:
        raise Refused("not 1 to 10000 tensors")
    for tensor in found:
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,200}", tensor.name):
            raise Refused(f"no name of a tensor: {tensor.name!r}")
        if tensor.name in ("step", "__metadata__") or tensor.name.startswith(
            ("optimizer.", "release.")
        ):
            raise Refused(f"a name that model files use themselves: {tensor.name}")
        if len(tensor.shape) > 8:
            raise Refused(f"{tensor.name} has more than 8 sides")
    if len({tensor.name for tensor in found}) < len(found):
        raise Refused("two tensors of one name")
    if sum(tensor.count for tensor in found) > LARGEST:
        raise Refused("more than 50 million parameters")


def stays(plan: dict[str, Any]) -> None:
    found = tensors(plan["model"])
    for name in plan["start"].get("frozen", []):
        if not any(t.name == name or t.name.startswith(name + ".") for t in found):
            raise Refused(f"no tensor is frozen by {name!r}")
    if all(frozen(plan, tensor) for tensor in found):
        raise Refused("every tensor is frozen")
