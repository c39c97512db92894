#!/usr/bin/env python3
"""Prints Tests/ImagesTests/ImageVectors.swift: tiny files of every kind that is decoded, made by
Pillow (and so by other code than what is tested), with the grey values Pillow reads from them.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install pillow numpy
    /tmp/venv/bin/python Scripts/make_image_vectors.py > Tests/ImagesTests/ImageVectors.swift
"""
import base64
import io

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


print('''import Testing

/// One small image file and the grey values it stands for.
struct ImageVector: Sendable, CustomTestStringConvertible {
  let name: String
  let base64: String
  let width: Int
  let height: Int
  let pixels: [UInt8]

  var testDescription: String { name }

  // Made by Scripts/make_image_vectors.py (Pillow); do not edit.
  static let all = [''')
for name, data, pixels in vectors():
    text = base64.b64encode(data).decode()
    lines = [text[i:i + 80] for i in range(0, len(text), 80)]
    print("    ImageVector(")
    print(f'      name: "{name}",')
    print("      base64:")
    print("\n".join(("        " if i == 0 else "        + ") + f'"{l}"'
                    for i, l in enumerate(lines)) + ",")
    height, width = np.shape(pixels)
    print(f"      width: {width}, height: {height},")
    print("      pixels: [")
    flat = [str(int(v)) for v in np.ravel(pixels)]
    for i in range(0, len(flat), 16):
        print("        " + ", ".join(flat[i:i + 16]) + ",")
    print("      ]),")
print("  ]\n}")
