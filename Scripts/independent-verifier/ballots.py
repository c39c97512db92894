"""Votes, cuts, unmask files, and the one choice: protocol.md section 7."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dealing import Standing, contradictions
from encoding import H, encode, scalar
from folder import Signed
from report import Refused
from sharing import is_share

Shares = dict[str, Any]


@dataclass
class Round:
    """The files of one round that have passed."""

    standing: Standing
    smallest_next: int
    statements: dict[str, Signed] = field(default_factory=dict)
    masked: dict[str, Signed] = field(default_factory=dict)
    """Those of which the sealed vector is here, too, or is gone as the plan allows."""
    gone: set[str] = field(default_factory=set)
    """Members whose sealed vector is gone."""
    votes: dict[tuple[str, int], Signed] = field(default_factory=dict)
    cuts: dict[tuple[str, int], Signed] = field(default_factory=dict)
    unmasks: dict[str, Signed] = field(default_factory=dict)


def key(choice: dict[str, Any]) -> bytes:
    return encode(choice)


def chosen(choice: dict[str, Any]) -> dict[str, str]:
    return choice["set"]["masked"]


def check_choice(choice: dict[str, Any], round_: Round) -> None:
    """Lawful, of files that are here, and without contradiction."""
    names, size = chosen(choice), round_.standing.size
    opened = choice["kind"] == "open"
    least = size.m if opened else round_.smallest_next
    if not set(names) <= set(round_.standing.roster) or len(names) < least:
        raise Refused(f"a set that is not at least {least} members of the roster")
    files = round_.masked if opened else round_.statements
    for name, digest in names.items():
        if name not in files:
            raise Refused(f"the masked file of {name} is not here")
        if files[name].digest != digest:
            raise Refused(f"names another masked file of {name}")
    if opened and contradictions({name: files[name] for name in names}):
        raise Refused("two files of the set contradict each other")


def ordered(choice: dict[str, Any]) -> list[str]:
    names = chosen(choice)
    return [names[name] for name in sorted(names)]


def check_common(file: Signed, round_: Round) -> None:
    standing, value = round_.standing, file.value
    if file.member not in standing.roster:
        raise Refused("its author is not in the roster")
    if value["K"] != standing.K:
        raise Refused("stands on another K")
    if value["incarnation"] != standing.roster[file.member]["incarnation"]:
        raise Refused("of another incarnation")
    if value["payload"]:
        raise Refused("has a payload")
    if file.slot != f"{file.slot.split('-')[0]}-{file.body['ballot']}":
        raise Refused("its ballot is not that of its name")
    check_choice(file.body["choice"], round_)
    wanted = ordered(file.body["choice"])
    if value["sees"][: len(wanted)] != wanted:
        raise Refused("sees does not begin with the set")


def order(commit: bytes, members: list[str], cycle: int = 0) -> list[str]:
    """Leader first: protocol.md section 8, and section 7 for later cycles."""
    seed = H(commit)
    if cycle:
        seed = H(f"ballots {cycle}".encode("ascii"), key=seed)
    return sorted(members, key=lambda name: H(name.encode("ascii"), key=seed))


def check_vote(file: Signed, round_: Round) -> None:
    check_common(file, round_)
    rest = file.value["sees"][len(chosen(file.body["choice"])) :]
    ballot = file.body["ballot"]
    if ballot == 1:
        if rest:
            raise Refused("a vote of ballot 1 sees more than its set")
        return
    cuts = [cut for (_, number), cut in round_.cuts.items() if number == ballot]
    match = [cut for cut in cuts if rest == [cut.digest]]
    if not match or key(match[0].body["choice"]) != key(file.body["choice"]):
        raise Refused("names no cut of its ballot with its choice")


def check_cut(file: Signed, round_: Round, commit: bytes) -> None:
    check_common(file, round_)
    members, place = round_.standing.members, file.body["ballot"] - 2
    turn = order(commit, members, place // len(members))[place % len(members)]
    if file.member != turn:
        raise Refused(f"the ballot is for {turn} to propose")


def certificate(file: Signed, round_: Round) -> list[Signed]:
    """The statements of a quorum that an unmask file from ballot 1 on names."""
    ballot, wanted = file.body["ballot"], key(file.body["choice"])
    rest = file.value["sees"][len(chosen(file.body["choice"])) :]
    known: dict[str, Signed] = {
        vote.digest: vote for (_, number), vote in round_.votes.items() if number == ballot
    }
    for unmask in round_.unmasks.values():
        if unmask.body["ballot"] < ballot:
            known[unmask.digest] = unmask
    named = [known[digest] for digest in rest if digest in known]
    if len(named) != len(rest):
        raise Refused("sees names files that are no votes of its ballot or earlier unmask files")
    authors = [one.member for one in named]
    if authors != sorted(set(authors)):
        raise Refused("the certificate is not in the order of its authors")
    if any(key(one.body["choice"]) != wanted for one in named):
        raise Refused("the certificate is for another choice")
    if len(named) < round_.standing.size.t:
        raise Refused("no quorum stands behind it")
    return named


def check_unmask(file: Signed, round_: Round) -> int:
    """Everything about an unmask file but its certificate; the number of shares."""
    check_common(file, round_)
    body, choice = file.body, file.body["choice"]
    if body["ballot"] == 0 and (
        choice["kind"] != "open" or sorted(chosen(choice)) != round_.standing.members
    ):
        raise Refused("ballot 0 opens the whole roster")
    if choice["kind"] == "void":
        if "shares" in body:
            raise Refused("a void choice has no shares")
        return 0
    if "shares" not in body:
        raise Refused("no shares")
    return check_shares(file, round_, body["shares"])


def check_shares(file: Signed, round_: Round, shares: Shares) -> int:
    standing, inside = round_.standing, sorted(chosen(file.body["choice"]))
    outside = [name for name in standing.members if name not in inside]
    off = len(inside) - standing.size.m if standing.layers else 0
    holder, count = standing.index(file.member), 0
    for field_ in ("selfMask", "nonce", *(["layers"] if off else [])):
        if sorted(shares.get(field_, {})) != inside:
            raise Refused(f"{field_} does not name exactly the set")
    if not off and "layers" in shares:
        raise Refused("layers where none comes off")
    if sorted(shares["pairs"]) != outside:
        raise Refused("pairs does not name exactly those outside the set")

    def one(text: str, commitments: list[str], what: str) -> None:
        nonlocal count
        count += 1
        if not is_share(scalar(text), holder, commitments):
            raise Refused(f"its share of {what} is wrong")

    for j in inside:
        dealing = round_.masked[j].body["dealing"]
        one(shares["selfMask"][j], dealing["selfMask"], f"the self mask of {j}")
        one(shares["nonce"][j], dealing["nonce"], f"the nonce of {j}")
        if off:
            if len(shares["layers"][j]) != off:
                raise Refused("not one share for each layer that comes off")
            for text, commitments in zip(shares["layers"][j], dealing["layers"]):
                one(text, commitments, f"a layer of {j}")
    for i in outside:
        if sorted(shares["pairs"][i]) != inside:
            raise Refused(f"pairs of {i} does not name exactly the set")
        for j in inside:
            pair, text = round_.masked[j].body["dealing"]["pairs"][i], shares["pairs"][i][j]
            if "commitments" in pair:
                one(text, pair["commitments"], f"the pair of {i} and {j}")
            elif share_hash(text, j, i, file.member) != pair["shareHashes"][file.member]:
                raise Refused(f"its share of the pair of {i} and {j} is wrong")
    return count


def share_hash(text: str, dealer: str, other: str, holder: str) -> str:
    scalar(text)
    names = b"".join(name.encode("ascii") + b"\0" for name in (dealer, other, holder))
    return H(b"decaph/v1/pair-share\0" + names, key=bytes.fromhex(text)).hex()


def check_heads(file: Signed, acted_on: list[Signed]) -> None:
    """Position and digest of what an unmask file acts on; of each member the newest."""
    wanted: dict[str, dict[str, Any]] = {}
    for one in acted_on:
        seq = one.value["seq"]
        if one.member not in wanted or wanted[one.member]["seq"] < seq:
            wanted[one.member] = {"digest": one.digest, "seq": seq}
    if file.body["heads"] != wanted:
        raise Refused("heads are not those of what lies here")


def decided(round_: Round) -> dict[str, Any] | None:
    """The choice that a quorum has unmasked for."""
    for unmask in round_.unmasks.values():
        choice = unmask.body["choice"]
        same = [u for u in round_.unmasks.values() if key(u.body["choice"]) == key(choice)]
        if len(same) >= round_.standing.size.t:
            return choice
    return None
