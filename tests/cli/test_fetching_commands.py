"""`mahdar fetch` and `mahdar watch`, against a server on this machine."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.sources.fetching.memory import Memory
from tests.cli.running import run
from tests.misbehaving import Request, Server, answer, leads_to, serving, zipped
from tests.stores import new_database

PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>وزير الخارجية الأردني يلتقي نظيره العراقي في عمّان</title>
<meta property="article:published_time" content="2025-10-15T14:30:00+03:00"></head><body><article>
<h1>وزير الخارجية الأردني يلتقي نظيره العراقي في عمّان</h1>
<p>عمّان - التقى وزير الخارجية الأردني أيمن الصفدي في عمّان اليوم الأربعاء نظيره العراقي فؤاد حسين، وبحث معه سبل
تعزيز العلاقات بين البلدين الشقيقين والتعاون في مجالات الطاقة والنقل والتجارة.</p>
<p>وقال الصفدي في تصريحات صحفية بعد اللقاء إن الأردن يدعم أمن العراق واستقراره، مؤكدا أن التعاون بين البلدين
{more}.</p><p>ووصل الوزير العراقي إلى عمّان أمس الثلاثاء في زيارة رسمية تستمر يومين يلتقي خلالها عددا من المسؤولين.</p>
</article></body></html>"""


def report(more: str = "مستمر") -> bytes:
    return answer(PAGE.replace("{more}", more))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        one.answers["/1"] = report()
        yield one


def fetch(tmp_path: Path, *args: object) -> tuple[int, str, str]:
    done = run("fetch", "--pause", 0, "--allow-private", "--record", tmp_path / "r.db", *args)
    return done.exit_code, done.stdout.replace(str(tmp_path) + "/", ""), done.stderr


def watch(tmp_path: Path, server: Server, *args: object) -> tuple[int, str, str]:
    feeds = tmp_path / "feeds.toml"
    if not feeds.exists():
        feeds.write_text(f'pause = 0\n[[feed]]\nurl = "{server.url("/feed")}"\noutlet = "petra"\n', "utf-8")
    done = run("watch", feeds, "--once", "--allow-private", "--record", tmp_path / "r.db", *args)
    return (
        done.exit_code,
        done.stdout.replace(str(tmp_path) + "/", ""),
        done.stderr.replace(str(tmp_path) + "/", ""),
    )


def listed(*paths: str) -> bytes:
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return answer(f"<rss><channel>{items}</channel></rss>", content_type="text/xml")


def records(tmp_path: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for line in run("records", "--record", tmp_path / "r.db", "--format", "jsonl").output.splitlines()
    ]


# fetch


def test_a_page_is_fetched_read_and_kept(server: Server, tmp_path: Path) -> None:
    code, out, _ = fetch(tmp_path, server.url("/1"))
    assert (code, out) == (0, "r.db: 1 new articles, 0 new versions, 0 known already\n")
    (record,) = records(tmp_path)
    assert record["url"] == record["doc_id"] == server.url("/1")
    assert record["published"] == "2025-10-15T14:30:00+03:00"
    assert record["encounters"]


def test_a_page_that_is_known_is_passed_over_and_a_changed_one_a_new_version(
    server: Server, tmp_path: Path
) -> None:
    fetch(tmp_path, server.url("/1"))
    code, out, _ = fetch(tmp_path, server.url("/1"), server.url("/1#comments"))
    assert (code, out) == (0, "r.db: 0 new articles, 0 new versions, 1 known already\n")
    server.answers["/1"] = report("سيزداد")
    assert fetch(tmp_path, server.url("/1"))[1] == "r.db: 0 new articles, 1 new versions, 0 known already\n"


def test_what_cannot_be_fetched_is_told_and_does_not_stop_the_rest(server: Server, tmp_path: Path) -> None:
    server.answers["/circle"] = leads_to("/circle")
    code, out, err = fetch(
        tmp_path, server.url("/1"), server.url("/2"), server.url("/circle"), "ftp://h/", "اسم"
    )
    assert (code, out) == (1, "r.db: 1 new articles, 0 new versions, 0 known already, 4 failed\n")
    assert f"failed: {server.url('/2')}: status 404\n" in err
    assert "circle" in err
    assert "failed: ftp://h/: ftp://h/: no address of http or https" in err


def test_nothing_fetched_is_told_by_the_exit_code(server: Server, tmp_path: Path) -> None:
    assert fetch(tmp_path, server.url("/2"))[0] == 3


def test_this_machine_is_refused_unless_allowed(server: Server, tmp_path: Path) -> None:
    done = run("fetch", server.url("/1"), "--record", tmp_path / "r.db")
    assert done.exit_code == 3
    assert "lies in a private network (127.0.0.1); allow it with --allow-private" in done.stderr
    assert server.requests == []


def test_pages_are_kept_as_they_came(server: Server, tmp_path: Path) -> None:
    body = PAGE.replace("{more}", "مستمر")
    server.answers["/1"] = zipped(body)
    fetch(tmp_path, server.url("/1"), "--save", tmp_path / "pages")
    server.answers["/1"] = report("سيزداد")
    fetch(tmp_path, server.url("/1"), "--save", tmp_path / "pages")
    lines = [
        json.loads(line) for line in (tmp_path / "pages" / "fetched.jsonl").read_text("utf-8").splitlines()
    ]
    assert [line["url"] for line in lines] == [server.url("/1")] * 2
    assert (tmp_path / "pages" / lines[0]["file"]).read_bytes() == body.encode()
    assert len(list((tmp_path / "pages").glob("*.html"))) == 2
    # What was kept is read like any saved page.
    assert run("read", tmp_path / "pages" / lines[0]["file"]).exit_code == 0


