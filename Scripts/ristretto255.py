"""ristretto255 (RFC 9496) in plain integers: slow, independent of libsodium, for vectors only."""

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def negative(x):
    return x % P & 1


def magnitude(x):
    x %= P
    return P - x if x & 1 else x


def sqrt_ratio(u, v):
    """(whether u/v is square, the non-negative root of u/v or of i*u/v)"""
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    u %= P
    if check in (-u % P, -u * SQRT_M1 % P):
        r = r * SQRT_M1 % P
    return check in (u, -u % P), magnitude(r)


INVSQRT_A_MINUS_D = sqrt_ratio(1, -1 - D)[1]


def add(p, q):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = p, q
    a, b = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, d = 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(k, p):
    r = (0, 1, 1, 0)
    for bit in bin(k)[2:]:
        r = add(r, r)
        if bit == "1":
            r = add(r, p)
    return r


def encode(p):
    x0, y0, z0, t0 = p
    u1, u2 = (z0 + y0) * (z0 - y0) % P, x0 * y0 % P
    inv = sqrt_ratio(1, u1 * u2 * u2)[1]
    den1, den2 = inv * u1 % P, inv * u2 % P
    z_inv = den1 * den2 * t0 % P
    if negative(t0 * z_inv):
        x, y, den = y0 * SQRT_M1, x0 * SQRT_M1, den1 * INVSQRT_A_MINUS_D
    else:
        x, y, den = x0, y0, den2
    if negative(x * z_inv):
        y = -y
    return magnitude(den * (z0 - y)).to_bytes(32, "little")


def decode(data):
    """The point, or None for an encoding that is not the canonical one."""
    s = int.from_bytes(data, "little")
    if s >= P or s & 1:
        return None
    u1, u2 = (1 - s * s) % P, (1 + s * s) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    square, inv = sqrt_ratio(1, v * u2 * u2)
    den_x = inv * u2 % P
    den_y = inv * den_x * v % P
    x, y = magnitude(2 * s * den_x), u1 * den_y % P
    t = x * y % P
    return None if not square or negative(t) or y == 0 else (x, y, 1, t)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = magnitude(sqrt_ratio(BASE_Y * BASE_Y - 1, D * BASE_Y * BASE_Y + 1)[1])
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def commit(k):
    """The encoding of k times the base point."""
    return encode(multiply(k % L, BASE))
