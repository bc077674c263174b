"""Actors of an article by the names people use: identifiers, names as written, identifiers of the knowledge."""

from __future__ import annotations

from typing import Any

from mahdar.arabic.fold import fold
from mahdar.model import Actor, ArticleRecord

#: Fields that hold actors, and those that hold several.
SEVERAL = frozenset({"speakers", "via", "participants"})
ACTORS = SEVERAL | {"addressee"}


class Unnamed(ValueError):
    """A name that no actor, or more than one, of the article bears; the message lists them."""


def with_actors_named(field: str, value: Any, record: ArticleRecord) -> Any:
    """The value of a field with identifiers in the place of names.

    Args:
        field: of a statement or an encounter.
        value: as a person gave it: an identifier or a name, or a list of them.
        record: of the article.

    Raises:
        Unnamed: where a name is not one actor's.
    """
    if field not in ACTORS or value is None:
        return value
    if isinstance(value, str) and field in SEVERAL:
        value = [value]
    if isinstance(value, list):
        return [actor_named(one, record) if isinstance(one, str) else one for one in value]
    return actor_named(value, record) if isinstance(value, str) else value


def actor_named(name: str, record: ArticleRecord) -> str:
    """The identifier of the one actor of an article that a name or identifier means.

    Raises:
        Unnamed: where there is none, or more than one.
    """
    found = [a.id for a in record.actors if _is_called(a, name)]
    exact = [a.id for a in record.actors if a.id == name]
    if len(exact or found) == 1:
        return (exact or found)[0]
    listed = "; ".join(f"{actor.id} {actor.name}" for actor in record.actors)
    many = "more than one actor" if found else "no actor"
    raise Unnamed(f"{many} of this article is called {name!r}; it has: {listed or 'none'}")


def _is_called(actor: Actor, name: str) -> bool:
    wanted = fold(name)
    told = [actor.name, *actor.aliases, actor.canonical, actor.name_en, actor.role]
    return name in (actor.known_as, actor.qid) or any(fold(one) == wanted for one in told if one)
