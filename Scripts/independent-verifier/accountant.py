"""RDP of the sampled Gaussian, and epsilon: privacy.md section 6.

Only this of the two accountants: it is the larger bound, so what it allows the other allows too.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

ORDERS: list[float] = [
    *(1 + i / 100 for i in range(2, 10)),
    *(i / 10 for i in range(11, 110)),
    *range(11, 65),
    *range(68, 129, 4),
    *(144, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024, 1536, 2048),
]


def divergence(q: float, z: float, order: float) -> float:
    """R(order) of one round."""
    if q == 1:
        return order / (2 * z * z)
    if float(order).is_integer():
        return whole(q, z, int(order))
    return between(q, z, order)


def whole(q: float, z: float, a: int) -> float:
    logs = []
    for i in range(2, a + 1):
        x = (i * i - i) / (2 * z * z)
        ways = math.lgamma(a + 1) - math.lgamma(i + 1) - math.lgamma(a - i + 1)
        grown = x + math.log1p(-math.exp(-x))
        logs.append(ways + i * math.log(q) + (a - i) * math.log1p(-q) + grown)
    top = max(logs)
    excess = top + math.log(math.fsum(math.exp(value - top) for value in logs))
    return float(np.logaddexp(0, excess)) / (a - 1)


def between(q: float, z: float, a: float) -> float:
    """By the trapezoid rule over u ~ N(0, z^2)."""
    reach = 40 * z + a
    u = np.linspace(-reach, reach, 200_001)
    with np.errstate(over="ignore", invalid="ignore"):
        y = q * np.expm1((2 * u - 1) / (2 * z * z))
        log_weight = -(u * u) / (2 * z * z) - math.log(z * math.sqrt(2 * math.pi))
        big = np.exp(a * np.log1p(y) + log_weight)
        values = big - (1 + a * y) * np.exp(log_weight)
        small = np.abs(y) < 1e-4
        series = a * (a - 1) / 2 * y * y * (1 + (a - 2) / 3 * y)
        values = np.where(small, series * np.exp(log_weight), values)
    mean = float(np.sum(values) - (values[0] + values[-1]) / 2) * float(u[1] - u[0])
    return math.log1p(mean) / (a - 1)


def epsilon(charges: list[tuple[dict[str, Any], int]], delta: float) -> float:
    """Of ledger entries, each with the number of colluders that is subtracted from it."""
    groups: dict[tuple[float, float], int] = {}
    for entry, colluders in charges:
        if "variance" not in entry:
            continue
        honest = entry["shares"] - colluders
        z = math.sqrt(entry["variance"] * honest) / entry["sensitivity"]
        q = int(entry["samplingThreshold"], 16) / 2.0**64
        groups[(q, z)] = groups.get((q, z), 0) + 1
    best = math.inf
    for order in ORDERS:
        total = sum(count * divergence(q, z, order) for (q, z), count in groups.items())
        if delta * delta + math.exp(-total) > 1:
            return 0.0
        bound = total + math.log1p(-1 / order) - math.log(delta * order) / (order - 1)
        best = min(best, bound)
    return max(0.0, best)
