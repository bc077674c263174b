"""End a process at a chosen instant, as `kill -9` or the power cord would."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event


def killed_at(instant: int, work: Callable[[], object]) -> bool:
    """Do a work in a process that is killed before its `instant`th statement or commit; whether it was."""
    child = os.fork()
    if child == 0:
        left = [instant]

        def count(*_: Any) -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            event.listen(Engine, "before_cursor_execute", count)
            event.listen(Engine, "commit", count)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Do a work in a process that is killed after a time; whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
