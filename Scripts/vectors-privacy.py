#!/usr/bin/env python3
"""Writes Tests/DifferentialPrivacyTests/Vectors: the values that the privacy code has to reach.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install mpmath
    /tmp/venv/bin/python Scripts/vectors-privacy.py accountant_reference.json

The reference file was made with dp-accounting 0.6.0, Opacus 1.6.0 and 40-digit quadrature (its own
`definitions` and `versions` say how); what the tests use of it is copied. `orders-extreme.json` and
`grid.json` are computed here: the former by other formulas than the product's (the plain moments,
in 60 digits), the latter in exact fractions.
"""
import json
import math
import pathlib
import sys
from fractions import Fraction

import mpmath as mp

VECTORS = pathlib.Path(__file__).parent.parent / "Tests/DifferentialPrivacyTests/Vectors"
mp.mp.dps = 60


def write(file, name, source, cases):
    lines = ",\n".join("    " + json.dumps(case, sort_keys=True) for case in cases)
    head = f'{{\n  "name": {json.dumps(name)},\n  "source": {json.dumps(source)},\n  "cases": [\n'
    (VECTORS / file).write_text(head + lines + "\n  ]\n}\n")


def moment(q, z, order):
    """A at an order: the binomial sum, or the integral over N(0, z^2) piece by piece."""
    q, z = mp.mpf(q), mp.mpf(z)
    if order == int(order):
        a = int(order)
        return mp.fsum(
            mp.binomial(a, i) * q**i * (1 - q) ** (a - i) * mp.exp((i * i - i) / (2 * z * z))
            for i in range(a + 1)
        )
    a = mp.mpf(order)

    def integrand(u):
        density = mp.exp(-u * u / (2 * z * z)) / (z * mp.sqrt(2 * mp.pi))
        return density * (1 - q + q * mp.exp((2 * u - 1) / (2 * z * z))) ** a

    pieces = int(mp.ceil((a + 40 * z) / z))
    edges = [-20 * z + (a + 40 * z) * i / pieces for i in range(pieces + 1)]
    return mp.fsum(mp.quad(integrand, edges[i : i + 2]) for i in range(pieces))


def extreme_orders():
    steps = [
        (2.0**-64, 1.0), (1e-4, 0.3), (1e-3, 20.0), (1e-2, 0.17), (0.0128, 1.2), (0.3, 0.06),
        (0.5, 100.0), (0.99, 0.7),
    ]  # fmt: skip
    for q, z in steps:
        for order in [1.02, 1.05, 1.09, 1.3, 3.7, 10.9, 20, 100, 512, 1024, 2048]:
            value = mp.log(moment(q, z, order)) / (mp.mpf(order) - 1)
            yield {"q": q, "sigma": z, "alpha": order, "divergence": mp.nstr(value, 20)}


def grid():
    for clip in [1.0, 0.1, 3.7]:
        for z in [0.35, 0.7, 1.0, 1.1, 2.3, 17.0, 400.0]:
            for scale in [16, 20]:
                for shares in [1, 2, 3, 4, 7, 13, 94]:
                    # The largest S with S^2 z^2 <= s^2 h, in whole numbers.
                    square = Fraction(4**scale * shares) / Fraction(z) ** 2
                    bound = math.isqrt(square.numerator // square.denominator)
                    yield {
                        "clipNorm": clip, "noiseMultiplier": z, "log2Scale": scale,
                        "honestShares": shares, "sensitivity": bound,
                        "step": (clip / bound).hex(), "clipTarget": (clip * (1 - 2.0**-20)).hex(),
                    }  # fmt: skip


def main():
    reference = json.loads(pathlib.Path(sys.argv[1]).read_text())
    versions = ", ".join(f"{k} {v}" for k, v in sorted(reference["versions"].items()))
    source = f"accountant_reference.json of {reference['made']}: {versions}"

    def epsilons(case):
        return {
            "delta": case["delta"],
            "epsilon": case["rdp_accurate_extended_orders"]["eps"],
            "order": case["rdp_accurate_extended_orders"]["order"],
            "epsilonGoogleOrders": case["rdp_accurate_google_orders"]["eps"],
            "dpAccountingRDP": case["dp_accounting_rdp"]["eps"],
            "pessimisticPLD": case["dp_accounting_pld"]["eps"],
        }

    write(
        "epsilons.json", "epsilon of equal steps", source,
        [
            epsilons(case)
            | {
                "optimisticPLD": case["dp_accounting_pld_optimistic"]["eps"],
                "exactGaussian": case.get("gaussian_exact_balle_wang"),
            }
            | {name: case[name] for name in ("q", "sigma", "steps")}
            for case in reference["cases"]
        ],
    )  # fmt: skip
    write(
        "compositions.json", "epsilon of different steps", source,
        [epsilons(case) | {"parts": case["parts"]} for case in reference["heterogeneous"]],
    )  # fmt: skip
    write(
        "orders.json", "Renyi divergence per order, 40-digit quadrature", source,
        [
            {"q": case["q"], "sigma": case["sigma"], "alpha": case["alpha"],
             "divergence": case["quad"]}
            for case in reference["rdp_per_order"]
        ],
    )  # fmt: skip
    write(
        "calibrations.json", "noise multiplier for a budget", source,
        [
            {"epsilon": case["target_eps"], "delta": case["delta"], "q": case["q"],
             "steps": case["steps"], "sigma": case["rdp_accurate_extended_orders_sigma"],
             "sigmaPLD": case["dp_accounting_pld_sigma"]}
            for case in reference["calibration"]
        ],
    )  # fmt: skip
    write(
        "missing-shares.json", "epsilon when noise shares are missing or known to colluders",
        source,
        [
            {"q": case["q"], "z": case["z"], "steps": case["steps"], "delta": case["delta"],
             "n": case["n"], "missing": case["missing_or_colluding"],
             "sigma": case["z_effective"], "epsilon": case["eps_rdp"],
             "pessimisticPLD": case["eps_pld"]}
            for case in reference["missing_noise_shares"]
        ],
    )  # fmt: skip
    here = f"Scripts/vectors-privacy.py, mpmath {mp.__version__}, 60 digits"
    write("orders-extreme.json", "Renyi divergence at extreme orders", here, extreme_orders())
    write("grid.json", "integer grid", "Scripts/vectors-privacy.py, exact fractions", grid())


main()
