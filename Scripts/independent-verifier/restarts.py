"""Restarts: protocol.md section 12."""

from __future__ import annotations

from typing import Any

import opening
import plan as plans
from consortium import Consortium, Tip
from encoding import H, encode
from folder import Signed

Decision = tuple[int, dict[str, Any], list[str]]
"""Round, body, signers."""


def decisions(c: Consortium) -> list[Decision]:
    """The restarts that are in force, by round."""
    signed: dict[int, dict[bytes, list[Signed]]] = {}
    names = {path.name[6:] for path in c.root.glob("*/round-*") if path.is_dir()}
    numbers = {int(name) for name in names if name.isdecimal()}
    for number in sorted(numbers):
        for file in c.all_signed(number):
            if file.slot.startswith("restart-") and is_lawful(c, file):
                bodies = signed.setdefault(number, {})
                bodies.setdefault(encode(file.body), []).append(file)
    found = []
    for number, bodies in sorted(signed.items()):
        valid = [files for files in bodies.values() if is_in_force(c, files)]
        if len(valid) == 1:
            signers = sorted(file.member for file in valid[0])
            found.append((number, valid[0][0].body, signers))
    return found


def is_in_force(c: Consortium, files: list[Signed]) -> bool:
    signers = {file.member for file in files}
    return c.coordinator in signers or 2 * len(signers) > c.everybody


def is_lawful(c: Consortium, file: Signed) -> bool:
    body, names = file.body, file.body["excludes"]
    return (
        0 < file.round - body["tipRound"] <= 1000
        and file.value["K"] == body["tip"]
        and file.value["sees"] == [body["tip"]]
        and set(body["members"]) <= set(c.members)
        and names == sorted(set(names) - set(body["members"]))
        and plans.quorum(c.plan, c.everybody, len(body["members"])) is not None
    )


def after(c: Consortium, tip: Tip) -> Tip | None:
    """The tip that a restart from this one leads to, where masked files stand on it."""
    for number, body, signers in decisions(c):
        if (body["tip"], body["tipRound"]) != (tip.K, tip.number):
            continue
        derived = derive(c, tip, number, body)
        standing = [
            file
            for file in c.all_signed(number + 1)
            if file.slot == "masked" and file.value["K"] == derived.K
        ]
        if standing:
            told = f"after round {tip.number}, signed by {', '.join(signers)}"
            c.report.ok(f"round-{number}", "restart", told)
            check_entries(c, number, body)
            return derived
    return None


def derive(c: Consortium, tip: Tip, number: int, body: dict[str, Any]) -> Tip:
    size = plans.quorum(c.plan, c.everybody, len(body["members"]))
    whole = plans.quorum(c.plan, c.everybody, c.everybody)
    assert size is not None and whole is not None
    members = {
        name: {"incarnation": entry["incarnation"], "keys": entry["keys"]}
        for name, entry in body["members"].items()
    }
    roster = {"c": size.c, "t": size.t, "m": size.m, "members": members}
    commit = encode(opening.next_commit(c.session, number + 1, tip.commit, {}))
    result = c.result(number, tip.K, roster, H(commit).hex())
    charges = [
        plans.charge(c.plan, c.kinds[abandoned - 1], whole, None)
        for abandoned in range(tip.number + 1, number + 1)
    ]
    result |= {"outcome": "restart", "model": tip.digest, "ledger": charges}
    made = Tip(number, H(encode(result)).hex(), roster, commit, tip.model, tip.digest)
    made.ledger = [*tip.ledger, (charges, None)]
    for file in c.all_signed(number):
        if file.slot == "result" and file.value["K"] == tip.K and file.data != encode(result):
            c.report.fail(f"round-{number}", "outcome", f"{file.member}/result differs")
    return made


def check_entries(c: Consortium, number: int, body: dict[str, Any]) -> None:
    """Every named entry is one that the member itself has signed."""
    where = f"round-{number}"
    files = {(file.member, file.slot): file for file in c.all_signed(None)}
    for name, entry in body["members"].items():
        file = files.get((name, f"enrol-{entry['incarnation']:04d}"))
        if file is None:
            c.report.wait(where, "restart", f"the enrolment of {name} is not here")
        elif (file.digest, file.body["keys"]) != (entry["digest"], entry["keys"]):
            c.report.fail(where, "restart", f"names keys of {name} that it has not signed")
