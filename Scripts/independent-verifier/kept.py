"""Which sealed files need not be here any more: protocol.md section 16."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import plan as plans
from encoding import encode
from folder import Signed
from report import Missing

if TYPE_CHECKING:
    from consortium import Consortium


class Gone(Missing):
    """A sealed file is not here, and the plan lets its owner remove it."""


def check_gone(c: Consortium, file: Signed) -> None:
    """Raises `Gone` where the sealed file beside a statement is gone as the plan allows."""
    kept = c.plan["rounds"].get("keepPayloads")
    path = file.path.with_name(file.path.name + ".sealed")
    if kept is None or path.exists() or path.is_symlink():
        return
    # A model is kept one round longer: the next round's sum is added to it.
    last = c.newest - kept - (1 if file.slot == "model" else 0)
    if file.round <= last:
        where = "/".join(path.parts[-3:])
        raise Gone(f"{where} is not kept: the plan lets members remove it after {kept} rounds")


def newest(c: Consortium) -> int:
    """The newest round whose outcome is certain: a quorum has decided it, on a result that more
    members stand on than may collude; or the one before, where it is open."""
    numbers = {int(path.name[6:]) for path in c.root.glob("*/round-*") if path.name[6:].isdigit()}
    for number in sorted(numbers - {0}, reverse=True):
        found = newest_by(c, number)
        if found is not None:
            return found
    return 0


def newest_by(c: Consortium, number: int) -> int | None:
    masked = {f.member: f for f in c.all_signed(number) if f.slot == "masked"}
    for before in c.all_signed(number - 1):
        if before.slot != "result":
            continue
        roster = before.value["roster"]
        size = plans.quorum(c.plan, c.everybody, len(roster["members"]))
        if size is None or (roster["c"], roster["t"], roster["m"]) != (size.c, size.t, size.m):
            continue
        standing = [
            name
            for name, entry in roster["members"].items()
            if name in masked
            and masked[name].value["K"] == before.digest
            and masked[name].value["incarnation"] == entry["incarnation"]
        ]
        if len(standing) <= size.c:
            continue
        decided = Counter(
            encode(choice)
            for _, choice in {
                (file.member, encode(file.body["choice"])): (file.member, file.body["choice"])
                for file in c.all_signed(number)
                if file.slot.startswith("unmask-")
                and file.value["K"] == before.digest
                and file.member in roster["members"]
            }.values()
        )
        if max(decided.values(), default=0) >= size.t:
            return number
        return None if before.value["outcome"] == "restart" else number - 1
    return None
