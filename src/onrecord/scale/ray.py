"""Reads inputs on a Ray cluster: an actor for each core, each with a process that holds the models. Needs `[ray]`.

The inputs and the folder of the shards must be where every machine sees them under the same path. Ray's tasks and
actors are enough for this, and nothing in it can wait for a CPU that its own actors hold.
"""

from __future__ import annotations

import importlib
import os
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from onrecord.errors import ExtraMissingError, OnrecordError, WorkerError
from onrecord.model import Failure
from onrecord.pipeline import Pipeline
from onrecord.scale.fingerprint import fingerprint
from onrecord.scale.pool import Pool
from onrecord.scale.shards import read_input
from onrecord.store.parquet import Manifest, Row, write_manifest, write_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.config import Config
    from onrecord.documents import Input
    from onrecord.store.parquet import Shard

_ATTEMPTS = 3  # at an input, when the machine or process that has it is lost
_LOOK = 1.0  # seconds between two looks at the actors
#: Of its CPU, so that a small machine has some left for Ray itself.
_SHARE = 0.9
_LOCAL = {"local": {"include_dashboard": False}}  # more that `ray.init` is told of an address


class Coder:
    """What an actor is: it reads one input after the other, and says how many reports it has read."""

    def __init__(self, config: Config, settings: str, folder: str, most: int) -> None:
        # As many workers as there are cores are given to the settings, so that each encoder uses one thread.
        self._pool = Pool(replace(config, workers=os.cpu_count() or 1), Pipeline, processes=1)
        self._settings = settings
        self._folder = Path(folder)
        self._most = most
        self._read = 0

    def read(self, source: Input) -> list[Shard] | OnrecordError:
        """The shards of an input. What is wrong with the settings or the machine is a value: no attempt helps."""
        try:
            return read_input(
                source, self._folder, pool=self._pool, settings=self._settings, most=self._most, tell=self._tell
            )
        except OnrecordError as error:
            return error

    def progress(self) -> int:
        """Reports read since the actor was made."""
        return self._read

    def _tell(self) -> None:
        self._read += 1


