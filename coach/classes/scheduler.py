"""A Dask scheduler and its workers: found, and made sure that all of them would give the same reviews."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.classes import remote
from coach.classes.remote import name_maker
from coach.errors import CoachError, InputError
from coach.words import say

if TYPE_CHECKING:
    from distributed import Client

CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Who reads the recordings: the names of the computers, and how many workers there are on them together."""

    computers: tuple[str, ...]
    workers: int


def has_dask() -> bool:
    """Whether Dask is installed; it is not loaded for that."""
    return importlib.util.find_spec("distributed") is not None


def find_cluster(address: str) -> Cluster:
    """Return who would read the recordings; raises as :func:`connect` and :func:`check_workers` do."""
    with connect(address) as client:
        return check_workers(client, address)


@contextlib.contextmanager
def connect(address: str) -> Iterator[Client]:
    """Connect to a scheduler for a while.

    Raises
    ------
    InputError
        When Dask is missing, no certificate is named for a ``tls://`` address, or nobody answers there.
    """
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise InputError(say("class-cluster-no-dask")) from error
    if address.startswith("tls://") and Security().get_connection_args("client")["ssl_context"] is None:
        raise InputError(say("class-cluster-no-certificate", address=address))
    # What goes wrong is said in one sentence here; Dask tells of every attempt to connect again.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False, name="massage-coach")
    except (OSError, ValueError, TypeError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise InputError(say("class-cluster-no-scheduler", address=address, why=why)) from error
    try:
        yield client
    finally:
        with contextlib.suppress(OSError):
            client.close(timeout=CONNECT_S)


def check_workers(client: Client, address: str) -> Cluster:
    """Return the workers of a scheduler, all of which give the same reviews as this one.

    Raises
    ------
    InputError
        When there is none, or one would review differently.
    CoachError
        When the scheduler goes away meanwhile.
    """
    try:
        made: dict[str, Any] = client.run(remote.name_maker, on_error="return")
        hosts = client.run(remote.name_computer, on_error="return")
    except OSError as error:
        raise CoachError(say("class-cluster-lost", address=address)) from error
    if not made:
        raise InputError(say("class-cluster-no-workers", address=address))
    ours = name_maker()
    for worker, theirs in made.items():
        if theirs != ours:
            what = theirs if isinstance(theirs, str) else " ".join(str(theirs).split())
            raise InputError(say("class-cluster-versions", worker=worker, theirs=what, ours=ours))
    return Cluster(tuple(sorted({str(host) for host in hosts.values()})), len(made))
