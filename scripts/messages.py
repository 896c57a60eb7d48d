"""
Collects messages from Python and templates into the catalogs, without system gettext.

New messages come in empty, gone ones go, translations stay; nothing else in a catalog changes.
`--check` changes nothing and ends with 1 if a catalog is out of date.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "samhold"
LANGUAGES = ("nb", "nn")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
IN_TEMPLATE = re.compile(r"\b(n?p?gettext)\(")
IN_ATTRIBUTE = re.compile(r"""(?<![\w.])_\(\s*(?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*\)""")

Message = tuple[str | tuple[str, ...], str | None]


def main() -> int:
    """Collect, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if a catalog is out of date")
    options = parser.parse_args()
    template = _collect()
    stale = [language for language in LANGUAGES if not _update(language, template, only_check=options.check)]
    for language in stale:
        print(f"{language}: {'out of date; run make messages' if options.check else 'updated'}")
    print(f"{len(template)} messages")
    return 1 if stale and options.check else 0


def _collect() -> Catalog:
    """Read every source file, in order."""
    catalog = Catalog(charset="utf-8")
    for path in sorted([*PACKAGE.glob("**/*.py"), *PACKAGE.glob("**/templates/**/*.html"), *PACKAGE.glob("**/*.txt")]):
        found = _from_python(path) if path.suffix == ".py" else _from_template(path)
        for text, context in found:
            catalog.add(text, locations=[(path.relative_to(ROOT).as_posix(), 1)], context=context)
    return catalog


def _from_python(path: Path) -> Iterator[Message]:
    with path.open("rb") as source:
        for _line, text, _comments, context in extract("python", source, keywords=KEYWORDS):
            yield text, context


def _from_template(path: Path) -> Iterator[Message]:
    """Let Django turn the template into calls, and read those; components take `_("…")` in their attributes too."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- app ready

    source = path.read_text(encoding="utf-8")
    calls = templatize(source, origin=str(path))
    for match in IN_TEMPLATE.finditer(calls):
        yield _call(calls[match.start() :])
    for match in IN_ATTRIBUTE.finditer(re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)):
        yield match["text"], None


def _call(source: str) -> Message:
    """Read one call from the beginning of a text."""
    for end in (match.end() for match in re.finditer(r"\)", source)):
        try:
            node = ast.parse(source[:end], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            texts = [word for word in words if isinstance(word, str)]
            context = texts.pop(0) if "p" in node.func.id.removesuffix("gettext") else None
            return (tuple(texts[:2]) if node.func.id.startswith("n") else texts[0]), context
    raise ValueError(f"cannot read {source[:80]!r}")


def _update(language: str, template: Catalog, *, only_check: bool) -> bool:
    """Bring one catalog up to date; tell whether it already was."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    before = path.read_bytes() if path.exists() else b""
    known = read_po(io.BytesIO(before), locale=language) if before else Catalog(locale=language, charset="utf-8")
    fresh = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        kept = known.get(message.id, context=message.context)
        same_shape = kept is not None and isinstance(kept.id, tuple) == isinstance(message.id, tuple)
        files = sorted({(name, None) for name, _line in message.locations})
        fresh.add(message.id, kept.string if same_shape else None, locations=files, context=message.context)
    after = _written(fresh, language)
    if after == before:
        return True
    if not only_check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(after)
    return False


def _written(catalog: Catalog, language: str) -> bytes:
    """Write a catalog so that only its messages decide the text: no dates, no names, no line numbers."""
    body = io.BytesIO()
    write_po(body, catalog, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head.encode() + body.getvalue()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhold.config.settings")
    import django

    django.setup()
    sys.exit(main())
