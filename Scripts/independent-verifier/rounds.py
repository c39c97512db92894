"""Reading the files of one round: protocol.md sections 6, 7 and 10."""

from __future__ import annotations

import ballots
import dealing
import kept
import opening
from ballots import Round, chosen
from consortium import Consortium, Tip
from dealing import Standing
from folder import Signed
from report import Refused


def read_round(c: Consortium, standing: Standing, published: list[Signed], tip: Tip) -> Round:
    where = f"round-{standing.number}"
    round_ = Round(standing, opening.smallest_roster(c.plan, c.everybody))
    published = published + copies(c, standing.number, published)
    masked = [file for file in published if file.slot == "masked"]
    for file in masked:
        if c.passes(where, "dealings", file, dealing.check_masked, standing, set(c.members)):
            round_.statements[file.member] = file
            try:
                kept.check_gone(c, file)
            except kept.Gone as gone:
                c.report.skip(where, "payloads", str(gone))
                round_.masked[file.member] = file
                round_.gone.add(file.member)
                continue
            if c.passes(where, "payloads", file, dealing.check_sealed, standing):
                round_.masked[file.member] = file
    c.report.ok(where, "dealings", f"masked files of {', '.join(round_.masked)}")
    for i, j in dealing.contradictions(round_.masked):
        c.report.note(where, "dealings", f"{i} and {j} contradict each other: no set may hold both")
    for file in published:
        if file.slot.startswith("cut-"):
            if c.passes(where, "ballots", file, ballots.check_cut, round_, tip.commit):
                round_.cuts[file.member, file.body["ballot"]] = file
    for file in published:
        if file.slot.startswith("vote-"):
            if c.passes(where, "ballots", file, ballots.check_vote, round_):
                round_.votes[file.member, file.body["ballot"]] = file
    read_unmasks(c, round_, published)
    return round_


def copies(c: Consortium, number: int, published: list[Signed]) -> list[Signed]:
    """Copies of files whose originals are not here; they count as the originals do."""
    have, found = {(file.member, file.slot) for file in published}, []
    for copier in c.members:
        for author, slot, stem in c.folder.relays(copier, number):
            if author not in c.members or (author, slot) in have:
                continue
            file = c.read_signed(f"round-{number}", author, number, slot, stem)
            if file:
                found.append(file)
                have.add((author, slot))
    return found


def read_unmasks(c: Consortium, round_: Round, published: list[Signed]) -> None:
    where, shares = f"round-{round_.standing.number}", 0
    for file in published:
        if not file.slot.startswith("unmask-"):
            continue
        if file.member in round_.unmasks:
            c.report.fail(where, "ballots", f"{file.member} has unmasked twice (L4)")
        try:
            shares += ballots.check_unmask(file, round_)
        except Refused as error:
            c.report.fail(where, "shares", f"{file.member}/{file.slot}: {error}")
            continue
        round_.unmasks[file.member] = file
    c.report.ok(where, "shares", f"{shares} shares against their commitments")
    for name, file in round_.unmasks.items():
        own = {ballot: vote for (member, ballot), vote in round_.votes.items() if member == name}
        check_locks(c, where, file, own)
        c.passes(where, "ballots", file, check_acts, round_)
    c.report.ok(where, "heads", "what members saw of each other is what lies here")


def check_locks(c: Consortium, where: str, file: Signed, votes: dict[int, Signed]) -> None:
    """L2 to L4 of protocol.md section 10, as far as files show them."""
    name, ballot = file.member, file.body["ballot"]
    order = [votes[key].value["seq"] for key in sorted(votes)]
    if votes and ballot == 0:
        c.report.fail(where, "ballots", f"{name} voted, and unmasked in ballot 0 (L2)")
    elif votes and max(votes) > ballot:
        c.report.fail(where, "ballots", f"{name} voted above the ballot it unmasked for (L4)")
    if order != sorted(order) or any(seq > file.value["seq"] for seq in order):
        c.report.fail(where, "ballots", f"{name} voted downwards, or after its unmask (L3)")


def check_acts(file: Signed, round_: Round) -> None:
    choice = file.body["choice"]
    acted = [round_.statements[name] for name in sorted(chosen(choice))]
    if file.body["ballot"] == 0:
        if len(file.value["sees"]) != len(acted):
            raise Refused("sees more than the set")
    else:
        acted = acted + ballots.certificate(file, round_)
    ballots.check_heads(file, acted)
