"""Which actors of different articles are one, which are not, and which a person must decide on."""

from mahdar.knowledge import load
from mahdar.linking.identity import Identities, Told, identities_of
from mahdar.model import Actor

KNOWLEDGE = load()


def person(id_: str, name: str, country: str | None = None, role: str | None = None, **more: str) -> Told:
    return Told(f"doc-{id_}", Actor(id=id_, kind="person", name=name, country=country, role=role, **more))


def found(
    *told: Told, same: tuple[tuple[str, str], ...] = (), apart: tuple[tuple[str, str], ...] = ()
) -> Identities:
    return identities_of(told, KNOWLEDGE, same, apart)


def are_one(who: Identities, a: str, b: str) -> bool:
    return who.of_actor[a] == who.of_actor[b]


def test_same_person_of_the_knowledge_under_any_spelling_is_one() -> None:
    who = found(
        person("a", "سيرغي لافروف", "RU", known_as="sergey-lavrov"),
        person("b", "سيرجى لافروف", "RU", known_as="sergey-lavrov"),
    )
    assert are_one(who, "a", "b")
    assert who.of_actor["a"] == "sergey-lavrov"


def test_same_full_name_of_one_country_is_one() -> None:
    who = found(person("a", "هيثم الخزرجي", "IQ"), person("b", "هيثم الخزرجي", "IQ"))
    assert are_one(who, "a", "b")


def test_same_name_of_two_countries_is_two() -> None:
    who = found(person("a", "محمد سالم", "IQ"), person("b", "محمد سالم", "MR"))
    assert not are_one(who, "a", "b")


def test_shorter_name_is_one_where_country_and_office_agree() -> None:
    who = found(
        person("a", "سليم بن راشد الكعبي", "OM", "وزير النقل"), person("b", "سليم الكعبي", "OM", "وزير النقل")
    )
    assert are_one(who, "a", "b")
    assert "one name holds the other" in who.all[0].why[0]


def test_shorter_name_without_an_office_is_in_doubt() -> None:
    who = found(person("a", "سليم بن راشد الكعبي", "OM", "وزير النقل"), person("b", "سليم الكعبي", "OM"))
    assert not are_one(who, "a", "b")
    assert len(who.doubtful) == 1
    assert "no office that confirms it" in who.doubtful[0].reason


def test_spelling_of_a_foreign_name_needs_country_and_office() -> None:
    who = found(
        person("a", "يوهان غروبر", "AT", "وزير الطاقة"),
        person("b", "يوهان جروبر", "AT", "وزير الطاقة"),
        person("c", "يوهان كروبر", "CH", "وزير الطاقة"),
    )
    assert are_one(who, "a", "b")
    assert not are_one(who, "a", "c")


def test_surname_alone_never_makes_two_one() -> None:
    who = found(person("a", "الشرع", "SY"), person("b", "فاروق الشرع", "SY"), person("c", "أحمد الشرع", "SY"))
    assert len({who.of_actor[name] for name in "abc"}) == 3


def test_ruling_house_never_makes_two_one() -> None:
    who = found(
        person("a", "فهد بن جابر آل سعود", "SA", "أمير المنطقة"),
        person("b", "تركي بن ماجد آل سعود", "SA", "أمير المنطقة"),
    )
    assert not are_one(who, "a", "b")
    assert not who.doubtful


def test_office_without_a_name_is_its_holder_where_one_was_found_and_nobody_else_s_else() -> None:
    who = found(person("a", "الوزير"), person("b", "الوزير"), person("c", "وزير الخارجية السوري", "SY"))
    assert len({who.of_actor[name] for name in "abc"}) == 3


def test_decision_of_a_person_counts_before_every_rule() -> None:
    a, b = person("a", "هيثم الخزرجي", "IQ"), person("b", "هيثم الخزرجي", "IQ")
    assert not are_one(found(a, b, apart=(("a", "b"),)), "a", "b")
    c, d = person("c", "كمال العاني", "IQ"), person("d", "أبو سيف", "IQ")
    assert are_one(found(c, d, same=(("c", "d"),)), "c", "d")


def test_country_is_that_of_the_knowledge_whatever_one_article_gave() -> None:
    who = found(
        person("a", "سيرغي لافروف", "KR", known_as="sergey-lavrov"),
        person("b", "سيرغي لافروف", "RU", known_as="sergey-lavrov"),
    )
    assert [one.country for one in who.all] == ["RU"]


def test_order_of_articles_makes_no_difference() -> None:
    told = [
        person("a", "سليم بن راشد الكعبي", "OM", "وزير النقل"),
        person("b", "سليم الكعبي", "OM", "وزير النقل"),
        person("c", "سليم الكعبي", "OM"),
        person("d", "سليم الكعبي"),
    ]
    assert found(*told) == found(*reversed(told))
