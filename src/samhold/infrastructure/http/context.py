"""What every template may use: the nonce of the page, and what htmx may do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Give `csp_nonce` (made when first used), `htmx_config` as JSON and `is_demo`."""
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "htmx_config": json.dumps(settings.SAMHOLD_HTMX),
        "is_demo": settings.IS_DEMO,
    }
