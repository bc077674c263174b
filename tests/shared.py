"""Where the shared material lies: gold articles and corpora, beside the project and never in it."""

import os
from pathlib import Path

SHARED = Path(
    os.environ.get("MAHDAR_SHARED") or Path(__file__).resolve().parents[1] / ".." / "shared"
).resolve()
