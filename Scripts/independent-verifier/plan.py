"""The manifest's plan: quorum, what each round is for, grid, noise, tensors of the model."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from encoding import real
from report import Refused


@dataclass(frozen=True)
class Quorum:
    """Protocol.md section 2: members, colluders, quorum, smallest set."""

    n: int
    c: int
    t: int
    m: int

    @property
    def honest(self) -> int:
        return self.m - self.c


def quorum(plan: dict[str, Any], everybody: int, n: int) -> Quorum | None:
    """None where a round of n members is not lawful."""
    rounds = plan["rounds"]
    c = rounds.get("colluding", max(1, (everybody - 1) // 3))
    t = rounds.get("quorum", (n + c) // 2 + 1)
    m = 2 if n == 2 else max(t, 3)
    lawful = (
        (n >= 3 or (n == 2 and rounds["allowTwo"]))
        and 1 <= c < n
        and 2 * t > n + c
        and t <= n
        and (n == 2 or m - c >= 2)
        and n <= 100
    )
    return Quorum(n, c, t, m) if lawful else None


@dataclass(frozen=True)
class Tensor:
    name: str
    shape: tuple[int, ...]
    fan: int
    """Inputs of one unit; of the last layer inputs and units. 0: constant at the start."""
    start: float = 0.0

    @property
    def count(self) -> int:
        return math.prod(self.shape)


def tensors(model: dict[str, Any]) -> list[Tensor]:
    """All tensors in the order of the parameter vector: protocol.md section 9."""
    if "tensors" in model:
        if model["layers"] or "classWeights" in model:
            raise Refused("both layers and the tensors of a trainer")
        return [Tensor(t["name"], tuple(t["shape"]), 0) for t in model["tensors"]]
    shape = list(model["input"])
    found: list[Tensor] = []

    def convolution(name: str, filters: int, kernel: int, bias: bool, channels: int) -> None:
        size = (filters, channels, kernel, kernel)
        found.append(Tensor(f"{name}.weight", size, channels * kernel * kernel))
        if bias:
            found.append(Tensor(f"{name}.bias", (filters,), 0))

    def norm(name: str, channels: int) -> None:
        found.append(Tensor(f"{name}.weight", (channels,), 0, 1.0))
        found.append(Tensor(f"{name}.bias", (channels,), 0))

    last = len(model["layers"]) - 1
    for index, layer in enumerate(model["layers"]):
        kind, name = layer["kind"], str(index)
        if kind == "dense":
            inputs, units = math.prod(shape), layer["units"]
            fan = inputs + units if index == last else inputs
            found += [
                Tensor(f"{name}.weight", (units, inputs), fan),
                Tensor(f"{name}.bias", (units,), 0),
            ]
            shape = [units]
        elif kind == "convolution":
            convolution(name, layer["filters"], layer["kernel"], True, shape[0])
            shape = [layer["filters"], *((side - 1) // layer["stride"] + 1 for side in shape[1:])]
        elif kind == "groupNorm":
            norm(name, shape[0])
        elif kind == "maxPool":
            shape = [shape[0], *(side // layer["size"] for side in shape[1:])]
        elif kind == "residualBlock":
            filters, stride = layer["filters"], layer["stride"]
            convolution(f"{name}.conv1", filters, 3, False, shape[0])
            norm(f"{name}.norm1", filters)
            convolution(f"{name}.conv2", filters, 3, False, filters)
            norm(f"{name}.norm2", filters)
            if stride != 1 or filters != shape[0]:
                convolution(f"{name}.downsample.0", filters, 1, False, shape[0])
                norm(f"{name}.downsample.1", filters)
            shape = [filters, *((side - 1) // stride + 1 for side in shape[1:])]
        elif kind == "globalAveragePool":
            shape = [shape[0]]
        elif kind != "relu":
            raise Refused(f"unknown layer {kind}")
    return found


@dataclass(frozen=True)
class Grid:
    """Protocol.md section 9 and privacy.md section 3: S, and one step."""

    sensitivity: int
    step: float


def scale(plan: dict[str, Any]) -> int:
    """s: 2^16 or 2^20, the deviation of one hospital's noise."""
    return 1 << (16 if plan["rounds"]["ring"] == 32 else 20)


def grid(clip: float, multiplier: float, s: int, honest: int) -> Grid:
    spread = float(s) * math.sqrt(honest)
    sensitivity = math.floor(spread / multiplier)
    while spread / sensitivity < multiplier:
        sensitivity -= 1
    return Grid(sensitivity, clip / sensitivity)


