"""How much work the house is: reading, adding, linking, querying and copying at several sizes, beside named peers."""

from mahdar.measuring.articles import grown
from mahdar.measuring.drawing import drawing_of
from mahdar.measuring.measures import TASKS, Measure, Report, growth_of
from mahdar.measuring.running import measured

__all__ = ["TASKS", "Measure", "Report", "drawing_of", "grown", "growth_of", "measured"]
