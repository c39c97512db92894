"""Sealed files: artifacts.md section 5."""

from __future__ import annotations

from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import CryptoError

from encoding import H, domain
from report import Refused

MEBIBYTE = 1 << 20
KINDS = {"vector": 1, "model": 2}


@dataclass
class Seal:
    """The parts of a sealed file that everybody can read."""

    salt: bytes
    context: bytes
    recipients: list[tuple[bytes, bytes]]
    header: bytes
    stream: bytes


def size(plaintext: int, readers: int) -> int:
    messages = max(1, -(-plaintext // MEBIBYTE))
    return 74 + 96 * readers + 24 + plaintext + 17 * messages


def context(session: bytes, K: bytes, path: str) -> bytes:
    return H(domain("decaph/v1/sealed") + session + K + path.encode("ascii"))


def parse(file: bytes, kind: str) -> Seal:
    if file[:6] != b"decaph" or file[6:7] != b"\1":
        raise Refused("no sealed file of version 1")
    if file[7] != KINDS[kind]:
        raise Refused(f"not a sealed {kind}")
    count = int.from_bytes(file[72:74], "little")
    end = 74 + 96 * count
    if count > 4096 or len(file) < end + 24 + 17:
        raise Refused("a sealed file that ends too early")
    entries = [file[start : start + 96] for start in range(74, end, 96)]
    return Seal(
        file[8:40], file[40:72], [(e[:16], e[16:]) for e in entries], file[:end], file[end:]
    )


def check_readers(seal: Seal, readers: list[bytes]) -> None:
    if [identifier for identifier, _ in seal.recipients] != [H(key)[:16] for key in readers]:
        raise Refused("the recipients are not the members, then the auditors")


def open_seal(seal: Seal, secret: bytes, plain: bytes) -> bytes:
    """The plaintext, whose keyed digest must be `plain`."""
    public = bindings.crypto_scalarmult_base(secret)
    sealed = dict(seal.recipients).get(H(public)[:16])
    if sealed is None:
        raise Refused("not sealed to this key")
    try:
        key = bindings.crypto_box_seal_open(sealed, public, secret)
        text = decrypt(seal, key)
    except CryptoError as error:
        raise Refused("cannot be opened") from error
    if H(text, key=seal.salt) != plain:
        raise Refused("the plaintext is not the one that the statement names")
    return text


def decrypt(seal: Seal, key: bytes) -> bytes:
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, seal.stream[:24], key)
    data, final = H(seal.header), bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
    text, ended = b"", False
    for start in range(24, len(seal.stream), MEBIBYTE + 17):
        if ended:
            raise Refused("bytes after the final message")
        message = seal.stream[start : start + MEBIBYTE + 17]
        part, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, message, data)
        text, ended = text + part, tag == final
        if not ended and (tag != 0 or len(part) != MEBIBYTE):
            raise Refused("a message that is not a whole one")
    if not ended:
        raise Refused("no final message")
    return text
