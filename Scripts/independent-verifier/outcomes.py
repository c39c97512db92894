"""From the choice of a round to its outcome: protocol.md sections 8 and 13."""

from __future__ import annotations

from typing import Any

import numpy as np

import ballots
import dealing
import kept
import model as models
import opening
import plan as plans
import sealed
from ballots import Round, chosen
from consortium import Consortium, Tip
from dealing import Standing
from encoding import H, encode, real
from folder import Signed, read
from masks import words
from report import Missing, Refused
from rounds import read_round


def follow(c: Consortium, tip: Tip) -> Tip:
    """The next round's outcome, derived and compared with what is published."""
    standing = c.standing(tip)
    where = f"round-{standing.number}"
    published = c.all_signed(standing.number)
    round_ = read_round(c, standing, published, tip)
    choice = ballots.decided(round_)
    if choice is None:
        raise Missing(f"{where}: no choice that a quorum has unmasked for")
    inside = sorted(chosen(choice))
    c.report.ok(where, "set", f"{choice['kind']}: {', '.join(inside)}")
    opened = opening.Opened()
    if choice["kind"] == "open":
        opened = opening.open_secrets(round_, choice)
        c.report.ok(where, "seeds", "seeds, nonces and layers are the committed ones")
    return derive(c, round_, choice, opened, tip, published)


def derive(
    c: Consortium,
    round_: Round,
    choice: dict[str, Any],
    opened: opening.Opened,
    tip: Tip,
    published: list[Signed],
) -> Tip:
    standing = round_.standing
    number, where, size = standing.number, f"round-{standing.number}", standing.size
    commit = encode(opening.next_commit(c.session, number + 1, tip.commit, opened.nonces))
    roster, _ = opening.next_roster(round_, choice, c.plan, c.everybody)
    result = c.result(number, tip.K, roster, H(commit).hex())
    result["set"] = choice["set"]
    is_open = choice["kind"] == "open"
    members = len(chosen(choice)) if is_open else None
    result["ledger"] = [plans.charge(c.plan, standing.kind, size, members)]
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
        lost = sorted(round_.gone & set(chosen(choice)))
        if c.secret is not None and lost:
            c.report.skip(where, "aggregate", f"vectors of {', '.join(lost)} are not kept")
        elif c.secret is not None and model is None:
            c.report.skip(where, "aggregate", "the model before this round is not kept")
        if c.secret is not None and not lost and model is not None:
            model = open_round(c, round_, choice, opened, tip, result)
            digest = H(models.write(model)).hex() if model else tip.digest
            model = model or tip.model
        else:
            digest = take_published(c, result, published, tip)
            if digest != tip.digest:
                model = None
    result["model"] = digest
    after = Tip(number, H(encode(result)).hex(), roster, commit, model, digest)
    after.ledger = [*tip.ledger, (result["ledger"], set(chosen(choice)))]
    commits = [f for f in c.all_signed(number + 1) if f.slot == "commit"]
    leader = ballots.order(tip.commit, standing.members)
    compare(c, number, published + commits, encode(result), {"commit": commit})
    check_leader(c, where, published, leader)
    check_model(c, number, published, tip.K, after)
    return after


def open_round(
    c: Consortium,
    round_: Round,
    choice: dict[str, Any],
    opened: opening.Opened,
    tip: Tip,
    result: dict[str, Any],
) -> models.Model | None:
    """With a key: the sum, and the model after it; None if it stays."""
    standing, vectors = round_.standing, {}
    where = f"round-{standing.number}"
    assert c.secret is not None and tip.model is not None
    for name in sorted(chosen(choice)):
        file = round_.masked[name]
        seal = dealing.check_sealed(file, standing)
        plain = bytes.fromhex(file.value["payload"][0]["plain"])
        text = sealed.open_seal(seal, c.secret, plain)
        vectors[name] = np.frombuffer(text, words(standing.width))
    total = opening.unmask(standing, opened, vectors)
    result["aggregate"] = H(total.tobytes()).hex()
    c.report.ok(where, "aggregate", f"sum of {len(vectors)} vectors: {result['aggregate'][:16]}")
    numbers = opening.signed(total)
    after = None
    if max(abs(number) for number in numbers) <= 1 << (standing.width - 2):
        after = changed(c, standing, tip.model, numbers, result)
    if after is None:
        result["outcome"] = "unusable"
    return after


