#!/usr/bin/env python3
"""What a step of plain PyTorch and of Opacus takes, for the models of PrivateStepBenchmark.swift.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install torch opacus
    /tmp/venv/bin/python Benchmarks/peers/opacus_bench.py [--models a,b,c,d] [--steps N]

Plain is forward, backward and an SGD step on the mean; Opacus the same with per-example gradients
(`hooks`) or norms without them (`ghost`), clipped, with Gaussian noise on the sum. All use all cores
that this process may use. Prints medians in milliseconds; the steps of the three kinds are
interleaved, so that a busy machine slows all alike.
"""
import argparse
import os
import statistics
import time
import warnings

import torch
from opacus import GradSampleModule
from opacus.grad_sample import GradSampleModuleFastGradientClipping
from opacus.optimizers import DPOptimizer, DPOptimizerFastGradientClipping
from opacus.utils.fast_gradient_clipping_utils import DPLossFastGradientClipping
from torch import nn

CLIP, NOISE, RATE = 1.0, 1.0, 0.1


def convolutional(side):
    layers, channels = [], 1
    for filters in (16, 32, 64):
        layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        channels = filters
    features = channels * (side // 8) ** 2
    return nn.Sequential(
        *layers, nn.Flatten(), nn.Linear(features, 128), nn.ReLU(), nn.Linear(128, 3))


def perceptron(inputs, hidden, outputs):
    sizes = [inputs, *hidden]
    layers = [part for a, b in zip(sizes, sizes[1:]) for part in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(*layers, nn.Linear(sizes[-1], outputs))


# name: model, shape of an example, outputs, batch
MODELS = {
    "a": (lambda: convolutional(64), (1, 64, 64), 3, 64),
    "b": (lambda: perceptron(436, [300, 100], 1), (436,), 1, 256),
    "c": (lambda: convolutional(128), (1, 128, 128), 3, 64),
    "d": (lambda: perceptron(15_558, [1_000, 100], 4), (15_558,), 4, 128),
}


def loss_and_labels(outputs, batch):
    if outputs == 1:
        return nn.BCEWithLogitsLoss, (torch.arange(batch) % 2).float()[:, None]
    return nn.CrossEntropyLoss, torch.arange(batch) % outputs


def sgd(model):
    return torch.optim.SGD(model.parameters(), lr=RATE)


def private(optimizer, model, batch):
    """Opacus' optimizer of one or the other kind."""
    return optimizer(
        sgd(model), noise_multiplier=NOISE, max_grad_norm=CLIP, expected_batch_size=batch,
        loss_reduction="mean")


def plain(model, loss, batch):
    return model, sgd(model), loss()


def hooks(model, loss, batch):
    model = GradSampleModule(model, loss_reduction="mean")
    return model, private(DPOptimizer, model, batch), loss()


def ghost(model, loss, batch):
    model = GradSampleModuleFastGradientClipping(
        model, loss_reduction="mean", max_grad_norm=CLIP, use_ghost_clipping=True)
    optimizer = private(DPOptimizerFastGradientClipping, model, batch)
    return model, optimizer, DPLossFastGradientClipping(
        model, optimizer, loss(reduction="mean"), "mean")


def step(model, optimizer, criterion, x, y):
    optimizer.zero_grad()
    criterion(model(x), y).backward()
    optimizer.step()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", default="a,b,c,d")
    parser.add_argument("--steps", type=int, default=15)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    torch.manual_seed(1)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads")
    print(f"{'model':<6}{'plain':>10}{'hooks':>10}{'ghost':>10}   ms, median of {options.steps}")
    for name in options.models.split(","):
        make, shape, outputs, batch = MODELS[name]
        loss, labels = loss_and_labels(outputs, batch)
        x = torch.rand(batch, *shape) * 2 - 1
        kinds = [kind(make(), loss, batch) for kind in (plain, hooks, ghost)]
        times = [[] for _ in kinds]
        for turn in range(options.steps + 3):
            for kind, measured in zip(kinds, times):
                start = time.perf_counter()
                step(*kind, x, labels)
                if turn >= 3:
                    measured.append((time.perf_counter() - start) * 1_000)
        print(f"({name})   " + "".join(f"{statistics.median(t):>10.1f}" for t in times))


if __name__ == "__main__":
    main()
