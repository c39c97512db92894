#!/usr/bin/env python3
"""Makes the vectors of ModelUpdateTests and LearningTests.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy safetensors torch
    /tmp/venv/bin/python Scripts/vectors-learning.py

Gradients come from PyTorch in double precision. Update rule, initial parameters and model files
are second implementations from the documentation, in numpy's single precision; the model file is
also opened with the safetensors library. Every output is deterministic.
"""
import json
import math
import pathlib
import struct

import numpy as np
import safetensors.numpy
import torch

ROOT = pathlib.Path(__file__).resolve().parent.parent
MASK = (1 << 64) - 1
F = np.float32


def write(target, name, source, cases):
    path = ROOT / "Tests" / target / "Vectors" / name
    lines = ",\n    ".join(json.dumps(case) for case in cases)
    path.write_text(
        '{\n  "source": %s,\n  "cases": [\n    %s\n  ]\n}\n' % (json.dumps(source), lines))


def layer(kind, **fields):
    return {"kind": kind, **fields}


def convolution(filters, kernel, stride=1):
    return layer("convolution", filters=filters, kernel=kernel, stride=stride)


RELU = layer("relu")


def block(filters, stride, groups):
    return layer("residualBlock", filters=filters, stride=stride, groups=groups)


def architecture(inputs, layers, outputs, loss="softmax-cross-entropy", weights=None):
    layers = layers + [layer("dense", units=outputs)]
    arch = {"input": inputs, "layers": layers, "loss": loss, "outputs": outputs}
    if weights is not None:
        arch["classWeights"] = [repr(weight) for weight in weights]
    return arch


# --- gradients, by PyTorch ---------------------------------------------------------------------


class ResidualBlock(torch.nn.Module):
    """torchvision's BasicBlock with group normalisation in place of batch normalisation."""

    def __init__(self, channels, filters, stride, groups):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(channels, filters, 3, stride, padding=1, bias=False)
        self.norm1 = torch.nn.GroupNorm(groups, filters)
        self.conv2 = torch.nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        self.norm2 = torch.nn.GroupNorm(groups, filters)
        self.downsample = torch.nn.Sequential()
        if stride != 1 or channels != filters:
            self.downsample = torch.nn.Sequential(
                torch.nn.Conv2d(channels, filters, 1, stride, bias=False),
                torch.nn.GroupNorm(groups, filters))

    def forward(self, x):
        y = self.norm2(self.conv2(torch.relu(self.norm1(self.conv1(x)))))
        return torch.relu(y + self.downsample(x))


