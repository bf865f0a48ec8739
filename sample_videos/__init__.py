"""The rendered samples, and all that makes motion whose truth is known."""
