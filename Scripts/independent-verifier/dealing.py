"""What a reader checks of masked files: protocol.md section 6."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sealed
from encoding import H, base64url
from folder import Signed, read
from plan import Quorum
from report import Refused


@dataclass
class Standing:
    """What a round stands on."""

    number: int
    kind: str
    K: str
    size: Quorum
    roster: dict[str, dict[str, Any]]
    """By member, sorted: incarnation, keys."""
    layers: list[int]
    """The variances of the layers of noise."""
    words: int
    width: int
    session: str
    readers: list[bytes]

    @property
    def members(self) -> list[str]:
        return sorted(self.roster)

    def index(self, member: str) -> int:
        return self.members.index(member) + 1


def check_masked(file: Signed, standing: Standing, manifest: set[str]) -> None:
    value, body = file.value, file.body
    if file.member not in standing.roster:
        raise Refused("its author is not in the roster")
    entry = standing.roster[file.member]
    if value["K"] != standing.K or value["sees"] != [standing.K]:
        raise Refused("stands on another K")
    if value["incarnation"] != entry["incarnation"]:
        raise Refused("of another incarnation")
    check_payload(value["payload"], "masked.sealed", f"u{standing.width}le", size_of(standing))
    check_dealing(body["dealing"], file.member, standing)
    for name, added in body["enrolments"].items():
        old = standing.roster.get(name, {}).get("incarnation", 0)
        if name not in manifest or added["incarnation"] <= old:
            raise Refused(f"lists an entry of {name} that cannot be")
    evicts = body["evicts"]
    if evicts != sorted(set(evicts)) or not set(evicts) <= set(standing.roster):
        raise Refused("evicts others than members of the roster")


def size_of(standing: Standing) -> int:
    return sealed.size(standing.words * standing.width // 8, len(standing.readers))


def check_payload(payload: list[dict[str, Any]], name: str, kind: str, size: int) -> None:
    if len(payload) != 1:
        raise Refused("not one payload")
    entry = payload[0]
    if (entry["name"], entry["type"], entry["bytes"]) != (name, kind, size):
        raise Refused("the payload has another name, type or size")


def check_dealing(dealing: dict[str, Any], author: str, standing: Standing) -> None:
    t, members = standing.size.t, standing.members
    others = [name for name in members if name != author]
    commitments = [dealing["selfMask"], dealing["nonce"]]
    if len(standing.layers) != len(dealing.get("layers", [])):
        raise Refused("not one commitment for each layer")
    if not standing.layers and "layers" in dealing:
        raise Refused("layers where the round has none")
    commitments += dealing.get("layers", [])
    if sorted(dealing["pairs"]) != others:
        raise Refused("pairs does not name exactly the others")
    for pair in dealing["pairs"].values():
        if len(members) <= 24:
            if "commitments" not in pair or "shareHashes" in pair:
                raise Refused("a pair without commitments")
            commitments.append(pair["commitments"])
        elif sorted(pair.get("shareHashes", {})) != members or "commitments" in pair:
            raise Refused("a pair without hashes of all shares")
    if any(len(points) != t for points in commitments):
        raise Refused(f"a commitment that has not {t} points")
    if dealing["nonce"][0] != standing.roster[author]["keys"]["nonceCommitment"]:
        raise Refused("another nonce than the committed one")
    length = 24 + 32 * (len(members) + 1 + len(standing.layers)) + 16
    if sorted(dealing["boxes"]) != members:
        raise Refused("not one box for each member")
    for box in dealing["boxes"].values():
        base64url(box, length)


def check_sealed(file: Signed, standing: Standing) -> sealed.Seal:
    """The sealed vector beside a masked file: digest, size, context, readers."""
    stem = file.path
    data = read(stem.with_name(stem.name + ".sealed"))
    entry = file.value["payload"][0]
    if len(data) != entry["bytes"] or H(data).hex() != entry["digest"]:
        raise Refused(f"{stem.name}.sealed is not the file that the statement pins")
    seal = sealed.parse(data, "vector")
    place = f"{file.member}/round-{standing.number:06d}/masked"
    wanted = sealed.context(bytes.fromhex(standing.session), bytes.fromhex(standing.K), place)
    if seal.context != wanted:
        raise Refused(f"{stem.name}.sealed was sealed for another place")
    sealed.check_readers(seal, standing.readers)
    return seal


def contradictions(files: dict[str, Signed]) -> list[tuple[str, str]]:
    """Pairs whose dealings disagree on their common seed."""
    found = []
    for i in sorted(files):
        for j in sorted(files):
            if i < j:
                one = files[i].body["dealing"]["pairs"][j]
                two = files[j].body["dealing"]["pairs"][i]
                first = [pair.get("commitments", [None])[0] for pair in (one, two)]
                if one["check"] != two["check"] or first[0] != first[1]:
                    found.append((i, j))
    return found
