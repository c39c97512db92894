"""minisign, prehashed: artifacts.md section 3."""

from __future__ import annotations

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from encoding import H512, standard_base64
from report import Refused


def verify(data: bytes, minisig: bytes, identity: str, member: str) -> str:
    """The trusted comment of a valid signature of `data` by the minisign key `identity`."""
    public = standard_base64(identity, 42)
    if public[:2] != b"Ed":
        raise Refused("the identity is no minisign key")
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
    comment = lines[2][len(prefix) :]
    signature = standard_base64(lines[1], 74)
    if signature[:2] != b"ED":
        raise Refused("not a prehashed signature")
    if signature[2:10] != public[2:10]:
        raise Refused("signed with another key")
    key = VerifyKey(public[10:])
    try:
        key.verify(H512(data), signature[10:])
        key.verify(signature[10:] + comment.encode("ascii"), standard_base64(lines[3], 64))
    except BadSignatureError as error:
        raise Refused("the signature is not valid") from error
    return comment
