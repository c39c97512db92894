#!/usr/bin/env python3
"""Makes the vectors of ArtifactsTests and RoundsTests without any code of decaph.

    python3 -m venv V && V/bin/pip install pynacl && apt-get install jq
    V/bin/python Scripts/vectors-artifacts.py

Canonical lines are those of `jq -cS`; signatures, seals and streams are PyNaCl's, digests are
hashlib's. Keys are new in every run.
"""

import base64
import hashlib
import json
import os
import pathlib
import subprocess

import nacl.bindings as sodium

TESTS = pathlib.Path(__file__).resolve().parent.parent / "Tests"
LIMIT = 2**53 - 1


def write(target, name, value):
    path = TESTS / target / "Vectors" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")
    print(path, path.stat().st_size)


def blake2b(message, size=32, key=b""):
    return hashlib.blake2b(message, digest_size=size, key=key).digest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jq(text):
    """The line that `jq -cS .` makes of a JSON text."""
    return subprocess.run(
        ["jq", "-cS", "."], input=text.encode(), capture_output=True, check=True).stdout


# --- Canonical JSON: a sample with one field of every kind


def sample(**changes):
    return {"count": 1, "flag": True, "list": [1, 2], "map": {"h1": 1}, "name": "a"} | changes


def canonical_vectors():
    accepted = {
        "plain": sample(),
        "keys in byte order, h10 before h9": sample(
            map={k: 1 for k in ["h9", "h10", "h1", "a-b", "a_b", "ab", "a1", "z", "h-1", "H"]}),
        "integers at both ends": sample(count=LIMIT, list=[-LIMIT, LIMIT, 0, -1]),
        "large number inside a string": sample(name=str(2**70)),
        "empty containers": sample(list=[], map={}, name=""),
        "slash stays, quote and backslash escaped": sample(name='a/b "c" \\d'),
        "brackets and digits inside strings": sample(name="{[,:]}99999999999999999999\\\""),
    }
    line = jq(json.dumps(sample()))
    text = line[:-1].decode()

    def swap(old, new):
        assert text.count(old) == 1, old
        return text.replace(old, new).encode() + b"\n"

    rejected = {
        "empty file": (b"", "line feed"),
        "line feed only": (b"\n", "JSON"),
        "no line feed": (line[:-1], "line feed"),
        "CRLF": (line[:-1] + b"\r\n", "printable"),
        "two line feeds": (line + b"\n", "printable"),
        "byte order mark": (b"\xef\xbb\xbf" + line, "printable"),
        "UTF-16": (text.encode("utf-16-le") + b"\n", "printable"),
        "NUL after the value": (line[:-1] + b"\0\n", "printable"),
        "leading space": (b" " + line, "canonical form"),
        "space at the end": (line[:-1] + b" \n", "canonical form"),
        "space after a colon": (swap('"count":1', '"count": 1'), "canonical form"),
        "space after a comma": (swap("[1,2]", "[1, 2]"), "canonical form"),
        "tab between": (swap('"count":1', '"count":\t1'), "printable"),
        "line broken": (swap(',"flag"', ',\n"flag"'), "printable"),
        "two values": (text.encode() * 2 + b"\n", "JSON"),
        "comment": (text.encode() + b"/**/\n", "JSON"),
        "duplicate key, same value": (swap('"count":1', '"count":1,"count":1'), "canonical form"),
        "duplicate key, first differs": (swap('"count":1', '"count":2,"count":1'), "canonical form"),
        "duplicate key in a map": (swap('{"h1":1}', '{"h1":1,"h1":1}'), "canonical form"),
        "unknown field": (swap('"name":"a"', '"name":"a","other":1'), "canonical form"),
        "unknown field, deeply nested": (
            swap('"name":"a"', '"name":"a","other":' + "[" * 1000 + "]" * 1000), "J"),
        "unknown field, unclosed nesting": (
            swap('"name":"a"', '"name":"a","other":' + "[" * 2000), "J"),
        "missing field": (swap('"flag":true,', ""), "'flag'"),
        "null for a missing field": (swap('"name":"a"', '"name":"a","note":null'), "canonical form"),
        "trailing comma in an object": (swap('"name":"a"', '"name":"a",'), ""),
        "trailing comma in an array": (swap("[1,2]", "[1,2,]"), ""),
        "unsorted keys": (
            swap('"count":1,"flag":true', '"flag":true,"count":1'), "canonical form"),
        "h9 before h10": (swap('{"h1":1}', '{"h9":1,"h10":1}'), "canonical form"),
        "escaped key": (swap('"count"', '"c\\u006funt"'), "escape"),
        "escaped line feed": (swap('"name":"a"', '"name":"\\n"'), "escape"),
        "escaped control character": (swap('"name":"a"', '"name":"\\u001b"'), "escape"),
        "escaped letter": (swap('"name":"a"', '"name":"\\u0061"'), "escape"),
        "escaped slash": (swap('"name":"a"', '"name":"\\/"'), "escape"),
        "upper-case escape": (swap('"name":"a"', '"name":"\\u001F"'), "escape"),
        "long escape of a line feed": (swap('"name":"a"', '"name":"\\u000a"'), "escape"),
        "raw line feed in a string": (swap('"name":"a"', '"name":"\n"'), "printable"),
        "raw non-ASCII": (swap('"name":"a"', '"name":"\u00e9"'), "printable"),
        "escaped non-ASCII": (swap('"name":"a"', '"name":"\\u00e9"'), "escape"),
        "escaped DEL": (swap('"name":"a"', '"name":"\\u007f"'), "escape"),
        "lone surrogate": (swap('"name":"a"', '"name":"\\ud800"'), "escape"),
        "12.0": (swap('"count":1', '"count":12.0'), "canonical form"),
        "1.2e1": (swap('"count":1', '"count":1.2e1'), "canonical form"),
        "1E0": (swap('"count":1', '"count":1E0'), "canonical form"),
        "1.5": (swap('"count":1', '"count":1.5'), ""),
        "leading zero": (swap('"count":1', '"count":01'), ""),
        "leading plus": (swap('"count":1', '"count":+1'), ""),
        "negative zero": (swap('"count":1', '"count":-0'), "canonical form"),
        "hexadecimal": (swap('"count":1', '"count":0x1'), ""),
        "not a number": (swap('"count":1', '"count":NaN'), ""),
        "2^53": (swap('"count":1', f'"count":{2**53}'), "2^53"),
        "-2^53": (swap('"count":1', f'"count":-{2**53}'), "2^53"),
        "2^64": (swap('"count":1', f'"count":{2**64}'), "2^53"),
        "ten thousand digits": (swap('"count":1', '"count":' + "9" * 10000), "2^53"),
        "number as text": (swap('"count":1', '"count":"1"'), "count"),
        "true for a number": (swap('"count":1', '"count":true'), "count"),
        "number for true": (swap('"flag":true', '"flag":1'), "flag"),
        "True": (swap('"flag":true', '"flag":True'), ""),
        "single quotes": (swap('"name":"a"', "\"name\":'a'"), ""),
        "array at the top": (b"[" + line[:-1] + b"]\n", ""),
        "cut short": (line[:20] + b"\n", ""),
    }
    write("ArtifactsTests", "canonical", {
        "source": "jq -cS for the accepted, the rules of artifacts.md section 2 for the rejected",
        "accepted": [
            {"name": name, "value": value, "hex": jq(json.dumps(value)).hex()}
            for name, value in accepted.items()],
        "rejected": [
            {"name": name, "hex": data.hex(), "failure": "canonical", "says": says}
            for name, (data, says) in rejected.items()]})


