"""A Ray cluster of several machines, of which one goes: each is played by processes of this one."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.record.store import begin_record
from tests.ray_clusters import many_articles
from tests.stores import exported

ROOT = Path(__file__).resolve().parents[2]

_DRIVER = """
import sys
from ray.cluster_utils import Cluster
from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.keeping.workers.ray_cluster import RayWorkers
from mahdar.record.store import begin_record
from tests.ray_clusters import many_articles

cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
machines = [cluster.add_node(num_cpus=1) for _ in range(2)]

def stepped(done):
    if len(machines) == 2 and done >= 8:
        cluster.remove_node(machines.pop(), allow_graceful=False)
        print("a machine has gone")

try:
    with RayWorkers(cluster.address) as workers, begin_record(sys.argv[1]) as store:
        assert workers.count == 2
        workers.at_once = 2
        grown = add(store, many_articles(60), house_reader(workers=workers), stepped=stepped, batch=4)
        print(grown.articles, "articles")
finally:
    cluster.shutdown()
"""


@pytest.mark.slow
def test_a_machine_that_goes_changes_nothing(tmp_path: Path) -> None:
    if not find_spec("ray"):
        pytest.skip("Ray is not installed (pip install 'mahdar[ray]')")
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, str(tmp_path / "ray.db")],
        cwd=ROOT,
        env={
            **os.environ,
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
            "PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, "."])),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "a machine has gone" in done.stdout
    assert "60 articles" in done.stdout
    with begin_record(tmp_path / "ray.db") as store, begin_record(tmp_path / "alone.db") as alone:
        add(alone, many_articles(60), house_reader())
        assert exported(store) == exported(alone)
