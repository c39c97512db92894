"""DenseNet-121 (Huang et al. 2017) with group instead of batch normalisation, for grey images.

Its tensors have the names of torchvision's, so that pretrained convolutions can be loaded by name.
python3 train.py START writes its start; without an argument it answers the node.
"""

import sys

import decaph_trainer
import torch
from torch import nn

GROWTH, BLOCKS, FIRST, CLASSES = 32, (6, 12, 24, 16), 64, 3


def norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(32, channels)


class DenseLayer(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm1 = norm(channels)
        self.conv1 = nn.Conv2d(channels, 4 * GROWTH, 1, bias=False)
        self.norm2 = norm(4 * GROWTH)
        self.conv2 = nn.Conv2d(4 * GROWTH, GROWTH, 3, padding=1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        new = self.conv2(torch.relu(self.norm2(self.conv1(torch.relu(self.norm1(x))))))
        return torch.cat([x, new], 1)


class Transition(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = norm(channels)
        self.conv = nn.Conv2d(channels, channels // 2, 1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.avg_pool2d(self.conv(torch.relu(self.norm(x))), 2)


class DenseNet121(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential()
        self.features.add_module("conv0", nn.Conv2d(1, FIRST, 7, stride=2, padding=3, bias=False))
        self.features.add_module("norm0", norm(FIRST))
        self.features.add_module("relu0", nn.ReLU())
        self.features.add_module("pool0", nn.MaxPool2d(3, stride=2, padding=1))
        channels = FIRST
        for number, count in enumerate(BLOCKS, 1):
            block = nn.Sequential()
            for layer in range(1, count + 1):
                block.add_module(f"denselayer{layer}", DenseLayer(channels))
                channels += GROWTH
            self.features.add_module(f"denseblock{number}", block)
            if number < len(BLOCKS):
                self.features.add_module(f"transition{number}", Transition(channels))
                channels //= 2
        self.features.add_module("norm5", norm(channels))
        self.classifier = nn.Linear(channels, CLASSES)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.classifier(torch.relu(self.features(x)).mean((2, 3)))


torch.manual_seed(7)
model = DenseNet121()
if len(sys.argv) > 1:
    decaph_trainer.write_start(model, sys.argv[1])
else:
    decaph_trainer.run(model)