# --- Names


def name_vectors():
    session = blake2b(b"session").hex()

    def place(member, number, slot, folder):
        path = f"{member}/{folder}/{slot}"
        return {"member": member, "round": number, "slot": slot, "path": path,
                "comment": f"decaph/1 {session[:16]} {path}"}

    write("ArtifactsTests", "names", {
        "source": "artifacts.md sections 1 and 2",
        "session": session,
        "members": ["h", "h1", "h-1", "abc-def-9", "a" * 31, "console", "com10", "lpt", "nulls"],
        "notMembers": [
            "", "1h", "-h", "h-", "H1", "h_1", "h 1", "h.1", "h/1", "..", "a" * 32, "\u00e9", "h\n",
            "h\0", "\uff481", "con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt0", "lpt9"],
        "slots": [
            "plan", "manifest", "enrol-0001", "enrol-9999", "approval", "commit", "masked",
            "unmask-0", "unmask-12", "result", "model", "leave-0001", "expel-0001", "vote-1", "vote-12",
            "cut-2",
            "evidence-1", "restart-1", "relay-h2", "relay-ab-9", "relay-h2.unmask-0"],
        "notSlots": [
            "", "Masked", "masked-0", "unmask", "unmask-", "unmask-00", "unmask-01", "unmask--1",
            "unmask-+1", "unmask-0-0", "unmask-0x1", "enrol-1", "enrol-00001", "enrol", "status",
            "masked.json", "result ", "../masked", "unmask-99999999999999999999",
            "vote", "vote-01", "cut-", "leave-1", "leave", "expel-1", "expel", "relay", "relay-", "relay-H2",
            "relay-h2-", "relay-h2.", "relay-h2.unmask-", "relay-h2.unmask-01", "relay-h2.masked", "relay-h2.unmask-0.unmask-0", "evidence--1"],
        "places": [
            place("h1", 12, "masked", "round-000012"), place("h1", 0, "result", "round-000000"),
            place("ab-9", 999999, "unmask-0", "round-999999"),
            place("h1", 1000000, "model", "round-1000000"),
            place("h1", 0, "approval", "consortium"), place("h1", 0, "enrol-0002", "consortium"),
            place("h1", 12, "vote-1", "round-000012"),
            place("h1", 12, "relay-h2.unmask-1", "round-000012"),
            place("h1", 0, "leave-0001", "consortium"),
            place("h1", 0, "expel-0001", "consortium"),
        ]})


