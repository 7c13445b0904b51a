"""Values as bundles, `display()`, and the IPython alias."""

import base64
import json
import time
from typing import Any

import pytest
from routebook import bundles, display, rich
from routebook.plain import one_line, plain_text


class Shown:
    """A value with the forms that its keyword arguments name."""

    def __init__(self, **forms: Any) -> None:
        for name, form in forms.items():
            setattr(self, f"_repr_{name}_", form if callable(form) else lambda form=form: form)

    def __repr__(self) -> str:
        return "Shown"


PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("forms", "mime", "data"),
    [
        ({"html": "<b>x</b>"}, "text/html", "<b>x</b>"),
        ({"markdown": "*x*"}, "text/markdown", "*x*"),
        ({"svg": "<svg/>"}, "image/svg+xml", "<svg/>"),
        ({"png": PNG}, "image/png", base64.b64encode(PNG).decode()),
        ({"png": "aGVsbG8="}, "image/png", "aGVsbG8="),
        ({"jpeg": b"\xff\xd8"}, "image/jpeg", "/9g="),
        ({"json": {"a": [1, None]}}, "application/json", {"a": [1, None]}),
        ({"latex": "$x$"}, "text/latex", "$x$"),
        ({"html": ("<i>x</i>", {"isolated": True})}, "text/html", "<i>x</i>"),
    ],
)
def test_each_form_gets_its_media_type(forms: dict[str, Any], mime: str, data: Any) -> None:
    assert bundles.bundle_of(Shown(**forms)) == {mime: data, "text/plain": "Shown"}


def test_a_mimebundle_comes_first_and_other_forms_fill_it_up() -> None:
    value = Shown(
        mimebundle=lambda include, exclude: ({"text/html": "bundle", "image/png": PNG}, {}),
        html="method",
        latex="$x$",
    )
    bundle = bundles.bundle_of(value)
    assert bundle["text/html"] == "bundle"
    assert bundle["image/png"] == base64.b64encode(PNG).decode()
    assert bundle["text/latex"] == "$x$"


def test_a_form_that_raises_is_told_and_the_others_stay() -> None:
    def broken() -> str:
        raise ValueError("no page")

    bundle = bundles.bundle_of(Shown(html=broken, markdown="*x*"))
    assert bundle["text/markdown"] == "*x*"
    assert bundle["text/plain"] == "Shown\nShown._repr_html_() raised ValueError: no page"


def test_a_form_that_declines_is_left_out() -> None:
    def declines() -> str:
        raise NotImplementedError

    assert bundles.bundle_of(Shown(html=None, svg=declines)) == {"text/plain": "Shown"}


def test_a_repr_that_raises_becomes_a_sentence() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError

    assert plain_text(Broken()) == "<Broken: its repr() raised RuntimeError>"
    assert plain_text([1, Broken()]) == "[1, <Broken: its repr() raised RuntimeError>]"


def test_values_that_answer_to_everything_are_asked_nothing() -> None:
    class Mock:
        def __getattr__(self, name: str) -> Any:
            return lambda *a, **k: "<anything>"

        def __repr__(self) -> str:
            return "Mock"

    assert bundles.bundle_of(Mock()) == {"text/plain": "Mock"}
    assert bundles.bundle_of(Shown) == {"text/plain": repr(Shown)}


def test_a_huge_string_is_cut_and_cheap() -> None:
    start = time.perf_counter()
    text = bundles.bundle_of("x" * 50_000_000)["text/plain"]
    assert time.perf_counter() - start < 1
    assert text.startswith("'xxx")
    assert text.endswith("… 49,900,000 characters not shown")
    assert len(text) < 100_100
    assert plain_text(b"x" * 200_000).endswith("… 100,000 bytes not shown")


def test_huge_containers_are_cut() -> None:
    assert plain_text(list(range(10**6))).endswith("… 999,000 more]")
    assert len(plain_text(dict.fromkeys(range(1000), "y" * 1000))) < 101_000
    assert plain_text(["z" * 10**7]).count("z") <= 100_000


def test_containers_are_laid_out_as_pprint_does() -> None:
    assert plain_text([1, "a", (2,), {}, set(), {3}]) == "[1, 'a', (2,), {}, set(), {3}]"
    value = {"name": "x" * 50, "values": list(range(3)), "more": "y" * 40}
    assert plain_text(value) == (
        "{'name': '" + "x" * 50 + "',\n 'values': [0, 1, 2],\n 'more': '" + "y" * 40 + "'}"
    )
    nested: list[Any] = [1]
    nested.append(nested)
    assert plain_text(nested) == "[1, [...]]"


