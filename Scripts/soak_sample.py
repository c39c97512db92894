"""What soak-rounds and soak-load measure of running nodes: memory, descriptors, processor, files."""
import os
import re
import statistics
import time

import soak_lib as lib

TICKS = os.sysconf("SC_CLK_TCK")
LEFTOVER = re.compile(r"^(~syncthing~.*\.tmp|\.new-.*)$")


def memory(pid):
    """Resident memory and its peak in KiB, and threads of a process."""
    found = {}
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name in ("VmRSS", "VmHWM", "Threads"):
                found[name] = int(value.split()[0])
    return found["VmRSS"], found["VmHWM"], found["Threads"]


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def processor(pid):
    """Seconds of processor time of a process, its ended children's included."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return sum(int(fields[index]) for index in range(11, 15)) / TICKS


def count(folder):
    """Files below a folder, their bytes, and the paths of those that only a crash may leave."""
    files, size, left = 0, 0, set()
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                size += os.lstat(os.path.join(place, name)).st_size
            except FileNotFoundError:
                continue
            files += 1
            if LEFTOVER.match(name) or os.path.basename(place) == ".tmp":
                left.add(os.path.join(place, name))
    return files, size, left


def tick(node):
    """One run as cron would start it: its processor seconds and its memory's peak in KiB."""
    out = os.open(os.devnull, os.O_RDWR)
    line = [str(part) for part in node.line("run", "--once")]
    pid = os.posix_spawn(
        line[0], line, node.environment(),
        file_actions=[(os.POSIX_SPAWN_DUP2, out, number) for number in (0, 1, 2)])
    os.close(out)
    _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        node.soak.problem(f"{node.member} --once: {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss


class Samples:
    """Rows of figures over rounds, and the judgement whether they stay flat."""

    def __init__(self, soak, consortium):
        self.soak, self.consortium = soak, consortium
        self.rows = []
        self._before = None
        self._left = []

    def mark(self):
        """Begins a span of rounds whose time counts."""
        nodes = self.consortium.nodes.values()
        self._before = (self.consortium.closed_by_all(), time.monotonic(),
                        sum(processor(node.child.pid) for node in nodes))

    def take(self, probe=None):
        """Ends the span: one row. `probe` is stopped for it and runs some ticks as from cron."""
        nodes = list(self.consortium.nodes.values())
        begin, since, used = self._before
        rounds = self.consortium.closed_by_all()
        span = max(1, rounds - begin)
        pids = [node.child.pid for node in nodes]
        row = {
            "round": rounds,
            "ms/round": (time.monotonic() - since) / span * 1000,
            "cpu ms": (sum(map(processor, pids)) - used) / span / len(nodes) * 1000,
            "rss KiB": max(memory(pid)[0] for pid in pids),
            "peak KiB": max(memory(pid)[1] for pid in pids),
            "threads": max(memory(pid)[2] for pid in pids),
            "open": max(map(descriptors, pids)),
        }
        shared = count(nodes[0].share)
        state = count(nodes[-1].state)
        row.update({"shared": shared[0], "state": state[0], "state KiB": state[1] // 1024,
                    "left": len(shared[2] | state[2])})
        self._left.append(shared[2] | state[2])
        if probe is not None:
            # The others are frozen: who answers at once keeps a run of `--once` going on and on.
            probe.stop()
            others = [node for node in nodes if node is not probe]
            for node in others:
                node.freeze()
            runs = [tick(probe) for _ in range(3)]
            for node in others:
                node.thaw()
            row["tick ms"] = min(run[0] for run in runs) * 1000
            row["tick KiB"] = max(run[1] for run in runs)
            probe.start()
        self.rows.append(row)
        if len(self.rows) == 1:
            print(" ".join(f"{name:>9}" for name in row))
        print(" ".join(f"{value:9.1f}" if isinstance(value, float) else f"{value:9d}"
                       for value in row.values()), flush=True)

    def judge(self, ratio):
        """Compares the last tenth of the rows with the second one; gives the lines of a table."""
        tenth = max(1, len(self.rows) // 10)
        early, late = self.rows[tenth:2 * tenth], self.rows[-tenth:]
        if len(self.rows) < 5:
            raise lib.Failure(f"only {len(self.rows)} rows were measured")
        lines = {}
        allowed = {"cpu ms": 1, "tick ms": 5, "rss KiB": 4096, "peak KiB": 4096,
                   "tick KiB": 4096, "open": 2, "threads": 2}
        for name, slack in allowed.items():
            if name not in self.rows[0]:
                continue
            a, b = (statistics.median(row[name] for row in part) for part in (early, late))
            good = b <= a * ratio + slack
            lines[name] = f"{a:.1f} -> {b:.1f}  (at most {a * ratio + slack:.1f})"
            if not good:
                self.soak.problem(f"{name} grows: {lines[name]}")
        for name in ("shared", "state"):
            a, b = (self._slope(name, at) for at in (tenth, len(self.rows) - tenth - 1))
            lines[f"{name} files per round"] = f"{a:.1f} -> {b:.1f}"
            if b > a * ratio + 1:
                self.soak.problem(f"{name}: more files per round: {a:.1f} -> {b:.1f}")
        # Files that are being written while they are counted come and go; leaks stay.
        left = len(set.intersection(*self._left[-3:]))
        lines["temporary files that stay"] = str(left)
        if left:
            self.soak.problem(f"{left} temporary files stay")
        return lines

    def _slope(self, name, at):
        """Files per round between two rows."""
        first, last = self.rows[at], self.rows[min(at + max(1, len(self.rows) // 10),
                                                   len(self.rows) - 1)]
        return (last[name] - first[name]) / max(1, last["round"] - first["round"])


def show(soak, title, rows):
    """Prints what came out; gives the exit code."""
    rows = dict(rows, result="FAILED" if soak.problems else "ok")
    width = max(map(len, rows))
    print(f"\n{soak.name}: {title}")
    for label, text in rows.items():
        print(f"{label.ljust(width)}  {text}")
    for problem in soak.problems:
        print(f"problem: {problem}")
    return 1 if soak.problems else 0
