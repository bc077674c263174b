"""Hosts side by side, the work of each one after another."""

import threading

import pytest

from mahdar.sources.fetching.lanes import in_lanes


def first(job: str) -> str:
    return job[0]


def test_every_job_is_done_and_those_of_a_host_in_their_order() -> None:
    jobs = [f"{host}{n}" for n in range(9) for host in "abcdefg"]
    done = list(in_lanes(jobs, first, str.upper, 3))
    assert sorted(done) == sorted(map(str.upper, jobs))
    for host in "ABCDEFG":
        of_host = [one for one in done if one[0] == host]
        assert of_host == sorted(of_host)


def test_hosts_do_not_wait_for_one_another_and_a_host_is_worked_for_alone() -> None:
    both = threading.Barrier(2, timeout=10)
    inside: set[str] = set()

    def work(job: str) -> str:
        assert job[0] not in inside
        inside.add(job[0])
        both.wait()  # comes through only when the other host is worked for at the same time
        inside.discard(job[0])
        return job

    assert len(list(in_lanes(["a1", "b1", "a2", "b2"], first, work, 2))) == 4


def test_a_fault_of_the_work_is_told_to_who_asked_for_it() -> None:
    done = []

    def work(job: str) -> str:
        if job == "a2":
            raise ZeroDivisionError
        done.append(job)
        return job

    with pytest.raises(ZeroDivisionError):
        list(in_lanes(["a1", "a2", "a3"], first, work, 2))
    assert done == ["a1"]


def test_when_no_more_is_taken_no_more_is_begun() -> None:
    done = []
    results = in_lanes([f"a{n}" for n in range(100)], first, lambda job: done.append(job) or job, 1)
    assert next(results) == "a0"
    results.close()
    assert len(done) < 10


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(in_lanes([], first, str.upper, 4)) == []
