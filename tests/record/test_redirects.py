"""Old identifiers lead to what stands for them now."""

from dataclasses import replace

from mahdar.model import ArticleRecord, Span
from mahdar.record.redirects import successors
from mahdar.record.stable import with_stable_ids
from tests.made_up import CHANGED, TALKS, article, read_made_up, with_stops, without_statements


def stable(record: ArticleRecord) -> ArticleRecord:
    return with_stable_ids(record, "n1")


def test_item_that_is_found_in_the_same_words_needs_no_redirect() -> None:
    record = stable(read_made_up(article()))
    assert successors(record, stable(read_made_up(article()))) == {}


def test_item_cut_otherwise_in_the_same_text_is_the_one_in_its_place() -> None:
    old = stable(read_made_up(article()))
    new = stable(with_stops(read_made_up(article())))
    ways = successors(old, new)
    assert [ways[a.id] for a in old.statements] == [b.id for b in new.statements]
    assert ways[old.encounters[0].id] is None


def test_item_that_is_gone_leads_nowhere() -> None:
    old = stable(read_made_up(article()))
    assert successors(old, stable(without_statements(read_made_up(article())))) == {
        s.id: None for s in old.statements
    }


def test_item_of_a_changed_text_keeps_its_name_or_leads_to_the_same_words() -> None:
    old = stable(read_made_up(article(text=TALKS)))
    new = stable(with_stops(read_made_up(article(text=CHANGED))))
    ways = successors(old, new)
    assert ways[old.statements[0].id] == new.statements[0].id
    assert ways[old.statements[1].id] is None


def test_each_of_thousands_of_items_is_followed() -> None:
    text = " ".join(f"قال سالم: قول رقم {n}." for n in range(4000))
    old = stable(read_made_up(article(text=text)))
    new = stable(with_stops(read_made_up(article(text=text))))
    assert len([way for way in successors(old, new).values() if way]) == 4000


def test_identifiers_rest_on_words_and_not_on_places() -> None:
    record = read_made_up(article())
    moved = replace(
        record,
        text="  " + record.text,
        statements=tuple(
            replace(s, cue=_moved(s.cue), content=_moved(s.content)) for s in reversed(record.statements)
        ),
    )
    assert {s.id for s in stable(moved).statements} == {s.id for s in stable(record).statements}
    assert {s.id for s in with_stable_ids(record, "n2").statements}.isdisjoint(
        s.id for s in stable(record).statements
    )


def _moved(span: Span) -> Span:
    return Span(span.start + 2, span.end + 2, span.exact)