def module(arch):
    shape, modules = list(arch["input"]), []
    for spec in arch["layers"]:
        kind = spec["kind"]
        if kind == "convolution":
            kernel, stride = spec["kernel"], spec["stride"]
            modules.append(torch.nn.Conv2d(
                shape[0], spec["filters"], kernel, stride, padding=(kernel - 1) // 2))
            shape = [spec["filters"]] + [(side - 1) // stride + 1 for side in shape[1:]]
        elif kind == "relu":
            modules.append(torch.nn.ReLU())
        elif kind == "maxPool":
            modules.append(torch.nn.MaxPool2d(spec["size"]))
            shape = [shape[0]] + [side // spec["size"] for side in shape[1:]]
        elif kind == "groupNorm":
            modules.append(torch.nn.GroupNorm(spec["groups"], shape[0]))
        elif kind == "residualBlock":
            modules.append(ResidualBlock(
                shape[0], spec["filters"], spec["stride"], spec["groups"]))
            shape = [spec["filters"]] + [(side - 1) // spec["stride"] + 1 for side in shape[1:]]
        elif kind == "globalAveragePool":
            modules += [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()]
            shape = shape[:1]
        else:
            count = int(np.prod(shape))
            modules += [torch.nn.Flatten(), torch.nn.Linear(count, spec["units"])]
            shape = [spec["units"]]
    return torch.nn.Sequential(*modules).double()


def gradient_case(name, arch, examples=3, seed=1):
    rng = np.random.default_rng(seed)
    model = module(arch)
    parameters = list(model.parameters())
    for tensor in parameters:
        values = rng.normal(0, 0.5, tensor.shape).astype(F)
        tensor.data = torch.tensor(values.astype(np.float64))
    features = rng.normal(0, 1, [examples] + arch["input"]).astype(F)
    weights = arch.get("classWeights")
    weights = None if weights is None else torch.tensor([float(w) for w in weights]).double()
    if arch["loss"] == "softmax-cross-entropy":
        labels = rng.integers(0, arch["outputs"], examples)
        # Summed, because PyTorch's mean divides by the weights again.
        criterion = torch.nn.CrossEntropyLoss(weights, reduction="sum")
        target = torch.tensor(labels)
    else:
        labels = rng.integers(0, 2, [examples, arch["outputs"]])
        criterion = torch.nn.BCEWithLogitsLoss(reduction="sum", pos_weight=weights)
        target = torch.tensor(labels, dtype=torch.float64)
    losses, gradients = [], []
    for index in range(examples):
        model.zero_grad()
        one = torch.tensor(features[index:index + 1].astype(np.float64))
        loss = criterion(model(one), target[index:index + 1])
        loss.backward()
        losses.append(loss.item())
        gradients.append([float(x) for p in parameters for x in p.grad.flatten()])
    return {
        "name": name, "architecture": arch,
        "parameters": [float(x) for p in parameters for x in p.detach().flatten()],
        "features": [float(x) for x in features.flatten()],
        "labels": [int(x) for x in np.asarray(labels).flatten()],
        "losses": losses,
        "gradients": [[float("%.10g" % x) for x in row] for row in gradients],
    }


def gradients():
    sigmoid = "sigmoid-cross-entropy"
    pool = layer("maxPool", size=2)
    write("LearningTests", "gradients.json", f"PyTorch {torch.__version__}, double precision", [
        gradient_case("logistic regression", architecture([5], [], 3)),
        gradient_case("multi-label logistic regression", architecture([4], [], 3, sigmoid)),
        gradient_case("binary perceptron, one output", architecture(
            [4], [layer("dense", units=3), RELU], 1, sigmoid)),
        gradient_case("perceptron, two hidden layers", architecture(
            [4], [layer("dense", units=5), RELU, layer("dense", units=3), RELU], 2)),
        gradient_case("dense layers without ReLU", architecture(
            [4], [layer("dense", units=5)], 2)),
        gradient_case("ReLU first, on a table", architecture([6], [RELU], 2)),
        gradient_case("logistic regression on an image", architecture([2, 3, 2], [], 2)),
        gradient_case("convolution, two channels", architecture([2, 4, 5], [convolution(3, 3)], 2)),
        gradient_case("convolution 1x1", architecture([2, 3, 3], [convolution(3, 1), RELU], 2)),
        gradient_case("convolution 5x5 on a smaller image", architecture(
            [1, 3, 4], [convolution(2, 5)], 2)),
        gradient_case("convolution, stride 2, odd sides", architecture(
            [1, 5, 7], [convolution(2, 3, 2), RELU], 2)),
        gradient_case("convolution 5x5, stride 3", architecture(
            [1, 8, 7], [convolution(2, 5, 3)], 2)),
        gradient_case("max-pool before a convolution", architecture(
            [1, 6, 6], [pool, convolution(2, 3)], 2)),
        gradient_case("max-pool 3 with rest", architecture(
            [1, 7, 8], [convolution(2, 3), layer("maxPool", size=3)], 2)),
        gradient_case("group normalisation", architecture(
            [1, 4, 4], [convolution(4, 3), layer("groupNorm", groups=2), RELU], 2)),
        gradient_case("layer normalisation first", architecture(
            [2, 3, 3], [layer("groupNorm", groups=1), convolution(2, 3)], 2)),
        gradient_case("small CNN", architecture(
            [1, 8, 8], [
                convolution(4, 3), RELU, pool, convolution(4, 3), layer("groupNorm", groups=4),
                RELU, pool, layer("dense", units=5), RELU], 3)),
        gradient_case("multi-label CNN", architecture(
            [1, 6, 6], [convolution(2, 3), RELU, pool], 4, sigmoid)),
        gradient_case("class weights", architecture([4], [], 3, weights=[0.5, 2.0, 7.0])),
        gradient_case("weights of labels", architecture(
            [4], [layer("dense", units=3), RELU], 3, sigmoid, [0.5, 2.0, 7.0]), examples=5),
        gradient_case("global average pool", architecture(
            [2, 3, 5], [convolution(3, 3), RELU, layer("globalAveragePool")], 2)),
        gradient_case("residual block", architecture(
            [4, 3, 4], [block(4, 1, 2), layer("globalAveragePool")], 2)),
        gradient_case("residual block, other shape, first of all", architecture(
            [1, 5, 6], [block(4, 2, 2)], 2)),
        gradient_case("small residual network", architecture(
            [1, 9, 8], [
                convolution(2, 5, 2), layer("groupNorm", groups=1), RELU, block(2, 1, 1),
                block(4, 2, 2), block(4, 1, 2), layer("globalAveragePool")], 3)),
        gradient_case("17 examples, more than lanes", architecture(
            [3], [layer("dense", units=2), RELU], 2), examples=17),
    ])


# --- initial parameters ------------------------------------------------------------------------


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def layout(arch):
    shape, tensors = list(arch["input"]), []
    for index, spec in enumerate(arch["layers"]):
        kind = spec["kind"]
        if kind == "convolution":
            weight = [spec["filters"], shape[0], spec["kernel"], spec["kernel"]]
            shape = [spec["filters"]] + [(side - 1) // spec["stride"] + 1 for side in shape[1:]]
        elif kind == "dense":
            weight = [spec["units"], int(np.prod(shape))]
            shape = [spec["units"]]
        elif kind == "groupNorm":
            weight = [shape[0]]
        elif kind == "residualBlock":
            filters, old = spec["filters"], shape
            shape = [filters] + [(side - 1) // spec["stride"] + 1 for side in shape[1:]]
            parts = [("conv1", old[0], 3, "norm1"), ("conv2", filters, 3, "norm2")]
            if shape != old:
                parts.append(("downsample.0", old[0], 1, "downsample.1"))
            for name, channels, kernel, norm in parts:
                tensors += [
                    (f"{index}.{name}.weight", [filters, channels, kernel, kernel]),
                    (f"{index}.{norm}.weight", [filters]), (f"{index}.{norm}.bias", [filters])]
            continue
        elif kind == "globalAveragePool":
            shape = shape[:1]
            continue
        else:
            if kind == "maxPool":
                shape = [shape[0]] + [side // spec["size"] for side in shape[1:]]
            continue
        tensors += [(f"{index}.weight", weight), (f"{index}.bias", [weight[0]])]
    return tensors


def initial(arch, seed):
    tensors, parts = layout(arch), []
    for t, (name, shape) in enumerate(tensors):
        count = int(np.prod(shape))
        if name.endswith("bias"):
            parts.append(np.zeros(count, F))
        elif len(shape) == 1:
            parts.append(np.ones(count, F))
        else:
            inputs = count // shape[0]
            is_last = t == len(tensors) - 2
            bound = np.sqrt(F(6) / F(inputs + shape[0] if is_last else inputs))
            state, values = mix((seed + mix(t + 1)) & MASK), []
            for _ in range(count):
                state = (state + 0x9E3779B97F4A7C15) & MASK
                odd = (mix(state) >> 40) * 2 - 0xFFFFFF
                values.append((F(odd) * F(2.0 ** -24)) * bound)
            parts.append(np.array(values, F))
    return np.concatenate(parts)


def digest(data):
    """FNV-1a, 64 bits: enough to compare, and short to write down in any language."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return "%016x" % value


def bits(values):
    return [int(x) for x in np.asarray(values, F).view(np.uint32)]


SMALL = architecture([3], [layer("dense", units=2), RELU], 2)
NORMED = architecture(
    [1, 8, 8], [
        convolution(4, 3), layer("groupNorm", groups=2), RELU, layer("maxPool", size=2),
        layer("dense", units=11), RELU], 3)


RESIDUAL = architecture(
    [1, 16, 16], [
        convolution(4, 5, 2), layer("groupNorm", groups=2), RELU, block(4, 1, 2), block(6, 2, 3),
        layer("globalAveragePool")], 3)


def initial_parameters():
    cases = []
    for name, arch, seed in [
            ("small", SMALL, 0), ("small, largest seed", SMALL, MASK), ("normed", NORMED, 7),
            ("residual", RESIDUAL, 3)]:
        values = initial(arch, seed)
        cases.append({
            "name": name, "architecture": arch, "seed": str(seed), "count": len(values),
            "first": bits(values[:8]), "digest": digest(values.astype("<f4").tobytes())})
    write("ModelUpdateTests", "initial-parameters.json",
          "Scripts/vectors-learning.py: numpy single precision", cases)


# --- update rule and model file ----------------------------------------------------------------


def aggregate(step, index):
    """An integer sum: 32 bits wide, every seventh 60 bits wide."""
    word = mix(step * 1_000_003 + index)
    return (word >> 4) - (1 << 59) if index % 7 == 0 else (word >> 32) - (1 << 31)


def moments(rule):
    if rule["kind"] == "adam":
        return ["first", "second"]
    return [] if float(rule["momentum"]) == 0 else ["momentum"]


class State:
    def __init__(self, arch, seed, rule):
        self.arch, self.rule, self.step = arch, rule, 0
        self.w = initial(arch, seed)
        self.moments = [np.zeros_like(self.w) for _ in moments(rule)]
        self.powers = [1.0, 1.0] if rule["kind"] == "adam" else []

    def update(self, sums, grid_step, divisor):
        rule, scale = self.rule, grid_step / divisor
        g = np.array([F(float(a) * scale) for a in sums], F)
        rate = F(float(rule["learningRate"]))
        self.step += 1
        if rule["kind"] == "sgd":
            if self.moments:
                self.moments[0] = F(float(rule["momentum"])) * self.moments[0] + g
                g = self.moments[0]
            self.w = self.w - rate * g
            return
        b1, b2 = float(rule["beta1"]), float(rule["beta2"])
        self.powers = [self.powers[0] * b1, self.powers[1] * b2]
        m, v = self.moments
        m = F(b1) * m + F(1 - b1) * g
        v = F(b2) * v + F(1 - b2) * (g * g)
        rate = F(float(rule["learningRate"]) / (1 - self.powers[0]))
        root = np.sqrt(v) * F(1 / math.sqrt(1 - self.powers[1]))
        self.w = self.w - (rate * m) / (root + F(float(rule["epsilon"])))
        self.moments = [m, v]

    def tensors(self):
        """name -> (type, shape, bytes)"""
        out = {"step": ("U64", [], struct.pack("<Q", self.step))}
        for index, power in enumerate(self.powers):
            out[f"optimizer.power.beta{index + 1}"] = ("F64", [], struct.pack("<d", power))
        offset = 0
        for name, shape in layout(self.arch):
            end = offset + int(np.prod(shape))
            out[name] = ("F32", shape, self.w[offset:end].astype("<f4").tobytes())
            for kind, values in zip(moments(self.rule), self.moments):
                data = values[offset:end].astype("<f4").tobytes()
                out[f"optimizer.{kind}.{name}"] = ("F32", shape, data)
            offset = end
        return out

    def file(self):
        tensors, header, data = self.tensors(), {"__metadata__": {"decaph": "model/1"}}, b""
        for name in sorted(tensors, key=lambda n: (tensors[n][0] == "F32", n)):
            kind, shape, values = tensors[name]
            header[name] = {
                "dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(values)]}
            data += values
        text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        file = struct.pack("<Q", len(text)) + text + data
        read = safetensors.numpy.load(file)
        assert set(read) == set(tensors)
        for name, (_, shape, values) in tensors.items():
            assert list(read[name].shape) == shape and read[name].tobytes() == values, name
        return file


RULES = [
    ("plain descent", {"kind": "sgd", "learningRate": "0.1", "momentum": "0.0"}),
    ("momentum", {"kind": "sgd", "learningRate": "0.05", "momentum": "0.9"}),
    ("Adam", {"kind": "adam", "learningRate": "0.001", "beta1": "0.9", "beta2": "0.999",
              "epsilon": "1e-08"}),
    ("Adam, other constants", {"kind": "adam", "learningRate": "0.003", "beta1": "0.0",
                               "beta2": "0.95", "epsilon": "0.0001"}),
]


def assert_torch_agrees(rule):
    """The rules mean what PyTorch's optimisers of the same name do, but for the last bits."""
    state = State(SMALL, 5, rule)
    weights = torch.nn.Parameter(torch.tensor(state.w))
    rate = float(rule["learningRate"])
    if rule["kind"] == "sgd":
        optimizer = torch.optim.SGD([weights], rate, float(rule["momentum"]))
    else:
        betas = (float(rule["beta1"]), float(rule["beta2"]))
        optimizer = torch.optim.Adam([weights], rate, betas, float(rule["epsilon"]))
    for step in range(1, 21):
        sums = [aggregate(step, 7 * i + 1) for i in range(len(state.w))]
        state.update(sums, 2.0 ** -31, 4.0)
        weights.grad = torch.tensor([float(a) * 2.0 ** -33 for a in sums])
        optimizer.step()
    assert np.allclose(state.w, weights.detach().numpy(), rtol=1e-5, atol=1e-6), rule


def update_rules():
    cases = []
    for name, rule in RULES:
        assert_torch_agrees(rule)
        for arch, steps in [(SMALL, 3), (NORMED, 12)]:
            state = State(arch, 5, rule)
            # Sums have 32 or 60 bits; the wide ones give gradients near 10^9.
            grid_step, divisor = 1.0 / 131072, 25.6
            for step in range(1, steps + 1):
                state.update(
                    [aggregate(step, i) for i in range(len(state.w))], grid_step, divisor)
            case = {
                "name": f"{name}, {len(state.w)} parameters", "architecture": arch, "rule": rule,
                "seed": "5", "steps": steps, "gridStep": grid_step, "divisor": divisor,
                "parameters": bits(state.w[:8]), "digest": digest(state.file())}
            if arch is SMALL:
                case["file"] = state.file().hex()
            cases.append(case)
    write("ModelUpdateTests", "update-rule.json",
          "Scripts/vectors-learning.py: numpy single precision; files opened with safetensors "
          + safetensors.__version__, cases)


def refusals():
    rule = RULES[2][1]
    state = State(SMALL, 5, rule)
    good = state.file()
    size = struct.unpack("<Q", good[:8])[0]
    header, data = good[8:8 + size], good[8 + size:]

    def file(text, numbers=data):
        text += b" " * (-len(text) % 8)
        return struct.pack("<Q", len(text)) + text + numbers

    parsed = json.loads(header)
    compact = dict(sort_keys=True, separators=(",", ":"))

    def changed(name, **fields):
        copy = json.loads(header)
        copy[name].update(fields)
        return file(json.dumps(copy, **compact).encode())

    nan, infinite = struct.pack("<f", float("nan")), struct.pack("<f", float("inf"))
    step = parsed["step"]["data_offsets"][0]
    power = parsed["optimizer.power.beta1"]["data_offsets"][0]
    weight = parsed["0.weight"]["data_offsets"][0]
    moment = parsed["optimizer.second.0.weight"]["data_offsets"][0]

    def patched(offset, value):
        return good[:8 + size] + data[:offset] + value + data[offset + len(value):]

    text = header.rstrip(b" ")
    files = [
        ("empty", b""),
        ("seven bytes", good[:7]),
        ("header length only", good[:8]),
        ("one byte short", good[:-1]),
        ("one byte long", good + b"\0"),
        ("header length beyond the file", struct.pack("<Q", 1 << 62) + good[8:]),
        ("header length all ones", b"\xff" * 8 + good[8:]),
        ("header length one less", struct.pack("<Q", size - 1) + good[8:]),
        ("a letter of a name changed", good[:8] + header.replace(b'"step"', b'"Step"') + data),
        ("header filled with tabs", struct.pack("<Q", size + 8) + header + b"\t" * 8 + data),
        ("eight more spaces", file(text + b" " * (8 + size - len(text)))),
        ("header with spaces between", file(json.dumps(parsed, sort_keys=True).encode())),
        ("keys not sorted", file(json.dumps(
            dict(reversed(list(parsed.items()))), separators=(",", ":")).encode())),
        ("duplicate name", file(text[:-1] + b',"step":' + json.dumps(
            parsed["step"], **compact).encode() + b"}")),
        ("no metadata", file(json.dumps(
            {k: v for k, v in parsed.items() if k != "__metadata__"}, **compact).encode())),
        ("tensor missing", file(json.dumps(
            {k: v for k, v in parsed.items() if k != "2.bias"}, **compact).encode())),
        ("overlap", changed("2.bias", data_offsets=parsed["0.bias"]["data_offsets"])),
        ("gap", file(text.replace(
            b"[%d," % parsed["2.bias"]["data_offsets"][0],
            b"[%d," % (parsed["2.bias"]["data_offsets"][0] + 1)))),
        ("other shape, same size", changed("0.weight", shape=[3, 2])),
        ("other type, same size", changed("0.weight", dtype="I32")),
        ("not a number in the parameters", patched(weight, nan)),
        ("infinite second moment", patched(moment + 4, infinite)),
        ("step beyond 63 bits", patched(step, b"\xff" * 8)),
        ("power of beta above one", patched(power, struct.pack("<d", 1.5))),
        ("power of beta not a number", patched(power, struct.pack("<d", float("nan")))),
        ("another rule's file", State(SMALL, 5, RULES[1][1]).file()),
        ("another architecture's file", State(NORMED, 5, rule).file()),
    ]
    assert all(data != good for _, data in files)
    cases = [{"name": name, "expected": "invalidFile", "file": data.hex()} for name, data in files]
    cases.insert(0, {"name": "good", "expected": "accepted", "file": good.hex()})
    write("ModelUpdateTests", "model-file.json",
          "Scripts/vectors-learning.py: Adam of update-rule.json, small architecture, seed 5, "
          "before the first step", cases)


# --- schedules ---------------------------------------------------------------------------------


def half_turn_cosine(x):
    def series(angle):
        square, total = angle * angle, 1.0
        for power in range(24, 0, -2):
            total = 1 - total * (square / float(power * (power - 1)))
        return total
    return -series(math.pi * (1 - x)) if x > 0.5 else series(math.pi * x)


def factor(schedule, step, steps):
    if step < schedule["warmUp"]:
        return (step + 1) / schedule["warmUp"]
    done = step - schedule["warmUp"]
    if schedule["kind"] == "cosine":
        length, floor = max(steps - schedule["warmUp"], 1), float(schedule["floor"])
        return floor + (1 - floor) * (
            (1 + half_turn_cosine(min(done, length) / length)) * 0.5)
    product = 1.0
    if schedule["kind"] == "step":
        for _ in range(done // schedule["every"]):
            product *= float(schedule["factor"])
    return product


def torch_factors(schedule, steps):
    """PyTorch's schedulers of the same name, on a learning rate of 1."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    if schedule["kind"] == "cosine":
        after = torch.optim.lr_scheduler.CosineAnnealingLR(
            optimizer, steps - schedule["warmUp"], float(schedule["floor"]))
    elif schedule["kind"] == "step":
        after = torch.optim.lr_scheduler.StepLR(
            optimizer, schedule["every"], float(schedule["factor"]))
    else:
        after = torch.optim.lr_scheduler.ConstantLR(optimizer, 1.0)
    factors = []
    for _ in range(steps - schedule["warmUp"]):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        after.step()
    return factors


def schedules():
    cases = []
    for schedule, steps in [
            ({"kind": "constant", "warmUp": 3}, 6),
            ({"kind": "cosine", "floor": "0.0", "warmUp": 0}, 12),
            ({"kind": "cosine", "floor": "0.1", "warmUp": 5}, 60),
            ({"kind": "step", "every": 4, "factor": "0.3", "warmUp": 2}, 20)]:
        factors = [factor(schedule, step, steps) for step in range(steps)]
        assert np.allclose(
            factors[schedule["warmUp"]:], torch_factors(schedule, steps), rtol=1e-9, atol=1e-12)
        cases.append({
            "name": schedule["kind"], "schedule": schedule, "steps": steps,
            "factors": [struct.pack(">d", value).hex() for value in factors]})
    write("ModelUpdateTests", "schedules.json",
          "Scripts/vectors-learning.py: the bits of Python's doubles; PyTorch "
          f"{torch.__version__} agrees but for rounding", cases)


if __name__ == "__main__":
    torch.manual_seed(0)
    gradients()
    initial_parameters()
    update_rules()
    refusals()
    schedules()
