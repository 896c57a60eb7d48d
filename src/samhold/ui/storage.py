"""Static files with their contents' hash in the name, so that browsers may keep them for years."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """
    Hashed and compressed files, also where one ES module imports another.

    Lines that name a source map are left alone: most published packages leave their maps out, and a missing map would
    stop `collectstatic`.
    """

    # Django's own switch would add its patterns for every script, and change our names a second time.
    support_js_module_import_aggregation = False
    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",
                (
                    r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""",
                    """@import url("%(url)s")""",
                ),
            ),
        ),
        (
            "ui/js/*.js",
            (
                (
                    r"""(?P<matched>import(?P<import>[\s\{].*?|\*\s*as\s*\w+)\s*from\s*["'](?P<url>[./].*?)["']\s*;)""",
                    """import%(import)s from "%(url)s";""",
                ),
            ),
        ),
    )
