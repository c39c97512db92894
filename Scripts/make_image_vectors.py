#!/usr/bin/env python3
"""Prints Tests/ImagesTests/Vectors/images.json: tiny files of every kind that is decoded, made by
Pillow (and so by other code than what is tested), with the grey values Pillow reads from them;
and files that have to be refused, with the code of the refusal.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install pillow numpy
    /tmp/venv/bin/python Scripts/make_image_vectors.py > Tests/ImagesTests/Vectors/images.json
"""
import base64
import io
import json
import struct
import zlib

import numpy as np
from PIL import Image

W, H = 6, 4
rng = np.random.default_rng(1)
grey = rng.integers(0, 256, (H, W), dtype=np.uint8)
rgb = rng.integers(0, 256, (H, W, 3), dtype=np.uint8)
smooth = np.add.outer(np.arange(16) * 8, np.arange(16) * 7).astype(np.uint8)


def luma(rgb):
    r, g, b = (rgb[..., i].astype(np.int64) for i in range(3))
    return (19595 * r + 38470 * g + 7471 * b + 32768) >> 16


def over_black(values, alpha):
    return (values.astype(np.int64) * alpha + 127) // 255


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def vectors():
    yield "grey PNG", encode(Image.fromarray(grey), format="PNG"), grey
    yield "RGB PNG", encode(Image.fromarray(rgb), format="PNG"), luma(rgb)
    equal = np.repeat(grey[..., None], 3, 2)
    yield "RGB PNG of equal channels", encode(Image.fromarray(equal), format="PNG"), grey
    alpha = rng.integers(0, 256, (H, W, 1), dtype=np.uint8)
    rgba = np.concatenate([rgb, alpha], 2)
    yield "RGBA PNG", encode(Image.fromarray(rgba), format="PNG"), over_black(
        luma(rgb), alpha[..., 0])
    la = np.stack([grey, alpha[..., 0]], 2)
    yield "grey PNG with alpha", encode(Image.fromarray(la), format="PNG"), over_black(
        grey, alpha[..., 0])
    palette = Image.fromarray(rgb).quantize(16)
    yield "palette PNG", encode(palette, format="PNG"), luma(np.array(palette.convert("RGB")))
    deep = (grey.astype(np.uint16) * 257)
    yield "16-bit grey PNG", encode(Image.fromarray(deep), format="PNG"), grey
    bits = Image.fromarray((grey > 127))
    yield "1-bit PNG", encode(bits, format="PNG"), np.where(grey > 127, 255, 0)
    for name, image, options in [
        ("grey JPEG", Image.fromarray(smooth), dict(quality=95)),
        ("progressive JPEG", Image.fromarray(smooth), dict(quality=95, progressive=True)),
        ("colour JPEG", Image.fromarray(np.repeat(smooth[..., None], 3, 2)), dict(quality=95)),
    ]:
        data = encode(image, format="JPEG", **options)
        yield name, data, np.array(Image.open(io.BytesIO(data)).convert("L"))


def announce(width, height):
    """The beginning of a PNG file of a size it does not have."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header
            + struct.pack(">I", zlib.crc32(header)) + struct.pack(">I", 9) + b"IDAT")


def refusals():
    png = encode(Image.fromarray(grey), format="PNG")
    jpeg = encode(Image.fromarray(smooth), format="JPEG")
    damaged = bytearray(png)
    damaged[-20] ^= 0x40
    yield "empty file", b"", "unknownFormat"
    yield "GIF", encode(Image.fromarray(grey), format="GIF"), "unknownFormat"
    yield "BMP", encode(Image.fromarray(grey), format="BMP"), "unknownFormat"
    yield "PNG signature alone", png[:8], "undecodable"
    yield "PNG cut in its data", png[:-20], "undecodable"
    yield "PNG with a flipped bit", bytes(damaged), "undecodable"
    yield "PNG that announces 10^12 pixels", announce(1000000, 1000000), "tooLarge"
    yield "PNG that announces no pixels", announce(0, 5), "undecodable"
    yield "JPEG cut in its data", jpeg[:-30], "undecodable"
    yield "JPEG header alone", jpeg[:100], "undecodable"
    cmyk = Image.fromarray(np.repeat(smooth[..., None], 4, 2), mode="CMYK")
    yield "CMYK JPEG", encode(cmyk, format="JPEG"), "undecodable"


def record(name, data, **expected):
    return {"name": name, "source": "Pillow", "base64": base64.b64encode(data).decode(), **expected}


records = [
    record(name, data, width=pixels.shape[1], height=pixels.shape[0],
           pixels=[int(value) for value in np.ravel(pixels)])
    for name, data, pixels in vectors()
] + [record(name, data, error=code) for name, data, code in refusals()]
print("[\n" + ",\n".join(json.dumps(entry) for entry in records) + "\n]")
