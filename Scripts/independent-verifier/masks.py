"""Pseudorandom vectors and layers of noise: protocol.md section 5."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from encoding import H, domain, le64

CHUNK = 65536


def chacha20(key: bytes, nonce: bytes, first: int, blocks: int) -> bytes:
    """Key stream of RFC 8439, from block counter `first` on."""
    constants = np.frombuffer(b"expand 32-byte k", "<u4")
    state = np.empty((16, blocks), np.uint32)
    state[0:4] = constants[:, None]
    state[4:12] = np.frombuffer(key, "<u4")[:, None]
    state[12] = np.arange(first, first + blocks, dtype=np.uint32)
    state[13:16] = np.frombuffer(nonce, "<u4")[:, None]
    x = state.copy()

    def quarter(a: int, b: int, c: int, d: int) -> None:
        for p, q, r, shift in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[p] += x[q]
            x[r] ^= x[p]
            x[r] = (x[r] << np.uint32(shift)) | (x[r] >> np.uint32(32 - shift))

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for diagonal in range(4):
            quarter(
                diagonal,
                4 + (diagonal + 1) % 4,
                8 + (diagonal + 2) % 4,
                12 + (diagonal + 3) % 4,
            )
    return (x + state).T.astype("<u4").tobytes()


def nonce(chunk: int) -> bytes:
    return bytes(4) + le64(chunk)


def words(width: int) -> np.dtype:
    return np.dtype("<u4" if width == 32 else "<u8")


def prg(kind: str, seed: bytes, count: int, width: int) -> np.ndarray:
    """`kind` is `self` or `pair`; the vector's words are unsigned."""
    key = H(domain(f"decaph/v1/prg/{kind}"), key=seed)
    parts = []
    for chunk in range(-(-count // CHUNK)):
        length = min(CHUNK, count - chunk * CHUNK)
        stream = chacha20(key, nonce(chunk), 0, -(-length * width // 512))
        parts.append(np.frombuffer(stream, words(width))[:length])
    return np.concatenate(parts)


class Bits:
    """The random bits of one chunk of a layer."""

    def __init__(self, key: bytes, chunk: int) -> None:
        self.key, self.nonce, self.blocks = key, nonce(chunk), 0
        self.store, self.length = 0, 0

    def __call__(self, count: int) -> int:
        while self.length < count:
            more = chacha20(self.key, self.nonce, self.blocks, 256)
            self.store |= int.from_bytes(more, "little") << self.length
            self.length += 8 * len(more)
            self.blocks += 256
        value = self.store & ((1 << count) - 1)
        self.store >>= count
        self.length -= count
        return value

    def below(self, bound: int) -> int:
        while True:
            value = self((bound - 1).bit_length())
            if value < bound:
                return value


def game(bits: Bits, less: Callable[[], bool]) -> bool:
    if not less():
        return True
    k = 2
    while bits.below(k) == 0 and less():
        k += 1
    return k % 2 == 1


def exp_one(bits: Bits) -> bool:
    while True:
        a = bits(7)
        if a < 120:
            break
    if a < 75:
        return False
    if a < 119:
        return True
    k = 6
    while bits.below(k) == 0:
        k += 1
    return k % 2 == 1


def draw(bits: Bits, variance: int) -> int:
    """One number of the discrete Gaussian of this variance."""
    j = variance.bit_length() // 2
    e = variance >> j
    while True:
        u = bits(j)
        if not game(bits, lambda: bits(j) < u):
            continue
        v = 0
        while exp_one(bits):
            v += 1
        negative = bits(1)
        x = u + (v << j)
        if negative and x == 0:
            continue
        d = (x - e) ** 2
        if accepted(bits, d, e, j):
            return -x if negative else x


def accepted(bits: Bits, d: int, e: int, j: int) -> bool:
    while d >= e << (j + 1):
        if not exp_one(bits):
            return False
        d -= e << (j + 1)
    high, low = d >> (j + 1), d & ((1 << (j + 1)) - 1)

    def less() -> bool:
        a = bits.below(e)
        return bits(j + 1) < low if a == high else a < high

    return game(bits, less)


def noise(seed: bytes, variance: int, count: int, width: int) -> np.ndarray:
    """A layer of noise, as words of the ring."""
    key = H(domain("decaph/v1/prg/noise"), key=seed)
    values = []
    for chunk in range(-(-count // CHUNK)):
        bits = Bits(key, chunk)
        for _ in range(min(CHUNK, count - chunk * CHUNK)):
            values.append(draw(bits, variance) % (1 << width))
    return np.array(values, words(width))
