#!/usr/bin/env python3
"""Makes the vectors of SodiumTests and SecureAggregationTests with other implementations.

    python3 -m venv V && V/bin/pip install pynacl cryptography && apt-get install minisign
    V/bin/python Scripts/vectors-crypto.py

PyNaCl (its own libsodium), cryptography (OpenSSL), hashlib, stock minisign, and ristretto255 and
Shamir sharing in plain Python integers. Keys are new in every run.
"""

import base64
import hashlib
import itertools
import json
import os
import pathlib
import subprocess
import tempfile

import nacl.bindings as sodium
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

import ristretto255 as group

TESTS = pathlib.Path(__file__).resolve().parent.parent / "Tests"
MEBIBYTE = 1 << 20


def write(target, name, value):
    path = TESTS / target / "Vectors" / f"{name}.json"
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")
    print(path, path.stat().st_size)


def blake2b(message, size=32, key=b""):
    return hashlib.blake2b(message, digest_size=size, key=key).digest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def le64(number):
    return number.to_bytes(8, "little")


def chacha20(key, chunk, count):
    nonce = bytes(4) + le64(chunk)
    cipher = Cipher(algorithms.ChaCha20(key, bytes(4) + nonce), mode=None)
    return cipher.encryptor().update(bytes(count))


def pattern(count):
    return bytes((7 * i + 3) % 251 for i in range(count))


# --- Sodium


def blake2b_vectors():
    cases = []
    for size, key, count in itertools.product((32, 64), (b"", pattern(32), pattern(64)), (0, 1, 300)):
        cases.append({
            "name": f"{8 * size} bits, key of {len(key)}, message of {count}", "key": key.hex(),
            "message": pattern(count).hex(), "digest": blake2b(pattern(count), size, key).hex()})
    write("SodiumTests", "blake2b", {"source": "Python hashlib.blake2b", "cases": cases})


def minisign_vectors():
    with tempfile.TemporaryDirectory() as folder:
        def run(*words):
            subprocess.run(["minisign", *words], cwd=folder, check=True, capture_output=True)

        def read(name):
            return pathlib.Path(folder, name).read_text()

        message = b'{"decaph":1}\n'
        pathlib.Path(folder, "m").write_bytes(message)
        run("-G", "-W", "-p", "k.pub", "-s", "k.key")
        run("-S", "-H", "-s", "k.key", "-m", "m", "-x", "named.minisig", "-t", "decaph/1 0011 h1/round-000001/masked")
        run("-S", "-H", "-s", "k.key", "-m", "m", "-x", "plain.minisig")
        # 0.11 cannot be asked for the legacy form with -l, so it is put together here.
        seed = base64.b64decode(read("k.key").splitlines()[1])
        secret, key_id = seed[62:126], seed[54:62]
        signature = sodium.crypto_sign(message, secret)[:64]
        comment = b"legacy"
        over = sodium.crypto_sign(signature + comment, secret)[:64]
        legacy = "untrusted comment: x\n{}\ntrusted comment: legacy\n{}\n".format(
            base64.b64encode(b"Ed" + key_id + signature).decode(), base64.b64encode(over).decode())
        encrypted = bytearray(seed)
        encrypted[2:4] = b"Sc"
        write("SodiumTests", "minisign", {
            "source": "minisign 0.11 -G -W, -S -H; the legacy and Sc forms put together in Python",
            "message": message.hex(),
            "publicKey": read("k.pub").splitlines()[1], "publicKeyFile": read("k.pub"),
            "secretKeyFile": read("k.key"),
            "encryptedKeyFile": "untrusted comment: x\n" + base64.b64encode(bytes(encrypted)).decode() + "\n",
            "named": read("named.minisig"),
            "namedComment": "decaph/1 0011 h1/round-000001/masked",
            "plain": read("plain.minisig"),
            "legacy": legacy})


def sealing_vectors():
    cases = []
    for count in (0, 1, 32, 300):
        public, secret = sodium.crypto_box_keypair()
        cases.append({
            "name": f"crypto_box_seal of {count} bytes", "secret": secret.hex(), "public": base64url(public),
            "plaintext": pattern(count).hex(), "sealed": sodium.crypto_box_seal(pattern(count), public).hex()})
    small = [
        (0, "zero"), (1, "one"),
        (325606250916557431795983626356110631294008115727848805560023387167927233504, "order eight"),
        (39382357235489614581723060781553021112529911719440698176882885853963445705823, "order eight"),
        (2**255 - 20, "minus one"), (2**255 - 19, "zero, not canonical"),
        (2**255 - 18, "one, not canonical"), (2**255 + 9, "nine with the top bit")]
    refused = [{"name": name, "key": value.to_bytes(32, "little").hex()} for value, name in small]
    agreements = []
    for _ in range(3):
        (p1, s1), (p2, s2) = sodium.crypto_box_keypair(), sodium.crypto_box_keypair()
        agreements.append({
            "secret": s1.hex(), "public": base64url(p2), "shared": sodium.crypto_scalarmult(s1, p2).hex()})
    boxes = []
    for count in (1, 96):
        key, nonce, data = os.urandom(32), os.urandom(24), b"where it belongs"
        sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(pattern(count), data, nonce, key)
        boxes.append({
            "name": f"XChaCha20-Poly1305 of {count} bytes", "key": key.hex(), "data": data.hex(),
            "plaintext": pattern(count).hex(), "sealed": (nonce + sealed).hex()})
    write("SodiumTests", "sealing", {
        "source": "PyNaCl; points of small order from https://cr.yp.to/ecdh.html",
        "sealed": cases, "refusedKeys": refused, "agreements": agreements, "boxes": boxes})


