"""The keys that a member has had, one after the other: protocol.md section 11, artifacts.md 4."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from encoding import H
from report import Missing, Refused
from signatures import Signature, key_id, verify

if TYPE_CHECKING:
    from folder import Folder, Signed


@dataclass(frozen=True)
class Key:
    """An identity, and from which of its member's entries on it signs."""

    identity: str
    incarnation: int = 0
    sees: frozenset[str] = frozenset()
    """The `expel` and `restart` statements of before that go on to count."""


@dataclass
class KeyRing:
    """The identities of one member in their order; the first is the manifest's."""

    member: str
    keys: list[Key]
    sealing: str
    refused: dict[str, str] = field(default_factory=dict)
    """By slot: why an entry that names a former key changes none."""

    def collect(self, folder: Folder) -> None:
        """Follows the member's changes of its key, before anything is verified under them."""
        slots = [slot for slot in folder.names(self.member, None) if slot.startswith("enrol-")]
        for number, slot in sorted((int(slot[6:]), slot) for slot in slots):
            try:
                file = folder.signed(self.member, None, slot)
            except (Refused, Missing):
                continue  # It is told where all files of consortium/ are read.
            if number == 1 or "formerly" not in file.body:
                continue
            try:
                self.keys.append(self.change(file, folder.session))
            except Refused as error:
                self.refused[slot] = str(error)

    def change(self, file: Signed, session: str) -> Key:
        """The key that an entry brings; it is verified under that key already."""
        value, last = file.value, self.keys[-1]
        key = Key(file.body["identity"], value["incarnation"], frozenset(value["sees"]))
        check_former(self.member, file.body, session)
        if file.body["formerly"]["identity"] != last.identity:
            raise Refused("changes another key than the one that its author had")
        if key_id(key.identity) in self.ids:
            raise Refused("changes to a key id that its author has had")
        if file.body["sealing"] != self.sealing:
            raise Refused("changes the key, and the sealing key too")
        if key.incarnation != int(file.slot[6:]):
            raise Refused("changes the key under another incarnation than that of its name")
        if key.incarnation <= last.incarnation:
            raise Refused("changes the key before the change before")
        if value["sees"] != sorted(key.sees):
            raise Refused("changes the key, and sees is not sorted")
        return key

    @property
    def ids(self) -> list[bytes]:
        return [key_id(key.identity) for key in self.keys]

    def identity(self, slot: str, value: dict[str, Any], data: bytes, signature: Signature) -> str:
        """The identity under which the signature of a file has to be valid."""
        if slot in self.refused:
            raise Refused(self.refused[slot])
        if slot == "manifest":
            return self.keys[0].identity
        if "formerly" in value.get("body", {}):
            return value["body"]["identity"]  # Such an entry is signed with the key that it brings.
        if signature.key_id not in self.ids:
            raise Refused("signed with another key")
        position = self.ids.index(signature.key_id)
        if slot not in ("commit", "result"):
            self.check_time(position, slot, value, data)
        return self.keys[position].identity

    def check_time(self, position: int, slot: str, value: dict[str, Any], data: bytes) -> None:
        """A statement stands where its key was the author's; documents stand in no chain."""
        key, later = self.keys[position], self.keys[position + 1 :]
        incarnation = value["incarnation"]
        if incarnation < key.incarnation:
            raise Refused("signed with a key that its author did not have yet")
        if slot.startswith("expel-") and value["body"]["member"] == self.member:
            return  # That its key was stolen a member says with any that it has had.
        if later and incarnation >= later[0].incarnation:
            raise Refused("signed with a key that its author had no more")
        if slot.startswith(("expel-", "restart-")):
            # Whoever finds an old key later could date such a word back.
            if any(H(data).hex() not in change.sees for change in later):
                raise Refused("of before a change of keys that does not name it")


def check_former(member: str, body: dict[str, Any], expected: str | None) -> None:
    """The key that an entry names as the one before has signed the new ones, for that session."""
    former = body["formerly"]
    session = former["session"]
    if former["identity"] == body["identity"] or session != expected:
        raise Refused(f"the former key of {member} is its own, or of another consortium")
    line = f"decaph/1 key {session} {member} {body['identity']} {body['sealing']}\n"
    signature = "".join(part + "\n" for part in former["signature"])
    comment = verify(line.encode(), signature.encode(), former["identity"], member)
    if comment != f"decaph/1 {session[:16]} {member}/key":
        raise Refused(f"the former key of {member} has signed for another purpose")
