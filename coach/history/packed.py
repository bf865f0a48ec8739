"""A review as it lies in the database: compressed JSON."""

from __future__ import annotations

import zlib

from pydantic import ValidationError

from coach.errors import StoreError
from coach.formats import ReviewFile
from coach.words import say


def pack_review(review: ReviewFile) -> bytes:
    """Return a review as compressed JSON."""
    return zlib.compress(review.model_dump_json().encode(), 6)


def unpack_review(packed: bytes) -> ReviewFile:
    """Read what :func:`pack_review` wrote; raises :class:`StoreError` when it cannot be."""
    try:
        return ReviewFile.model_validate_json(zlib.decompress(packed))
    except (zlib.error, ValidationError) as error:
        raise StoreError(say("history-review-unreadable")) from error
