"""What the four soak scripts share: a small consortium of real programs, a recorder, one table.

    Scripts/soak-kill   Scripts/soak-syncthing   Scripts/soak-rsync   Scripts/soak-nfs

Only the standard library of Python 3.9 or later. Everything temporary lies in one folder, every
child is ended by its process id when the script ends, also on Ctrl-C.
"""
import argparse
import collections
import datetime
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
SKIPPED = 77

# The names that a hospital writes in its folder; everything else is some tool's.
PROTOCOL_NAME = re.compile(r"[a-z]+(-[a-z0-9-]+)?\.(json|json\.minisig|sealed)")
ROUND_FOLDER = re.compile(r"round-(\d{6,})")

PLAN = """\
title = "Soak: small tables"
[data]
classes = ["no", "yes"]
[data.table]
label = "disease"
[[data.table.feature]]
column = "age"
low = 20
high = 90
[[data.table.feature]]
column = "sex"
values = ["f", "m"]
[model]
{model}
[training]
rounds = 1000000
sampling_rate = 0.01
nominal_records = {records}
clip_norm = 1.0
seed = 7
[training.optimizer]
kind = "sgd"
learning_rate = 0.01
momentum = 0.9
[privacy]
noise_multiplier = 20.0
epsilon = 900.0
delta = 1e-5
[rounds.patience]
masked = {masked}
vote = {vote}
leader = {leader}
[auditors]
public-auditor = "{auditor}"
"""


class Failure(Exception):
    """What ends a soak early; the text says why."""


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def parser(about, seconds):
    """The options that all scripts take."""
    made = argparse.ArgumentParser(description=about)
    made.add_argument("bin", nargs="?", default=str(ROOT / ".build/release"), metavar="BIN",
                      help="folder of decaph-node and decaph-audit (default: .build/release)")
    made.add_argument("--seconds", type=float, default=seconds,
                      help=f"how long faults are injected (default: {seconds})")
    made.add_argument("--seed", type=int, help="of the faults (default: a new one)")
    made.add_argument("--keep", action="store_true", help="keep the temporary folder")
    return made


def skip(reason):
    """Ends the script: it cannot be had on this machine."""
    print(f"skipped: {reason}", file=sys.stderr, flush=True)
    sys.exit(SKIPPED)


def need(*tools):
    """Skips unless all tools are installed."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    missing = [tool for tool in tools if not shutil.which(tool, path=path)]
    if missing:
        skip(f"{', '.join(missing)} not installed")


class Soak:
    """One run: its temporary folder, its children, its faults, its table.

    `with Soak(...) as soak:` cleans up whatever happens inside.
    """

    def __init__(self, name, options):
        self.name = name
        self.options = options
        self.seed = options.seed if options.seed is not None else random.randrange(10**9)
        self.random = random.Random(self.seed)
        self.bin = pathlib.Path(options.bin).resolve()
        for program in ("decaph-node", "decaph-audit"):
            if not os.access(self.bin / program, os.X_OK):
                sys.exit(f"{self.bin}/{program} is not there; 'swift build -c release' makes it")
        self.work = None
        self.faults = collections.Counter()
        self.problems = []
        self.begin = time.monotonic()
        self._children = {}
        self._lock = threading.Lock()
        self._threads = []
        self.stopping = threading.Event()

    def __enter__(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _: sys.exit(128 + number))
        self.work = pathlib.Path(tempfile.mkdtemp(prefix=f"decaph-{self.name}-"))
        say(f"{self.name}: seed {self.seed}, in {self.work}")
        return self

    def __exit__(self, kind, error, _):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.stop_threads()
        self.end_children()
        if self.options.keep:
            say(f"kept: {self.work}")
        else:
            shutil.rmtree(self.work, ignore_errors=True)
        if kind is Failure:
            say(f"failed: {error}")
            print(f"{self.name}: FAILED: {error}")
            sys.exit(1)

    # Children and threads

    def spawn(self, line, log=os.devnull, **more):
        """Starts a child in a process group of its own, so that Ctrl-C is ours alone."""
        with open(log, "ab") as file:
            with self._lock:
                if self.stopping.is_set() and threading.current_thread() in self._threads:
                    raise Failure("stopping")
                child = subprocess.Popen(
                    [str(part) for part in line], stdin=subprocess.DEVNULL, stdout=file,
                    stderr=file, start_new_session=True, **more)
                self._children[child.pid] = child
        return child

    def end(self, child, number=signal.SIGTERM, seconds=10):
        """Ends a child, and whatever it started, by its id; gives its exit code."""
        self.signal(child, number)
        if number != signal.SIGKILL:
            self.signal(child, signal.SIGCONT)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        # What is left of its group: its own children, or itself when it did not listen.
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        child.wait()
        with self._lock:
            self._children.pop(child.pid, None)
        return child.returncode

    @staticmethod
    def signal(child, number):
        if child.returncode is None:
            try:
                os.killpg(child.pid, number)
            except ProcessLookupError:
                pass

    def end_children(self):
        with self._lock:
            children = list(self._children.values())
        for child in children:
            self.signal(child, signal.SIGTERM)
            self.signal(child, signal.SIGCONT)
        for child in children:
            self.end(child, seconds=5)

    def run(self, line, **more):
        """Runs a program to its end; code, output, errors."""
        done = subprocess.run([str(part) for part in line], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace", **more)
        return done.returncode, done.stdout, done.stderr

    def thread(self, work):
        def until_stopped():
            try:
                work()
            except Failure:
                # No child is started any more while everything ends.
                if not self.stopping.is_set():
                    raise

        made = threading.Thread(target=until_stopped, daemon=True)
        self._threads.append(made)
        made.start()
        return made

    def stop_threads(self):
        self.stopping.set()
        for thread in self._threads:
            thread.join(30)

    def problem(self, text):
        say(f"PROBLEM: {text}")
        self.problems.append(text)

    def rule(self):
        """A random number source of its own, for a thread."""
        return random.Random(self.random.randrange(2**53))


def until(condition, seconds, what, pause=0.1):
    """Waits for something; a failure when it does not come."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {seconds} s")
        time.sleep(pause)


