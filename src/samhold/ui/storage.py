"""The storage of static files in production: hashed names, compressed, kept for ten years by browsers."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] -- whitenoise has no types
    """
    Hashes names inside CSS, and leaves source-map lines alone.

    Third-party files name maps that are not shipped; Django's own patterns would refuse them.
    """

    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",
                (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", """@import url("%(url)s")"""),
            ),
        ),
    )
