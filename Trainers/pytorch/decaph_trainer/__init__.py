"""PyTorch models as trainers of decaph: see docs/trainers.md.

    import decaph_trainer
    decaph_trainer.run(model)                       # in the trainer's folder, as train.py
    decaph_trainer.write_start(model, "start.safetensors")   # once, by the founder
"""

from .files import Task, write_start
from .gradients import Loss, cross_entropy
from .run import Dataset, Examples, run

__all__ = ["Dataset", "Examples", "Loss", "Task", "cross_entropy", "run", "write_start"]
