"""A record is a frozen data class in all that a caller can see, made with less work."""

from __future__ import annotations

import ast
import copy
import dataclasses
import inspect
import pickle
import weakref
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import records
from exporter.records import record


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNode:
    """A node."""

    KINDS: ClassVar[tuple[str, ...]] = ()
    lang: str = ""
    pos: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlainText(PlainNode):
    """A text."""

    text: str
    parts: tuple[int, ...] = ()
    seen: list[int] = field(default_factory=list)


@record(kw_only=True)
class Node:
    """A node."""

    KINDS: ClassVar[tuple[str, ...]] = ()
    lang: str = ""
    pos: int | None = field(default=None, compare=False, repr=False)


@record
class Text(Node):
    """A text."""

    text: str
    parts: tuple[int, ...] = ()
    seen: list[int] = field(default_factory=list)


@record
class Nothing:
    """Without fields."""


@record
class Checked:
    """With a check, and a value that is worked out."""

    width: int
    double: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        if self.width < 0:
            raise ValueError("too narrow")
        object.__setattr__(self, "double", 2 * self.width)

    def __repr__(self) -> str:
        return "its own"


@record(weakref_slot=True)
class Watched:
    """Can be referred to weakly."""

    one: int


def both(make: Callable[[Any], Any]) -> tuple[Any, Any]:
    """The same of the data class and of the record."""
    return make(PlainText), make(Text)


def test_it_is_made_as_a_data_class_is() -> None:
    plain, made = both(lambda kind: kind("a", (1,), lang="en", pos=3))
    assert dataclasses.asdict(plain) == dataclasses.asdict(made)
    assert repr(plain).replace("PlainText", "Text") == repr(made)
    assert str(inspect.signature(PlainText)) == str(inspect.signature(Text))
    assert PlainText.__match_args__ == Text.__match_args__
    plain, made = both(lambda kind: [(item.name, item.type, item.kw_only) for item in dataclasses.fields(kind)])
    assert plain == made
    assert not hasattr(Text("a"), "__dict__")


@pytest.mark.parametrize("arguments", [(), ("a", (), [], "more")])
def test_what_is_missing_or_too_much_is_refused(arguments: tuple[Any, ...]) -> None:
    for kind in (PlainText, Text):
        with pytest.raises(TypeError):
            kind(*arguments)


def test_each_has_a_list_of_its_own() -> None:
    one, two = Text("a"), Text("b")
    one.seen.append(1)
    assert two.seen == []


def test_what_does_not_count_does_not_make_two_differ() -> None:
    assert Text("a", pos=1) == Text("a", pos=2) != Text("b", pos=1)
    assert Text("a") != PlainText("a")
    assert Nothing() == Nothing()
    assert {Watched(1), Watched(1), Watched(2)} == {Watched(1), Watched(2)}
    assert hash(Node(lang="a", pos=1)) == hash(Node(lang="a", pos=2))


def test_nothing_in_it_changes() -> None:
    one: Any = Text("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'text'"):
        one.text = "b"
    with pytest.raises(FrozenInstanceError):
        one.other = 1
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'text'"):
        del one.text


def test_it_goes_through_pickle_copies_and_replace() -> None:
    one = Text("a", (1,), [2], lang="en", pos=3)
    for made in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), dataclasses.replace(one)):
        assert (made, made.pos) == (one, 3)
    assert dataclasses.replace(one, text="b") == Text("b", (1,), [2], lang="en")
    match one:
        case Text(words, parts):
            assert (words, parts) == ("a", (1,))


def test_what_the_class_says_itself_stays() -> None:
    assert (Checked(2).double, repr(Checked(2))) == (4, "its own")
    with pytest.raises(ValueError, match="narrow"):
        Checked(-1)


def test_it_can_be_referred_to_weakly_where_that_is_asked() -> None:
    one = Watched(1)
    assert weakref.ref(one)() is one
    with pytest.raises(TypeError):
        weakref.ref(Nothing())