def stream(messages, tags, key, data):
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    out = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    for message, tag in zip(messages, tags):
        out += sodium.crypto_secretstream_xchacha20poly1305_push(state, message, data, tag)
    return out


def secretstream_vectors():
    final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
    message = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
    push = sodium.crypto_secretstream_xchacha20poly1305_TAG_PUSH
    cases = []

    def case(name, pieces, tags, failure):
        key, data = os.urandom(32), b"digest of the header"
        sealed = stream(pieces, tags, key, data)
        cases.append({
            "name": name, "key": key.hex(), "data": data.hex(), "plaintext": b"".join(pieces).hex(),
            "sealed": sealed.hex(), "failure": failure})

    for count in (0, 1, 300):
        case(f"{count} bytes", [pattern(count)], [final], "")
    case("no final tag", [pattern(300)], [message], "streamMalformed")
    case("push tag at the end", [pattern(300)], [push], "streamMalformed")
    case("small first message", [pattern(10), pattern(20)], [message, final], "sealBroken")
    case("two final messages", [pattern(10), pattern(20)], [final, final], "sealBroken")
    write("SodiumTests", "secretstream", {"source": "PyNaCl crypto_secretstream_xchacha20poly1305", "cases": cases})


def chacha_vectors():
    cases = []
    for chunk in (0, 1, 15, 2**40):
        key = blake2b(le64(chunk))
        cases.append({
            "name": f"chunk {chunk}", "key": key.hex(), "chunk": chunk,
            "stream": chacha20(key, chunk, 200).hex(),
            "digest": blake2b(chacha20(key, chunk, 262_144)).hex()})
    write("SodiumTests", "chacha20", {"source": "cryptography (OpenSSL) ChaCha20", "cases": cases})


def group_vectors():
    multiples = []
    for k in [0, 1, 2, 3, 255, group.L - 1] + [random_scalar() for _ in range(3)]:
        multiples.append({"scalar": k.to_bytes(32, "little").hex(), "point": group.commit(k).hex()})
    bad = [1, group.P - 1, group.P, group.P + 2, 2**255 + 2, 2**255 - 1]
    bad += [s for s in range(2, 60, 2) if group.decode(s.to_bytes(32, "little")) is None]
    arithmetic = []
    for _ in range(4):
        a, b = random_scalar(), random_scalar()
        arithmetic.append({
            "a": scalar(a), "b": scalar(b), "sum": scalar(a + b), "difference": scalar(a - b),
            "product": scalar(a * b), "inverse": scalar(pow(a, -1, group.L))})
    write("SodiumTests", "groups", {
        "source": "Scripts/ristretto255.py (RFC 9496 in Python integers)", "multiples": multiples,
        "refusedPoints": [s.to_bytes(32, "little").hex() for s in bad], "arithmetic": arithmetic,
        "refusedScalars": [x.to_bytes(32, "little").hex() for x in (group.L, group.L + 1, 2**253, 2**256 - 1)]})


# --- SecureAggregation: the whole protocol once more, in Python


def random_scalar():
    return int.from_bytes(os.urandom(64), "little") % group.L


def scalar(number):
    return (number % group.L).to_bytes(32, "little").hex()


def scalar_bytes(number):
    return number.to_bytes(32, "little")


