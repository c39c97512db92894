"""An independent verifier of a decaph consortium.

Written from README.md, docs/ and the JSON vectors of Tests/ alone, without reading Sources/.

    python3 Scripts/independent-verifier shared --key shared/auditor.key
    python3 Scripts/independent-verifier --vectors Tests

It needs Python 3.11, PyNaCl and numpy (Debian: python3-nacl, python3-numpy). Exit 0: verified;
1: violated; 2: incomplete. Evidence (protocol.md
section 11) is reported and not judged.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from consortium import Consortium  # noqa: E402
from encoding import base64url  # noqa: E402
from founding import genesis  # noqa: E402
from outcomes import follow  # noqa: E402
from report import Missing, Refused, Report  # noqa: E402
from restarts import after  # noqa: E402


def secret_key(path: Path) -> bytes:
    """The second line of an auditor's key file."""
    lines = path.read_text("ascii").split("\n")
    return base64url(lines[1], 32)


def verify(root: Path, key: Path | None, last: int | None, report: Report) -> None:
    where = "consortium"
    try:
        consortium = Consortium(root, secret_key(key) if key else None, report)
        tip = genesis(consortium)
        while tip.number < (last or len(consortium.kinds)):
            where = f"round-{tip.number + 1}"
            restarted = after(consortium, tip)
            if restarted is not None:
                tip = restarted
            elif tip.roster["members"]:
                tip = follow(consortium, tip)
            else:
                report.note(where, "participants", "the consortium has ended")
                break
        consortium.check_chains()
        consortium.check_budget(tip)
    except Refused as error:
        report.fail(where, "stopped", str(error))
    except Missing as error:
        report.wait(where, "stopped", str(error))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="the shared directory")
    parser.add_argument("--key", type=Path, help="a member's or an auditor's secret key")
    parser.add_argument("--last", type=int, help="the last round to verify; default: the plan's")
    parser.add_argument("--quiet", action="store_true", help="only what is wrong or missing")
    parser.add_argument(
        "--vectors", type=Path, help="check itself on the vectors below this folder"
    )
    parser.add_argument("--example", action="store_true", help="write docs/example.md instead")
    arguments = parser.parse_args()
    if arguments.example:
        import example

        example.write(arguments.folder, secret_key(arguments.key), print)
        return 0
    report = Report(arguments.quiet)
    if arguments.vectors:
        import vectors

        vectors.check(arguments.vectors, report)
    if arguments.folder:
        verify(arguments.folder, arguments.key, arguments.last, report)
    words = {0: "verified", 1: "violated", 2: "incomplete"}
    counts = ", ".join(f"{number} {word}" for word, number in report.counts.items())
    print(f"verdict: {words[report.status]}  ({counts})")
    return report.status


if __name__ == "__main__":
    sys.exit(main())
