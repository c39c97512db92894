#!/usr/bin/env python3
"""Makes the vectors of every artifact and of all numbers that follow from a plan.

    python3 -m venv V && V/bin/pip install pynacl numpy
    V/bin/python Scripts/vectors-protocol.py

With Scripts/independent-verifier, which was written from docs/ alone. Real bytes are those of
shared/ and Tests/Consortia/varied; what does not occur there is signed here with new keys.
"""

import base64
import hashlib
import itertools
import json
import os
import pathlib
import sys

import nacl.bindings as sodium
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "Scripts"), str(ROOT / "Scripts/independent-verifier")]

import encoding  # noqa: E402
import model as models  # noqa: E402
import plan as plans  # noqa: E402
import ristretto255  # noqa: E402
import sealed  # noqa: E402

ZERO = "00" * 32


def write(target, name, value):
    path = ROOT / "Tests" / target / "Vectors" / f"{name}.json"
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")
    print(path, path.stat().st_size)


# --- Artifacts: one valid file of every kind, and bodies that are not valid


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=32).hexdigest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def real_file(root, place, identity):
    stem = ROOT / root / place
    data = stem.with_name(stem.name + ".json").read_bytes()
    return {
        "source": f"{root}/{place}", "identity": identity, "place": place, "failure": "",
        "json": data.decode(), "digest": encoding.H(data).hex(),
        "minisig": stem.with_name(stem.name + ".json.minisig").read_text()}


def real_files():
    """Of each slot the first file; a slot's number does not matter."""
    found = {}
    for root in ("shared", "Tests/Consortia/varied"):
        manifest = json.loads((ROOT / root / "h1/consortium/manifest.json").read_bytes())
        session = encoding.H((ROOT / root / "h1/consortium/manifest.json").read_bytes()).hex()
        identities = {m["id"]: m["identity"] for m in manifest["members"]}
        for path in sorted((ROOT / root).glob("h*/*/*.json")):
            place = str(path.relative_to(ROOT / root).with_suffix(""))
            slot = path.stem.rstrip("0123456789")
            if slot.startswith("relay-") or place.endswith("round-000000/result"):
                continue
            if (root, slot) in found:
                continue
            file = real_file(root, place, identities[place.split("/")[0]])
            found[root, slot] = file | {"session": session}
    # Of each consortium what the other lacks, and the richer of results and masked files.
    varied = {slot: file for (root, slot), file in found.items() if root != "shared"}
    return list({slot: file for (root, slot), file in found.items()}.values()) + [
        file for (root, slot), file in found.items() if root == "shared" and slot in varied]


class Author:
    """Signs as a member of a session that exists here only."""

    def __init__(self, member, session):
        self.member, self.session, self.key_id = member, session, os.urandom(8)
        self.public, self.secret = sodium.crypto_sign_keypair()
        self.identity = base64.b64encode(b"Ed" + self.key_id + self.public).decode()

    def sign(self, message, place):
        comment = f"decaph/1 {self.session[:16]} {place}"
        signature = sodium.crypto_sign(encoding.H512(message), self.secret)[:64]
        whole = sodium.crypto_sign(signature + comment.encode(), self.secret)[:64]
        return (f"untrusted comment: decaph signature of {self.member}\n"
                f"{base64.b64encode(b'ED' + self.key_id + signature).decode()}\n"
                f"trusted comment: {comment}\n{base64.b64encode(whole).decode()}\n")

    def file(self, folder, slot, head, failure="", name=""):
        place = f"{self.member}/{folder}/{slot}"
        message = encoding.encode(head)
        return {
            "source": name or "vectors-protocol.py", "identity": self.identity, "place": place,
            "session": self.session, "failure": failure, "json": message.decode(),
            "digest": encoding.H(message).hex(), "minisig": self.sign(message, place)}

    def statement(self, round_, slot, body, **changes):
        head = {
            "decaph": 1, "session": self.session, "from": self.member, "round": round_,
            "slot": slot, "K": digest("K") if round_ else self.session, "incarnation": 1, "seq": 9,
            "prev": digest("before"), "sees": [], "payload": [], "body": body,
            "created": "2026-11-26T12:00:00Z", "software": "vectors-protocol.py"}
        return head | changes


