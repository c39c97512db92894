"""The convolutional network that `decaph-node plan new` plans, in PyTorch.

python3 train.py START writes its start; without an argument it answers the node.
"""

import sys

import decaph_trainer
import torch
from torch import nn


def network(classes: int, side: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    channels = 1
    for filters in (8, 16, 32):
        layers += [
            nn.Conv2d(channels, filters, 3, padding=1), nn.GroupNorm(4, filters), nn.ReLU(),
            nn.MaxPool2d(2),
        ]
        channels, side = filters, side // 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * side * side, classes))


torch.manual_seed(7)
model = network(classes=3, side=64)
if len(sys.argv) > 1:
    decaph_trainer.write_start(model, sys.argv[1])
else:
    decaph_trainer.run(model)
