"""Disturbs a process that writes a store, or the store itself, and looks at what is left."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fault_writer import report
from onrecord import store, verify
from onrecord.errors import OnrecordError, StoreError, VerifyError
from onrecord.store.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.model import Record

WRITER = Path(__file__).with_name("fault_writer.py")


class Tally(NamedTuple):
    """What came of a fault.

    Attributes:
        fault: its name.
        tried: how often it was made to happen.
        survived: how often the store was sound afterwards, or, where the fault is damage to the file, how often the
            damage was found or harmless.
        lost: records that were reported as stored and are gone or changed.
        false: records that nobody wrote.
    """

    fault: str
    tried: int
    survived: int
    lost: int
    false: int


class State(NamedTuple):
    """What a store holds: whether it is sound, and its documents."""

    sound: bool
    documents: frozenset[str]


def state(path: Path) -> State:
    """Audits a store and reads all of it."""
    with store.open(path) as reader:
        sound = not list(verify.verify_store(reader))
        return State(sound, frozenset(r.document.id for r in reader.records()))


def tally(fault: str, found: Sequence[tuple[bool, set[str], frozenset[str], frozenset[str]]]) -> Tally:
    """Sums up, for each try: whether it survived, what was reported, what is there, and what may be there."""
    return Tally(
        fault, len(found), sum(f[0] for f in found),
        sum(len(reported - there) for _, reported, there, _ in found),
        sum(len(there - may) for _, _, there, may in found),
    )  # fmt: skip


def start(path: Path, first: int, count: int, prepare: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """A process that writes records to a store."""
    command = [sys.executable, str(WRITER), str(path), str(first), str(count)]
    return subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,  # noqa: PLW1509 - sets limits, starts no thread
    )


def ids(numbers: range) -> frozenset[str]:
    """The documents of these numbers."""
    return frozenset(report(n).document.id for n in numbers)


def kills(folder: Path, *, times: int, seed: int = 1) -> Tally:
    """Kills the writer at random moments; every fifth time it begins a new store."""
    chance, found = random.Random(seed), []  # noqa: S311 - not for secrets
    path, first, reported = folder / "killed", 0, set[str]()
    for number in range(times):
        if number % _KILLS == 0:
            path, first, reported = folder / f"killed-{number}.sqlite", 0, set()
        with start(path, first, 10_000) as process:
            assert process.stdout
            reported.add(process.stdout.readline().strip())  # it is at work
            time.sleep(chance.uniform(0, 0.25))
            process.kill()
            reported.update(line.strip() for line in process.stdout if line.endswith("\n"))
        sound, there = state(path)
        first = len(there)
        found.append((sound, set(reported), there, ids(range(first))))
    return tally("kill -9 while writing", found)


_KILLS = 5  # of one store


def full_disk(folder: Path, *, sizes: Sequence[int]) -> Tally:
    """Lets no file grow beyond so many bytes while the writer works."""
    found = []
    for size in sizes:
        path = folder / f"full-{size}.sqlite"

        def limit(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        with start(path, 0, 2_000, limit) as process:
            out, _ = process.communicate()
        lines = out.splitlines()
        clear = process.returncode == 5 and lines[-1].startswith("error store ")
        sound, there = state(path) if len(lines) > 1 else (True, frozenset[str]())
        found.append((sound and clear, set(lines[:-1]), there, ids(range(len(lines)))))
    return tally("full disk", found)


def two_writers(folder: Path, *, count: int) -> Tally:
    """Two processes write at once, half of it the same."""
    path = folder / "two.sqlite"
    with start(path, 0, count) as one, start(path, count // 2, count) as other:
        reported = set(one.communicate()[0].split()) | set(other.communicate()[0].split())
    sound, there = state(path)
    return tally("two writers", [(sound, reported, there, ids(range(count + count // 2)))])


def power_cuts(folder: Path, *, times: int, seed: int = 2) -> Tally:
    """Cuts the log off at random bytes, with a torn page at its end; what is left must be the first so many records.

    SQLite forces the log to the disk only now and then, so that a power cut may lose the last commits: no record counts
    as lost here, but for one that is gone while a later one is there.
    """
    path, chance, found = folder / "cut.sqlite", random.Random(seed), []  # noqa: S311 - not for secrets
    numbers = range(60)
    order = [report(n).document.id for n in numbers]
    with store.open(path, mode="write") as writer:
        for n in numbers:
            writer.write(report(n))
        live = {name: (folder / name).read_bytes() for name in (path.name, f"{path.name}-wal")}
    for _ in range(times):
        copy = folder / "copy.sqlite"
        log = live[f"{path.name}-wal"]
        kept = log[: chance.randrange(len(log))] + chance.randbytes(chance.randrange(5000))
        copy.write_bytes(live[path.name])
        copy.with_name("copy.sqlite-wal").write_bytes(kept)
        try:
            sound, there = state(copy)
        except StoreError:  # cut off before the store was made
            sound, there = True, frozenset()
        found.append((sound, set(order[: len(there)]), there, frozenset(order)))
        for file in folder.glob("copy.sqlite*"):
            file.unlink()
    return tally("power cut", found)


def corrupt_pages(folder: Path, *, records: int = 12, every: int = 1, seed: int = 3) -> tuple[Tally, Tally]:
    """Overwrites a page of a store, each in turn: once for what reading says, once for what a repair saves."""
    path, chance = folder / "whole.sqlite", random.Random(seed)  # noqa: S311 - not for secrets
    written = {r.document.id: r for r in map(report, range(records))}
    with store.open(path, mode="write") as writer:
        for record in written.values():
            writer.write(record)
    data = path.read_bytes()
    size = int.from_bytes(data[16:18])
    may = frozenset(written)
    read, saved = [], []
    for page in range(1, len(data) // size, every):
        damaged, target = folder / "damaged.sqlite", folder / "saved.sqlite"
        junk = chance.choice((bytes(size), chance.randbytes(size)))
        damaged.write_bytes(data[: page * size] + junk + data[(page + 1) * size :])
        found, told = _read(damaged)
        wrong = {id_ for id_, record in found.items() if record != written.get(id_)}
        complete = found.keys() == may
        read.append(((told or complete) and not wrong, set() if told else set(may), frozenset(found), may))
        saved.append(_saved(damaged, target, written))
        for file in (damaged, target):
            for each in folder.glob(f"{file.name}*"):
                each.unlink()
    return tally("damaged page: found", read), tally("damaged page: repaired", saved)


def _read(path: Path) -> tuple[dict[str, Record], bool]:
    """The records that a damaged store gives, and whether it says that it is damaged."""
    found: dict[str, Record] = {}
    try:
        with store.open(path) as reader:
            told = bool(list(verify.verify_store(reader)))
            for record in reader.records():
                found[record.document.id] = record
    except (StoreError, VerifyError):
        told = True
    return found, told


def _saved(
    damaged: Path, target: Path, written: dict[str, Record]
) -> tuple[bool, set[str], frozenset[str], frozenset[str]]:
    """What a repair saves: a sound store, each record as it was, and each that is missing named as lost."""
    try:
        done = repair(damaged, target)
    except OnrecordError:
        return True, set(), frozenset(), frozenset(written)
    sound, there = state(target)
    with store.open(target) as reader:
        same = all(record == written[record.document.id] for record in reader.records())
    named = bool(done.lost) or there == frozenset(written)
    return sound and same and named, set(), there, frozenset(written)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Within the block nobody but the superuser can change the folder and what is in it."""
    for path in (*folder.iterdir(), folder):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield
    finally:
        for path in (folder, *folder.iterdir()):
            path.chmod(path.stat().st_mode | 0o700)


