"""Mutated protocol files, as own ones of the commands."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from click.testing import CliRunner

from tests.frames.damaged import damage
from tests.mutated import damage_text, mutate, write_toml
from tests.trials import Fault


def list_good() -> list[str]:
    """Return the built-in protocols as they stand in their files, under an id of their own."""
    import coach.protocol

    folder = Path(coach.protocol.__file__).parent / "protocols"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))]
    return [re.sub('^id = ".*"$', 'id = "mine"', text, count=1, flags=re.MULTILINE) for text in texts]


def try_protocol(good: str, folder: Path, rng: random.Random) -> str:
    """Give a mutated protocol file to the commands as an own protocol.

    ``folder`` is that of the own protocols (``MASSAGE_COACH_DATA``/protocols).
    """
    from coach.cli import main

    if rng.random() < 0.1:
        data = reword(good, rng).encode("utf-8", "replace")
    elif rng.random() < 0.6:
        data = write_toml(mutate(tomllib.loads(good), rng)).encode("utf-8", "replace")
    elif rng.random() < 0.7:
        data = damage_text(good, rng).encode("utf-8", "replace")
    else:
        data = damage(good.encode(), np.random.default_rng(rng.randrange(2**32)))[1]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "variant.toml"
    path.write_bytes(data)
    try:
        came = _run(main, ["protocols", "check", str(path)], {0, 2})
        listed = _run(main, ["protocols", "list"], {0})
        if "lumbar-home" not in listed.output:
            raise Fault("the other protocols are not listed")
        if came.exit_code == 0:
            _run(main, ["protocols", "show", str(path)], {0})
        return "used" if came.exit_code == 0 else "refused"
    finally:
        path.unlink()
        if left := list(folder.iterdir()):
            raise Fault(f"left behind: {left}")


def reword(good: str, rng: random.Random) -> str:
    """Change the words of one text and nothing else: letters of any kind are a teacher's own affair."""
    words = rng.choice(("Lentement \u00e9t\u00e9. ", "\u0645\u0647\u0644\u0627 ", "\u270b ", "<b>&amp; ", "Go on. "))
    lines = good.splitlines()
    places = [place for place, line in enumerate(lines) if line.startswith(("text = ", "title = "))]
    place = rng.choice(places)
    most = 40 if lines[place].startswith("title") else rng.choice((100, 1000, 5000))
    lines[place] = lines[place].split("=")[0] + f'= "{(words * most)[:most]}"'
    return "\n".join(lines)


def _run(main: Any, args: list[str], allowed: set[int]) -> Any:
    done = CliRunner().invoke(main, args)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise Fault(f"{args[1]} raised {type(done.exception).__name__}: {done.exception}") from done.exception
    if done.exit_code not in allowed or "Traceback" in done.output:
        raise Fault(f"{args[1]} ended with {done.exit_code}: {done.output[-200:]}")
    if done.exit_code and not done.output.strip():
        raise Fault(f"{args[1]} says nothing")
    done.output.encode("utf-8")
    return done
