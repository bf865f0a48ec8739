"""Everything about direction, place and the protocol in one table.

    python benchmarks/back_and_book.py [--clips 40] [--seeds 20] [--first 3000] [--turns FILE] [--jobs 2]

Direction and speed over true segments in seven views (:mod:`direction`); then whole sessions against their protocol
(:mod:`protocol_check`): once with the technique of every tick from the truth, which shows what the check itself loses,
and once as the coach recognises it. All simulated, seeds that nothing was set on; ``--turns`` adds real fingertips.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import direction
import protocol_check


def main() -> None:
    """Print the whole table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=40)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--turns", type=Path)
    options = parser.parse_args()
    direction.print_table(options.clips, options.first, options.jobs, options.turns)
    protocol_check.report(protocol_check.run_all(options.seeds, options.first, options.jobs))


if __name__ == "__main__":
    main()
