"""Wording: whose words stand in the quotation marks, the speaker's or those of the organ that narrates him."""

from __future__ import annotations

from typing import NamedTuple

from mahdar.model.vocabulary import WordsOf
from mahdar.reading.particulars.clause import Clause
from mahdar.reading.particulars.words import stripped

_OPENING = 7


class Wording(NamedTuple):
    """Whose wording is quoted, None where nothing is; and why."""

    whose: WordsOf | None
    reason: str = ""


def words_of(clause: Clause) -> Wording:
    """Whose wording stands in quotation marks.

    Words in the first or second person are the speaker's. Marks around a narration in the third person («"الجانبين
    بحثا …"», «"حيث أكد الرئيس أن …"») hold the words of the organ that narrates. Of a passed-on statement, quoted
    words that speak of the speaker from outside («"بلاده تدعم …"») are the organ's; others are the speaker's where the
    organ cites him («نقلت الوكالة عنه قوله»), and the organ's where it is a read-out of his own office.
    """
    quoted = _quoted(clause)
    if not quoted:
        return Wording(None)
    if clause.page.in_quote[clause.found.cue[0]]:
        return Wording("organ", "the cue itself stands inside the quotation")
    spoken = _first_person(clause, quoted)
    if spoken is not None:
        return Wording("speaker", f"«{clause.page.tokens[spoken].text}» speaks in his own person")
    told = _narration(clause, quoted)
    if told is None:
        told = _predicate(clause, quoted) or _told_around(clause)
    elif _in_person(clause):
        told = None
    if told is not None:
        return Wording("organ", f"«{clause.page.tokens[told].text}» narrates from outside")
    if not clause.found.via:
        return Wording("speaker", "no organ stands between")
    return _passed_on(clause, quoted)


def _quoted(clause: Clause) -> list[int]:
    """The words of the content that stand in quotation marks; names of papers and titles count as none."""
    if clause.found.mode == "indirect":
        return []
    start, end = clause.found.content
    words = [k for k in range(start, end) if clause.is_word(k) and clause.page.in_quote[k]]
    if not words and clause.found.mode == "direct":
        words = [k for k in range(start, end) if clause.is_word(k)]
    return [k for run in _openings(clause, words) if not _is_name(clause, run) for k in run]


def _is_name(clause: Clause, run: list[int]) -> bool:
    """«صحيفة "الغارديان"», «تنظيم "الدولة الإسلامية"»: marks around a name quote nobody."""
    if len(run) > 4 or clause.found.mode == "direct":
        return False
    named = any(m.first <= run[0] and run[-1] < m.last for m in clause.local)
    known = any(
        h.length >= len(run) and h.entry.kind != "adjective" for h in clause.page.hits.get(run[0], ())
    )
    before = clause.norms[run[0] - 2] if run[0] > 1 else ""
    return named or known or any(f in clause.words.set("wording", "named") for f in stripped(before))


def _first_person(clause: Clause, quoted: list[int]) -> int | None:
    persons = clause.words.set("wording", "first_person") | clause.words.set("wording", "second_person")
    verbs = clause.words.set("wording", "first_verbs")
    for k in quoted:
        norm = clause.norms[k]
        bare = norm[1:] if norm[0] in "وف" and len(norm) > 3 else norm
        if norm in persons or bare in persons or bare in verbs:
            return k
        if _first_person_form(clause, k, bare):
            return k
    return None


def _first_person_form(clause: Clause, k: int, norm: str) -> bool:
    """«سنعمل», «سأذهب», «بلدنا», «قواتنا»: a future of the first person, or a noun that is ours."""
    text = clause.page.tokens[k].text.lstrip("وف")
    if text.startswith(("سأ", "سن")) and len(norm) > 4 and norm not in _NOT_FIRST:
        return True
    return (
        norm.endswith("نا")
        and len(norm) > 4
        and norm not in _NOT_OURS
        and k not in clause.page.hits
        and not text.endswith("ناً")
    )


_NOT_FIRST = frozenset(("سنوات", "سنويا", "سنوي", "سنويه", "سندات", "سنغافوره", "سنجار"))
_NOT_OURS = frozenset(
    (
        "هنا",
        "فيينا",
        "بيننا",
        "احيانا",
        "بيانا",
        "امتنانا",
        "تضامنا",
        "كورونا",
        "اعلانا",
        "ايمانا",
        "عدوانا",
        "قانونا",
        "تعاونا",
        "برنا",
        "مينا",
        "سينا",
        "حسنا",
        "ضمنا",
        "ممكنا",
        "قرنا",
        "وطنا",
    )
)


