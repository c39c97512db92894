"""Shamir shares and Feldman commitments: protocol.md section 6 and 7."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ristretto255 import BASE, L, add, commit, decode, encode, multiply

from encoding import from_hex
from report import Refused

Point = tuple[int, int, int, int]


@lru_cache(maxsize=4096)
def point(text: Any) -> Point:
    """A canonical point that is not the neutral one."""
    value = decode(from_hex(text))
    if value is None:
        raise Refused("not the canonical encoding of a point")
    if text == "0" * 64:
        raise Refused("the neutral point")
    return value


def is_commitment(secret: int, text: str) -> bool:
    return commit(secret) == bytes.fromhex(text)


def is_share(share: int, holder: int, commitments: list[str]) -> bool:
    """Whether `share * B = C_0 + x C_1 + ... `, x the holder's index."""
    total = point(commitments[-1])
    for text in reversed(commitments[:-1]):
        total = add(multiply(holder, total), point(text))
    return encode(multiply(share, BASE)) == encode(total)


def interpolate(shares: dict[int, int]) -> int:
    """f(0) of the polynomial through the shares, by index."""
    total = 0
    for k, share in shares.items():
        numerator, denominator = 1, 1
        for other in shares:
            if other != k:
                numerator = numerator * other % L
                denominator = denominator * (other - k) % L
        total += share * numerator * pow(denominator, -1, L)
    return total % L
