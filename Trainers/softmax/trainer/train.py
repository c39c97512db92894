"""A softmax regression as a trainer of decaph, in the Python standard library alone.

The model has two tensors, `weight` [classes, inputs] and `bias` [classes]. The gradient of one
example's cross-entropy is the outer product of (probabilities - label) and its inputs.
"""

import array
import json
import math
import os
import struct
import sys


def read_tensors(path):
    """The tensors of a safetensors file: name -> (shape, numbers)."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            numbers = array.array({"F32": "f", "I64": "q"}[entry["dtype"]])
            numbers.frombytes(data[begin:end])
            tensors[name] = (entry["shape"], numbers)
    return tensors


def gradient(weight, bias, inputs, label):
    """The gradient of one example's loss: rows of the weights, then the biases."""
    size = len(inputs)
    scores = [
        b + sum(w * x for w, x in zip(weight[c * size : (c + 1) * size], inputs))
        for c, b in enumerate(bias)
    ]
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    total = sum(powers)
    errors = [power / total - (c == label) for c, power in enumerate(powers)]
    return [error * x for error in errors for x in inputs] + errors


def answer(path, name, dtype, shape, rows):
    """Writes a safetensors file of one tensor, row by row as the rows come."""
    header = {name: {"dtype": dtype, "shape": shape, "data_offsets": [0, 0]}}
    width = {"F32": 4, "I64": 8}[dtype]
    header[name]["data_offsets"][1] = math.prod(shape) * width
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for row in rows:
            file.write(array.array({"F32": "f", "I64": "q"}[dtype], row).tobytes())


def clipped(row, task):
    """A record's gradient on the grid: shortened to the clip norm, truncated toward zero."""
    norm = math.sqrt(sum(x * x for x in row))
    if not math.isfinite(norm):
        return [0] * len(row)
    cap = task["clip_norm"] * (1 - 2**-20)
    factor = cap / norm if norm > cap else 1.0
    return [int(x * factor / task["grid_step"]) for x in row]


def main():
    folder = os.environ["DECAPH_ROUND"]
    task = json.load(open(f"{folder}/round.json"))
    model = read_tensors(f"{folder}/model.safetensors")
    data = read_tensors(f"{folder}/examples.safetensors")
    if [t["name"] for t in task["tensors"] if t["trained"]] != ["weight", "bias"]:
        sys.exit("this trainer knows the tensors weight and bias, both trained")
    (weight, bias) = (model["weight"][1], model["bias"][1])
    (labels, features) = (data["labels"][1], data["features"][1])
    size = len(features) // max(len(labels), 1)
    rows = (
        gradient(weight, bias, features[i * size : (i + 1) * size], labels[i])
        for i in range(len(labels))
    )
    count, wanted = task["parameters"], task["answer"]
    path = f"{folder}/gradients.safetensors"
    if wanted == "per-example":
        answer(path, "gradients", "F32", [len(labels), count], rows)
    elif wanted == "batch-sum":
        total = [0.0] * count
        for row in rows:
            total = [a + b for a, b in zip(total, row)]
        answer(path, "sum", "F32", [count], [total])
    else:
        total = [0] * count
        for examples in task["records"]:
            record = [0.0] * count
            for _ in range(examples):
                record = [a + b for a, b in zip(record, next(rows))]
            total = [a + b for a, b in zip(total, clipped(record, task))]
        answer(path, "sum", "I64", [count], [total])


main()
