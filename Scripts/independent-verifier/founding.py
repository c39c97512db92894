"""Manifest, enrolments, approvals, and round 0: protocol.md section 3."""

from __future__ import annotations

from typing import Any

import model as models
import plan as plans
from consortium import Consortium, Tip
from encoding import ZERO, H, encode
from folder import read
from keys import check_former
from outcomes import check_model, compare
from report import Refused


def genesis(c: Consortium) -> Tip:
    where = "consortium"
    files = {(file.member, file.slot): file for file in c.all_signed(None)}
    manifest = files.get((c.coordinator, "manifest"))
    if manifest is None:
        raise Refused("the manifest's signature is not valid")
    proposed = files.get((c.coordinator, "plan"))
    if proposed is None or proposed.body["plan"] != c.plan:
        raise Refused("the founder's plan.json is not the manifest's plan")
    c.report.ok(where, "anchor", f"session {c.session}")
    roster: dict[str, Any] = {}
    for name, entry in c.members.items():
        enrolment = files.get((name, "enrol-0001"))
        if enrolment is None or enrolment.digest != entry["enrolment"]:
            raise Refused(f"enrol-0001 of {name} is not the admitted one")
        body = enrolment.body
        if (body["identity"], body["sealing"]) != (entry["identity"], entry["sealing"]):
            raise Refused(f"the manifest has other keys of {name} than its enrolment")
        if "formerly" in body:
            check_former(name, body, c.plan.get("follows", {}).get("session"))
        approval = files.get((name, "approval"))
        if approval is None or approval.body["manifest"] != c.session:
            raise Refused(f"{name} has not approved this manifest")
        roster[name] = {"incarnation": 1, "keys": body["keys"]}
    for (name, slot), file in files.items():
        if slot.startswith("enrol-") and slot != "enrol-0001":
            keys = (file.body["identity"], file.body["sealing"])
            if keys != (file.identity, c.members[name]["sealing"]):
                c.report.fail(where, "approvals", f"{name}/{slot} names other keys")
            elif "formerly" in file.body:
                c.report.ok(where, "approvals", f"{name}/{slot} changes its identity key")
        if slot.startswith("expel-") and file.body["member"] not in c.members:
            c.report.fail(where, "approvals", f"{name}/{slot} names no member")
        if slot.startswith(("enrol-", "leave-")) and file.value["incarnation"] != int(slot[6:]):
            c.report.fail(where, "approvals", f"{name}/{slot} is of another incarnation")
    c.report.ok(where, "approvals", f"{len(roster)} enrolments and approvals")
    return derive_genesis(c, roster)


def derive_genesis(c: Consortium, members: dict[str, Any]) -> Tip:
    size = plans.quorum(c.plan, c.everybody, len(members))
    if size is None:
        raise Refused("the plan allows no round of all members")
    if "follows" in c.plan and "start" not in c.plan:
        raise Refused("the plan follows a consortium and does not start from its model")
    start = None
    if "start" in c.plan:
        start = read(c.root / c.coordinator / "consortium/plan.safetensors")
        if H(start).hex() != c.plan["start"]["digest"]:
            raise Refused("plan.safetensors is not the file that the plan names")
    lengths: dict[str, int] = {
        kind: plans.counts(c.plan, kind).length
        for kind in ("census", "evaluation")
        if kind in c.plan
    }
    model = models.genesis(c.plan, start, lengths)
    c.form = model
    c.model_size = len(models.write(model))
    commit = {
        "decaph": 1,
        "nonces": {},
        "prev": ZERO,
        "round": 1,
        "session": c.session,
        "slot": "commit",
    }
    roster = {"c": size.c, "t": size.t, "m": size.m, "members": members}
    result = c.result(0, c.session, roster, H(encode(commit)).hex())
    result |= {"outcome": "genesis", "model": H(models.write(model)).hex()}
    tip = Tip(0, H(encode(result)).hex(), roster, encode(commit), model, result["model"])
    published = c.all_signed(0)
    commits = [f for f in c.all_signed(1) if f.slot == "commit"]
    compare(c, 0, published + commits, encode(result), {"commit": encode(commit)})
    check_model(c, 0, published, c.session, tip)
    return tip
