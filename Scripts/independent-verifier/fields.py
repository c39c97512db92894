"""Fields of every signed file: artifacts.md section 3 and 4."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from nacl.bindings import crypto_core_ed25519_is_valid_point
from ristretto255 import P

from encoding import base64url, from_hex, real, scalar, standard_base64
from report import Refused
from sharing import point

Check = Callable[[Any], object]
MEMBER = r"[a-z](?:[a-z0-9-]{0,29}[a-z0-9])?"
DEVICES = {"con", "prn", "aux", "nul"}
DEVICES |= {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}


def shape(value: Any, required: dict[str, Check], optional: dict[str, Check] = {}) -> None:
    """Refuses another set of fields, and whatever a field's check refuses."""
    if not isinstance(value, dict):
        raise Refused("no object where one belongs")
    for name in required:
        if name not in value:
            raise Refused(f"no field {name}")
    for name, item in value.items():
        check = required.get(name, optional.get(name))
        if check is None:
            raise Refused(f"unknown field {name}")
        try:
            check(item)
        except Refused as error:
            raise Refused(f"{name}: {error}") from error


def record(required: dict[str, Check], optional: dict[str, Check] = {}) -> Check:
    return lambda value: shape(value, required, optional)


def each(check: Check) -> Check:
    def run(value: Any) -> None:
        if not isinstance(value, list):
            raise Refused("no list")
        for item in value:
            check(item)

    return run


def by_member(check: Check) -> Check:
    def run(value: Any) -> None:
        if not isinstance(value, dict):
            raise Refused("no object by member")
        for name, item in value.items():
            member(name)
            check(item)

    return run


def member(value: Any) -> None:
    if not isinstance(value, str) or not re.fullmatch(MEMBER, value) or value in DEVICES:
        raise Refused(f"not a member's name: {value!r}")


def text(value: Any) -> None:
    if not isinstance(value, str):
        raise Refused("no string")


def flag(value: Any) -> None:
    if not isinstance(value, bool):
        raise Refused("neither true nor false")


