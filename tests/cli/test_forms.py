"""Files of every form through the commands: mixed, mapped, in versions."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.running import run
from tests.sources.made import BODY, SECOND, TITLE
from tests.sources.test_documents import drawn, pdf, word
from tests.sources.test_feeds import item, rss
from tests.sources.test_json_files import FIRST_GENERATION
from tests.sources.test_mail import mail


def files_of_all_forms(folder: Path) -> None:
    (folder / "in").mkdir()
    for name, data in {
        "a.txt": f"{TITLE}\n\n{BODY}",
        "b.csv": f'id,text\n1,"{BODY}"\n2,"{SECOND}"\n',
        "c.json": json.dumps(FIRST_GENERATION),
        "in/d.rss": rss(item(1)),
        "in/e.eml": mail().as_bytes(),
        "in/f.docx": word(BODY),
        "in/g.pdf": pdf([drawn(BODY)]),
        "in/h.html": f"<html><body><h1>{TITLE}</h1><article><p>{BODY}</p><p>{SECOND}</p></article></body></html>",
        "in/i.xyz": "?",
    }.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def test_files_folders_and_patterns_of_every_form_are_added_together(tmp_path: Path) -> None:
    files_of_all_forms(tmp_path)
    record = tmp_path / "r.db"
    done = run("add", tmp_path / "a.txt", tmp_path / "in", tmp_path / "*.[cj]s*", "--record", record)
    assert "9 new articles, 0 new versions, 0 known already" in done.output, done.output
    assert done.exit_code == 0
    again = run("add", tmp_path / "in", tmp_path / "*.[cj]s*", "--record", record)
    assert "0 new articles, 0 new versions, 8 known already" in again.output
    assert "0 faults" in run("verify", "--record", record).output


def test_columns_are_mapped_by_the_user(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f"رأس,كلام,يوم\n{TITLE},{BODY},15/10/2025\n", "utf-8")
    mapped = run(
        "read", path, "--columns", "title=رأس,text=كلام", "--columns", "published=يوم", "--format", "jsonl"
    )
    record = json.loads(mapped.output)
    assert (record["title"], record["published"]) == (TITLE, "2025-10-15")
    unmapped = run("read", path)
    assert unmapped.exit_code == 3
    assert (
        "no column for text; there are 'رأس', 'كلام', 'يوم' (map one with --columns text=NAME)"
        in unmapped.output
    )


def test_columns_that_map_nothing_are_a_wrong_use(tmp_path: Path) -> None:
    for words, told in (("title", "no mapping such as text=body"), ("heading=a", "no field of an article"),
                        ("id=a,doc_id=b", "mapped twice")):  # fmt: skip
        done = run("add", tmp_path, "--columns", words, "--record", tmp_path / "r.db")
        assert done.exit_code == 2
        assert told in done.output


def test_two_versions_in_one_file_are_versions_of_one_article(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    line = {
        "id": "1",
        "outlet": "الغد",
        "url": "https://example.org/1",
        "published": "2025-10-15",
        "text": BODY,
    }
    later = {**line, "updated": "2025-10-16", "text": f"{BODY}\n{SECOND}"}
    path.write_text(f"{json.dumps(later)}\n{json.dumps(line)}\n", "utf-8")
    done = run("add", path, "--record", tmp_path / "r.db")
    assert "1 new articles, 1 new versions" in done.output
    shown = run("records", "--format", "jsonl", "--record", tmp_path / "r.db").output
    assert json.loads(shown)["text"] == later["text"]


def test_copies_are_sought_among_one_article_of_each_identifier(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [{"id": "1", "outlet": "الغد", "text": BODY}, {"id": "1", "outlet": "عمون", "text": BODY}]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    done = run("copies", path)
    assert done.exit_code == 1
    assert "only the first is compared" in done.output


def test_parsers_of_other_forms_are_not_loaded_for_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    code = (
        "import sys; from mahdar.sources import articles_from; print(len(list(articles_from(sys.argv[1:])))); "
        "print([name for name in ('lxml', 'trafilatura', 'docx', 'pdfminer', 'email.message') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n[]\n"