class Node:
    """One hospital's decaph-node."""

    def __init__(self, soak, member, share, state, data, poll):
        self.soak, self.member, self.poll = soak, member, poll
        self.share, self.state, self.data = map(pathlib.Path, (share, state, data))
        self.log = soak.work / f"{member}.log"
        self.child = None
        self.frozen = False
        self._offset = 0
        self._closed = 0
        self._ends = collections.Counter()

    @property
    def folder(self):
        """Its own folder as it sees it."""
        return self.share / self.member

    def line(self, *words):
        return [self.soak.bin / "decaph-node", *words, "--dir", self.share, "--id", self.member,
                "--state", self.state]

    def call(self, *words):
        return self.soak.run(self.line(*words), env=self.environment())

    @staticmethod
    def environment():
        return dict(os.environ, SWIFT_BACKTRACE="enable=no", NO_COLOR="1")

    def start(self, *words):
        if self.child is not None:
            raise Failure(f"{self.member} runs already")
        self.frozen = False
        self.child = self.soak.spawn(
            self.line("run", "--poll", self.poll, "--log-format", "json", *words), self.log,
            env=self.environment())

    def stop(self, number=signal.SIGTERM, seconds=20):
        """Ends it and checks how it ended."""
        child, self.child = self.child, None
        if child is None:
            return
        code = self.soak.end(child, number, seconds)
        if code not in (0, -number):
            self.complain(code)

    def freeze(self):
        self.frozen = True
        self.soak.signal(self.child, signal.SIGSTOP)

    def thaw(self):
        self.frozen = False
        self.soak.signal(self.child, signal.SIGCONT)

    def has_ended(self):
        return self.child is not None and self.child.poll() is not None

    def check(self, may_finish=False):
        """Whether it still runs; it is a problem when it ended by itself."""
        if not self.has_ended():
            return self.child is not None
        code, self.child = self.child.returncode, None
        if code != 0 or not may_finish:
            self.complain(code)
        return False

    def complain(self, code):
        self._ends[code] += 1
        if self._ends[code] == 1:
            last = self.log.read_text(errors="replace").splitlines()[-3:]
            self.soak.problem(f"{self.member} ended by itself with {code}: " + " | ".join(last))

    def closed(self):
        """The last round that it has closed, by its own word."""
        if not self.log.exists():
            return 0
        with open(self.log, "rb") as file:
            file.seek(self._offset)
            text = file.read()
        whole = text[:text.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if event.get("event") == "closed":
                self._closed = max(self._closed, int(event["round"]))
        return self._closed

    def signed(self):
        """All it has ever signed, as its state keeps it: path below the share, digest."""
        files = {}
        for folder in entries(self.state / "signed"):
            for slot in entries(folder.path):
                for file in entries(slot.path):
                    _, _, path = file.name.partition("-")
                    files[urllib.parse.unquote(path)] = digest(file.path)
        return files


class Consortium:
    """Hospitals, each with its view of the shared directory, founded by the commands of a human."""

    def __init__(self, soak, members, share, place=None, poll=0.3, model='kind = "logistic"',
                 patience=(86400, 3600, 3600)):
        """`share(member)` is the shared directory as that hospital sees it."""
        self.soak = soak
        place = pathlib.Path(place or soak.work)
        self.nodes = {}
        for member in members:
            data = place / f"{member}.csv"
            data.write_text(self._table(member))
            self.nodes[member] = Node(
                soak, member, share(member), place / f"state-{member}", data, poll)
        self.key = place / "auditor.key"
        self._model, self._patience = model, patience
        self._plan = place / "plan.toml"
        self.calm_from = 0

    @staticmethod
    def _table(member):
        rule = random.Random(member)
        lines = ["age,sex,disease"]
        for _ in range(60):
            age = rule.randint(20, 90)
            ill = "yes" if rule.randint(20, 90) < age else "no"
            lines.append(f"{age},{rule.choice('fm')},{ill}")
        return "\n".join(lines) + "\n"

    def found(self, seconds=60):
        """From the plan to the last approval, waiting for the transport where need be."""
        code, output, errors = self.soak.run(
            [self.soak.bin / "decaph-audit", "key", "--out", self.key])
        if code:
            raise Failure(f"decaph-audit key: {errors}")
        masked, vote, leader = self._patience
        self._plan.write_text(PLAN.format(
            model=self._model, records=60 * len(self.nodes), masked=masked, vote=vote,
            leader=leader, auditor=output.splitlines()[0]))
        first, *others = self.nodes.values()
        self._until(seconds, first, "init", "--plan", self._plan, "--data", first.data)
        for node in others:
            self._until(seconds, node, "join", "--data", node.data)
        self._until(seconds, first, "admit", *[node.member for node in others])
        self._until(seconds, first, "start")
        for node in others:
            self._until(seconds, node, "approve")
        say(f"founded by {', '.join(self.nodes)}")

    def _until(self, seconds, node, *words):
        end = time.monotonic() + seconds
        while True:
            code, _, errors = node.call(*words)
            if code == 0:
                return
            if time.monotonic() > end:
                raise Failure(f"{node.member} {words[0]}: {code}: {errors.strip()}")
            time.sleep(0.3)

    def start(self):
        for node in self.nodes.values():
            node.start()

    def closed(self):
        """The last round that any hospital has closed."""
        return max(node.closed() for node in self.nodes.values())

    def closed_by_all(self):
        return min(node.closed() for node in self.nodes.values())

    def calm(self, seconds=240, rounds=2):
        """After the faults: everybody runs, and everybody closes that many rounds more."""
        for node in self.nodes.values():
            if node.frozen:
                node.thaw()
            if not node.check():
                node.start()
        target = self.closed() + rounds
        say(f"calm: everybody has to close round {target}")

        def arrived():
            for node in self.nodes.values():
                if not node.check():
                    node.start()
            return self.closed_by_all() >= target

        try:
            until(arrived, seconds, f"round {target} closed by everybody")
        except Failure as failure:
            where = {member: node.closed() for member, node in self.nodes.items()}
            self.soak.problem(f"{failure}; they are at {where}")

    def finish(self, seconds=180):
        """Lets all end at the same closed round, so that no round is left in work."""
        for node in self.nodes.values():
            node.stop()
        target = self.closed() + 2
        for node in self.nodes.values():
            node.start("--rounds", target - node.closed())
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(
                node.check(may_finish=True) for node in self.nodes.values()):
            time.sleep(0.1)
        for node in self.nodes.values():
            node.stop()
        say(f"ended after round {self.closed()}")

    def audit(self, member, directory=None):
        """The audit of one replica: whether it is good, and its verdict in words.

        A round in work is not complete yet, so `incomplete` is good when it is only that round
        that waits.
        """
        directory = directory or self.nodes[member].share
        code, output, errors = self.soak.run(
            [self.soak.bin / "decaph-audit", "verify", "--all", "--json", "--dir", directory,
             "--key", self.key])
        lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        if not lines or "verdict" not in lines[-1]:
            return False, f"exit {code}: {errors.strip()[-300:]}"
        verdict, counts = lines[-1]["verdict"], lines[-1]["counts"]
        waits = [line for line in lines if line.get("word") == "wait"]
        bad = [line for line in lines if line.get("word") in ("FAIL", "wait")]
        text = f"{verdict} (" + ", ".join(f"{n} {word}" for word, n in counts.items()) + ")"
        last = self.closed()
        if code == 0:
            return True, text
        if code == 2 and waits and all(line.get("round", 0) > last for line in waits):
            return True, text + f", only round {last + 1} in work"
        for line in bad[:5]:
            say(f"  audit of {member}: {json.dumps(line, sort_keys=True)}")
        return False, text

    def hops(self, excluded=frozenset()):
        """Latencies of masked files: until the slowest other copy is complete, until the slowest
        other hospital has verified it. Rounds in `excluded`, (author, round), are left out."""
        copied, verified = [], []
        for author, writer in self.nodes.items():
            for folder in entries(writer.folder):
                number = ROUND_FOLDER.fullmatch(folder.name)
                if not number or (author, int(number[1])) in excluded:
                    continue
                published = changed(f"{folder.path}/masked.json.minisig")
                if published is None:
                    continue
                copies, looks = [], []
                for reader in self.nodes.values():
                    if reader is writer:
                        continue
                    place = f"{author}/{folder.name}/masked"
                    if reader.share != writer.share:
                        times = [changed(f"{reader.share}/{place}{end}")
                                 for end in (".sealed", ".json", ".json.minisig")]
                        copies += [max(times)] if None not in times else []
                    kept = changed(reader.state / "vault" / f"{place}.json")
                    looks += [kept] if kept is not None else []
                for times, latencies in ((copies, copied), (looks, verified)):
                    if times:
                        latencies.append(max(0, max(times) - published) / 1e9)
        return copied, verified

    def pace(self):
        """Closed rounds by outcome, and the longest time between two results, in seconds."""
        outcomes, times = {}, {}
        for node in self.nodes.values():
            for folder in entries(node.folder):
                number = ROUND_FOLDER.fullmatch(folder.name)
                path = f"{folder.path}/result.json"
                at = changed(path)
                if not number or at is None or int(number[1]) == 0:
                    continue
                with open(path, encoding="ascii") as file:
                    outcomes[int(number[1])] = json.load(file)["outcome"]
                times[int(number[1])] = min(at, times.get(int(number[1]), at))
        order = [times[number] for number in sorted(times)]
        gaps = [(b - a) / 1e9 for a, b in zip(order, order[1:])]
        return collections.Counter(outcomes.values()), max(gaps, default=0)

    def replicas_differ(self, ignored=frozenset()):
        """Files of owners that a replica lacks or holds with other bytes: (reader, path)."""
        wrong = []
        for author, writer in self.nodes.items():
            for folder in entries(writer.folder):
                for file in entries(folder.path):
                    path = f"{author}/{folder.name}/{file.name}"
                    if not PROTOCOL_NAME.fullmatch(file.name):
                        continue
                    for reader in self.nodes.values():
                        if reader.share == writer.share or (reader.member, path) in ignored:
                            continue
                        if digest(reader.share / path) != digest(file.path):
                            wrong.append((reader.member, path))
        return wrong


def entries(folder):
    """The entries of a folder; none when it is not there."""
    try:
        with os.scandir(folder) as listing:
            return [entry for entry in listing]
    except (FileNotFoundError, NotADirectoryError):
        return []


def changed(path):
    """When a file got its name, in nanoseconds: publication and arrival end with a rename."""
    try:
        return os.stat(path, follow_symlinks=False).st_ctime_ns
    except OSError:
        return None


def digest(path):
    try:
        with open(path, "rb") as file:
            return hashlib.blake2b(file.read(), digest_size=32).hexdigest()
    except OSError:
        return None


class Recorder:
    """Keeps every content that any file of an owner's folder was ever seen with."""

    def __init__(self, soak, consortium, folder=None):
        """`folder(member)`: where the owner's folder is watched, without disturbing the transport.
        """
        self.soak, self.consortium = soak, consortium
        self.folders = {member: str(folder(member) if folder else node.folder)
                        for member, node in consortium.nodes.items()}
        self.seen = collections.defaultdict(set)
        self._stamps = {}
        self._end = threading.Event()
        self.looks = 0
        self._thread = soak.thread(self._run)

    def _run(self):
        full = 0.0
        while not (self._end.is_set() or self.soak.stopping.is_set()):
            if time.monotonic() >= full:
                self._look(None)
                full = time.monotonic() + 5
            else:
                self._look(4)
            self._end.wait(0.005)

    def _look(self, newest):
        """Reads what is new or changed, in all folders or in the newest ones."""
        self.looks += 1
        for member, top in self.folders.items():
            folders = sorted(entry.name for entry in entries(top) if entry.name[0] != ".")
            for folder in folders[-newest:] if newest else folders:
                for file in entries(f"{top}/{folder}"):
                    if not PROTOCOL_NAME.fullmatch(file.name):
                        continue
                    try:
                        status = os.stat(file.path, follow_symlinks=False)
                    except OSError:
                        continue
                    stamp = (status.st_ino, status.st_size, status.st_mtime_ns)
                    if self._stamps.get(file.path) == stamp:
                        continue
                    content = digest(file.path)
                    if content is not None:
                        self._stamps[file.path] = stamp
                        self.seen[f"{member}/{folder}/{file.name}"].add(content)

    def stop(self):
        self._end.set()
        self._thread.join()
        self._look(None)

    def verdict(self):
        """Files lost, slots signed twice; what is wrong goes to the soak's problems."""
        lost, twice = [], []
        for member, node in self.consortium.nodes.items():
            signed = node.signed()
            for path in signed:
                if path not in self.seen:
                    lost.append(path)
        for path, contents in self.seen.items():
            member, _, rest = path.partition("/")
            now = digest(f"{self.folders[member]}/{rest}")
            if now is None:
                lost.append(path)
            if len(contents | {now} - {None}) > 1:
                twice.append(path)
        outboxes = {}
        for node in self.consortium.nodes.values():
            outboxes.update(node.signed())
        for path, contents in self.seen.items():
            if path not in twice and contents != {outboxes.get(path)}:
                twice.append(path + " (not what the state holds as signed)")
        for path in lost[:5]:
            self.soak.problem(f"lost: {path}")
        for path in twice[:5]:
            self.soak.problem(f"two contents: {path}")
        return len(self.seen), len(lost), len(twice)


def spread(numbers):
    """Smallest, middle and largest of some seconds."""
    if not numbers:
        return "-"
    order = sorted(numbers)
    return (f"{order[0]:.2f} / {order[len(order) // 2]:.2f} / {order[-1]:.2f} s"
            f"  ({len(order)} files)")


def measure(soak, consortium, recorder, excluded=frozenset(), conflicts="none possible",
            audits=None):
    """The rows of the table for one consortium that has ended."""
    outcomes, gap = consortium.pace()
    files, lost, twice = recorder.verdict()
    copied, verified = consortium.hops(excluded)
    rounds = sum(outcomes.values())
    if rounds < 3:
        soak.problem(f"only {rounds} rounds were closed")
    rows = {
        "rounds closed": f"{rounds} ("
        + ", ".join(f"{count} {name}" for name, count in outcomes.most_common()) + ")",
        "longest gap": f"{gap:.1f} s between two results",
        "faults": str(sum(soak.faults.values())),
    }
    for kind, count in sorted(soak.faults.items()):
        rows[f"  {kind}"] = str(count)
    rows["files"] = f"{files} published, {lost} lost"
    rows["signed twice"] = f"{twice} slots"
    rows["conflicts"] = str(conflicts)
    rows["hop, copied"] = spread(copied) if copied else "one directory, nothing to copy"
    rows["hop, verified"] = spread(verified)
    rows["wall time"] = f"{time.monotonic() - soak.begin:.0f} s"
    if audits is None:
        audits = audit_all(soak, consortium)
    rows.update(audits)
    return rows


def audit_all(soak, consortium):
    """The audit of every replica, one row per different directory."""
    rows, done = {}, set()
    for member, node in consortium.nodes.items():
        if node.share in done:
            continue
        done.add(node.share)
        good, text = consortium.audit(member)
        rows[f"audit, {member}'s replica"] = text
        if not good:
            soak.problem(f"the audit of {member}'s replica: {text}")
    return rows


def show(soak, columns):
    """Prints the one table; `columns`: heading to rows. Gives the exit code."""
    labels = list(dict.fromkeys(label for rows in columns.values() for label in rows))
    today = datetime.date.today().isoformat()
    lines = [[soak.name] + list(columns)]
    lines += [[label] + [rows.get(label, "-") for rows in columns.values()] for label in labels]
    lines.append(["result"] + ["FAILED" if soak.problems else "ok"])
    widths = [max(len(line[i]) for line in lines if i < len(line)) for i in range(len(lines[0]))]
    print(f"{today}, {os.cpu_count()} cores, {soak.options.seconds:.0f} s of faults,"
          f" seed {soak.seed}")
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    for problem in soak.problems:
        print(f"problem: {problem}")
    sys.stdout.flush()
    return 1 if soak.problems else 0
