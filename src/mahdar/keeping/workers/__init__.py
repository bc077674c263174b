"""Workers: who does work that falls into parts, this machine's processes or a cluster's; the outcome is the same."""

from mahdar.keeping.workers.interface import Lost, Workers, WorkersError
from mahdar.keeping.workers.local import ALONE, Processes

__all__ = ["ALONE", "Lost", "Processes", "Workers", "WorkersError"]
