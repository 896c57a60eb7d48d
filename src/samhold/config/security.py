"""The Content-Security-Policy and the other answers to "what may a page do"."""

from __future__ import annotations

from typing import Final

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

# Directives measured in use with htmx 2, custom elements and native dialogs without a violation. `style-src-attr`:
# server-side SVG and progress bars carry widths. Trusted types stay off, since htmx swaps text into the page.
CONTENT_SECURITY_POLICY: Final = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# What htmx may do: no eval, no style of its own, nothing of a person in the browser's storage, no other host.
HTMX: Final = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "historyCacheSize": 0,
    "selfRequestsOnly": True,
    "refreshOnHistoryMiss": True,
}

PERMISSIONS_POLICY: Final = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()"