def without_powers() -> None:
    """Takes from a superuser's process what lets it write where the mode of a file forbids it; Linux alone needs it."""
    if os.geteuid() == 0:
        for capability in _OVERRIDES:
            ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0)


_DROP, _OVERRIDES = 24, (1, 2, 3)  # PR_CAPBSET_DROP; CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


def read_only_store(folder: Path) -> Tally:
    """A writer without rights on the store's folder, then one without rights on the file alone."""
    found = []
    path = folder / "given" / "ro.sqlite"
    path.parent.mkdir()
    with start(path, 0, 5) as process:
        reported = set(process.communicate()[0].split())
    for place in (path.parent, None):
        if place is None:
            path.chmod(0o444)
            out, code = _refused(path)
        else:
            with read_only(place):
                out, code = _refused(path)
        sound, there = state(path)
        clear = code == 5 and out.startswith("error store ")
        found.append((sound and clear, reported, there, ids(range(5))))
    return tally("read-only file or folder", found)


def _refused(path: Path) -> tuple[str, int]:
    with start(path, 5, 5, without_powers) as process:
        out, _ = process.communicate()
    return out, process.returncode


def locked(folder: Path) -> Tally:
    """A writer that comes while another one is at it and does not end."""
    path = folder / "locked.sqlite"
    with store.open(path, mode="write") as one, store.open(path, mode="write", timeout=0.1) as other:
        one.write(report(0))
        with one.transaction():
            try:
                other.write(report(1))
                clear = False
            except StoreError as error:
                clear = "another process is writing" in error.remedy
        other.write(report(2))
    sound, there = state(path)
    return tally("locked store", [(sound and clear, {report(n).document.id for n in (0, 2)}, there, ids(range(3)))])