def test_a_record_may_inherit_from_it() -> None:
    @record
    class Another(Node):
        """A record."""

        words: str

    assert Another("b", lang="en").lang == "en"
    for one, name in ((Another("b"), "words"), (Node(), "lang")):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, "c")


def test_a_data_class_that_is_no_record_cannot_inherit_from_it() -> None:
    """It is said where the class is made, and not found out later: see the module."""
    with pytest.raises(TypeError, match="cannot inherit frozen dataclass from a non-frozen one"):

        @dataclass(frozen=True, slots=True)
        class Plain(Text):
            """A data class."""


def test_only_what_dataclasses_documents_is_used() -> None:
    tree = ast.parse(inspect.getsource(records))
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    used = {node.attr for node in attributes if ast.unparse(node.value) == "dataclasses"}
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert not {name for name in said | {node.attr for node in attributes} if name.startswith("__dataclass")}
    assert used <= set(dataclasses.__all__)


@record(frozen=False)
class Open:
    """Changes."""

    name: str
    count: int = 0
    found: list[str] = field(default_factory=list)
    made: dict[str, int] = field(init=False, default_factory=dict)


def test_one_that_changes_is_made_as_a_data_class_that_changes_is() -> None:
    one, two = Open("a", found=["b"]), Open("a", 0, ["b"])
    assert one == two
    assert one.made is not two.made
    two.count += 1
    assert one != two
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]
    assert repr(one) == "Open(name='a', count=0, found=['b'], made={})"
    assert pickle.loads(pickle.dumps(one)) == one == copy.deepcopy(one)


DEFAULTS: list[Any] = [dataclasses.MISSING, 0, "x", None, list, dict]


@given(
    fields=st.lists(st.tuples(st.sampled_from(DEFAULTS), st.booleans()), max_size=16),
    said=st.sets(st.integers(0, 15)),
    frozen=st.booleans(),
)
def test_classes_of_all_shapes_are_made_as_data_classes_are(
    fields: list[tuple[Any, bool]], said: set[int], frozen: bool
) -> None:
    """Whatever fields have values of their own or factories, and may be given by name alone."""

    def shape() -> type[Any]:
        held: dict[str, Any] = {"__annotations__": {}, "__doc__": "A shape."}
        for number, (default, kw_only) in enumerate(fields):
            held["__annotations__"][f"f{number}"] = "Any"
            kind = {"default_factory": default} if isinstance(default, type) else {"default": default}
            held[f"f{number}"] = field(kw_only=kw_only, **kind)
        return type("Shape", (), held)

    made: list[Any] = []
    for make in (dataclass(frozen=frozen, slots=True), record(frozen=frozen)):
        try:
            kind: Any = make(shape())
        except TypeError as error:
            made.append(str(error).partition(" follows ")[0])
            continue
        names = [item.name for item in dataclasses.fields(kind)]
        values = {names[number]: number for number in sorted(said) if number < len(names)}
        try:
            one = repr(kind(**values)).partition("Shape(")[2]
        except TypeError as error:
            one = str(error)
        made.append((str(inspect.signature(kind)), kind.__match_args__, one))
    assert made[0] == made[1]


def test_it_compiles_no_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, since seconds depend on the machine: a frozen data class compiles six. Of very many fields: one."""
    compiled: list[str] = []
    run = exec

    def counted(source: str, values: dict[str, Any]) -> None:
        compiled.append(source)
        run(source, values)

    def theirs(source: str, *values: Any) -> None:
        assert source.count("def ") < 2, "compiled by dataclasses"  # from Python 3.13 on a frame with nothing in it
        run(source, *values)

    monkeypatch.setattr("exporter.records.exec", counted, raising=False)
    monkeypatch.setattr(dataclasses, "exec", theirs, raising=False)
    for count, expected in ((2, 0), (30, 1)):
        made = record(type("One", (), {"__annotations__": {f"f{n}": "int" for n in range(count)}, "__doc__": "One."}))
        assert (made.__name__, len(compiled)) == ("One", expected)
        assert repr(made(*range(count))).endswith(f"f{count - 1}={count - 1})")