def variances(s: int, size: Quorum, layered: bool) -> dict[int, int]:
    """v_k for k members in the sum: protocol.md section 5."""
    if not layered:
        return {k: s * s for k in range(size.m, size.n + 1)}
    return {k: s * -(-s * size.honest // (k - size.c)) for k in range(size.m, size.n + 1)}


def layers(s: int, size: Quorum, layered: bool) -> list[int]:
    """The variances of the layers of noise of each member."""
    if not layered:
        return []
    v = variances(s, size, True)
    return [v[k] - v[k + 1] for k in range(size.m, size.n)]


def kinds(plan: dict[str, Any]) -> list[str]:
    """What the rounds 1, 2, ... are for."""
    found = ["census"] if "census" in plan else []
    every = plan["evaluation"]["every"] if "evaluation" in plan else 0
    total = plan["training"]["rounds"]
    for number in range(1, total + 1):
        found.append("training")
        if every and (number % every == 0 or number == total):
            found.append("evaluation")
    return found


def frozen(plan: dict[str, Any], tensor: Tensor) -> bool:
    names = plan.get("start", {}).get("frozen", [])
    return any(tensor.name == name or tensor.name.startswith(name + ".") for name in names)


def counted_columns(plan: dict[str, Any]) -> tuple[int, int]:
    """(numeric columns F, others of which it is counted where they are missing G)."""
    numeric = other = 0
    table = plan["data"].get("table")
    if table is None:
        return 0, 0
    for feature in table["features"]:
        columns = len(feature["columns"]) if "columns" in feature else 1
        if "range" in feature:
            numeric += columns
        elif "mostMissing" in table:
            other += columns
    return numeric, other


def labels(plan: dict[str, Any]) -> bool:
    """Whether an example has any number of labels."""
    return "labels" in plan["data"].get("images", {})


@dataclass(frozen=True)
class Counts:
    """A round of counts: length of its vector, norm of one record's."""

    length: int
    norm: float


def counts(plan: dict[str, Any], kind: str) -> Counts:
    classes = len(plan["data"]["classes"])
    if kind == "census":
        numeric, other = counted_columns(plan)
        missing = numeric + other if "mostMissing" in plan["data"].get("table", {}) else numeric
        return Counts(classes + 2 * numeric + missing, math.sqrt(1 + 2 * numeric + other))
    bins = plan["evaluation"]["bins"]
    if labels(plan):
        return Counts(4 * classes + 2 * classes * bins, math.sqrt(2 * classes))
    return Counts(classes * classes + 2 * classes * bins, math.sqrt(1 + classes))


def multiplier(plan: dict[str, Any], kind: str) -> float | None:
    """The noise multiplier of a round of this kind; None for counts without noise."""
    if kind == "training":
        return real(plan["privacy"]["noiseMultiplier"])
    text = plan[kind]["noise"]
    return None if text == "none" else real(text)


def is_layered(plan: dict[str, Any], kind: str) -> bool:
    return plan["noise"]["layers"] == "on" and multiplier(plan, kind) is not None


def vector_length(plan: dict[str, Any], kind: str) -> int:
    if kind != "training":
        return counts(plan, kind).length
    return sum(t.count for t in tensors(plan["model"]) if not frozen(plan, t))


def count_step(plan: dict[str, Any], kind: str, size: Quorum) -> tuple[int, int]:
    """(S, grid steps of one count) of a round of counts."""
    s, z = scale(plan), multiplier(plan, kind)
    if z is None:
        return s // 16, math.floor((s // 16) * (1 - 2.0**-20) / counts(plan, kind).norm)
    sensitivity = grid(1.0, z, s, size.honest).sensitivity
    return sensitivity, math.floor(sensitivity * (1 - 2.0**-20) / counts(plan, kind).norm)


def charge(plan: dict[str, Any], kind: str, size: Quorum, members: int | None) -> dict[str, Any]:
    """The ledger entry of a round with so many members in the sum; None: nothing was opened."""
    s, z, layered = scale(plan), multiplier(plan, kind), is_layered(plan, kind)
    rate = real(plan["training"]["samplingRate"]) if kind == "training" else 1.0
    entry = {
        "kind": kind,
        "samplingThreshold": f"{math.floor(rate * 2.0**64):017x}",
        "colluders": size.c,
    }
    if z is None:
        shares = size.m if members is None else members
        return entry | {"sensitivity": s // 16, "shares": shares}
    entry["sensitivity"] = grid(1.0, z, s, size.honest).sensitivity
    if members is not None:
        return entry | {
            "shares": members,
            "variance": variances(s, size, layered)[members],
        }
    if layered:
        return entry | {
            "shares": size.n,
            "variance": s * s * size.honest // (size.n - size.c),
        }
    return entry | {"shares": size.m, "variance": s * s}
