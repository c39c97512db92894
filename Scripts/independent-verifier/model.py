"""Initial parameters, update and model file: protocol.md section 9."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from encoding import real
from plan import Tensor, frozen, tensors
from report import Refused

WRAP = (1 << 64) - 1
F32 = np.float32


def mix(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & WRAP
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & WRAP
    return x ^ (x >> 31)


def initial(tensor: Tensor, index: int, seed: int) -> np.ndarray:
    if tensor.fan == 0:
        return np.full(tensor.count, tensor.start, F32)
    state = mix((seed + mix(index + 1)) & WRAP)
    words = []
    for _ in range(tensor.count):
        state = (state + 0x9E3779B97F4A7C15) & WRAP
        words.append(2 * (mix(state) >> 40) - ((1 << 24) - 1))
    bound = np.sqrt(F32(6) / F32(tensor.fan))
    return np.array(words, F32) * F32(2.0**-24) * bound


@dataclass
class Model:
    """The state that a model file holds."""

    tensors: list[Tensor]
    values: dict[str, np.ndarray]
    step: int = 0
    moments: dict[str, dict[str, np.ndarray]] = field(default_factory=dict)
    powers: tuple[float, float] = (1.0, 1.0)
    releases: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    """By kind of counts: sums, origin."""


def moment_names(rule: dict[str, Any]) -> list[str]:
    if rule["kind"] == "adam":
        return ["first", "second"]
    return ["momentum"] if real(rule["momentum"]) != 0 else []


def genesis(plan: dict[str, Any], start: bytes | None, counts: dict[str, int]) -> Model:
    """The initial model; `counts` are the lengths of the rounds of counts."""
    found = tensors(plan["model"])
    if start is not None:
        values = read_start(start, found)
    else:
        seed = plan["training"]["seed"]
        values = {t.name: initial(t, index, seed) for index, t in enumerate(found)}
    moments = {
        kind: {t.name: np.zeros(t.count, F32) for t in found}
        for kind in moment_names(plan["training"]["rule"])
    }
    releases = {
        kind: (np.zeros(length, "<i8"), np.zeros(3, "<u8")) for kind, length in counts.items()
    }
    return Model(found, values, moments=moments, releases=releases)


def read_start(file: bytes, found: list[Tensor]) -> dict[str, np.ndarray]:
    entries: dict[str, Any] = {"__metadata__": {"decaph": "start/1"}}
    offset = 0
    for t in found:
        end = offset + 4 * t.count
        entries[t.name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [offset, end]}
        offset = end
    head = header(json.dumps(entries, separators=(",", ":")))
    if file[: len(head)] != head or len(file) != len(head) + offset:
        raise Refused("plan.safetensors has not the one form of a start")
    numbers = np.frombuffer(file[len(head) :], "<f4")
    if not np.isfinite(numbers).all():
        raise Refused("plan.safetensors has a number that is not finite")
    values, first = {}, 0
    for t in found:
        values[t.name] = numbers[first : first + t.count].copy()
        first += t.count
    return values


def header(text: str) -> bytes:
    data = text.encode("ascii")
    data += b" " * (-len(data) % 8)
    return len(data).to_bytes(8, "little") + data


def write(model: Model) -> bytes:
    """The model file: the one form of safetensors."""
    wide: dict[str, tuple[str, list[int], bytes]] = {
        "step": ("U64", [], np.uint64(model.step).tobytes())
    }
    if "first" in model.moments:
        for name, power in zip(("beta1", "beta2"), model.powers):
            wide[f"optimizer.power.{name}"] = ("F64", [], np.float64(power).tobytes())
    for kind, (sums, origin) in model.releases.items():
        wide[f"release.{kind}"] = ("I64", [len(sums)], sums.astype("<i8").tobytes())
        wide[f"release.{kind}.origin"] = ("U64", [3], origin.astype("<u8").tobytes())
    narrow: dict[str, tuple[str, list[int], bytes]] = {}
    for t in model.tensors:
        narrow[t.name] = ("F32", list(t.shape), model.values[t.name].astype("<f4").tobytes())
        for kind, moments in model.moments.items():
            data = moments[t.name].astype("<f4").tobytes()
            narrow[f"optimizer.{kind}.{t.name}"] = ("F32", list(t.shape), data)
    entries: dict[str, Any] = {"__metadata__": {"decaph": "model/1"}}
    body, offset = [], 0
    for group in (wide, narrow):
        for name in sorted(group):
            dtype, shape, data = group[name]
            end = offset + len(data)
            entries[name] = {"data_offsets": [offset, end], "dtype": dtype, "shape": shape}
            body.append(data)
            offset = end
    return header(json.dumps(entries, sort_keys=True, separators=(",", ":"))) + b"".join(body)


def read(data: bytes, form: Model) -> Model:
    """The model in a model file of one plan; `form` is any other of the same plan."""
    length = 8 + int.from_bytes(data[:8], "little")
    if data[:length] != write(form)[:length]:
        raise Refused("a model file with another header")
    entries = json.loads(data[8:length])

    def numbers(name: str, kind: str) -> np.ndarray:
        first, end = entries[name]["data_offsets"]
        return np.frombuffer(data[length + first : length + end], kind).copy()

    model = Model(form.tensors, {t.name: numbers(t.name, "<f4") for t in form.tensors})
    model.step = int(numbers("step", "<u8")[0])
    for kind in form.moments:
        model.moments[kind] = {
            t.name: numbers(f"optimizer.{kind}.{t.name}", "<f4") for t in form.tensors
        }
    if "first" in form.moments:
        beta1, beta2 = (numbers(f"optimizer.power.{name}", "<f8") for name in ("beta1", "beta2"))
        model.powers = (float(beta1[0]), float(beta2[0]))
    for kind in form.releases:
        name = f"release.{kind}"
        model.releases[kind] = (numbers(name, "<i8"), numbers(f"{name}.origin", "<u8"))
    return model


def cosine(x: float) -> float:
    def series(a: float) -> float:
        total = 1.0
        for p in range(24, 0, -2):
            total = 1 - total * ((a * a) / (p * (p - 1)))
        return total

    return series(math.pi * x) if x <= 0.5 else -series(math.pi * (1 - x))


def factor(schedule: dict[str, Any], t: int, rounds: int) -> float:
    """f(t), t the usable updates made before."""
    warm = schedule["warmUp"]
    if t < warm:
        return (t + 1) / warm
    if schedule["kind"] == "constant":
        return 1.0
    if schedule["kind"] == "step":
        result = 1.0
        for _ in range((t - warm) // schedule["every"]):
            result *= real(schedule["factor"])
        return result
    length = max(rounds - warm, 1)
    x = min(t - warm, length) / length
    floor = real(schedule["floor"])
    return floor + (1 - floor) * ((1 + cosine(x)) * 0.5)


def update(model: Model, plan: dict[str, Any], total: list[int], step: float) -> Model | None:
    """The model after a sum; None where the update is not finite."""
    training = plan["training"]
    divisor = real(training["samplingRate"]) * training["nominalRecords"]
    with np.errstate(all="ignore"):
        gradient = (np.array(total, np.float64) * np.float64(step / divisor)).astype(F32)
    rate = real(training["rule"]["learningRate"])
    if "schedule" in training:
        rate *= factor(training["schedule"], model.step, training["rounds"])
    after = Model(model.tensors, {}, model.step + 1, {k: {} for k in model.moments}, model.powers)
    after.releases = model.releases
    rule = training["rule"]
    if rule["kind"] == "adam":
        p1, p2 = model.powers
        after.powers = (p1 * real(rule["beta1"]), p2 * real(rule["beta2"]))
    first = 0
    for t in model.tensors:
        if frozen(plan, t):
            g = np.zeros(t.count, F32)
        else:
            g = gradient[first : first + t.count]
            first += t.count
        moved = descend(model, after, t.name, g, rule, rate)
        if frozen(plan, t):
            moved = model.values[t.name]
        after.values[t.name] = moved
    arrays = [*after.values.values(), *(a for m in after.moments.values() for a in m.values())]
    return after if all(np.isfinite(a).all() for a in arrays) else None


def descend(
    model: Model, after: Model, name: str, g: np.ndarray, rule: dict[str, Any], rate: float
) -> np.ndarray:
    """One tensor's new parameters; its moments go into `after`."""
    w = model.values[name]
    with np.errstate(all="ignore"):
        if rule["kind"] == "sgd":
            if "momentum" not in model.moments:
                return w - F32(rate) * g
            v = F32(real(rule["momentum"])) * model.moments["momentum"][name] + g
            after.moments["momentum"][name] = v
            return w - F32(rate) * v
        beta1, beta2 = real(rule["beta1"]), real(rule["beta2"])
        m = F32(beta1) * model.moments["first"][name] + F32(1 - beta1) * g
        v = F32(beta2) * model.moments["second"][name] + F32(1 - beta2) * (g * g)
        after.moments["first"][name], after.moments["second"][name] = m, v
        k1 = F32(rate / (1 - after.powers[0]))
        k2 = F32(1 / math.sqrt(1 - after.powers[1]))
        return w - (k1 * m) / (np.sqrt(v) * k2 + F32(real(rule["epsilon"])))
