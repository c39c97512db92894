"""Checks this verifier on the JSON vectors of Tests/: docs/artifacts.md, section 9, lists them."""

from __future__ import annotations

import base64
import json
import math
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import ristretto255 as group
from nacl import bindings
from nacl.exceptions import CryptoError

import accountant
import ballots
import fields
import folder
import masks
import model as models
import opening
import plan as plans
import sealed
import sharing
import signatures
import trainer
from dealing import Standing
from encoding import (
    H512,
    H,
    base64url,
    decode,
    domain,
    encode,
    le64,
    scalar,
    scalar_bytes,
    standard_base64,
)
from report import Refused, Report

Case = dict[str, Any]


class Wrong(Exception):
    """A vector that this verifier does not reproduce."""


def need(condition: Any, name: str) -> None:
    if not condition:
        raise Wrong(name)


def refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except (Refused, CryptoError, ValueError, KeyError):
        return True
    return False


def canonical(file: Case) -> int:
    whole = fields.natural(-(2**53))
    shape: dict[str, fields.Check] = {
        "count": whole,
        "flag": fields.flag,
        "list": fields.each(whole),
        "map": lambda value: [whole(item) for item in value.values()],
        "name": fields.text,
    }

    def read(case: Case) -> Any:
        value = decode(bytes.fromhex(case["hex"]))
        fields.shape(value, shape)
        return value

    for case in file["accepted"]:
        need(
            read(case) == case["value"] and encode(case["value"]).hex() == case["hex"], case["name"]
        )
    for case in file["rejected"]:
        need(refused(lambda: read(case)), case["name"])
    return len(file["accepted"]) + len(file["rejected"])


def names(file: Case) -> int:
    def lawful(slot: str) -> bool:
        return folder.is_consortium(slot) or folder.is_round(slot) or bool(folder.copied(slot))

    for name in file["members"]:
        fields.member(name)
    for name in file["notMembers"]:
        need(refused(lambda: fields.member(name)), name)
    for slot in file["slots"]:
        need(lawful(slot), slot)
    for slot in file["notSlots"]:
        need(not lawful(slot), slot)
    for place in file["places"]:
        round_ = place["round"] if "/round-" in place["path"] else None
        path = f"{place['member']}/{folder.folder_name(round_)}/{place['slot']}"
        comment = f"decaph/1 {file['session'][:16]} {path}"
        need(path == place["path"] and comment == place["comment"], path)
    return sum(len(file[key]) for key in ("members", "notMembers", "slots", "notSlots", "places"))


def sealed_files(file: Case) -> int:
    session, K = bytes.fromhex(file["session"]), bytes.fromhex(file["K"])
    secrets = [base64url(text, 32) for text in file["secrets"]]
    readers = [bindings.crypto_scalarmult_base(secret) for secret in secrets]
    for case in file["cases"]:
        data = bytes.fromhex(case["file"])
        need(H(data).hex() == case["digest"], case["name"])
        seal = sealed.parse(data, "vector" if data[7] == 1 else "model")
        sealed.check_readers(seal, readers)
        need(seal.context == sealed.context(session, K, file["path"]), case["name"])
        for secret in secrets:
            text = sealed.open_seal(seal, secret, bytes.fromhex(case["plain"]))
            need(text.hex() == case["plaintext"], case["name"])
        need(len(data) == sealed.size(len(text), len(readers)), case["name"])
    return len(file["cases"])


def statements(file: Case) -> int:
    at = folder.Folder(Path(), file["session"], {})
    for case in file["cases"]:

        def read() -> None:
            value = decode(case["json"].encode())
            fields.check(value, "approval")
            minisig = case["minisig"].encode()
            comment = signatures.verify(case["json"].encode(), minisig, file["key"], file["member"])
            place = f"{file['member']}/consortium/approval"
            if comment != f"decaph/1 {file['session'][:16]} {place}":
                raise Refused("another place")
            at.check_place(value, file["member"], None, "approval", file["session"])

        if case["failure"]:
            need(refused(read), case["name"])
        else:
            read()
    return len(file["cases"])