def test_deep_nesting_is_survived() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    assert "..." in plain_text(value)
    while value:  # taken apart by hand: freeing it at once would recurse in C
        value = value[0]


def test_one_line_is_short_and_has_no_line_break() -> None:
    assert one_line({"a": "x" * 500}, 20).endswith("…")
    assert "\n" not in one_line(Shown(), 100)
    assert one_line("a" * 300, 10) == "'aaaaaaaaaa'…"


def test_a_form_that_is_too_large_is_replaced_by_a_sentence() -> None:
    bundle = bundles.bundle_of(Shown(html="x" * 6_000_000, latex="$x$"))
    assert "text/html" not in bundle
    assert bundle["text/latex"] == "$x$"
    assert "6.0 MB" in bundle["text/plain"]


def test_json_becomes_plain_json() -> None:
    bundle = bundles.bundle_of(Shown(json={"when": time.struct_time, "n": float("nan")}))
    json.dumps(bundle, allow_nan=False)


def test_display_shows_each_value(recorder: Any) -> None:
    assert display.display(1, "two") is None
    assert [bundle["text/plain"] for bundle in recorder.bundles] == ["1", "'two'"]


def test_display_with_an_id_can_be_updated(recorder: Any) -> None:
    handle = display.display(1, display_id=True)
    assert handle is not None
    handle.update(2)
    display.update_display(3, display_id=handle.display_id)
    assert [event[2:] for event in recorder.events] == [
        (handle.display_id, False, False),
        (handle.display_id, True, False),
        (handle.display_id, True, False),
    ]


def test_clear_output_and_raw_bundles(recorder: Any) -> None:
    display.clear_output(wait=True)
    display.display({"text/html": "<b>"}, raw=True, clear=True)
    assert recorder.events[:2] == [("clear", True), ("clear", True)]
    assert recorder.bundles[0]["text/html"] == "<b>"


@pytest.mark.parametrize(
    ("value", "mime", "data"),
    [
        (rich.HTML("<b>"), "text/html", "<b>"),
        (rich.Markdown("*"), "text/markdown", "*"),
        (rich.SVG("<svg/>"), "image/svg+xml", "<svg/>"),
        (rich.Latex("$x$"), "text/latex", "$x$"),
        (rich.Latex("$x$"), "text/plain", "$x$"),
        (rich.Math("x^2"), "text/latex", "$\\displaystyle x^2$"),
        (rich.Math("x^2"), "text/plain", "x^2"),
        (rich.Code("print(1)", language="python"), "text/plain", "print(1)"),
        (rich.Pretty("plain\ntext"), "text/plain", "plain\ntext"),
        (rich.JSON('{"a": 1}'), "application/json", {"a": 1}),
        (rich.Image(PNG), "image/png", base64.b64encode(PNG).decode()),
        (rich.Image("<svg/>"), "image/svg+xml", "<svg/>"),
    ],
)
def test_rich_values(value: Any, mime: str, data: Any) -> None:
    assert bundles.bundle_of(value)[mime] == data


def test_an_image_tells_its_size() -> None:
    size_mime = "application/vnd.routebook.image-size+json"
    png = PNG + bytes(8) + (200).to_bytes(4) + (100).to_bytes(4)
    assert bundles.bundle_of(rich.Image(png, width=40))[size_mime] == {"width": 40, "height": 20}
    assert bundles.bundle_of(rich.Image(png, height=50))[size_mime] == {"width": 100, "height": 50}
    assert size_mime not in bundles.bundle_of(rich.Image(png))
    assert size_mime not in bundles.bundle_of(rich.Image(b"\xff\xd8", width=40))


def test_what_a_page_cannot_show_is_refused_in_words() -> None:
    with pytest.raises(RuntimeError, match="not run on this page"):
        rich.Javascript("alert(1)")
    with pytest.raises(ValueError, match="fetches nothing"):
        rich.Image(url="a.png")


def test_the_ipython_alias() -> None:
    display.install_ipython_alias()
    import IPython
    from IPython.display import HTML, clear_output
    from IPython.display import display as aliased

    assert HTML is rich.HTML
    assert aliased is display.display
    assert clear_output is display.clear_output
    assert IPython.get_ipython() is None
