"""minisign, prehashed: artifacts.md section 3."""

from __future__ import annotations

from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from encoding import H512, standard_base64
from report import Refused


@dataclass(frozen=True)
class Signature:
    """A signature file that has the form of a member's, and is not verified yet."""

    key_id: bytes
    of_data: bytes
    comment: str
    of_comment: bytes
    """Over the signature of the data, and the comment."""


def key_id(identity: str) -> bytes:
    return standard_base64(identity, 42)[2:10]


def parse(minisig: bytes, member: str) -> Signature:
    try:
        lines = minisig.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise Refused("a signature file that is not ASCII") from error
    if len(lines) != 5 or lines[4]:
        raise Refused("a signature file has four lines, each with a line feed")
    if lines[0] != f"untrusted comment: decaph signature of {member}":
        raise Refused("the first line is not that of a decaph signature of " + member)
    prefix = "trusted comment: "
    if not lines[2].startswith(prefix):
        raise Refused("no trusted comment")
    signature = standard_base64(lines[1], 74)
    if signature[:2] != b"ED":
        raise Refused("not a prehashed signature")
    return Signature(
        signature[2:10], signature[10:], lines[2][len(prefix) :], standard_base64(lines[3], 64)
    )


def check(data: bytes, signature: Signature, identity: str) -> None:
    """Refuses what is no valid signature of `data` by the minisign key `identity`."""
    public = standard_base64(identity, 42)
    if public[:2] != b"Ed":
        raise Refused("the identity is no minisign key")
    if signature.key_id != public[2:10]:
        raise Refused("signed with another key")
    key = VerifyKey(public[10:])
    try:
        key.verify(H512(data), signature.of_data)
        key.verify(signature.of_data + signature.comment.encode("ascii"), signature.of_comment)
    except BadSignatureError as error:
        raise Refused("the signature is not valid") from error


def verify(data: bytes, minisig: bytes, identity: str, member: str) -> str:
    """The trusted comment of a valid signature of `data` by the minisign key `identity`."""
    signature = parse(minisig, member)
    check(data, signature, identity)
    return signature.comment