def artifacts(file: Case) -> int:
    """One file of every kind."""
    for case in file["cases"]:
        member, _, slot = case["place"].split("/")
        data, minisig = case["json"].encode(), case["minisig"].encode()
        comment = signatures.verify(data, minisig, case["identity"], member)
        at = folder.Folder(Path(), case["session"], {})
        place = f"decaph/1 {at.session_of(slot)[:16]} {case['place']}"
        need(comment == place and H(data).hex() == case["digest"], case["place"])
        if case["failure"]:
            need(refused(lambda: fields.check(decode(data), slot)), case["source"])
        else:
            fields.check(decode(data), slot)
    for case in file["fingerprints"]:
        identity = standard_base64(case["identity"], 42)
        digits = H(domain("decaph/v1/fingerprint") + identity).hex()
        need(case["fingerprint"].replace(" ", "") == digits[:32], "fingerprint")
    return len(file["cases"]) + len(file["fingerprints"])


def blake2b(file: Case) -> int:
    for case in file["cases"]:
        digest = (H if len(case["digest"]) == 64 else H512)(
            bytes.fromhex(case["message"]), bytes.fromhex(case["key"])
        )
        need(digest.hex() == case["digest"], case["name"])
    return len(file["cases"])


def chacha20(file: Case) -> int:
    for case in file["cases"]:
        key, nonce = bytes.fromhex(case["key"]), masks.nonce(case["chunk"])
        stream = bytes.fromhex(case["stream"])
        made = masks.chacha20(key, nonce, 0, -(-len(stream) // 64))[: len(stream)]
        need(made == stream, case["name"])
    return len(file["cases"])


def groups(file: Case) -> int:
    for case in file["arithmetic"]:
        a, b = scalar(case["a"]), scalar(case["b"])
        made = {"sum": a + b, "difference": a - b, "product": a * b, "inverse": pow(a, -1, group.L)}
        for name, value in made.items():
            need(scalar_bytes(value % group.L).hex() == case[name], name)
    for case in file["multiples"]:
        need(group.commit(scalar(case["scalar"])).hex() == case["point"], case["scalar"])
    for text in file["refusedPoints"]:
        need(refused(lambda: sharing.point(text)), text)
    for text in file["refusedScalars"]:
        need(refused(lambda: scalar(text)), text)
    return sum(
        len(file[key]) for key in ("arithmetic", "multiples", "refusedPoints", "refusedScalars")
    )


def minisign(file: Case) -> int:
    first = "untrusted comment: decaph signature of h1"

    def comment(text: str) -> str:
        lines = text.split("\n")
        minisig = "\n".join([first, *lines[1:]]).encode()
        return signatures.verify(bytes.fromhex(file["message"]), minisig, file["publicKey"], "h1")

    need(comment(file["named"]) == file["namedComment"], "named")
    comment(file["plain"])
    need(refused(lambda: comment(file["legacy"])), "legacy")
    return 3


def sealing(file: Case) -> int:
    for case in file["agreements"]:
        secret, public = bytes.fromhex(case["secret"]), base64url(case["public"], 32)
        need(bindings.crypto_scalarmult(secret, public).hex() == case["shared"], "agreement")
    for case in file["boxes"]:
        sealed_, key = bytes.fromhex(case["sealed"]), bytes.fromhex(case["key"])
        opened = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed_[24:], bytes.fromhex(case["data"]), sealed_[:24], key
        )
        need(opened.hex() == case["plaintext"], case["name"])
    for case in file["refusedKeys"]:
        text = base64.urlsafe_b64encode(bytes.fromhex(case["key"])).rstrip(b"=").decode()
        need(refused(lambda: fields.exchange_key(text)), case["name"])
    for case in file["sealed"]:
        secret = bytes.fromhex(case["secret"])
        plain = bindings.crypto_box_seal_open(
            bytes.fromhex(case["sealed"]), base64url(case["public"], 32), secret
        )
        need(plain.hex() == case["plaintext"], case["name"])
    return sum(len(file[key]) for key in ("agreements", "boxes", "refusedKeys", "sealed"))


def prg(file: Case) -> int:
    for case in file["cases"]:
        made = masks.prg(case["kind"], bytes.fromhex(case["seed"]), case["count"], case["width"])
        need(H(made.tobytes()).hex() == case["digest"], case["name"])
    return len(file["cases"])


def noise(file: Case) -> int:
    few = [case for case in file["cases"] if case["count"] <= 100]
    for case in few:
        made = masks.noise(
            bytes.fromhex(case["seed"]), case["variance"], case["count"], case["width"]
        )
        need(H(made.tobytes()).hex() == case["digest"], case["name"])
    for case in file["layers"]:
        size = plans.Quorum(case["n"], case["c"], 0, case["m"])
        s, layered = 1 << case["log2Scale"], case["isLayered"]
        shares = {str(k): v for k, v in plans.variances(s, size, layered).items()}
        need(shares == case["shares"], "variances")
        need(plans.layers(s, size, layered) == case["layers"], "layers")
    return len(few) + len(file["layers"])


def shares(file: Case) -> int:
    for case in file["cases"]:
        values = {index: scalar(text) for index, text in enumerate(case["shares"], 1)}
        for index, value in values.items():
            need(sharing.is_share(value, index, case["commitments"]), case["name"])
        some = dict(list(values.items())[-case["threshold"] :])
        need(sharing.interpolate(some) == scalar(case["secret"]), case["name"])
    return len(file["cases"])


def rounds(file: Case) -> int:
    """Keys, masks and boxes of whole rounds; where it opens, also the sum."""
    for case in file["cases"]:
        keys = {m["id"]: m for m in case["members"]}
        variances = case.get("layers", [])
        for member in case["members"]:
            check_member(case, member, keys, variances)
        if "opened" in case:
            check_opening(case, keys, variances)
    return len(file["cases"])


def pair(case: Case, secret: bytes, i: str, j: str, own: Case, other: Case) -> bytes:
    """P of protocol.md section 5."""
    Z = bindings.crypto_scalarmult(secret, base64url(other["ephemeralKey"], 32))
    ids, both = sorted((i, j)), {i: own, j: other}
    context = bytes.fromhex(case["session"]) + le64(case["round"]) + bytes.fromhex(case["K"])
    for name in ids:
        context += domain(name)
    for name in ids:
        context += base64url(both[name]["ephemeralKey"], 32)
    return H512(domain("decaph/v1/pair") + context, key=Z)


def ring(numbers: list[int], width: int) -> np.ndarray:
    return np.array([number % (1 << width) for number in numbers], masks.words(width))


def check_member(case: Case, member: Case, keys: dict[str, Case], variances: list[int]) -> None:
    """The masked vector and the boxes of one member, from its secrets."""
    me, width, count = member["id"], case["width"], case["count"]
    ids = sorted(keys)
    made = ring(member["vector"], width)
    made = made + masks.prg("self", bytes.fromhex(member["selfMaskSeed"]), count, width)
    for seed, variance in zip(member.get("layerSeeds", []), variances):
        made = made + masks.noise(bytes.fromhex(seed), variance, count, width)
    for other, seed in member["pairSeeds"].items():
        need(member["dealing"]["pairs"][other]["check"] == opening.pair_check(scalar(seed)), other)
        mask = masks.prg("pair", bytes.fromhex(seed), count, width)
        made = made + mask if me < other else made - mask
    need(made.tobytes().hex() == member["masked"], f"masked vector of {me}")
    held = 1 + 1 + len(variances) + len(ids) - 1
    for box in member["dealing"]["boxes"].values():
        need(len(base64url(box)) == 24 + 32 * held + 16, "size of a box")


def check_opening(case: Case, keys: dict[str, Case], variances: list[int]) -> None:
    ids, inside, width = sorted(keys), case["set"], case["width"]
    for holder, revealed in case["shares"].items():
        index = ids.index(holder) + 1
        for j in inside:
            dealing = keys[j]["dealing"]
            need(sharing.is_share(scalar(revealed["selfMask"][j]), index, dealing["selfMask"]), j)
            need(sharing.is_share(scalar(revealed["nonce"][j]), index, dealing["nonce"]), j)
    opened = opening.Opened(
        {j: scalar(text) for j, text in case["opened"]["seeds"].items()},
        {},
        {j: [scalar(t) for t in texts] for j, texts in case["opened"].get("layers", {}).items()},
        {
            i: {j: scalar(text) for j, text in pairs.items()}
            for i, pairs in case["opened"]["pairs"].items()
        },
    )
    standing = Standing(
        case["round"],
        "training",
        case["K"],
        plans.Quorum(len(ids), case["colluders"], 0, 0),
        {name: {} for name in ids},
        variances,
        case["count"],
        width,
        case["session"],
        [],
    )
    vectors = {
        j: np.frombuffer(bytes.fromhex(keys[j]["masked"]), masks.words(width)) for j in inside
    }
    total = opening.unmask(standing, opened, vectors)
    need(opening.signed(total) == case["aggregate"], case["name"])
    need(H(total.tobytes()).hex() == case["aggregateDigest"], case["name"])


def leaders(file: Case) -> int:
    for case in file["cases"]:
        commit = case["commit"].encode()
        need(H(commit).hex() == case["digest"], case["name"])
        need(ballots.order(commit, case["ranking"]) == case["ranking"], case["name"])
    return len(file["cases"])


def grid(file: Case) -> int:
    for case in file["cases"]:
        made = plans.grid(
            case["clipNorm"], case["noiseMultiplier"], 1 << case["log2Scale"], case["honestShares"]
        )
        need(made.sensitivity == case["sensitivity"], "S")
        need(made.step == float.fromhex(case["step"]), "step")
    return len(file["cases"])


def epsilons(file: Case) -> int:
    """Within a thousandth of the reference: this accountant is no product."""
    few = file["cases"][::5]
    for case in few:
        entry = entry_of(case)
        made = accountant.epsilon([(entry, 0)] * case["steps"], case["delta"])
        need(abs(made - case["epsilon"]) <= 1e-3 * max(1, case["epsilon"]), str(case))
    return len(few)


def entry_of(case: Case) -> Case:
    threshold = f"{math.floor(case['q'] * 2.0**64):017x}"
    return {
        "samplingThreshold": threshold,
        "shares": 1,
        "sensitivity": 1.0,
        "variance": case["sigma"] ** 2,
    }


def schedules(file: Case) -> int:
    for case in file["cases"]:
        factors = [models.factor(case["schedule"], t, case["steps"]) for t in range(case["steps"])]
        bits = [struct.pack(">d", value).hex() for value in factors]
        need(bits == case["factors"], case["name"])
    return len(file["cases"])


def trainers(file: Case) -> int:
    for case in file["cases"]:

        def read() -> None:
            fields.PLAN(case["plan"])
            trainer.check(case["plan"])

        if case["failure"]:
            need(refused(read), case["name"])
        else:
            read()
    return len(file["cases"])


CHECKS: dict[str, Callable[[Any], int]] = {
    "ArtifactsTests/artifacts": artifacts,
    "ArtifactsTests/canonical": canonical,
    "ArtifactsTests/names": names,
    "ArtifactsTests/sealed": sealed_files,
    "ArtifactsTests/statements": statements,
    "DifferentialPrivacyTests/epsilons": epsilons,
    "DifferentialPrivacyTests/grid": grid,
    "ModelUpdateTests/schedules": schedules,
    "RoundsTests/leaders": leaders,
    "RoundsTests/trainers": trainers,
    "SecureAggregationTests/noise": noise,
    "SecureAggregationTests/prg": prg,
    "SecureAggregationTests/rounds": rounds,
    "SecureAggregationTests/rounds-layered": rounds,
    "SecureAggregationTests/sharing": shares,
    "SodiumTests/blake2b": blake2b,
    "SodiumTests/chacha20": chacha20,
    "SodiumTests/groups": groups,
    "SodiumTests/minisign": minisign,
    "SodiumTests/sealing": sealing,
}


def check(tests: Path, report: Report) -> None:
    for name, run in CHECKS.items():
        target, vectors = name.split("/")
        file = json.loads((tests / target / "Vectors" / f"{vectors}.json").read_text())
        try:
            count = run(file)
        except (Wrong, Refused) as error:
            report.fail("vectors", vectors, f"{error}")
        else:
            report.ok("vectors", vectors, f"{count} cases")
