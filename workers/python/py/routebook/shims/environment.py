"""Settings of libraries that are none of the learner's business."""

import os
import warnings

from ..figures import use_figures


def install() -> None:
    """Sets them; what the learner has set already stays."""
    # The whole kernel lives inside an event loop, which Django's ORM refuses otherwise.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    if "MPLBACKEND" not in os.environ:
        use_figures()
    # The advice is to install another package, which nobody can do here.
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