def round_keys():
    public, _ = sodium.crypto_box_keypair()
    point = ristretto255.commit(int.from_bytes(os.urandom(32), "little"))
    return {"ephemeral": base64url(public), "nonceCommitment": point.hex()}


def entry(incarnation):
    return {"digest": digest("enrol"), "incarnation": incarnation, "keys": round_keys()}


def made_files():
    """The slots that neither consortium holds, and every body with a field more or less."""
    author = Author("h2", digest("session of vectors-protocol.py"))
    some = {"masked": {"h1": digest("h1"), "h2": digest("h2"), "h3": digest("h3")}}
    void = {"kind": "void", "set": some}
    copies = []
    for kind in ("void", "open"):
        choice = {"kind": kind, "set": some}
        message = encoding.encode(author.statement(12, "vote-1", {"ballot": 1, "choice": choice}))
        copies.append({
            "json": base64url(message),
            "signature": base64url(author.sign(message, "h2/round-000012/vote-1").encode())})
    bodies = [
        ("consortium", 0, "leave-0002", {"reason": "cap"}, {"incarnation": 2}),
        ("consortium", 0, "expel-0001", {"member": "h3", "round": 12}, {}),
        ("round-000012", 12, "vote-1", {"ballot": 1, "choice": void}, {}),
        ("round-000012", 12, "cut-2", {"ballot": 2, "choice": void}, {}),
        ("round-000012", 12, "unmask-2",
         {"ballot": 2, "choice": void, "heads": {"h1": {"digest": digest("h1"), "seq": 3}}}, {}),
        ("round-000012", 12, "evidence-1",
         {"kind": "equivocation", "place": "h2/round-000012/vote-1", "copies": copies}, {}),
        ("round-000012", 12, "restart-1",
         {"excludes": ["h3"], "members": {"h1": entry(2), "h2": entry(3)},
          "tip": digest("K"), "tipRound": 10}, {"sees": [digest("K")]}),
    ]
    cases = []
    for folder, round_, slot, body, changes in bodies:
        good = author.statement(round_, slot, body, **changes)
        cases.append(author.file(folder, slot, good))
        for name in body:
            less = {key: value for key, value in body.items() if key != name}
            cases.append(author.file(
                folder, slot, good | {"body": less}, "canonical", f"{slot} without {name}"))
        more = body | {"extra": 1}
        cases.append(author.file(folder, slot, good | {"body": more}, "canonical", f"{slot} with more"))
    return cases


def fingerprints():
    cases = []
    for root in ("shared", "Tests/Consortia/varied"):
        manifest = json.loads((ROOT / root / "h1/consortium/manifest.json").read_bytes())
        for member in manifest["members"]:
            data = base64.b64decode(member["identity"])
            digits = encoding.H(encoding.domain("decaph/v1/fingerprint") + data).hex()[:32]
            cases.append({
                "identity": member["identity"],
                "fingerprint": " ".join(digits[i:i + 4] for i in range(0, 32, 4))})
    return cases


# --- What follows from a plan


SHARED = json.loads((ROOT / "shared/h1/consortium/manifest.json").read_bytes())["plan"]
VARIED = json.loads(
    (ROOT / "Tests/Consortia/varied/h1/consortium/manifest.json").read_bytes())["plan"]


def planned(base, **changes):
    """A plan with other tables; `...` takes one away."""
    made = json.loads(json.dumps(base))
    for name, value in changes.items():
        if value is ...:
            del made[name]
        else:
            made[name] = value
    return made


def some_plans():
    rounds = SHARED["rounds"]
    evaluation = {"bins": 20, "every": 5, "heldOut": "0.1", "noise": "8.0"}
    block = {"filters": 6, "groups": 2, "kind": "residualBlock", "stride": 2}
    residual = SHARED["model"] | {"layers": [
        {"filters": 4, "kernel": 5, "kind": "convolution", "stride": 2}, {"kind": "relu"}, block,
        block | {"stride": 1}, {"kind": "globalAveragePool"}, {"kind": "dense", "units": 3}]}
    labels = SHARED["data"] | {"images": {"labels": "columns", "side": 16}}
    yield "shared", SHARED
    yield "varied", VARIED
    yield "residual, no layers, evaluation", planned(
        SHARED, model=residual, noise={"layers": "off"}, evaluation=evaluation)
    yield "several labels, evaluation of exact counts", planned(
        SHARED, data=labels, model=SHARED["model"] | {"loss": "sigmoid-cross-entropy"},
        evaluation=evaluation | {"every": 16, "noise": "none"})
    yield "census and evaluation of images, 64 bits", planned(
        SHARED, census={"noise": "12.5"}, evaluation=evaluation, rounds=rounds | {"ring": 64})
    yield "two allowed, two colluders, quorum of six", planned(
        SHARED, rounds=rounds | {"allowTwo": True, "colluding": 2, "quorum": 6})
    yield "two allowed", planned(SHARED, rounds=rounds | {"allowTwo": True})
    yield "census of a table without mostMissing", planned(
        VARIED, evaluation=..., data=VARIED["data"] | {"table": {
            key: value for key, value in VARIED["data"]["table"].items() if key != "mostMissing"}})