@pytest.mark.parametrize(
    ("told", "meta", "real"),
    [
        ("text/html; charset=windows-1256", "utf-8", "utf-8"),
        ("text/html; charset=iso-8859-1", "utf-8", "utf-8"),
        ("text/html; charset=utf-8", "windows-1256", "cp1256"),
        ("text/html", "windows-1256", "cp1256"),
        ("text/html", "utf-8", "cp1256"),
        ("text/html; charset=nonsense", "utf-8", "utf-8"),
        ("text/plain", "utf-8", "utf-8"),
    ],
)
def test_a_page_in_another_charset_than_it_is_said_to_be_is_read_by_its_bytes(
    server: Server, tmp_path: Path, told: str, meta: str, real: str
) -> None:
    page = PAGE.replace("{more}", "مستمر").replace('charset="utf-8"', f'charset="{meta}"')
    server.answers["/1"] = answer(page.encode(real), content_type=told)
    assert fetch(tmp_path, server.url("/1"))[0] == 0
    (record,) = records(tmp_path)
    assert "وبحث معه سبل" in str(record["text"])


def test_outlet_and_contact_are_told(server: Server, tmp_path: Path) -> None:
    fetch(tmp_path, server.url("/1"), "--outlet", "petra", "--contact", "desk@example.org")
    assert records(tmp_path)[0]["outlet"] == "petra"
    assert all("(+desk@example.org)" in request.headers["user-agent"] for request in server.requests)


@pytest.mark.parametrize("contact", ["two words", "مكتب", "a\r\nX: b"])
def test_a_contact_that_no_header_can_hold_is_a_usage_error(contact: str, tmp_path: Path) -> None:
    assert fetch(tmp_path, "http://h.example/", "--contact", contact)[0] == 2


# watch


def test_a_round_tells_what_it_brought(server: Server, tmp_path: Path) -> None:
    server.answers["/feed"] = listed("/1", "/2")
    code, out, err = watch(tmp_path, server)
    assert code == 1
    assert out == (
        "r.db: 1 feeds asked (0 unchanged), 1 new articles, 0 new versions, 0 known already, 1 failed, "
        "1 still to be asked\n"
    )
    assert err == f"failed: {server.url('/2')}: status 404\n"
    assert (tmp_path / "r.db.watch.db").exists()
    assert records(tmp_path)[0]["outlet"] == "petra"
    code, out, _ = watch(tmp_path, server)
    assert (code, out.startswith("r.db: 1 feeds asked (0 unchanged), 0 new articles")) == (0, True)


def test_a_watch_whose_feeds_all_fail_has_done_nothing(server: Server, tmp_path: Path) -> None:
    code, _, err = watch(tmp_path, server)
    assert code == 3
    assert f"failed: {server.url('/feed')}: status 404" in err


@pytest.mark.parametrize(
    ("text", "words"),
    [("[[feed]]\n", "feeds.toml:1: feed 1: url: the address"), ("x = [", "feeds.toml: no TOML")],
)
def test_wrong_settings_are_usage_errors(server: Server, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "feeds.toml").write_text(text, "utf-8")
    code, _, err = watch(tmp_path, server)
    assert (code, words in err) == (2, True)
    assert not (tmp_path / "r.db").exists()


def test_two_watches_do_not_work_with_one_state(server: Server, tmp_path: Path) -> None:
    server.answers["/feed"] = listed("/1")
    with Memory(tmp_path / "r.db.watch.db"):
        code, _, err = watch(tmp_path, server)
    assert (code, "another watch is at work with it" in err, server.requests) == (3, True, [])
    assert watch(tmp_path, server)[0] == 0


def test_a_state_that_is_something_else_is_told_and_not_touched(server: Server, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("كلام" * 200, "utf-8")
    code, _, err = watch(tmp_path, server, "--state", tmp_path / "other.txt")
    assert (code, "the memory of the watch cannot be used" in err) == (3, True)
    assert (tmp_path / "other.txt").read_text("utf-8") == "كلام" * 200


def test_beside_a_database_there_is_no_place_for_a_state(
    server: Server, tmp_path: Path, cluster: str
) -> None:
    server.answers["/feed"] = listed("/1")
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'pause = 0\n[[feed]]\nurl = "{server.url("/feed")}"\n', "utf-8")
    args = ("watch", feeds, "--once", "--allow-private", "--record", new_database(cluster))
    done = run(*args)
    assert (done.exit_code, "name one with --state" in done.stderr) == (2, True)
    assert run(*args, "--state", tmp_path / "state.db").exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_watch_when_what_came_is_stored(
    server: Server, tmp_path: Path, sent: signal.Signals
) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'pause = 0\n[[feed]]\nurl = "{server.url("/feed")}"\n', "utf-8")
    server.answers["/feed"] = listed("/1", "/2")
    code = "from mahdar.cli import main; main()"
    args = ["watch", feeds, "--allow-private", "--record", tmp_path / "r.db"]
    told = tmp_path / "stderr"
    with told.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, args)],
            stdout=subprocess.PIPE, stderr=stderr, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip

    def while_asked(_: Request) -> bytes:
        process.send_signal(sent)
        while (
            "ending; what was fetched is stored first" not in told.read_text("utf-8")
            and process.poll() is None
        ):
            server.closing.wait(0.01)
        return report()

    server.answers["/1"] = while_asked
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, told.read_text("utf-8")
    assert "1 new articles" in out
    assert [record["url"] for record in records(tmp_path)] == [server.url("/1")]
