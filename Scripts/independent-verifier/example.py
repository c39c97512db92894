"""Writes docs/example.md: one round of shared/ by hand, with its real bytes."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from ristretto255 import L

import ballots
import masks
import model as models
import opening
import plan as plans
import sealed
from consortium import Consortium, Tip
from dealing import check_sealed
from encoding import H512, H, domain, real, scalar_bytes, standard_base64
from founding import genesis
from outcomes import follow
from report import Report
from rounds import read_round

ROUND = 12
COORDINATE = 0


def cut(digits: str) -> str:
    """The first digits of a long number."""
    return digits if len(digits) <= 16 else digits[:16] + "…"


def block(lines: list[str]) -> str:
    return "```text\n" + "\n".join(lines) + "\n```\n"


def wrapped(text: str, width: int = 96) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def bits(number: Any) -> str:
    """A Float32 as its 32 bits."""
    return struct.pack(">f", float(number)).hex()


def statement(root: Path) -> list[str]:
    place = "h2/consortium/approval"
    data = (root / f"{place}.json").read_bytes()
    lines = (root / f"{place}.json.minisig").read_text().split("\n")
    signature, glob = standard_base64(lines[1], 74), standard_base64(lines[3], 64)
    return [
        f"## 1. A statement: `shared/{place}.json`\n",
        f"One line of canonical JSON, {len(data)} bytes with the line feed, in pieces of 96:\n",
        block(wrapped(data.decode().rstrip("\n"))),
        "In hex it begins and ends:\n",
        block([f"{data[:16].hex(' ')} … {data[-16:].hex(' ')}"]),
        "Its digest and its signature:\n",
        "```sh runnable",
        f"$ b2sum -l 256 shared/{place}.json",
        "$ key=$(jq -r '.members[] | select(.id == \"h2\").identity'"
        " shared/h1/consortium/manifest.json)",
        f'$ minisign -H -V -m shared/{place}.json -P "$key"',
        "```\n",
        block(
            [
                f"digest    H(file)              {H(data).hex()}",
                f"signed    BLAKE2b-512(file)    {cut(H512(data).hex())}",
                f"line 1    untrusted comment    {lines[0].split(': ', 1)[1]}",
                f"line 2    'ED' key id R s      {signature[:2].decode()}  {signature[2:10].hex()}"
                f"  {cut(signature[10:42].hex())}  {cut(signature[42:].hex())}",
                f"line 3    trusted comment      {lines[2].split(': ', 1)[1]}",
                f"line 4    signature of the 64 bytes R s and of the comment    {cut(glob.hex())}",
            ]
        ),
    ]


def draw(tip: Tip, members: list[str]) -> list[str]:
    commit = tip.commit
    ranks = {name: H(name.encode(), key=H(commit)).hex() for name in members}
    order = ballots.order(commit, members)
    return [
        f"## 2. The leader of round {ROUND}\n",
        f"`commit.json` of round {ROUND}, {len(commit)} bytes, follows from the nonces that round"
        f" {ROUND - 1} has opened:\n",
        block(wrapped(commit.decode().rstrip("\n"))),
        block(
            [f"key       H(commit.json)       {H(commit).hex()}"]
            + [f'rank      H(key: "{n}")         {ranks[n]}' for n in members]
            + [f"ascending                      {', '.join(order)}: {order[0]} leads"]
        ),
    ]


def header(file: Any, standing: Any) -> list[str]:
    data = file.path.with_name("masked.sealed").read_bytes()
    seal = check_sealed(file, standing)
    place = f"{file.member}/round-{ROUND:06d}/masked"
    rows = [(0, 6, "magic `decaph`"), (6, 1, "version"), (7, 1, "kind: vector"), (8, 32, "salt")]
    rows += [(40, 32, "context, below"), (72, 2, f"recipients: {len(seal.recipients)}")]
    names = [*standing.members, "auditor"]
    for index, name in enumerate(names):
        rows.append((74 + 96 * index, 16, f"id of {name}: first half of H(its key)"))
        rows.append((90 + 96 * index, 80, f"file key, sealed to {name}"))
    end = 74 + 96 * len(names)
    rows.append((end, 24, "header of the stream"))
    rows.append((end + 24, len(data) - end - 24, "one message: the vector and 17 bytes"))
    table = ["| offset | bytes | hex | meaning |", "|---|---|---|---|"]
    for start, count, meaning in rows:
        part = data[start : start + count].hex()
        table.append(f"| {start} | {count} | `{cut(part)}` | {meaning} |")
    return [
        f"## 3. A sealed file: `shared/{place}.sealed`\n",
        f"{len(data)} bytes = 74 + 96 * {len(names)} + 24 + {4 * standing.words} + 17, for"
        f" {standing.words} numbers of 32 bits.\n",
        "\n".join(table) + "\n",
        block(
            [
                f'context   H("decaph/v1/sealed" 00, session, K, "{place}")',
                f"session   {standing.session}",
                f"K         {standing.K}",
                f"          = {seal.context.hex()}",
                f"data      H(bytes 0 to {end - 1})        {H(seal.header).hex()}",
            ]
        ),
    ]


def seeds(round_: Any, choice: Any, opened: opening.Opened) -> list[str]:
    standing, holders = round_.standing, sorted(round_.unmasks)[: round_.standing.size.t]
    lines, total, dealer = [], 0, "h1"
    for holder in holders:
        x = standing.index(holder)
        weight = 1
        for other in map(standing.index, holders):
            if other != x:
                weight = weight * other * pow(other - x, -1, L) % L
        text = round_.unmasks[holder].body["shares"]["selfMask"][dealer]
        shown = weight if weight < L // 2 else weight - L
        lines.append(f"{holder}  x = {x}  lambda = {shown:2d}  share {text}")
        total += weight * int.from_bytes(bytes.fromhex(text), "little")
    result = scalar_bytes(total % L).hex()
    assert total % L == opened.seeds[dealer]
    point = round_.masked[dealer].body["dealing"]["selfMask"][0]
    return [
        f"## 4. A seed from its shares: b of {dealer}\n",
        f"`shares.selfMask.{dealer}` of the unmask files of round {ROUND}, little endian:\n",
        block(
            [
                *lines,
                f"sum of lambda * share mod L    {result}",
                f"times B                        {point}",
                f"`dealing.selfMask[0]` of {dealer}     the same",
            ]
        ),
    ]


def coordinate(
    round_: Any, opened: opening.Opened, vectors: dict[str, np.ndarray], total: np.ndarray
) -> list[str]:
    lines, running = [], 0
    for name, vector in vectors.items():
        seed = scalar_bytes(opened.seeds[name])
        mask = int(masks.prg("self", seed, COORDINATE + 1, 32)[COORDINATE])
        running += int(vector[COORDINATE]) - mask
        key = H(domain("decaph/v1/prg/self"), key=seed).hex()
        lines.append(
            f"{name}  y = {int(vector[COORDINATE]):10d}   PRG(b) = {mask:10d}"
            f"   key of ChaCha20 {cut(key)}"
        )
    value = opening.signed(total)[COORDINATE]
    return [
        f"## 5. One coordinate of the sum, number {COORDINATE}\n",
        "y is the word at this place of the opened vector, PRG(b) the one of the key stream (nonce"
        " of 12 zero bytes). All three members are in the sum, so the pair masks cancel:\n",
        block(
            [
                *lines,
                f"sum of y - PRG(b) mod 2^32     {running % 2**32}",
                f"as two's complement            {value}",
                f"aggregate: H(all {len(total)} words)     {H(total.tobytes()).hex()}",
            ]
        ),
        "No layer of noise comes off: with three members n = m.\n",
    ]


def step(
    plan: Any, standing: Any, before: models.Model, after: models.Model, value: int
) -> list[str]:
    training = plan["training"]
    z = plans.multiplier(plan, "training")
    assert z is not None
    made = plans.grid(real(training["clipNorm"]), z, plans.scale(plan), standing.size.honest)
    divisor = real(training["samplingRate"]) * training["nominalRecords"]
    gradient = np.float32(np.float64(value) * np.float64(made.step / divisor))
    name = before.tensors[0].name
    rule = training["rule"]
    k1 = np.float32(real(rule["learningRate"]) / (1 - after.powers[0]))
    k2 = np.float32(1 / (1 - after.powers[1]) ** 0.5)

    def moment(state: models.Model, kind: str) -> Any:
        return state.moments[kind][name][COORDINATE]

    def row(label: str, number: Any) -> str:
        return f"{label:<30} {bits(number)}   {float(number)!r}"

    return [
        f"## 6. From the sum to the model: `{name}`[{COORDINATE}]\n",
        f"h = m - c = {standing.size.honest}, S = {made.sensitivity}, g = C / S = {made.step!r},"
        f" q N = {divisor!r}. Float32 numbers as their bits, and as the double that equals them:\n",
        block(
            [
                row("gradient", gradient),
                row("m before", moment(before, "first")),
                row("v before", moment(before, "second")),
                f"p1, p2 after                   {after.powers[0]!r}, {after.powers[1]!r}",
                row("k1 = rate / (1 - p1)", k1),
                row("k2 = 1 / sqrt(1 - p2)", k2),
                row("m = beta1 m + rest1 g", moment(after, "first")),
                row("v = beta2 v + rest2 (g g)", moment(after, "second")),
                row("w before", before.values[name][COORDINATE]),
                row("w - (k1 m)/(sqrt(v) k2 + eps)", after.values[name][COORDINATE]),
                f"model: H(the whole file)       {H(models.write(after)).hex()}",
            ]
        ),
    ]


def write(root: Path, secret: bytes, say: Callable[[str], None]) -> None:
    consortium = Consortium(root, secret, Report(quiet=True))
    tip = genesis(consortium)
    while tip.number < ROUND - 1:
        tip = follow(consortium, tip)
    standing = consortium.standing(tip)
    round_ = read_round(consortium, standing, consortium.all_signed(ROUND), tip)
    choice = ballots.decided(round_)
    assert choice is not None and tip.model is not None
    opened = opening.open_secrets(round_, choice)
    vectors = {
        name: np.frombuffer(
            sealed.open_seal(
                check_sealed(file, standing),
                secret,
                bytes.fromhex(file.value["payload"][0]["plain"]),
            ),
            masks.words(standing.width),
        )
        for name, file in round_.masked.items()
    }
    total = opening.unmask(standing, opened, vectors)
    after = follow(consortium, tip).model
    assert after is not None
    say("# A round by hand\n")
    say(
        f"Round {ROUND} of [`shared/`](../shared/README.md) with its real bytes, in the words of"
        " [protocol.md](protocol.md) and [artifacts.md](artifacts.md). Long numbers are cut at"
        " `…`. This page is made by the independent verifier, and CI makes it again and compares:"
        " `python3 Scripts/independent-verifier shared --key shared/auditor.key --example`.\n"
    )
    sections = [
        statement(root),
        draw(tip, standing.members),
        header(round_.masked["h1"], standing),
        seeds(round_, choice, opened),
        coordinate(round_, opened, vectors, total),
        step(consortium.plan, standing, tip.model, after, opening.signed(total)[COORDINATE]),
    ]
    say("\n".join(line for lines in sections for line in lines).rstrip("\n"))