def quorums(plan, everybody):
    found = {}
    whole = plans.quorum(plan, everybody, everybody)
    for n in range(1, everybody + 1):
        size = whole and plans.quorum(plan, everybody, n)
        if size:
            found[str(n)] = {"c": size.c, "t": size.t, "m": size.m}
    return found


def charges(plan, everybody):
    cases = []
    for kind, (n, numbers) in itertools.product(
            sorted(set(plans.kinds(plan))), quorums(plan, everybody).items()):
        size = plans.Quorum(int(n), numbers["c"], numbers["t"], numbers["m"])
        for present in (None, *range(size.m, size.n + 1)):
            case = {"n": size.n, "kind": kind, "entry": plans.charge(plan, kind, size, present)}
            cases.append(case if present is None else case | {"present": present})
    return cases


def arithmetic():
    cases = []
    for name, plan in some_plans():
        kinds = plans.kinds(plan)
        lengths = {kind: plans.vector_length(plan, kind) for kind in sorted(set(kinds))}
        counted = {kind: n for kind, n in lengths.items() if kind != "training"}
        file = models.write(models.genesis(plan, None, counted))
        cases.append({
            "name": name, "plan": plan, "kinds": kinds, "lengths": lengths,
            "initialModel": encoding.H(file).hex(), "readers": 4,
            "sealedModelSize": sealed.size(len(file), 4),
            "consortia": [
                {"members": everybody, "quorums": quorums(plan, everybody),
                 "charges": charges(plan, everybody)} for everybody in (3, 4, 7)]})
    return cases


# --- Plans with a trainer, and those that nobody may follow


def trained(trainer=None, start=None, tensors=None, **changes):
    """A plan with a trainer, and with changes of its parts."""
    tensor = {"name": "w", "shape": [3, 4]}
    model = {
        "input": SHARED["model"]["input"], "layers": [], "loss": "softmax-cross-entropy",
        "outputs": 3,
        "tensors": [tensor, {"name": "head.b", "shape": []}] if tensors is None else tensors}
    program = {
        "answer": "per-example", "command": ["python3", "train.py"], "folder": digest("folder"),
        "microBatch": 32, "timeLimit": SHARED["rounds"]["patience"]["masked"]}
    return planned(SHARED, **({
        "model": model | changes.pop("model", {}), "trainer": program | (trainer or {}),
        "start": {"digest": digest("start")} | (start or {})} | changes))