def natural(least: int = 0) -> Check:
    def run(value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise Refused(f"no integer from {least}")

    return run


def exactly(*values: Any) -> Check:
    def run(value: Any) -> None:
        if value not in values or isinstance(value, bool) != isinstance(values[0], bool):
            raise Refused(f"{value!r} is not one of {values}")

    return run


def remark(value: Any) -> None:
    """`created` and `software`: for people, never an input."""
    text(value)
    if len(value) > 64:
        raise Refused("longer than 64 bytes")


def identity(value: Any) -> None:
    text(value)
    if not crypto_core_ed25519_is_valid_point(standard_base64(value, 42)[10:]):
        raise Refused("no point of the main subgroup")


# The u coordinates of the points of small order on Curve25519 (https://cr.yp.to/ecdh.html).
SMALL = {
    0,
    1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
    P - 1,
}


def exchange_key(value: Any) -> None:
    number = int.from_bytes(base64url(value, 32), "little")
    if number >= P:
        raise Refused("a key that is not below 2^255 - 19")
    if number in SMALL:
        raise Refused("a key of small order")


def amount(least: float, most: float = float("inf")) -> Check:
    """A real from `least` to `most`."""

    def run(value: Any) -> None:
        if not least <= real(value) <= most:
            raise Refused(f"{value} is not from {least} to {most}")

    return run


def either(*checks: Check) -> Check:
    def run(value: Any) -> None:
        reasons = []
        for check in checks:
            try:
                check(value)
                return
            except Refused as error:
                reasons.append(str(error))
        raise Refused(", and ".join(reasons))

    return run


SOME = amount(5e-324)
COUNT_NOISE = either(exactly("none"), amount(0.01, 1000))
COLUMN: list[dict[str, Check]] = [{"column": text}, {"columns": each(text)}]
CODING: list[tuple[dict[str, Check], dict[str, Check]]] = [
    ({"range": each(amount(-float("inf"))), "missingIndicator": flag}, {"unit": text}),
    ({"values": each(text)}, {"unit": text}),
]
FEATURE = either(
    *(
        record(column | coding, optional | {"missingValues": each(text)})
        for column in COLUMN
        for coding, optional in CODING
    )
)
LAYER = either(
    record({"kind": exactly("dense"), "units": natural(1)}),
    record(
        {
            "kind": exactly("convolution"),
            "filters": natural(1),
            "kernel": natural(1),
            "stride": natural(1),
        }
    ),
    record({"kind": exactly("groupNorm"), "groups": natural(1)}),
    record({"kind": exactly("relu", "globalAveragePool")}),
    record({"kind": exactly("maxPool"), "size": natural(1)}),
    record(
        {
            "kind": exactly("residualBlock"),
            "filters": natural(1),
            "stride": natural(1),
            "groups": natural(1),
        }
    ),
)
RULE = either(
    record({"kind": exactly("sgd"), "learningRate": SOME, "momentum": amount(0, 1)}),
    record(
        {
            "kind": exactly("adam"),
            "learningRate": SOME,
            "beta1": amount(0, 1),
            "beta2": amount(0, 1),
            "epsilon": SOME,
        }
    ),
)
SCHEDULE = either(
    record({"kind": exactly("constant"), "warmUp": natural()}),
    record({"kind": exactly("cosine"), "warmUp": natural(), "floor": amount(0, 1)}),
    record(
        {
            "kind": exactly("step"),
            "warmUp": natural(),
            "every": natural(1),
            "factor": amount(5e-324, 1),
        }
    ),
)
IMAGES = record(
    {"side": natural(1)},
    {
        "labels": exactly("columns"),
        "augmentation": record(
            {"shift": amount(0), "rotate": amount(0), "contrast": amount(0), "flip": flag}
        ),
    },
)
TABLE = record(
    {"label": text, "features": each(FEATURE)}, {"patient": text, "mostMissing": amount(0, 1)}
)
CHARGE = record(
    {
        "kind": exactly("census", "training", "evaluation"),
        "samplingThreshold": text,
        "sensitivity": natural(1),
        "shares": natural(1),
        "colluders": natural(1),
    },
    {"variance": natural(1)},
)


def spent_charge(value: Any) -> None:
    """A ledger entry that nothing derives: its numbers are in the bounds of the ledger."""
    CHARGE(value)
    sampling = value["samplingThreshold"]
    if not re.fullmatch(r"[0-9a-f]{17}", sampling) or not 0 < int(sampling, 16) <= 1 << 64:
        raise Refused("samplingThreshold is no probability")
    if value["sensitivity"] >= 1 << 53 or max(value["shares"], value["colluders"]) > 1 << 20:
        raise Refused("sensitivity, shares or colluders are out of range")
    if "variance" not in value and value["kind"] == "training":
        raise Refused("training without noise")
    if not 1 << 6 <= value.get("variance", 1 << 6) <= 1 << 48:
        raise Refused("variance is out of range")
    if "variance" in value and value["shares"] <= value["colluders"]:
        raise Refused("all noise is colluders' own")


def follows(value: Any) -> None:
    """The consortium before: artifacts.md section 4."""
    shape(
        value,
        {
            "session": from_hex,
            "round": natural(1),
            "result": from_hex,
            "spent": each(record({"rounds": natural(1), "charge": spent_charge})),
        },
    )
    spent = value["spent"]
    if len(spent) > 200 or not value["round"] <= sum(s["rounds"] for s in spent) <= 1_000_000:
        raise Refused("spent has not as many rounds as a consortium before can have")
    if any(a["charge"] == b["charge"] for i, a in enumerate(spent) for b in spent[:i]):
        raise Refused("two equal charges in spent")


PLAN = record(
    {
        "title": text,
        "auditors": each(record({"name": text, "key": exchange_key})),
        "data": either(
            record({"classes": each(text), "images": IMAGES}),
            record({"classes": each(text), "table": TABLE}),
        ),
        "model": record(
            {
                "input": each(natural(1)),
                "layers": each(LAYER),
                "loss": exactly("softmax-cross-entropy", "sigmoid-cross-entropy"),
                "outputs": natural(1),
            },
            {
                "classWeights": each(amount(0.001, 1000)),
                "tensors": each(record({"name": text, "shape": each(natural(1))})),
            },
        ),
        "noise": record({"layers": exactly("on", "off")}),
        "privacy": record(
            {
                "delta": amount(5e-324, 1),
                "epsilon": amount(5e-324, 1000),
                "noiseMultiplier": amount(0.01, 1000),
                "unit": exactly("example", "patient"),
            }
        ),
        "rounds": record(
            {
                "allowTwo": flag,
                "ring": exactly(32, 64),
                "patience": record(
                    {"masked": natural(1), "vote": natural(1), "leader": natural(1)}
                ),
            },
            {"colluding": natural(1), "quorum": natural(1), "keepPayloads": natural(10)},
        ),
        "training": record(
            {
                "rounds": natural(1),
                "samplingRate": amount(5e-324, 1),
                "nominalRecords": natural(1),
                "clipNorm": SOME,
                "seed": natural(),
                "rule": RULE,
            },
            {"schedule": SCHEDULE},
        ),
    },
    {
        "start": record({"digest": from_hex}, {"frozen": each(text)}),
        "follows": follows,
        "trainer": record(
            {
                "answer": exactly("per-example", "trusted-sum"),
                "command": each(text),
                "folder": from_hex,
                "microBatch": natural(1),
                "timeLimit": natural(1),
            }
        ),
        "census": record({"noise": COUNT_NOISE}),
        "evaluation": record(
            {
                "every": natural(1),
                "heldOut": amount(5e-324, 1),
                "bins": natural(2),
                "noise": COUNT_NOISE,
            }
        ),
    },
)
KEYS = record({"ephemeral": exchange_key, "nonceCommitment": point})
ENTRY = record({"digest": from_hex, "incarnation": natural(1), "keys": KEYS})
SET = record({"masked": by_member(from_hex)})
CHOICE = record({"kind": exactly("open", "void"), "set": SET})
PAIR = record({"check": from_hex}, {"commitments": each(point), "shareHashes": by_member(from_hex)})
SHARES = record(
    {
        "selfMask": by_member(scalar),
        "nonce": by_member(scalar),
        "pairs": by_member(by_member(scalar)),
    },
    {"layers": by_member(each(scalar))},
)
COPY = record({"json": base64url, "signature": base64url})
BODIES: dict[str, Check] = {
    "plan": record({"plan": PLAN}),
    "enrol": record(
        {"identity": identity, "sealing": exchange_key, "keys": KEYS},
        {
            "formerly": record(
                {"session": from_hex, "identity": identity, "signature": each(text)}
            )
        },
    ),
    "approval": record({"manifest": from_hex}),
    "leave": record({"reason": exactly("cap", "asked")}),
    "expel": record({"member": member, "round": natural(1)}),
    "masked": record(
        {
            "dealing": record(
                {
                    "selfMask": each(point),
                    "nonce": each(point),
                    "pairs": by_member(PAIR),
                    "boxes": by_member(base64url),
                },
                {"layers": each(each(point))},
            ),
            "next": KEYS,
            "leave": flag,
            "enrolments": by_member(ENTRY),
            "evicts": each(member),
        }
    ),
    "vote": record({"ballot": natural(1), "choice": CHOICE}),
    "cut": record({"ballot": natural(2), "choice": CHOICE}),
    "unmask": record(
        {
            "ballot": natural(0),
            "choice": CHOICE,
            "heads": by_member(record({"seq": natural(1), "digest": from_hex})),
        },
        {"shares": SHARES},
    ),
    "evidence": record(
        {"kind": exactly("equivocation", "false-outcome"), "place": text, "copies": each(COPY)}
    ),
    "restart": record(
        {
            "excludes": each(member),
            "members": by_member(ENTRY),
            "tip": from_hex,
            "tipRound": natural(0),
        }
    ),
    "model": record({"model": from_hex}),
}
PAYLOAD = record(
    {
        "name": text,
        "bytes": natural(1),
        "digest": from_hex,
        "plain": from_hex,
        "type": exactly("u32le", "u64le", "safetensors"),
    }
)
HEAD: dict[str, Check] = {
    "decaph": exactly(1),
    "session": from_hex,
    "round": natural(),
    "slot": text,
}
STATEMENT: dict[str, Check] = HEAD | {
    "from": member,
    "K": from_hex,
    "incarnation": natural(1),
    "seq": natural(1),
    "prev": from_hex,
    "sees": each(from_hex),
    "payload": each(PAYLOAD),
    "created": remark,
    "software": remark,
}
ROSTER = record(
    {
        "c": natural(),
        "t": natural(),
        "m": natural(),
        "members": by_member(record({"incarnation": natural(1), "keys": KEYS})),
    }
)
DOCUMENTS: dict[str, Check] = {
    "manifest": record(
        {
            "decaph": exactly(1),
            "slot": exactly("manifest"),
            "coordinator": member,
            "members": each(
                record(
                    {
                        "id": member,
                        "identity": identity,
                        "sealing": exchange_key,
                        "enrolment": from_hex,
                    }
                )
            ),
            "plan": PLAN,
        }
    ),
    "commit": record(HEAD | {"prev": from_hex, "nonces": by_member(scalar)}),
    "result": record(
        HEAD
        | {
            "K": from_hex,
            "aggregate": from_hex,
            "commit": from_hex,
            "ledger": each(CHARGE),
            "model": from_hex,
            "outcome": exactly("genesis", "full", "cut", "unusable", "void", "restart"),
            "pairs": by_member(by_member(scalar)),
            "roster": ROSTER,
            "seeds": by_member(scalar),
            "set": SET,
        },
        {"layers": by_member(each(scalar))},
    ),
}


def check(value: Any, slot: str) -> None:
    kind = slot.split("-")[0]
    if kind in DOCUMENTS:
        DOCUMENTS[kind](value)
    else:
        shape(value, STATEMENT | {"body": BODIES[kind]})
        if (value["seq"] == 1) != (value["prev"] == "0" * 64):
            raise Refused("prev is zero exactly where seq is 1")
