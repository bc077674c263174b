"""Adding: paste an article, or drop files; what was known already is named, what failed is told."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from mahdar.keeping.adding import add_unlinked
from mahdar.model import Article
from mahdar.record.articles import is_new, stored_articles
from mahdar.record.identity import article_id, is_storable
from mahdar.sources import Failure, articles_from, day_or_time
from mahdar.sources.forms import known_forms
from mahdar.web.desk import Desk
from mahdar.web.jobs import FailedInput, Job, NamedArticle
from mahdar.web.looking import told_of_article
from mahdar.web.shown import Form, Question, field_of, page, to

router = APIRouter()
_FIELDS = ("title", "outlet", "url", "published", "author")
#: Letters of a file's name that are kept; the name tells the article where nothing else does.
_LONGEST_NAME = 120
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class AddingPage:
    """The forms, and what was added lately."""

    jobs: tuple[Job, ...]
    forms: str
    limit_mb: int


@dataclass(frozen=True, slots=True)
class JobPage:
    """How far an addition is, and what came of it."""

    job: Job


@page(router, "/add", "add.html")
def adding(asked: Question) -> AddingPage:
    """The forms by which articles come in."""
    asked.needs("reviewer")
    return AddingPage(
        tuple(asked.desk.jobs.latest()[:10]),
        known_forms(),
        asked.desk.upload_limit >> 20,
    )


@page(router, "/add/job/{name}", "job.html")
def job(asked: Question, name: str) -> JobPage:
    """How far an addition is."""
    asked.needs("reviewer")
    found = asked.desk.jobs.get(name)
    if found is None:
        raise HTTPException(404, "this addition is no longer remembered; what it brought is in the record")
    return JobPage(found)


@router.post("/{lang}/add", response_class=RedirectResponse, status_code=303)
def begin(asked: Question, form: Form) -> RedirectResponse:
    """Begin to add what a form brings."""
    asked.needs("reviewer")
    collected = field_of(form, "collected") or None
    try:
        collected = day_or_time(collected) if collected else None
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    folder = Path(tempfile.mkdtemp(prefix="mahdar-add-"))
    try:
        names = _kept(form, folder)
        if not names:
            raise HTTPException(422, "nothing was given: paste a text or choose files")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    started = asked.desk.jobs.begin(asked.user.name, partial(_work, asked.desk, folder, names, collected))
    return to(asked, f"/add/job/{started.id}")


def _kept(form: FormData, folder: Path) -> dict[str, str]:
    """Keep what a form brings as files, each in a folder of its own; how each was named by its sender."""
    names: dict[str, str] = {}
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        pasted = {name: field_of(form, name) for name in _FIELDS}
        # A browser sends CRLF for each line end of a pasted text.
        whole = {"doc_id": field_of(form, "doc_id") or _name_of(text), "text": text.replace("\r\n", "\n")}
        file = folder / "pasted.jsonl"
        file.write_text(json.dumps({**whole, **pasted}, ensure_ascii=True) + "\n", encoding="utf-8")
        names[str(file)] = field_of(form, "title") or "—"
    for number, upload in enumerate(form.getlist("files")):
        if isinstance(upload, UploadFile) and upload.filename:
            name = safe_name(upload.filename)
            file = folder / str(number) / name
            file.parent.mkdir()
            with file.open("wb") as kept:
                shutil.copyfileobj(upload.file, kept)
            names[str(file)] = name
    return names


def safe_name(told: str) -> str:
    """The last part of a file's name as a browser told it, without what could lead elsewhere."""
    name = PurePosixPath(PureWindowsPath(told).name).name
    name = "".join(letter for letter in name if letter.isprintable() and letter not in '/\\:*?"<>|[]')
    name = name.strip(". ")[-_LONGEST_NAME:]
    return name or "file.txt"


def _name_of(text: str) -> str:
    """A name for a pasted text: made of its words, so that the same text pasted again is the same article."""
    return "pasted-" + Article(doc_id="", text=text.replace("\r\n", "\n")).sha256[:12]


def _work(desk: Desk, folder: Path, names: dict[str, str], collected: str | None, job_: Job) -> None:
    """Read and store what a form brought, telling the job how far it is."""
    try:
        articles: list[Article] = []
        for made in articles_from(names, collected):
            if isinstance(made, Failure):
                line = f":{made.line}" if made.line else ""
                job_.failed.append(FailedInput(names.get(made.path, "") + line, made.reason))
            else:
                articles.append(made)
        new = _sorted_out(desk, articles, job_)
        job_.total = len(new)
        if new:
            unread, stepped = partial(_unread, job_), partial(_step, job_)
            add_unlinked(desk.store, new, desk.reader, unread, stepped, batch=_AT_ONCE)
            desk.linking.decided(shows_at_once=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unread(job_: Job, article: Article, why: str) -> None:
    """An article that gave no record is told as failed, and no longer as one that comes in."""
    name = article_id(article)
    job_.new = [one for one in job_.new if one.id != name]
    job_.changed = [one for one in job_.changed if one.id != name]
    job_.failed.append(FailedInput(article.title or article.doc_id, why))


def _step(job_: Job, done: int) -> None:
    job_.done = done


def _sorted_out(desk: Desk, articles: list[Article], job_: Job) -> list[Article]:
    """The articles that bring something; those known are named, and those that no record can hold are told."""
    fit = []
    for article in articles:
        if all(map(is_storable, (article.text, article.doc_id, article.outlet, article.url, article.title))):
            fit.append(article)
        else:
            job_.failed.append(FailedInput(article.doc_id, "a field holds what no record can hold"))
    with desk.store.reading() as connection:
        stored = stored_articles(connection, map(article_id, fit))
    new = []
    for article in fit:
        name = article_id(article)
        told = told_of_article(name, article)
        named = NamedArticle(name, told.title, told.outlet)
        if is_new(article, stored.get(name)):
            (job_.changed if name in stored else job_.new).append(named)
            new.append(article)
        else:
            job_.known.append(named)
    return new