def changed(
    c: Consortium,
    standing: Standing,
    model: models.Model,
    numbers: list[int],
    result: dict[str, Any],
) -> models.Model | None:
    if standing.kind == "training":
        clip = real(c.plan["training"]["clipNorm"])
        z = plans.multiplier(c.plan, "training")
        assert z is not None
        step = plans.grid(clip, z, plans.scale(c.plan), standing.size.honest).step
        return models.update(model, c.plan, numbers, step)
    entry = result["ledger"][0]
    noise = entry["shares"] * entry.get("variance", 0)
    _, count = plans.count_step(c.plan, standing.kind, standing.size)
    origin = np.array([standing.number, noise, count], "<u8")
    after = models.Model(model.tensors, model.values, model.step, model.moments, model.powers)
    sums = np.array(numbers, "<i8")
    after.releases = model.releases | {standing.kind: (sums, origin)}
    return after


def take_published(c: Consortium, result: dict[str, Any], published: list[Signed], tip: Tip) -> str:
    """Without a key: what only a reader can derive comes from the published result."""
    for file in published:
        if file.slot == "result" and file.value["K"] == tip.K:
            result["aggregate"] = file.value["aggregate"]
            if file.value["outcome"] == "unusable":
                result["outcome"] = "unusable"
            return file.value["model"]
    raise Missing(f"no result of round {tip.number + 1} is published")


def compare(
    c: Consortium, number: int, published: list[Signed], result: bytes, others: dict[str, bytes]
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
            c.report.fail(where, "outcome", f"{file.member}/{file.slot} differs")
    for slot in ("result", *others):
        if seen[slot]:
            c.report.ok(where, "outcome", f"{slot}.json recomputed byte for byte")
        else:
            c.report.wait(where, "outcome", f"no right {slot}.json is here")


def check_leader(c: Consortium, where: str, published: list[Signed], order: list[str]) -> None:
    authors = [file.member for file in published if file.slot == "result"]
    if authors == order[:1]:
        c.report.ok(where, "leader", f"{order[0]} was drawn, and published")
    else:
        told = f"{order[0]} was drawn, {', '.join(authors) or 'nobody'} published"
        c.report.note(where, "leader", told)


def check_model(c: Consortium, number: int, published: list[Signed], K: str, tip: Tip) -> None:
    where = f"round-{number}"
    statements = [file for file in published if file.slot == "model"]
    if not statements:
        c.report.wait(where, "model", "no model.json is here")
    for file in statements:
        try:
            check_statement(file, c, K, tip)
            kept.check_gone(c, file)
        except kept.Gone as gone:
            c.report.skip(where, "payloads", str(gone))
            continue
        except Refused as error:
            c.report.fail(where, "model", f"{file.member}/{file.slot}: {error}")
            continue
        known = tip.model is not None
        if c.passes(where, "model", file, one_model, c, K, tip):
            told = "(sealed)"
            if c.secret:
                told = "and is the recomputed one" if known else "and is the one that was signed"
            c.report.ok(where, "model", f"{file.member}: {tip.digest[:16]} {told}")


def check_statement(file: Signed, c: Consortium, K: str, tip: Tip) -> None:
    if file.value["K"] != K or file.value["sees"] != [tip.K] or file.body["model"] != tip.digest:
        raise Refused("K, sees or model are not those of the result")
    size = sealed.size(c.model_size, len(c.readers))
    dealing.check_payload(file.value["payload"], "model.sealed", "safetensors", size)


def one_model(file: Signed, c: Consortium, K: str, tip: Tip) -> None:
    """The sealed model; where it could not be recomputed the rounds go on from it."""
    data = read(file.path.with_name("model.sealed"))
    entry = file.value["payload"][0]
    if len(data) != entry["bytes"] or H(data).hex() != entry["digest"]:
        raise Refused("model.sealed is not the file that the statement pins")
    seal = sealed.parse(data, "model")
    place = f"{file.member}/round-{file.round:06d}/model"
    if seal.context != sealed.context(bytes.fromhex(c.session), bytes.fromhex(K), place):
        raise Refused("model.sealed was sealed for another place")
    sealed.check_readers(seal, c.readers)
    if c.secret is not None:
        text = sealed.open_seal(seal, c.secret, bytes.fromhex(entry["plain"]))
        if H(text).hex() != tip.digest:
            raise Refused("the sealed model is not the one of the result")
        if tip.model is None and c.form is not None:
            tip.model = models.read(text, c.form)