# --- A signed statement, as any minisign writes it


def minisign(secret, key_id, message, comment, untrusted, prehashed=True):
    data = blake2b(message, 64) if prehashed else message
    signature = sodium.crypto_sign(data, secret)[:64]
    whole = sodium.crypto_sign(signature + comment.encode(), secret)[:64]
    tag = (b"ED" if prehashed else b"Ed") + key_id
    return (f"untrusted comment: {untrusted}\n{base64.b64encode(tag + signature).decode()}\n"
            f"trusted comment: {comment}\n{base64.b64encode(whole).decode()}\n")


def statement_vectors():
    public, secret = sodium.crypto_sign_keypair()
    key_id = os.urandom(8)
    session = blake2b(b"session").hex()
    zero = "00" * 32
    statement = {
        "decaph": 1, "session": session, "from": "h1", "round": 0, "slot": "approval",
        "K": session, "incarnation": 1, "seq": 2, "prev": blake2b(b"before").hex(), "sees": [],
        "payload": [], "body": {"manifest": session}, "created": "2026-11-24T03:00:00Z",
        "software": "vectors-artifacts.py"}
    comment = f"decaph/1 {session[:16]} h1/consortium/approval"
    untrusted = "decaph signature of h1"
    cases = []

    def case(name, failure, change=None, comment=comment, untrusted=untrusted, **options):
        content = statement | (change or {})
        content = {key: value for key, value in content.items() if value is not ...}
        message = jq(json.dumps(content))
        cases.append({
            "name": name, "failure": failure, "json": message.decode(),
            "minisig": minisign(secret, key_id, message, comment, untrusted, **options)})

    case("valid", "")
    case("first of its chain", "", {"seq": 1, "prev": zero})
    case("version 2", "version", {"decaph": 2})
    case("version 0", "version", {"decaph": 0})
    case("another session in the field", "context", {"session": zero})
    case("another session in the comment", "place", comment=comment.replace(session[:16], "0" * 16))
    case("upper-case session in the comment", "place",
         comment=comment.replace(session[:16], session[:16].upper()))
    case("another member in the field", "place", {"from": "h2"})
    case("another member in the comment", "place", comment=comment.replace("h1", "h2"))
    case("another round", "place", {"round": 1})
    case("another slot in the field", "place", {"slot": "plan"})
    case("another slot in the comment", "place", comment=comment.replace("approval", "plan"))
    case("another version in the comment", "place", comment=comment.replace("decaph/1", "decaph/2"))
    case("two spaces in the comment", "place", comment=comment.replace(" h1", "  h1"))
    case("text after the comment", "place", comment=comment + " ")
    case("empty comment", "place", comment="")
    case("another untrusted comment", "signature", untrusted="signature from minisign secret key")
    case("not prehashed", "signature", prehashed=False)
    case("first with a predecessor", "field", {"seq": 1})
    case("second without a predecessor", "field", {"prev": zero})
    case("sequence zero", "field", {"seq": 0, "prev": zero})
    case("incarnation zero", "field", {"incarnation": 0})
    case("a field more", "canonical", {"extra": 1})
    case("a field less", "canonical", {"K": ...})
    case("a short digest", "canonical", {"K": "00"})
    case("an upper-case digest", "canonical", {"K": session.upper()})
    case("a body of another kind", "canonical", {"body": {"model": session}})
    write("ArtifactsTests", "statements", {
        "source": "Ed25519 by PyNaCl, BLAKE2b-512 by hashlib, jq -cS", "session": session,
        "member": "h1", "key": base64.b64encode(b"Ed" + key_id + public).decode(), "cases": cases})


