#!/usr/bin/env python3
"""Makes the vectors of SodiumTests and SecureAggregationTests with other implementations.

    python3 -m venv V && V/bin/pip install pynacl cryptography && apt-get install minisign
    V/bin/python Scripts/vectors-crypto.py

PyNaCl (its own libsodium), cryptography (OpenSSL), hashlib, stock minisign, and ristretto255 and
Shamir sharing in plain Python integers. Keys are new in every run.

Layers of noise follow docs/protocol.md alone, sections 2, 5, 6 and 7, in plain Python integers:
noise.json has the variances (`layers`) and draws (`cases`; long ones as digest and ends),
rounds-layered.json whole rounds with a set that opens, its shares, its seeds, and the sum that is left.
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


def key_stream(key, chunk):
    nonce = bytes(4) + le64(chunk)
    return Cipher(algorithms.ChaCha20(key, bytes(4) + nonce), mode=None).encryptor()


def chacha20(key, chunk, count):
    return key_stream(key, chunk).update(bytes(count))


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


def words(values, width):
    return b"".join((value % 2**width).to_bytes(width // 8, "little") for value in values)


class Chunk:
    """What one chunk of a layer's noise draws, one after the other, from its key stream."""

    def __init__(self, key, chunk, variance):
        self.stream, self.held, self.number = key_stream(key, chunk), 0, 0
        self.j = variance.bit_length() // 2
        self.e, rest = divmod(variance, 2**self.j)
        assert variance > 0 and rest == 0

    def bits(self, count):
        while self.held < count:
            self.number |= int.from_bytes(self.stream.update(bytes(8)), "little") << self.held
            self.held += 64
        result = self.number & (2**count - 1)
        self.number >>= count
        self.held -= count
        return result

    def below(self, bound):
        while True:
            number = self.bits((bound - 1).bit_length())
            if number < bound:
                return number

    def game(self, less):
        if not less():
            return True
        k = 2
        while self.below(k) == 0 and less():
            k += 1
        return k % 2 == 1

    def exp1(self, p):
        return self.game(lambda: self.bits(self.j) < p)

    def exp2(self, p):
        whole, rest = divmod(p, 2**(self.j + 1))

        def less():
            a = self.below(self.e)
            return self.bits(self.j + 1) < rest if a == whole else a < whole

        return self.game(less)

    def exp_one(self):
        a = self.bits(7)
        while a > 119:
            a = self.bits(7)
        if a < 119:
            return a >= 75
        k = 6
        while self.below(k) == 0:
            k += 1
        return k % 2 == 1

    def attempt(self):
        u = self.bits(self.j)
        if not self.exp1(u):
            return None
        v = 0
        while self.exp_one():
            v += 1
        negative, x = self.bits(1), u + 2**self.j * v
        if negative and x == 0:
            return None
        d, unit = (x - self.e)**2, self.e * 2**(self.j + 1)
        while d >= unit:
            if not self.exp_one():
                return None
            d -= unit
        if not self.exp2(d):
            return None
        return -x if negative else x

    def draw(self):
        while True:
            number = self.attempt()
            if number is not None:
                return number