def mask(seed, kind, width, count):
    key = blake2b(b"decaph/v1/prg/" + kind + b"\0", key=scalar_bytes(seed))
    size = width // 8
    data = b""
    for chunk in range((count + 65535) // 65536):
        elements = min(65536, count - 65536 * chunk)
        data += chacha20(key, chunk, elements * size)
    return [int.from_bytes(data[i:i + size], "little") for i in range(0, len(data), size)]


def prg_vectors():
    cases = []
    for width, kind in itertools.product((32, 64), ("self", "pair")):
        seed, count = random_scalar(), 2 * 65536 + 1000
        words = mask(seed, kind.encode(), width, count)
        size = width // 8
        data = b"".join(word.to_bytes(size, "little") for word in words)
        cases.append({
            "name": f"{kind}, {width} bits", "seed": scalar(seed), "kind": kind, "width": width,
            "count": count, "digest": blake2b(data).hex(),
            "chunks": [data[65536 * q * size:][:64].hex() for q in (0, 1, 2)], "end": data[-64:].hex()})
    write("SecureAggregationTests", "prg", {"source": "cryptography (OpenSSL) ChaCha20, hashlib", "cases": cases})


def sharing_vectors():
    cases = []
    for n, t in ((3, 3), (5, 4), (7, 5)):
        polynomial = [random_scalar() for _ in range(t)]
        shares = [evaluate(polynomial, x) for x in range(1, n + 1)]
        cases.append({
            "name": f"{t} of {n}", "secret": scalar(polynomial[0]), "shares": [scalar(s) for s in shares],
            "threshold": t, "commitments": [group.commit(a).hex() for a in polynomial]})
    write("SecureAggregationTests", "sharing", {"source": "Python integers, Scripts/ristretto255.py", "cases": cases})


def evaluate(polynomial, x):
    return sum(a * pow(x, k, group.L) for k, a in enumerate(polynomial)) % group.L


class Round:
    """A round with members h1..hn, following PROTOCOL section 9 by the letter."""

    def __init__(self, n, t, width, count):
        self.n, self.t, self.width, self.count = n, t, width, count
        self.ids = [f"h{i + 1}" for i in range(n)]
        self.sid, self.number, self.k = os.urandom(32), 12, os.urandom(32)
        keys = [sodium.crypto_box_keypair() for _ in range(n)]
        self.epk, self.esk = [k[0] for k in keys], [k[1] for k in keys]
        self.nonce = [random_scalar() for _ in range(n)]
        self.b = [random_scalar() for _ in range(n)]

    def pair(self, i, j):
        low, high = min(i, j), max(i, j)
        text = b"decaph/v1/pair\0" + self.sid + le64(self.number) + self.k
        text += self.ids[low].encode() + b"\0" + self.ids[high].encode() + b"\0" + self.epk[low] + self.epk[high]
        return blake2b(text, 64, sodium.crypto_scalarmult(self.esk[i], self.epk[j]))

    def seed(self, i, j):
        wide = blake2b(b"decaph/v1/pair-mask\0", 64, self.pair(i, j)[:32])
        return int.from_bytes(wide, "little") % group.L

    def deal(self, i, vector):
        others = [j for j in range(self.n) if j != i]
        secrets = [self.b[i], self.nonce[i]] + [self.seed(i, j) for j in others]
        polynomials = [[s] + [random_scalar() for _ in range(self.t - 1)] for s in secrets]
        commitments = [[group.commit(a).hex() for a in p] for p in polynomials]
        boxes = {}
        for k in range(self.n):
            ends = self.ids[i].encode() + b"\0" + self.ids[k].encode() + b"\0"
            key = blake2b(b"decaph/v1/share\0" + ends, key=self.pair(i, k)[32:])
            data = b"decaph/v1/share-box\0" + self.sid + le64(self.number) + self.k + ends
            shares = b"".join(scalar_bytes(evaluate(p, k + 1)) for p in polynomials)
            nonce = os.urandom(24)
            sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(shares, data, nonce, key)
            boxes[self.ids[k]] = base64url(nonce + sealed)
        pairs = {}
        for row, j in enumerate(others):
            check = blake2b(b"decaph/v1/pair-check\0", key=scalar_bytes(secrets[row + 2]))
            pairs[self.ids[j]] = {"check": check.hex(), "commitments": commitments[row + 2]}
        masked = [x + p for x, p in zip(vector, mask(self.b[i], b"self", self.width, self.count))]
        for j in others:
            sign = 1 if i < j else -1
            masked = [y + sign * p for y, p in zip(masked, mask(self.seed(i, j), b"pair", self.width, self.count))]
        size = self.width // 8
        data = b"".join((y % 2**self.width).to_bytes(size, "little") for y in masked)
        dealing = {"selfMask": commitments[0], "nonce": commitments[1], "pairs": pairs, "boxes": boxes}
        return {"dealing": dealing, "masked": data.hex(), "vector": vector}

    def vector(self):
        members = []
        for i in range(self.n):
            values = [int.from_bytes(os.urandom(3), "little") - 2**23 for _ in range(self.count)]
            member = {
                "id": self.ids[i], "secrets": (self.esk[i] + scalar_bytes(self.nonce[i])).hex(),
                "ephemeralKey": base64url(self.epk[i]), "nonceCommitment": group.commit(self.nonce[i]).hex(),
                "selfMaskSeed": scalar(self.b[i]), "nonce": scalar(self.nonce[i]),
                "pairSeeds": {self.ids[j]: scalar(self.seed(i, j)) for j in range(self.n) if j != i}}
            members.append(member | self.deal(i, values))
        return {
            "name": f"n={self.n} t={self.t} {self.width} bits", "session": self.sid.hex(), "round": self.number,
            "K": self.k.hex(), "threshold": self.t, "width": self.width, "count": self.count, "members": members}


def round_vectors():
    cases = [Round(3, 3, 32, 5).vector(), Round(4, 3, 64, 5).vector()]
    write("SecureAggregationTests", "rounds", {
        "source": "Scripts/vectors-crypto.py: PyNaCl, OpenSSL, hashlib, Python integers", "cases": cases})


if __name__ == "__main__":
    blake2b_vectors()
    minisign_vectors()
    sealing_vectors()
    secretstream_vectors()
    chacha_vectors()
    group_vectors()
    prg_vectors()
    sharing_vectors()
    round_vectors()
