"""What the verifier says: one finding per check, and the exit code that follows."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):
    """A file, a field or a number is not what the documents allow."""


class Missing(Exception):
    """Something announced is not here."""


@dataclass
class Report:
    quiet: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def say(self, word: str, where: str, code: str, message: str) -> None:
        self.counts[word] = self.counts.get(word, 0) + 1
        if not self.quiet or word in ("FAIL", "wait"):
            print(f"{word:<4} {where:<11} {code:<12} {message}")

    def ok(self, where: str, code: str, message: str) -> None:
        self.say("ok", where, code, message)

    def note(self, where: str, code: str, message: str) -> None:
        self.say("note", where, code, message)

    def skip(self, where: str, code: str, message: str) -> None:
        self.say("skip", where, code, message)

    def fail(self, where: str, code: str, message: str) -> None:
        self.say("FAIL", where, code, message)

    def wait(self, where: str, code: str, message: str) -> None:
        self.say("wait", where, code, message)

    @property
    def status(self) -> int:
        """0 verified, 1 violated, 2 incomplete, as decaph-audit has them."""
        return 1 if self.counts.get("FAIL") else 2 if self.counts.get("wait") else 0
