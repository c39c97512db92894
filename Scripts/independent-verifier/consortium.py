"""From the manifest through all rounds: protocol.md sections 3 and 13."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import accountant
import fields
import kept
import model as models
import opening
import plan as plans
import trainer
from dealing import Standing
from encoding import ZERO, H, base64url, decode, real
from folder import Folder, Signed, read
from keys import Key, KeyRing
from report import Missing, Refused, Report


@dataclass
class Tip:
    """What the next round stands on."""

    number: int
    K: str
    roster: dict[str, Any]
    commit: bytes
    """commit.json of the next round."""
    model: models.Model | None
    digest: str
    """Of the model file."""
    ledger: list[tuple[list[dict[str, Any]], set[str] | None]] = field(default_factory=list)
    """By round: charges, and the members whose masked files they pay for."""


class Consortium:
    def __init__(self, root: Path, secret: bytes | None, report: Report) -> None:
        self.root, self.secret, self.report = root, secret, report
        self.chains: dict[str, dict[int, Signed]] = {}
        self.model_size = 0
        """Of a model file; follows from the plan."""
        self.form: models.Model | None = None
        """Any model of this plan: what every model file holds, and in which shapes."""
        self.seen: dict[int | None, list[Signed]] = {}
        found = sorted(root.glob("*/consortium/manifest.json"))
        if len(found) != 1:
            raise Refused(f"{len(found)} manifests where one belongs")
        data = read(found[0])
        self.session = H(data).hex()
        value = decode(data)
        fields.check(value, "manifest")
        self.coordinator: str = value["coordinator"]
        if found[0].parent.parent.name != self.coordinator:
            raise Refused("the manifest does not lie in the coordinator's folder")
        self.members = {entry["id"]: entry for entry in value["members"]}
        self.plan: dict[str, Any] = value["plan"]
        trainer.check(self.plan)
        self.readers = [base64url(entry["sealing"], 32) for entry in value["members"]]
        self.readers += [base64url(entry["key"], 32) for entry in self.plan["auditors"]]
        self.kinds = plans.kinds(self.plan)
        self.everybody = len(self.members)
        if list(self.members) != sorted(self.members) or len(set(self.readers)) != len(
            self.readers
        ):
            raise Refused("members out of order, or two that share a key")
        identities = {entry["identity"] for entry in self.members.values()}
        if self.coordinator not in self.members or len(identities) != self.everybody:
            raise Refused("the coordinator is no member, or two members share a key")
        rings = {
            name: KeyRing(name, [Key(entry["identity"])], entry["sealing"])
            for name, entry in self.members.items()
        }
        self.folder = Folder(root, self.session, rings)
        for ring in rings.values():
            ring.collect(self.folder)

    @cached_property
    def newest(self) -> int:
        """The newest round whose outcome is certain; asked for only where files are missed."""
        return kept.newest(self)

    def all_signed(self, round_: int | None) -> list[Signed]:
        """Every signed file of a round that is right in itself; reports the others, once."""
        if round_ in self.seen:
            return self.seen[round_]
        where = "consortium" if round_ is None else f"round-{round_}"
        good = []
        for member in self.members:
            for slot in self.folder.names(member, round_):
                file = self.read_signed(where, member, round_, slot)
                if file is None:
                    continue
                good.append(file)
                if slot.startswith("evidence-"):
                    self.report.note(where, "people", f"{member}/{slot} is not judged here")
        if good:
            self.report.ok(where, "signatures", f"{len(good)} signed files")
        self.seen[round_] = good
        return good

    def read_signed(
        self, where: str, member: str, round_: int | None, slot: str, stem: Path | None = None
    ) -> Signed | None:
        """A file, if it is right in itself; what is wrong with it is reported."""
        try:
            file = self.folder.signed(member, round_, slot, stem=stem)
        except Refused as error:
            self.report.fail(where, "signatures", str(error))
            return None
        except Missing as error:
            self.report.wait(where, "signatures", str(error))
            return None
        if "seq" in file.value:
            self.chain(file)
        return file

    def chain(self, file: Signed) -> None:
        links, seq = self.chains.setdefault(file.member, {}), file.value["seq"]
        if seq in links and links[seq].digest != file.digest:
            self.report.fail("chains", "chains", f"{file.member} has two statements {seq}")
        links[seq] = file

    def check_chains(self) -> None:
        for member, links in sorted(self.chains.items()):
            previous, right = ZERO, True
            for position, seq in enumerate(sorted(links), 1):
                file = links[seq]
                if seq != position or file.value["prev"] != previous:
                    name = f"{member}/{file.slot} of round {file.round}"
                    self.report.fail("chains", "chains", f"{name} does not follow the one before")
                    right = False
                    break
                previous = file.digest
            if right:
                self.report.ok("chains", "chains", f"{member}: {len(links)} statements in order")

    def passes(self, where: str, code: str, file: Signed, check: Any, *more: Any) -> bool:
        try:
            check(file, *more)
        except Refused as error:
            self.report.fail(where, code, f"{file.member}/{file.slot}: {error}")
            return False
        except Missing as error:
            self.report.wait(where, code, str(error))
            return False
        return True

    def result(self, number: int, K: str, roster: dict[str, Any], commit: str) -> dict[str, Any]:
        return {
            "K": K,
            "aggregate": ZERO,
            "commit": commit,
            "decaph": 1,
            "ledger": [],
            "model": ZERO,
            "outcome": "void",
            "pairs": {},
            "roster": roster,
            "round": number,
            "seeds": {},
            "session": self.session,
            "set": {"masked": {}},
            "slot": "result",
        }

    def standing(self, tip: Tip) -> Standing:
        number = tip.number + 1
        kind, size = self.kinds[number - 1], opening.quorum_of(tip.roster)
        layered = plans.is_layered(self.plan, kind)
        return Standing(
            number,
            kind,
            tip.K,
            size,
            tip.roster["members"],
            plans.layers(plans.scale(self.plan), size, layered),
            plans.vector_length(self.plan, kind),
            self.plan["rounds"]["ring"],
            self.session,
            self.readers,
        )

    def check_budget(self, tip: Tip) -> None:
        delta = real(self.plan["privacy"]["delta"])
        budget = real(self.plan["privacy"]["epsilon"])
        spent = self.plan.get("follows", {}).get("spent", [])
        entries = [past["charge"] for past in spent for _ in range(past["rounds"])]
        entries += [entry for entries, _ in tip.ledger for entry in entries]
        charges = [(entry, entry["colluders"]) for entry in entries]
        inside = accountant.epsilon(charges, delta)
        outside = accountant.epsilon([(entry, 0) for entry, _ in charges], delta)
        told = f"{len(charges)} rounds: epsilon {inside:.2f} against colluders, {outside:.2f} (RDP)"
        if inside <= budget:
            self.report.ok("ledger", "ledger", f"{told}, budget {budget}")
        else:
            self.report.note("ledger", "ledger", f"{told}, above the budget {budget}: see PLD")