def trainer_plans():
    patience = SHARED["rounds"]["patience"]["masked"]
    good = trained()
    weights = {"name": "w", "shape": [2]}

    def named(name):
        return trained(tensors=[weights | {"name": name}])

    def shaped(*shape):
        return trained(tensors=[weights | {"shape": list(shape)}])

    yield "one as it should be", "", good
    yield "no trainer, layers", "", SHARED
    yield "bounds", "", trained(
        {"command": ["a" * 400] + ["-x=1"] * 31, "microBatch": 65536, "answer": "trusted-sum"},
        {"frozen": ["head"]}, [weights | {"name": "a" * 200, "shape": [1] * 8},
                               {"name": "head.b", "shape": [50_000_000 - 1]}])
    yield "one output with sigmoid", "", trained(
        model={"loss": "sigmoid-cross-entropy", "outputs": 1})
    yield "no word", "field", trained({"command": []})
    yield "33 words", "field", trained({"command": ["a"] * 33})
    yield "an empty word", "field", trained({"command": ["a", ""]})
    yield "a word of 401", "field", trained({"command": ["a", "b" * 401]})
    yield "an option of env", "field", trained({"command": ["-i", "sh"]})
    yield "a variable of env", "field", trained({"command": ["LD_PRELOAD=x.so", "sh"]})
    yield "microBatch 0", "field", trained({"microBatch": 0})
    yield "microBatch 65537", "field", trained({"microBatch": 65537})
    yield "timeLimit 0", "field", trained({"timeLimit": 0})
    yield "timeLimit above patience", "field", trained({"timeLimit": patience + 1})
    yield "a trainer of layers", "field", planned(SHARED, trainer=good["trainer"])
    yield "tensors without a trainer", "field", planned(good, trainer=...)
    yield "no start", "field", planned(good, start=...)
    yield "evaluations", "field", planned(
        good, evaluation={"bins": 20, "every": 1, "heldOut": "0.1", "noise": "8.0"})
    yield "tensors and layers", "field", trained(model={"layers": SHARED["model"]["layers"]})
    yield "tensors and class weights", "field", trained(model={"classWeights": ["1.0"] * 3})
    yield "no tensor", "field", trained(tensors=[])
    yield "two of one name", "field", trained(tensors=[weights, weights])
    for name in ("", "a" * 201, "a b", "a/b", "step", "__metadata__", "optimizer.first.w",
                 "release.census"):
        yield f"a tensor '{name[:20]}'", "field", named(name)
    yield "9 sides", "field", shaped(*[1] * 9)
    yield "a side of 0", "field", shaped(2, 0)
    yield "more than 50 million in one", "field", shaped(50_000_001)
    yield "more than 50 million in all", "field", trained(
        tensors=[weights, {"name": "v", "shape": [50_000_000]}])
    yield "frozen nothing", "field", trained(start={"frozen": ["hea"]})
    yield "frozen everything", "field", trained(start={"frozen": ["head", "w"]})
    yield "input of two numbers", "field", trained(model={"input": [4, 4]})
    yield "input of too many numbers", "field", trained(model={"input": [50_000_001]})
    yield "one output with softmax", "field", trained(model={"outputs": 1})


def trainers():
    return [{"name": name, "failure": failure, "plan": plan}
            for name, failure, plan in trainer_plans()]


# --- Model files that are not in model-file.json


def files():
    dense = {
        "input": [3], "layers": [{"kind": "dense", "units": 2}], "loss": "softmax-cross-entropy",
        "outputs": 2}
    plan = {"model": dense, "training": {
        "seed": 5, "rule": {"kind": "sgd", "learningRate": "0.5", "momentum": "0.9"}}}
    state = models.genesis(plan, None, {"census": 4, "evaluation": 3})
    state.step = 7
    state.releases["census"] = (np.array([-(2**40), -1, 0, 2**62]), np.array([1, 12 * 2**40, 4321]))
    parameters = [state.values["0.weight"], state.values["0.bias"]]
    head = {"__metadata__": {"decaph": "start/1"},
            "0.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
            "0.bias": {"dtype": "F32", "shape": [2], "data_offsets": [24, 32]}}
    start = models.header(json.dumps(head, separators=(",", ":"))) + b"".join(
        values.astype("<f4").tobytes() for values in parameters)
    models.read_start(start, state.tensors)
    return {
        "architecture": dense, "rule": plan["training"]["rule"], "seed": 5,
        "releases": {"census": 4, "evaluation": 3}, "name": "releases",
        "census": {"round": 1, "variance": 12 * 2**40, "unit": 4321, "sums": [
            str(number) for number in (-(2**40), -1, 0, 2**62)]},
        "step": 7, "modelFile": models.write(state).hex(), "startFile": start.hex()}


if __name__ == "__main__":
    own = "Scripts/vectors-protocol.py"
    write("ArtifactsTests", "artifacts", {
        "source": f"shared/, Tests/Consortia/varied, {own}", "cases": real_files() + made_files(),
        "fingerprints": fingerprints()})
    write("RoundsTests", "arithmetic", {"source": own, "cases": arithmetic()})
    write("RoundsTests", "trainers", {
        "source": f"the rules of artifacts.md section 4, {own}", "cases": trainers()})
    write("ModelUpdateTests", "files", {"source": own, "cases": [files()]})
