"""The shared directory: names, places, signatures (artifacts.md sections 1 to 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fields
import signatures
from encoding import ZERO, H, decode
from keys import KeyRing
from report import Missing, Refused

NUMBER = r"(?:0|[1-9][0-9]{0,17})"
FOUR = r"(?:[0-9]{4}|[1-9][0-9]{4,17})"
CONSORTIUM = re.compile(rf"plan|manifest|approval|(?:enrol|leave|expel)-{FOUR}")
ROUND = re.compile(rf"commit|masked|result|model|(?:vote|cut|unmask|evidence|restart)-{NUMBER}")
RELAY = re.compile(rf"relay-({fields.MEMBER})(?:\.(unmask-{NUMBER}))?")


def is_consortium(stem: str) -> bool:
    return CONSORTIUM.fullmatch(stem) is not None


def is_round(stem: str) -> bool:
    return ROUND.fullmatch(stem) is not None


def copied(stem: str) -> tuple[str, str] | None:
    """Author and slot of what a copy is of."""
    match = RELAY.fullmatch(stem)
    return (match[1], match[2] or "masked") if match else None


@dataclass
class Signed:
    """One signed file that is canonical, in its place, and carries a valid signature."""

    member: str
    round: int
    slot: str
    value: dict[str, Any]
    data: bytes
    path: Path
    identity: str
    """The key that has signed it."""

    @property
    def digest(self) -> str:
        return H(self.data).hex()

    @property
    def body(self) -> dict[str, Any]:
        return self.value["body"]


def folder_name(round_: int | None) -> str:
    return "consortium" if round_ is None else f"round-{round_:06d}"


def read(path: Path) -> bytes:
    if not path.is_file() or path.is_symlink():
        raise Missing(f"{path} is not here")
    return path.read_bytes()


@dataclass
class Folder:
    """All files of a session, and the keys that sign each member's."""

    root: Path
    session: str
    rings: dict[str, KeyRing]

    def names(self, member: str, round_: int | None) -> list[str]:
        """Slots of which this member has a `.json` here."""
        folder = self.root / member / folder_name(round_)
        known = is_consortium if round_ is None else is_round
        if not folder.is_dir():
            return []
        stems = [path.name[:-5] for path in folder.iterdir() if path.name.endswith(".json")]
        return sorted(stem for stem in stems if known(stem))

    def relays(self, member: str, round_: int) -> list[tuple[str, str, Path]]:
        """(author, slot, path without ending) of the copies in a member's folder."""
        folder = self.root / member / folder_name(round_)
        found = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            original = copied(path.name[:-5]) if path.name.endswith(".json") else None
            if original:
                found.append((*original, folder / path.name[:-5]))
        return found

    def signed(
        self, member: str, round_: int | None, slot: str, stem: Path | None = None
    ) -> Signed:
        """The file at its place, or a copy of it at `stem`."""
        place = f"{member}/{folder_name(round_)}/{slot}"
        stem = stem or self.root / place
        data = read(stem.with_name(stem.name + ".json"))
        minisig = read(stem.with_name(stem.name + ".json.minisig"))
        try:
            value = decode(data)
            fields.check(value, slot)
            session = self.session_of(slot)
            signature = signatures.parse(minisig, member)
            identity = self.rings[member].identity(slot, value, data, signature)
            signatures.check(data, signature, identity)
            if signature.comment != f"decaph/1 {session[:16]} {place}":
                raise Refused(f"the trusted comment is of another place: {signature.comment}")
            if slot != "manifest":
                self.check_place(value, member, round_, slot, session)
        except Refused as error:
            raise Refused(f"{place}: {error}") from error
        return Signed(member, round_ or 0, slot, value, data, stem, identity)

    def session_of(self, slot: str) -> str:
        return ZERO if slot in ("plan", "enrol-0001") else self.session

    def check_place(
        self, value: dict[str, Any], member: str, round_: int | None, slot: str, session: str
    ) -> None:
        if value["session"] != session:
            raise Refused("of another session")
        if value["slot"] != slot or value["round"] != (round_ or 0):
            raise Refused("round and slot are those of another place")
        if "from" in value and value["from"] != member:
            raise Refused("from another member")
        if round_ is None and value["K"] != session:
            raise Refused("K in consortium/ is the session")