# --- A sealed file


def sealed_vectors():
    final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
    session, k = blake2b(b"session"), blake2b(b"K")
    path = b"h1/round-000012/masked"
    keys = [sodium.crypto_box_keypair() for _ in range(3)]
    cases = []
    for plaintext in (b"", b"masked words", bytes(range(256)) * 20):
        file_key, salt = os.urandom(32), os.urandom(32)
        context = blake2b(b"decaph/v1/sealed\0" + session + k + path)
        header = b"decaph" + bytes([1, 1]) + salt + context + len(keys).to_bytes(2, "little")
        for public, _ in keys:
            header += blake2b(public)[:16] + sodium.crypto_box_seal(file_key, public)
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        stream = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, file_key)
        stream += sodium.crypto_secretstream_xchacha20poly1305_push(
            state, plaintext, blake2b(header), final)
        cases.append({
            "name": f"{len(plaintext)} bytes", "plaintext": plaintext.hex(),
            "file": (header + stream).hex(), "digest": blake2b(header + stream).hex(),
            "plain": blake2b(plaintext, key=salt).hex()})
    write("ArtifactsTests", "sealed", {
        "source": "PyNaCl crypto_box_seal and crypto_secretstream, hashlib",
        "session": session.hex(), "K": k.hex(), "path": path.decode(),
        "secrets": [base64url(secret) for _, secret in keys], "cases": cases})


# --- The leader draw


def leader_vectors():
    cases = []
    for index in range(12):
        members = [f"h{i}" for i in range(1, 4 + index)]
        nonces = {m: os.urandom(31).hex() + "00" for m in members} if index else {}
        commit = jq(json.dumps({
            "decaph": 1, "session": blake2b(b"session").hex(), "round": index + 1,
            "slot": "commit", "prev": (blake2b(b"before") if index else bytes(32)).hex(),
            "nonces": nonces}))
        digest = blake2b(commit)
        cases.append({
            "name": f"round {index + 1}, {len(members)} members", "commit": commit.decode(),
            "digest": digest.hex(),
            "ranking": sorted(members, key=lambda m: blake2b(m.encode(), key=digest))})
    write("RoundsTests", "leaders", {"source": "hashlib.blake2b, jq -cS", "cases": cases})


if __name__ == "__main__":
    canonical_vectors()
    name_vectors()
    statement_vectors()
    sealed_vectors()
    leader_vectors()
