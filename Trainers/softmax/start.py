"""Writes the start of the softmax regression, all zeros: start.py CLASSES INPUTS > start.safetensors"""

import json
import struct
import sys

classes, inputs = int(sys.argv[1]), int(sys.argv[2])
middle, end = 4 * classes * inputs, 4 * classes * (inputs + 1)
header = json.dumps(
    {
        "weight": {"dtype": "F32", "shape": [classes, inputs], "data_offsets": [0, middle]},
        "bias": {"dtype": "F32", "shape": [classes], "data_offsets": [middle, end]},
    }
).encode()
header += b" " * (-len(header) % 8)
sys.stdout.buffer.write(struct.pack("<Q", len(header)) + header + bytes(end))
