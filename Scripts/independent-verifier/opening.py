"""Opening seeds, the sum, result and next commit: protocol.md sections 7 and 8."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ballots import Round, chosen, key
from dealing import Standing
from encoding import H, domain, scalar, scalar_bytes
from masks import noise, prg, words
from plan import Quorum, quorum
from report import Refused
from sharing import interpolate, is_commitment


@dataclass
class Opened:
    """The secrets that a quorum's shares open, as scalars."""

    seeds: dict[str, int] = field(default_factory=dict)
    nonces: dict[str, int] = field(default_factory=dict)
    layers: dict[str, list[int]] = field(default_factory=dict)
    pairs: dict[str, dict[str, int]] = field(default_factory=dict)


def texts(secrets: dict[str, int]) -> dict[str, str]:
    return {name: scalar_bytes(secret).hex() for name, secret in secrets.items()}


def open_secrets(round_: Round, choice: dict[str, Any]) -> Opened:
    standing, inside = round_.standing, sorted(chosen(choice))
    outside = [name for name in standing.members if name not in inside]
    holders = sorted(
        name for name, u in round_.unmasks.items() if key(u.body["choice"]) == key(choice)
    )[: standing.size.t]
    off = len(inside) - standing.size.m if standing.layers else 0

    def joined(*path: Any) -> int:
        shares = {}
        for holder in holders:
            item = round_.unmasks[holder].body["shares"]
            for step in path:
                item = item[step]
            shares[standing.index(holder)] = scalar(item)
        return interpolate(shares)

    def proven(secret: int, commitments: list[str], what: str) -> int:
        if not is_commitment(secret, commitments[0]):
            raise Refused(f"{what} is not the committed one")
        return secret

    opened = Opened()
    for j in inside:
        dealing = round_.masked[j].body["dealing"]
        opened.seeds[j] = proven(joined("selfMask", j), dealing["selfMask"], f"the seed of {j}")
        opened.nonces[j] = proven(joined("nonce", j), dealing["nonce"], f"the nonce of {j}")
        if off:
            opened.layers[j] = [
                proven(joined("layers", j, layer), dealing["layers"][layer], f"a layer of {j}")
                for layer in range(off)
            ]
    for i in outside:
        opened.pairs[i] = {}
        for j in inside:
            pair, secret = round_.masked[j].body["dealing"]["pairs"][i], joined("pairs", i, j)
            if "commitments" in pair:
                proven(secret, pair["commitments"], f"the seed of the pair {i}, {j}")
            elif pair_check(secret) != pair["check"]:
                raise Refused(f"the seed of the pair {i}, {j} is not the checked one")
            opened.pairs[i][j] = secret
    return opened


def pair_check(secret: int) -> str:
    return H(domain("decaph/v1/pair-check"), key=scalar_bytes(secret)).hex()


def unmask(standing: Standing, opened: Opened, vectors: dict[str, np.ndarray]) -> np.ndarray:
    """The sum as words of the ring."""
    width, count = standing.width, standing.words
    total = np.zeros(count, words(width))
    for j, vector in vectors.items():
        total = total + vector - prg("self", scalar_bytes(opened.seeds[j]), count, width)
        for layer, seed in enumerate(opened.layers.get(j, [])):
            total = total - noise(scalar_bytes(seed), standing.layers[layer], count, width)
        for i, pairs in opened.pairs.items():
            mask = prg("pair", scalar_bytes(pairs[j]), count, width)
            total = total - mask if j < i else total + mask
    return total.astype(words(width))


def signed(total: np.ndarray) -> list[int]:
    """The words read as two's complement."""
    return [int(word) for word in total.view("<i4" if total.itemsize == 4 else "<i8")]


def next_roster(round_: Round, choice: dict[str, Any], plan: dict[str, Any], everybody: int) -> Any:
    """Roster of the next round, and its quorum; both empty where it is too small."""
    standing, size = round_.standing, round_.standing.size
    files = {name: round_.statements[name] for name in sorted(chosen(choice))}
    members: dict[str, dict[str, Any]] = {}
    for name, file in files.items():
        if not file.body["leave"]:
            members[name] = {
                "incarnation": standing.roster[name]["incarnation"],
                "keys": file.body["next"],
            }
    listed = {name for file in files.values() for name in file.body["enrolments"]}
    for name in sorted(listed):
        entry = qualified(
            [f.body["enrolments"][name] for f in files.values() if name in f.body["enrolments"]],
            size.c,
        )
        if entry:
            members[name] = {"incarnation": entry["incarnation"], "keys": entry["keys"]}
    for name in list(members):
        if sum(name in file.body["evicts"] for file in files.values()) > size.c:
            del members[name]
    after = quorum(plan, everybody, len(members))
    if after is None:
        return {"c": 0, "m": 0, "t": 0, "members": {}}, None
    return {"c": after.c, "m": after.m, "t": after.t, "members": members}, after


def qualified(entries: list[dict[str, Any]], c: int) -> dict[str, Any] | None:
    """The newest entry that more than c members name alike."""
    different: list[dict[str, Any]] = []
    for entry in entries:
        if entry not in different and entries.count(entry) > c:
            different.append(entry)
    if not different:
        return None
    newest = max(entry["incarnation"] for entry in different)
    best = [entry for entry in different if entry["incarnation"] == newest]
    return best[0] if len(best) == 1 else None


def next_commit(session: str, number: int, prev: bytes, nonces: dict[str, int]) -> dict[str, Any]:
    return {
        "decaph": 1,
        "nonces": texts(nonces),
        "prev": H(prev).hex(),
        "round": number,
        "session": session,
        "slot": "commit",
    }


def smallest_roster(plan: dict[str, Any], everybody: int) -> int:
    for n in range(2, everybody + 1):
        if quorum(plan, everybody, n) is not None:
            return n
    raise Refused("no number of members makes a lawful round")


def quorum_of(roster: dict[str, Any]) -> Quorum:
    return Quorum(len(roster["members"]), roster["c"], roster["t"], roster["m"])