@dataclass(slots=True)
class Cluster:
    """A run on Ray.

    Args:
        config: the settings; `workers` actors, or where it is 1 one for each CPU of the cluster.
        folder: where the shards and the manifest go.
        address: of the cluster: `auto` is the one that this machine belongs to, `local` starts one here.
        most: reports in a shard.
        patience: seconds without a report being read after which the run ends with a WorkerError.
        say: told, now and then, how far the run is, and what it waits for.
    """

    config: Config
    folder: Path
    address: str = "auto"
    most: int = 2_000
    patience: float = 1_800.0
    say: Callable[[str], None] = lambda _: None
    _ray: Any = None
    _idle: list[Any] = field(default_factory=list)
    _busy: dict[Any, tuple[Any, int]] = field(default_factory=dict)  # by task: its actor, and which input
    _attempts: dict[int, int] = field(default_factory=dict)
    _counts: dict[int, int] = field(default_factory=dict)  # by id() of the actor

    def run(self, inputs: Iterable[Input | Failure]) -> Manifest:
        """Reads the inputs; the manifest lists their shards in the order of the inputs.

        A run over the same inputs, with the same settings and folder, makes only the shards that are missing.

        Raises:
            ExtraMissingError: Ray is not installed.
            WorkerError: there is no cluster, nothing happens, or an input was lost with its actor several times.
            OnrecordError: what the pipeline raised when it was built.
        """
        found = list(inputs)
        self.folder.mkdir(parents=True, exist_ok=True)
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a cluster that is started here tells nobody
        self._ray = _library("ray")
        self._connect()
        try:
            return self._run(found)
        finally:
            self._ray.shutdown()

    def _connect(self) -> None:
        more = _LOCAL.get(self.address, {})
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self._ray.init(address=self.address, log_to_driver=False, logging_level="ERROR", **more)
            except Exception as error:  # which is what Ray raises when a node does not come up in time
                if attempt < _ATTEMPTS and self.address == "local":
                    self._ray.shutdown()
                    continue
                why = f"no Ray cluster at {self.address}: {error}"
                raise WorkerError(why, remedy="start one with `ray start --head`") from error
            return

    def _run(self, inputs: list[Input | Failure]) -> Manifest:
        settings = fingerprint(self.config)
        done: dict[int, list[Shard]] = {
            n: [_refused(item, self.folder, n)] for n, item in enumerate(inputs) if isinstance(item, Failure)
        }
        todo = deque(n for n in range(len(inputs)) if n not in done)
        self._idle = [self._actor(settings) for _ in range(min(self._workers(), len(todo)))]
        last, since, told = 0, time.monotonic(), time.monotonic()
        while todo or self._busy:
            while todo and self._idle:
                number, actor = todo.popleft(), self._idle.pop()
                self._busy[actor.read.remote(inputs[number])] = (actor, number)
            ready, _ = self._ray.wait(list(self._busy), timeout=_LOOK)
            for task in ready:
                self._take(task, done, todo, settings)
            count = self._count() + len(done)
            now = time.monotonic()
            if count != last:
                last, since = count, now
            if now - told > self._quiet():
                told = now
                self.say(self._state(len(done), len(inputs), now - since))
            if now - since > self.patience:
                raise WorkerError(
                    f"no report was read for {self.patience:.0f} seconds; {self._resources()}",
                    remedy="`ray status` shows what the cluster waits for; the same command goes on from here",
                )
        return write_manifest((s for n in range(len(inputs)) for s in done[n]), self.folder)

    def _take(self, task: Any, done: dict[int, list[Shard]], todo: deque[int], settings: str) -> None:  # noqa: ANN401 - Ray's own
        """Takes in what an actor has done, or sees to it that another one does it."""
        actor, number = self._busy.pop(task)
        try:
            result = self._ray.get(task)
        except self._ray.exceptions.RayError as error:
            self._attempts[number] = self._attempts.get(number, 0) + 1
            if self._attempts[number] >= _ATTEMPTS:
                why = f"an input was lost {_ATTEMPTS} times: {str(error).splitlines()[-1]}"
                raise WorkerError(why, remedy="the same command goes on from here") from error
            self._counts.pop(id(actor), None)
            self._ray.kill(actor)
            self._idle.append(self._actor(settings))
            todo.append(number)
            return
        if isinstance(result, OnrecordError):
            raise result
        done[number] = result
        self._idle.append(actor)

    def _actor(self, settings: str) -> Any:  # noqa: ANN401 - Ray's own
        made = self._ray.remote(Coder).options(num_cpus=self._share(), max_concurrency=2)
        return made.remote(self.config, settings, str(self.folder.absolute()), self.most)

    def _cpus(self) -> float:
        return float(self._ray.cluster_resources().get("CPU", 1))

    def _workers(self) -> int:
        return self.config.workers if self.config.workers > 1 else max(1, int(self._cpus()))

    def _share(self) -> float:
        """CPUs for an actor: all of them fit at once, with something to spare."""
        return round(min(1.0, self._cpus() / self._workers()) * _SHARE, 2)

    def _count(self) -> int:
        """Reports read so far; an actor that does not answer at once counts as before."""
        asked = {actor.progress.remote(): id(actor) for actor, _ in self._busy.values()}
        ready, _ = self._ray.wait(list(asked), num_returns=len(asked), timeout=_LOOK) if asked else ([], [])
        for answer in ready:
            try:
                self._counts[asked[answer]] = self._ray.get(answer)
            except self._ray.exceptions.RayError:
                continue  # it is lost, which its task says as well
        return sum(self._counts.values())

    def _quiet(self) -> float:
        return min(30.0, self.patience / 2)

    def _state(self, done: int, of: int, waited: float) -> str:
        line = f"{sum(self._counts.values()):,} reports, {done:,} of {of:,} inputs"
        return line if waited < self._quiet() else f"{line}; nothing for {waited:.0f} seconds; {self._resources()}"

    def _resources(self) -> str:
        free = float(self._ray.available_resources().get("CPU", 0))
        wanted = self._share() * len(self._busy)
        return f"{wanted:g} CPUs are asked for, {free:g} of {self._cpus():g} are free"


def _refused(failure: Failure, folder: Path, number: int) -> Shard:
    """A shard that holds what is wrong with a path."""
    row = Row(1, failure)
    return write_shard([row], folder, source=failure.location, identity=f"refused {number}", first=1, last=True)


def _library(name: str) -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ExtraMissingError("ray", "ray") from error
