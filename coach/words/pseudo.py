"""The pseudo-language: English that is accented, a third longer and between brackets.

What shows up without brackets is not in the catalogue; what overflows would overflow in a wordier language too.
"""

from __future__ import annotations

import re

from fluent.syntax import ast
from fluent.syntax.visitor import Transformer

OPEN, CLOSE = "⟦", "⟧"

_ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")
_KEPT = re.compile(r":material/\w+:|`[^`]*`|https?://\S+|(?<!\w)--[a-z][a-z-]+|<[^>]*>")
"""Names of icons, code, addresses, options and tags say the same in every language."""

_VOWEL = re.compile(r"([áéíóú])(?=\w)")


class _Disguise(Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:
        return ast.TextElement(disguise_text(node.value))

    def visit_Message(self, node: ast.Message) -> ast.Message:
        self.generic_visit(node)
        for pattern in [node.value, *(part.value for part in node.attributes)]:
            if pattern is not None:
                pattern.elements = [ast.TextElement(OPEN), *pattern.elements, ast.TextElement(CLOSE)]
        return node


def disguise(resource: ast.Resource) -> ast.Resource:
    """Return a copy of a Fluent file's tree with all its messages disguised."""
    changed: ast.Resource = _Disguise().visit(resource.clone())
    return changed


def disguise_text(text: str) -> str:
    """Accent a text and draw its vowels out, but leave what is no language as it is."""
    parts, at = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_stretch(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*parts, _stretch(text[at:])])


def _stretch(text: str) -> str:
    return _VOWEL.sub(r"\1\1", text.translate(_ACCENTS))
