"""Hashes, spellings and canonical JSON: protocol.md section 1, artifacts.md section 2."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from ristretto255 import L

from report import Refused

ZERO = "0" * 64
LARGEST_FILE = 2 << 20


def H(data: bytes, key: bytes = b"") -> bytes:
    return blake2b(data, digest_size=32, key=key).digest()


def H512(data: bytes, key: bytes = b"") -> bytes:
    return blake2b(data, digest_size=64, key=key).digest()


def le64(n: int) -> bytes:
    return n.to_bytes(8, "little")


def domain(text: str) -> bytes:
    """`"text" 00` of the documents; member ids inside hashes have the same form."""
    return text.encode("ascii") + b"\0"


def from_hex(text: Any) -> bytes:
    if not isinstance(text, str) or not re.fullmatch(r"[0-9a-f]{64}", text):
        raise Refused(f"not 64 lower-case hex digits: {str(text)[:70]!r}")
    return bytes.fromhex(text)


def scalar(text: Any) -> int:
    value = int.from_bytes(from_hex(text), "little")
    if value >= L:
        raise Refused("a scalar is not below the group order")
    return value


def scalar_bytes(value: int) -> bytes:
    return value.to_bytes(32, "little")


def base64url(text: Any, size: int | None = None) -> bytes:
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise Refused("not base64url without padding")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Refused("not base64url") from error
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Refused("base64url whose spare bits are not zero")
    if size is not None and len(data) != size:
        raise Refused(f"{len(data)} bytes where {size} belong")
    return data


def standard_base64(text: str, size: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Refused("not base64") from error
    if base64.b64encode(data).decode() != text or len(data) != size:
        raise Refused(f"not the base64 of {size} bytes")
    return data


def encode(value: Any) -> bytes:
    """One line of canonical JSON, with its line feed."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("ascii") + b"\n"


def decode(data: bytes) -> Any:
    """The value of canonical JSON; refuses every other spelling of it."""

    def number(text: str) -> int:
        value = int(text)
        if abs(value) >= 1 << 53:
            raise Refused("an integer beyond 2^53 - 1")
        return value

    def fraction(text: str) -> float:
        raise Refused(f"a number that is no integer: {text}")

    if len(data) > LARGEST_FILE:
        raise Refused("longer than 2 MiB")
    if not data.endswith(b"\n"):
        raise Refused("no line feed at the end")
    if any(byte < 0x20 or byte > 0x7E for byte in data[:-1]):
        raise Refused("not one line of printable ASCII")
    try:
        value = json.loads(data, parse_int=number, parse_float=fraction, parse_constant=fraction)
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON") from error
    if not all(map(is_lawful, leaves(value))):
        raise Refused("null, or a string with other than printable ASCII in it")
    if encode(value) != data:
        raise Refused("not canonical: other order, spaces, spelling, or a repeated key")
    return value


def leaves(value: Any) -> Iterator[Any]:
    """Everything in a value that is no container, keys too."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def is_lawful(leaf: Any) -> bool:
    if isinstance(leaf, str):
        # A JSON library writes an escaped line feed as it was, so the same bytes are not enough.
        return all(" " <= character <= "~" for character in leaf)
    return leaf is not None


def real(text: Any) -> float:
    """A real number: a string with the shortest decimal of a double, as Swift prints it."""
    if not isinstance(text, str) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?", text):
        raise Refused(f"not a real number: {text!r}")
    return float(text)
