"""From the manifest through all rounds: protocol.md sections 3 and 13."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import accountant
import ballots
import dealing
import fields
import model as models
import opening
import plan as plans
import sealed
from ballots import Round, chosen
from dealing import Standing
from encoding import H, ZERO, base64url, decode, encode, real
from folder import Folder, Signed, read
from masks import words
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
        identities = {name: entry["identity"] for name, entry in self.members.items()}
        self.folder = Folder(root, self.session, identities)
        self.readers = [base64url(entry["sealing"], 32) for entry in value["members"]]
        self.readers += [base64url(entry["key"], 32) for entry in self.plan["auditors"]]
        self.kinds = plans.kinds(self.plan)
        self.everybody = len(self.members)
        if list(self.members) != sorted(self.members) or len(set(self.readers)) != len(
            self.readers
        ):
            raise Refused("members out of order, or two that share a key")
        if self.coordinator not in self.members or len(set(identities.values())) != self.everybody:
            raise Refused("the coordinator is no member, or two members share a key")

    # What lies here

    def all_signed(self, round_: int | None) -> list[Signed]:
        """Every signed file of a round that is right in itself; reports the others, once."""
        if round_ in self.seen:
            return self.seen[round_]
        where = "consortium" if round_ is None else f"round-{round_}"
        good = []
        for member in self.members:
            for slot in self.folder.names(member, round_):
                try:
                    file = self.folder.signed(member, round_, slot)
                except Refused as error:
                    self.report.fail(where, "signatures", str(error))
                    continue
                except Missing as error:
                    self.report.wait(where, "signatures", str(error))
                    continue
                good.append(file)
                if "seq" in file.value:
                    self.chain(file)
                if slot.startswith(("evidence-", "restart-")):
                    self.report.note(
                        where, "people", f"{member}/{slot}: read it; not followed here"
                    )
        if good:
            self.report.ok(where, "signatures", f"{len(good)} signed files")
        self.seen[round_] = good
        return good

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

    # Founding

    def genesis(self) -> Tip:
        where = "consortium"
        files = {(file.member, file.slot): file for file in self.all_signed(None)}
        manifest = files.get((self.coordinator, "manifest"))
        if manifest is None:
            raise Refused("the manifest's signature is not valid")
        proposed = files.get((self.coordinator, "plan"))
        if proposed is None or proposed.body["plan"] != self.plan:
            raise Refused("the founder's plan.json is not the manifest's plan")
        self.report.ok(where, "anchor", f"session {self.session}")
        roster: dict[str, Any] = {}
        for name, entry in self.members.items():
            enrolment = files.get((name, "enrol-0001"))
            if enrolment is None or enrolment.digest != entry["enrolment"]:
                raise Refused(f"enrol-0001 of {name} is not the admitted one")
            body = enrolment.body
            if (body["identity"], body["sealing"]) != (entry["identity"], entry["sealing"]):
                raise Refused(f"the manifest has other keys of {name} than its enrolment")
            approval = files.get((name, "approval"))
            if approval is None or approval.body["manifest"] != self.session:
                raise Refused(f"{name} has not approved this manifest")
            roster[name] = {"incarnation": 1, "keys": body["keys"]}
        self.report.ok(where, "approvals", f"{len(roster)} enrolments and approvals")
        return self.derive_genesis(roster)

    def derive_genesis(self, members: dict[str, Any]) -> Tip:
        size = plans.quorum(self.plan, self.everybody, len(members))
        if size is None:
            raise Refused("the plan allows no round of all members")
        start = None
        if "start" in self.plan:
            start = read(self.root / self.coordinator / "consortium/plan.safetensors")
            if H(start).hex() != self.plan["start"]["digest"]:
                raise Refused("plan.safetensors is not the file that the plan names")
        lengths: dict[str, int] = {
            kind: plans.counts(self.plan, kind).length
            for kind in ("census", "evaluation")
            if kind in self.plan
        }
        model = models.genesis(self.plan, start, lengths)
        self.model_size = len(models.write(model))
        commit = {
            "decaph": 1,
            "nonces": {},
            "prev": ZERO,
            "round": 1,
            "session": self.session,
            "slot": "commit",
        }
        roster = {"c": size.c, "t": size.t, "m": size.m, "members": members}
        result = self.result(0, self.session, roster, H(encode(commit)).hex())
        result |= {"outcome": "genesis", "model": H(models.write(model)).hex()}
        tip = Tip(0, H(encode(result)).hex(), roster, encode(commit), model, result["model"])
        published = self.all_signed(0)
        commits = [f for f in self.all_signed(1) if f.slot == "commit"]
        self.compare(0, published + commits, encode(result), {"commit": encode(commit)})
        self.check_model(0, published, self.session, tip)
        return tip

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

    # One round

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

    def follow(self, tip: Tip) -> Tip:
        """The next round's outcome, derived and compared with what is published."""
        standing = self.standing(tip)
        where = f"round-{standing.number}"
        published = self.all_signed(standing.number)
        round_ = self.read_round(standing, published, tip)
        choice = ballots.decided(round_)
        if choice is None:
            raise Missing(f"{where}: no choice that a quorum has unmasked for")
        inside = sorted(chosen(choice))
        self.report.ok(where, "set", f"{choice['kind']}: {', '.join(inside)}")
        opened = opening.Opened()
        if choice["kind"] == "open":
            opened = opening.open_secrets(round_, choice)
            self.report.ok(where, "seeds", "seeds, nonces and layers are the committed ones")
        return self.derive(round_, choice, opened, tip, published)

    def read_round(self, standing: Standing, published: list[Signed], tip: Tip) -> Round:
        where = f"round-{standing.number}"
        round_ = Round(standing, opening.smallest_roster(self.plan, self.everybody))
        masked = [file for file in published if file.slot == "masked"]
        have = {file.member for file in masked}
        for copier in self.members:
            for author, slot, stem in self.folder.relays(copier, standing.number):
                if slot == "masked" and author not in have and author in self.members:
                    masked.append(self.folder.signed(author, standing.number, slot, stem=stem))
                    self.chain(masked[-1])
                    have.add(author)
        for file in masked:
            if self.passes(where, "dealings", file, self.check_masked, standing):
                round_.statements[file.member] = file
                if self.passes(where, "payloads", file, dealing.check_sealed, standing):
                    round_.masked[file.member] = file
        self.report.ok(where, "dealings", f"masked files of {', '.join(round_.masked)}")
        for i, j in dealing.contradictions(round_.masked):
            self.report.note(
                where, "dealings", f"{i} and {j} contradict each other: no set may hold both"
            )
        for file in published:
            if file.slot.startswith("cut-"):
                if self.passes(where, "ballots", file, ballots.check_cut, round_, tip.commit):
                    round_.cuts[file.member, file.body["ballot"]] = file
        for file in published:
            if file.slot.startswith("vote-"):
                if self.passes(where, "ballots", file, ballots.check_vote, round_):
                    round_.votes[file.member, file.body["ballot"]] = file
        self.read_unmasks(round_, published)
        return round_

    def read_unmasks(self, round_: Round, published: list[Signed]) -> None:
        where, shares = f"round-{round_.standing.number}", 0
        for file in published:
            if not file.slot.startswith("unmask-"):
                continue
            if file.member in round_.unmasks:
                self.report.fail(where, "ballots", f"{file.member} has unmasked twice (L4)")
            try:
                shares += ballots.check_unmask(file, round_)
            except Refused as error:
                self.report.fail(where, "shares", f"{file.member}/{file.slot}: {error}")
                continue
            round_.unmasks[file.member] = file
        self.report.ok(where, "shares", f"{shares} shares against their commitments")
        for name, file in round_.unmasks.items():
            own = {
                ballot: vote for (member, ballot), vote in round_.votes.items() if member == name
            }
            self.check_locks(where, file, own)
            self.passes(where, "ballots", file, self.check_acts, round_)
        self.report.ok(where, "heads", "what members saw of each other is what lies here")

    def check_locks(self, where: str, file: Signed, votes: dict[int, Signed]) -> None:
        """L2 to L4 of protocol.md section 10, as far as files show them."""
        name, ballot = file.member, file.body["ballot"]
        order = [votes[key].value["seq"] for key in sorted(votes)]
        if votes and ballot == 0:
            self.report.fail(where, "ballots", f"{name} voted, and unmasked in ballot 0 (L2)")
        elif votes and max(votes) > ballot:
            self.report.fail(
                where, "ballots", f"{name} voted above the ballot it unmasked for (L4)"
            )
        if order != sorted(order) or any(seq > file.value["seq"] for seq in order):
            self.report.fail(where, "ballots", f"{name} voted downwards, or after its unmask (L3)")

    def check_acts(self, file: Signed, round_: Round) -> None:
        choice = file.body["choice"]
        acted = [round_.statements[name] for name in sorted(chosen(choice))]
        if file.body["ballot"] == 0:
            if len(file.value["sees"]) != len(acted):
                raise Refused("sees more than the set")
        else:
            acted = acted + ballots.certificate(file, round_)
        ballots.check_heads(file, acted)

    def check_masked(self, file: Signed, standing: Standing) -> None:
        dealing.check_masked(file, standing, set(self.members))

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

    # Outcome

    def derive(
        self,
        round_: Round,
        choice: dict[str, Any],
        opened: opening.Opened,
        tip: Tip,
        published: list[Signed],
    ) -> Tip:
        standing = round_.standing
        number, where, size = standing.number, f"round-{standing.number}", standing.size
        commit = encode(opening.next_commit(self.session, number + 1, tip.commit, opened.nonces))
        roster, _ = opening.next_roster(round_, choice, self.plan, self.everybody)
        result = self.result(number, tip.K, roster, H(commit).hex())
        result["set"] = choice["set"]
        is_open = choice["kind"] == "open"
        members = len(chosen(choice)) if is_open else None
        result["ledger"] = [plans.charge(self.plan, standing.kind, size, members)]
        model, digest = tip.model, tip.digest
        if is_open:
            result["outcome"] = "full" if members == size.n else "cut"
            result["seeds"] = opening.texts(opened.seeds)
            result["pairs"] = {i: opening.texts(pairs) for i, pairs in opened.pairs.items()}
            if opened.layers:
                result["layers"] = {
                    j: [seed.to_bytes(32, "little").hex() for seed in seeds]
                    for j, seeds in opened.layers.items()
                }
            if self.secret is not None:
                model = self.open_round(round_, choice, opened, tip, result)
                digest = H(models.write(model)).hex() if model else tip.digest
                model = model or tip.model
            else:
                digest = self.take_published(result, published, tip)
        result["model"] = digest
        after = Tip(number, H(encode(result)).hex(), roster, commit, model, digest)
        after.ledger = [*tip.ledger, (result["ledger"], set(chosen(choice)))]
        commits = [f for f in self.all_signed(number + 1) if f.slot == "commit"]
        leader = ballots.order(tip.commit, standing.members)
        self.compare(number, published + commits, encode(result), {"commit": commit})
        self.check_leader(where, published, leader)
        self.check_model(number, published, tip.K, after)
        return after

    def open_round(
        self,
        round_: Round,
        choice: dict[str, Any],
        opened: opening.Opened,
        tip: Tip,
        result: dict[str, Any],
    ) -> models.Model | None:
        """With a key: the sum, and the model after it; None if it stays."""
        standing, vectors = round_.standing, {}
        where = f"round-{standing.number}"
        assert self.secret is not None and tip.model is not None
        for name in sorted(chosen(choice)):
            file = round_.masked[name]
            seal = dealing.check_sealed(file, standing)
            plain = bytes.fromhex(file.value["payload"][0]["plain"])
            text = sealed.open_seal(seal, self.secret, plain)
            vectors[name] = np.frombuffer(text, words(standing.width))
        total = opening.unmask(standing, opened, vectors)
        result["aggregate"] = H(total.tobytes()).hex()
        self.report.ok(
            where, "aggregate", f"sum of {len(vectors)} vectors: {result['aggregate'][:16]}"
        )
        numbers = opening.signed(total)
        after = None
        if max(abs(number) for number in numbers) <= 1 << (standing.width - 2):
            after = self.changed(standing, tip.model, numbers, result)
        if after is None:
            result["outcome"] = "unusable"
        return after

    def changed(
        self, standing: Standing, model: models.Model, numbers: list[int], result: dict[str, Any]
    ) -> models.Model | None:
        if standing.kind == "training":
            clip = real(self.plan["training"]["clipNorm"])
            z = plans.multiplier(self.plan, "training")
            assert z is not None
            step = plans.grid(clip, z, plans.scale(self.plan), standing.size.honest).step
            return models.update(model, self.plan, numbers, step)
        entry = result["ledger"][0]
        noise = entry["shares"] * entry.get("variance", 0)
        _, count = plans.count_step(self.plan, standing.kind, standing.size)
        origin = np.array([standing.number, noise, count], "<u8")
        after = models.Model(model.tensors, model.values, model.step, model.moments, model.powers)
        sums = np.array(numbers, "<i8")
        after.releases = model.releases | {standing.kind: (sums, origin)}
        return after

    def take_published(self, result: dict[str, Any], published: list[Signed], tip: Tip) -> str:
        """Without a key: what only a reader can derive comes from the published result."""
        for file in published:
            if file.slot == "result" and file.value["K"] == tip.K:
                result["aggregate"] = file.value["aggregate"]
                if file.value["outcome"] == "unusable":
                    result["outcome"] = "unusable"
                return file.value["model"]
        raise Missing(f"no result of round {tip.number + 1} is published")

    def compare(
        self, number: int, published: list[Signed], result: bytes, others: dict[str, bytes]
    ) -> None:
        """Every published result of this round and commit of the next, byte for byte."""
        where, seen = f"round-{number}", {"result": 0, "commit": 0}
        for file in published:
            expected = {"result": result, **others}.get(file.slot)
            if expected is None or (file.slot == "commit" and file.round == number):
                continue
            if file.data == expected:
                seen[file.slot] += 1
            else:
                self.report.fail(where, "outcome", f"{file.member}/{file.slot} differs")
        for slot in ("result", *others):
            if seen[slot]:
                self.report.ok(where, "outcome", f"{slot}.json recomputed byte for byte")
            else:
                self.report.wait(where, "outcome", f"no right {slot}.json is here")

    def check_leader(self, where: str, published: list[Signed], order: list[str]) -> None:
        authors = [file.member for file in published if file.slot == "result"]
        if authors == order[:1]:
            self.report.ok(where, "leader", f"{order[0]} was drawn, and published")
        else:
            told = f"{order[0]} was drawn, {', '.join(authors) or 'nobody'} published"
            self.report.note(where, "leader", told)

    def check_model(self, number: int, published: list[Signed], K: str, tip: Tip) -> None:
        where = f"round-{number}"
        statements = [file for file in published if file.slot == "model"]
        if not statements:
            self.report.wait(where, "model", "no model.json is here")
        for file in statements:
            if self.passes(where, "model", file, self.one_model, K, tip):
                told = "and is the recomputed one" if self.secret else "(sealed)"
                self.report.ok(where, "model", f"{file.member}: {tip.digest[:16]} {told}")

    def one_model(self, file: Signed, K: str, tip: Tip) -> None:
        if (
            file.value["K"] != K
            or file.value["sees"] != [tip.K]
            or file.body["model"] != tip.digest
        ):
            raise Refused("K, sees or model are not those of the result")
        size = sealed.size(self.model_size, len(self.readers))
        dealing.check_payload(file.value["payload"], "model.sealed", "safetensors", size)
        data = read(file.path.with_name("model.sealed"))
        entry = file.value["payload"][0]
        if len(data) != entry["bytes"] or H(data).hex() != entry["digest"]:
            raise Refused("model.sealed is not the file that the statement pins")
        seal = sealed.parse(data, "model")
        place = f"{file.member}/round-{file.round:06d}/model"
        if seal.context != sealed.context(bytes.fromhex(self.session), bytes.fromhex(K), place):
            raise Refused("model.sealed was sealed for another place")
        sealed.check_readers(seal, self.readers)
        if self.secret is not None:
            text = sealed.open_seal(seal, self.secret, bytes.fromhex(entry["plain"]))
            if H(text).hex() != tip.digest:
                raise Refused("the sealed model is not the recomputed one")

    # Privacy

    def check_budget(self, tip: Tip) -> None:
        delta = real(self.plan["privacy"]["delta"])
        budget = real(self.plan["privacy"]["epsilon"])
        charges = [(entry, entry["colluders"]) for entries, _ in tip.ledger for entry in entries]
        inside = accountant.epsilon(charges, delta)
        outside = accountant.epsilon([(entry, 0) for entry, _ in charges], delta)
        told = f"{len(charges)} rounds: epsilon {inside:.2f} against colluders, {outside:.2f} (RDP)"
        if inside <= budget:
            self.report.ok("ledger", "ledger", f"{told}, budget {budget}")
        else:
            self.report.note("ledger", "ledger", f"{told}, above the budget {budget}: see PLD")
