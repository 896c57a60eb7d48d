"""
Which third-party files the pages are served, and where the package managers put them.

Plain Python without imports: the staticfiles finder and the wheel's build hook both read this table.
"""

FILES: dict[str, str] = {
    "vendor/designsystemet/index.css": "node_modules/@digdir/designsystemet-css/dist/src/index.css",
    "vendor/designsystemet/theme.css": "build/theme/samhold.css",
    "vendor/designsystemet/index.js": "node_modules/@digdir/designsystemet-web/dist/umd/index.js",
    "vendor/designsystemet/index.js.map": "node_modules/@digdir/designsystemet-web/dist/umd/index.js.map",
    "vendor/inter/inter-latin.woff2": "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "vendor/inter/inter-latin-ext.woff2": (
        "node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"
    ),
}
"""Address under the static root → path under the root of the source tree."""