def noise(seed, variance, count):
    key = blake2b(b"decaph/v1/prg/noise\0", key=scalar_bytes(seed))
    values = []
    for q in range((count + 65535) // 65536):
        chunk = Chunk(key, q, variance)
        values += [chunk.draw() for _ in range(min(65536, count - 65536 * q))]
    return values


def share_variances(s, n, m, c, is_layered=True):
    """v_k for k = m ... n."""
    h = m - c
    return {k: s * -(-s * h // (k - c)) if is_layered else s * s for k in range(m, n + 1)}


def layer_variances(s, n, m, c):
    v = share_variances(s, n, m, c)
    return [v[k] - v[k + 1] for k in range(m, n)]


def variance_vectors():
    cases = []
    sizes = ((3, 3, 1), (4, 3, 1), (5, 4, 1), (7, 5, 2), (10, 7, 3), (20, 14, 6))
    for log2_scale, (n, m, c), is_layered in itertools.product((16, 20), sizes, (False, True)):
        s = 2**log2_scale
        v = share_variances(s, n, m, c, is_layered)
        cases.append({
            "log2Scale": log2_scale, "n": n, "m": m, "c": c, "isLayered": is_layered, "base": v[n],
            "layers": layer_variances(s, n, m, c) if is_layered else [], "shares": v})
    return cases


def noise_case(name, variance, width, count):
    seed = random_scalar()
    values = noise(seed, variance, count)
    case = {
        "name": f"{name}, {width} bits, {count}", "seed": scalar(seed), "variance": variance, "width": width,
        "count": count, "digest": blake2b(words(values, width)).hex()}
    return case | ({"values": values} if count <= 300 else {"first": values[:8], "last": values[-8:]})


def noise_vectors():
    variances = {"2^32": 2**32}
    for log2_scale, n, m, c in ((16, 5, 4, 1), (16, 7, 5, 2), (16, 20, 14, 6), (20, 7, 5, 2)):
        for layer, variance in enumerate(layer_variances(2**log2_scale, n, m, c)):
            variances[f"s=2^{log2_scale} n={n} m={m} c={c} layer {layer}"] = variance
    cases = [
        noise_case(name, variance, width, 20)
        for (name, variance), width in itertools.product(variances.items(), (32, 64))]
    cases += [noise_case("2^32", 2**32, 32, 1), noise_case("2^32", 2**32, 64, 300)]
    for name, width in (
            ("2^32", 32), ("2^32", 64), ("s=2^16 n=5 m=4 c=1 layer 0", 32),
            ("s=2^16 n=20 m=14 c=6 layer 5", 64), ("s=2^20 n=7 m=5 c=2 layer 0", 64)):
        cases.append(noise_case(name, variances[name], width, 66_000))
    write("SecureAggregationTests", "noise", {
        "source": "Python integers, cryptography (OpenSSL) ChaCha20, hashlib",
        "cases": cases, "layers": variance_vectors()})


def prg_vectors():
    cases = []
    for width, kind in itertools.product((32, 64), ("self", "pair")):
        seed, count = random_scalar(), 2 * 65536 + 1000
        size = width // 8
        data = words(mask(seed, kind.encode(), width, count), width)
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
    """A round with members h1..hn and layers of noise of these variances, following docs/protocol.md."""

    def __init__(self, n, t, width, count, layers=()):
        self.n, self.t, self.width, self.count, self.layers = n, t, width, count, layers
        self.ids = [f"h{i + 1}" for i in range(n)]
        self.sid, self.number, self.k = os.urandom(32), 12, os.urandom(32)
        keys = [sodium.crypto_box_keypair() for _ in range(n)]
        self.epk, self.esk = [k[0] for k in keys], [k[1] for k in keys]
        self.nonce = [random_scalar() for _ in range(n)]
        self.b = [random_scalar() for _ in range(n)]
        self.g = [[random_scalar() for _ in layers] for _ in range(n)]
        self.polynomials = {}

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
        secrets = [self.b[i], self.nonce[i], *self.g[i]] + [self.seed(i, j) for j in others]
        first = 2 + len(self.layers)
        polynomials = self.polynomials[i] = [[s] + [random_scalar() for _ in range(self.t - 1)] for s in secrets]
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
        for row, j in enumerate(others, first):
            check = blake2b(b"decaph/v1/pair-check\0", key=scalar_bytes(secrets[row]))
            pairs[self.ids[j]] = {"check": check.hex(), "commitments": commitments[row]}
        masked = [x + p for x, p in zip(vector, mask(self.b[i], b"self", self.width, self.count))]
        for j in others:
            sign = 1 if i < j else -1
            masked = [y + sign * p for y, p in zip(masked, mask(self.seed(i, j), b"pair", self.width, self.count))]
        for l in range(len(self.layers)):
            masked = [y + x for y, x in zip(masked, self.noise(i, l))]
        dealing = {"selfMask": commitments[0], "nonce": commitments[1], "pairs": pairs, "boxes": boxes}
        if self.layers:
            dealing["layers"] = commitments[2:first]
        return {"dealing": dealing, "masked": words(masked, self.width).hex(), "vector": vector}

    def noise(self, i, layer):
        return noise(self.g[i][layer], self.layers[layer], self.count)

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

    def share(self, i, row, holder):
        return scalar(evaluate(self.polynomials[i][row], holder + 1))

    def pair_row(self, j, i):
        """Where j deals its seed with i."""
        return 2 + len(self.layers) + (i if i < j else i - 1)

    def revealed(self, holder, present, off):
        absent = [i for i in range(self.n) if i not in present]
        shares = {
            "selfMask": {self.ids[j]: self.share(j, 0, holder) for j in present},
            "nonce": {self.ids[j]: self.share(j, 1, holder) for j in present},
            "pairs": {
                self.ids[i]: {self.ids[j]: self.share(j, self.pair_row(j, i), holder) for j in present}
                for i in absent}}
        if off:
            shares["layers"] = {self.ids[j]: [self.share(j, 2 + l, holder) for l in range(off)] for j in present}
        return shares

    def opened(self, present, off):
        absent = [i for i in range(self.n) if i not in present]
        opened = {
            "seeds": {self.ids[j]: scalar(self.b[j]) for j in present},
            "nonces": {self.ids[j]: scalar(self.nonce[j]) for j in present},
            "pairs": {self.ids[i]: {self.ids[j]: scalar(self.seed(i, j)) for j in present} for i in absent}}
        if off:
            opened["layers"] = {self.ids[j]: [scalar(g) for g in self.g[j][:off]] for j in present}
        return opened

    def layered_vector(self, c, m, present):
        """The round, what its set opens, and the plain sum with the noise of the layers that stay on."""
        case, off = self.vector(), len(present) - m
        parts = [case["members"][j]["vector"] for j in present]
        parts += [self.noise(j, l) for j in present for l in range(off, len(self.layers))]
        aggregate = [sum(column) for column in zip(*parts)]
        for i, member in enumerate(case["members"]):
            member["layerSeeds"] = [scalar(g) for g in self.g[i]]
        return case | {
            "name": f"{case['name']}, {len(present)} present", "colluders": c, "smallestSet": m,
            "layers": self.layers, "set": [self.ids[j] for j in present],
            "shares": {self.ids[k]: self.revealed(k, present, off) for k in present},
            "opened": self.opened(present, off), "aggregate": aggregate,
            "aggregateDigest": blake2b(words(aggregate, self.width)).hex()}


def layered_round_vectors():
    cases = []
    for n, c, t, m, width, absent in ((5, 1, 4, 4, 32, ()), (5, 1, 4, 4, 64, (2,)), (7, 2, 5, 5, 32, (3,))):
        layers = layer_variances(2**16 if width == 32 else 2**20, n, m, c)
        present = [i for i in range(n) if i not in absent]
        cases.append(Round(n, t, width, 5, layers).layered_vector(c, m, present))
    write("SecureAggregationTests", "rounds-layered", {
        "source": "Scripts/vectors-crypto.py: PyNaCl, OpenSSL, hashlib, Python integers", "cases": cases})


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
    noise_vectors()
    sharing_vectors()
    round_vectors()
    layered_round_vectors()
