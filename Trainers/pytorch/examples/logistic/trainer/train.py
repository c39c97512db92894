"""Logistic regression in the style of scikit-learn: `coef_`, `intercept_`, `predict_proba`.

python3 train.py START writes its start; without an argument it answers the node.
"""

import sys

import decaph_trainer
import torch
from torch import nn


class LogisticRegression(nn.Module):
    """Multinomial logistic regression without a penalty: clipping and noise already keep it small."""

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        self.coef_ = nn.Parameter(torch.zeros(classes, features))
        self.intercept_ = nn.Parameter(torch.zeros(classes))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x @ self.coef_.T + self.intercept_

    def predict_proba(self, x: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return self(x).softmax(1)

    def predict(self, x: torch.Tensor) -> torch.Tensor:
        return self.predict_proba(x).argmax(1)


model = LogisticRegression(features=3, classes=2)
if len(sys.argv) > 1:
    decaph_trainer.write_start(model, sys.argv[1])
else:
    decaph_trainer.run(model)