def _narration(clause: Clause, quoted: list[int]) -> int | None:
    """A past verb of a read-out at the opening of the quotation, or behind the parties it names."""
    verbs = clause.words.set("wording", "narrating")
    parties = clause.words.set("wording", "parties")
    joints = clause.words.set("wording", "joints")
    for opening in _openings(clause, quoted):
        seen_party = False
        for k in opening[:_OPENING]:
            norm = clause.norms[k]
            bare = norm[1:] if norm[0] in "وف" and len(norm) > 3 else norm
            m = clause.starts.get(k)
            if (norm in verbs or bare in verbs) and (seen_party or _subject_follows(clause, k, quoted)):
                return k
            if bare in parties or norm in parties or (m is not None and m.kind in ("person", "pair")):
                seen_party = True
            elif norm not in joints and not seen_party:
                break
    return None


def _openings(clause: Clause, quoted: list[int]) -> list[list[int]]:
    """The words after each opening mark."""
    runs: list[list[int]] = []
    for k in quoted:
        if not runs or any(clause.norms[j] == '"' for j in range(runs[-1][-1] + 1, k)):
            runs.append([])
        runs[-1].append(k)
    return runs


def _subject_follows(clause: Clause, k: int, quoted: list[int]) -> bool:
    """«أكد الرئيس أن»: the subject stands behind the verb, inside the marks; or the verb is dual."""
    if clause.norms[k].endswith("ا") and clause.norms[k] not in ("دعا",):
        return True
    m = clause.starts.get(k + 1)
    if m is not None and k + 1 in quoted and m.kind in ("person", "pair"):
        return True
    return k + 1 < len(clause.norms) and clause.norms[k + 1] in clause.words.set("wording", "parties")


def _predicate(clause: Clause, quoted: list[int]) -> int | None:
    """«فإن الرئيس "أشاد بـ…"»: the speaker stands before the mark as the subject of what is quoted."""
    for opening in _openings(clause, quoted):
        k = opening[0]
        before = k - 2
        if clause.norms[k] in clause.words.set("wording", "narrating") and any(
            m.last == before + 1 and clause.said_by(m) and m.first >= clause.found.cue[1]
            for m in clause.local
        ):
            return k
    return None


def _told_around(clause: Clause) -> int | None:
    """«بحث الجانبان "سبل …"، وفقا للوكالة»: the source itself tells what others did, around the marks too."""
    speakers = [clause.cast[i] for i in clause.found.speakers]
    if clause.found.cue_kind != "according" or any(s.kind != "institution" for s in speakers):
        return None
    start, end = clause.found.content
    k = clause.next_word(start, end)
    if k is None or clause.page.in_quote[k]:
        return None
    verbs, norm = clause.words.set("wording", "narrating"), clause.norms[k]
    told = norm in verbs or norm[1:] in verbs
    return k if told and _subject_follows(clause, k, list(range(k, end))) else None


def _in_person(clause: Clause) -> bool:
    """A person whom nobody passes on may tell of others in his own words."""
    speakers = [clause.cast[i] for i in clause.found.speakers]
    return bool(speakers) and not clause.found.via and all(s.kind == "person" for s in speakers)


def _passed_on(clause: Clause, quoted: list[int]) -> Wording:
    himself = clause.words.set("wording", "himself")
    outside = next((k for k in quoted if clause.norms[k] in himself), None)
    if outside is not None:
        return Wording(
            "organ", f"passed on, and «{clause.page.tokens[outside].text}» speaks of him from outside"
        )
    if clause.found.cue_kind == "relay":
        return Wording("speaker", "the organ cites his words")
    if clause.found.mode == "direct" and _marked(clause):
        return Wording("speaker", "passed on in quotation marks after the cue")
    if _own_organ(clause):
        return Wording("organ", "a read-out of his own side, its marks around its own telling")
    return Wording("speaker", "another organ quotes him")


def _marked(clause: Clause) -> bool:
    """«قال: "…"»: a colon, «قوله», or the mark straight behind the speaker."""
    between = clause.norms[clause.found.cue[1] : clause.found.content[0]]
    return ":" in between or not any(n in ("ان", "بان", "علي", "الي", "عن") for n in between)


def _own_organ(clause: Clause) -> bool:
    """Whether the one who passes on is an office of the speaker's own state; agencies and papers quote."""
    mine = clause.speaker_countries()
    organs = [clause.cast[i] for i in clause.found.via]
    return any(
        o.kind == "institution"
        and o.country in mine
        and (o.entry is None or o.entry.kind not in ("agency", "outlet"))
        for o in organs
    )
