"""Cookie jars: RFC 6265 and SameSite."""

from typing import Any

import pytest
from routebook.gateway.cookie_date import cookie_date
from routebook.gateway.jar import Jar, default_path
from routebook.gateway.request import Body, Request, make_request


class Clock:
    time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jar(clock: Clock) -> Jar:
    return Jar(clock)


def to(url: str = "http://localhost:8000/", method: str = "GET", **options: Any) -> Request:
    return make_request(method, url, [], Body(), **options)


HERE = to()


def test_a_cookie_comes_back(jar: Jar) -> None:
    assert jar.store(HERE, "session=abc; Path=/; HttpOnly") is None
    assert jar.header(HERE) == "session=abc"
    assert jar.header(to("http://localhost:9999/other")) == "session=abc"
    assert jar.header(to("http://example.org/")) == ""


def test_the_same_name_domain_and_path_is_replaced_in_its_place(jar: Jar) -> None:
    for line in ("a=1", "b=2", "a=3", "a=4; Path=/deep"):
        jar.store(HERE, line)
    assert jar.header(HERE) == "a=3; b=2"
    assert jar.header(to("http://localhost:8000/deep/er")) == "a=4; a=3; b=2"


@pytest.mark.parametrize(
    ("line", "url", "goes"),
    [
        ("a=1; Path=/shop", "/shop", True),
        ("a=1; Path=/shop", "/shop/", True),
        ("a=1; Path=/shop", "/shop/tea", True),
        ("a=1; Path=/shop", "/shopping", False),
        ("a=1; Path=/shop", "/", False),
        ("a=1; Path=/shop/", "/shop", False),
        ("a=1; Path=shop", "/", True),
    ],
)
def test_the_path(jar: Jar, line: str, url: str, goes: bool) -> None:
    jar.store(HERE, line)
    assert bool(jar.header(to("http://localhost:8000" + url))) is goes


@pytest.mark.parametrize(
    ("path", "default"), [("/", "/"), ("/a", "/"), ("/a/", "/a"), ("/a/b", "/a"), ("", "/")]
)
def test_the_default_path_is_the_directory(path: str, default: str) -> None:
    assert default_path(path) == default


@pytest.mark.parametrize(
    ("domain", "host", "goes"),
    [
        ("shop.test", "shop.test", True),
        (".shop.test", "www.shop.test", True),
        ("shop.test", "www.shop.test", True),
        ("shop.test", "badshop.test", False),
    ],
)
def test_the_domain(jar: Jar, domain: str, host: str, goes: bool) -> None:
    assert jar.store(to("http://www.shop.test/"), f"a=1; Domain={domain}; Path=/") is None
    assert bool(jar.header(to(f"http://{host}/"))) is goes


@pytest.mark.parametrize("domain", ["other.test", "test", "w.www.shop.test"])
def test_a_foreign_domain_is_refused(jar: Jar, domain: str) -> None:
    said = jar.store(to("http://www.shop.test/"), f"a=1; Domain={domain}")
    assert said == f"The cookie a is for the domain {domain}, and www.shop.test must not set that."


def test_without_a_domain_only_the_very_host_gets_it(jar: Jar) -> None:
    jar.store(to("http://shop.test/"), "a=1")
    assert jar.header(to("http://www.shop.test/")) == ""


def test_expiry(jar: Jar, clock: Clock) -> None:
    jar.store(HERE, "a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
    jar.store(HERE, "b=2")
    clock.time += 9
    assert jar.header(HERE) == "a=1; b=2"
    clock.time += 2
    assert jar.header(HERE) == "b=2"
    assert [cookie.name for cookie in jar] == ["b"]


@pytest.mark.parametrize(
    "end", ["Max-Age=0", "Max-Age=-1", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_cookie_is_deleted_by_a_date_in_the_past(jar: Jar, end: str) -> None:
    jar.store(HERE, "a=1")
    assert jar.store(HERE, f"a=; {end}") is None
    assert jar.header(HERE) == ""


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Wed, 21 Oct 2015 07:28:00 GMT", 1445412480),
        ("Wednesday, 21-Oct-15 07:28:00 GMT", 1445412480),
        ("Wed Oct 21 07:28:00 2015", 1445412480),
        ("21 oct 2015 7:28:0", 1445412480),
        ("21 Oct 1970 07:28:00", 25342080),
        ("21 Oct 70 07:28:00", 25342080),
        ("31 Feb 2015 00:00:00", None),
        ("21 Oct 1500 00:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text: str, seconds: int | None) -> None:
    assert cookie_date(text) == seconds


def test_secure_needs_a_trustworthy_place(jar: Jar) -> None:
    assert jar.store(HERE, "a=1; Secure") is None  # browsers trust this computer
    assert jar.header(HERE) == "a=1"
    assert "is Secure" in (jar.store(to("http://shop.test/"), "b=2; Secure") or "")
    assert jar.store(to("https://shop.test/"), "c=3; Secure") is None
    assert jar.header(to("http://shop.test/")) == ""
    assert jar.header(to("https://shop.test/")) == "c=3"


def test_http_only_is_hidden_from_scripts(jar: Jar) -> None:
    jar.store(HERE, "a=1; HttpOnly")
    jar.store(HERE, "b=2")
    assert jar.script_value(HERE) == "b=2"


MALLORY = "http://mallory.test"


@pytest.mark.parametrize(
    ("same_site", "options", "goes"),
    [
        ("Strict", {}, True),
        ("Strict", {"initiator": "http://localhost:8000"}, True),
        ("Strict", {"initiator": "http://localhost:9000", "navigation": False}, True),
        ("Strict", {"initiator": MALLORY}, False),
        ("Lax", {"initiator": MALLORY}, True),
        ("Lax", {"initiator": MALLORY, "method": "POST"}, False),
        ("Lax", {"initiator": MALLORY, "navigation": False}, False),
        ("Lax", {"initiator": "https://localhost:8000", "method": "POST"}, False),
        ("None; Secure", {"initiator": MALLORY, "method": "POST", "navigation": False}, True),
        ("", {"initiator": MALLORY, "method": "POST"}, False),
        ("odd", {"initiator": MALLORY}, True),
    ],
)
def test_same_site(jar: Jar, same_site: str, options: dict[str, Any], goes: bool) -> None:
    attribute = f"; SameSite={same_site}" if same_site else ""
    assert jar.store(HERE, "a=1" + attribute) is None
    assert bool(jar.header(to(**options))) is goes


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "A cookie needs a name."),
        ("a=1; SameSite=None", "needs Secure"),
        ("__Host-a=1; Secure", "Path=/ and without a Domain"),
        ("__Secure-a=1", "must be Secure"),
        ("a=" + "x" * 5000, "longer than 4096"),
    ],
)
def test_what_browsers_refuse_is_refused(jar: Jar, line: str, sentence: str) -> None:
    assert sentence in (jar.store(HERE, line) or "")
    assert list(jar) == []


def test_odd_lines_are_read_as_browsers_read_them(jar: Jar) -> None:
    for line in ('a="quoted; Path=/', " b = spaced ; Path=/", "nameless; Path=/", "c=x=y; ;;Odd"):
        assert jar.store(HERE, line) is None
    assert jar.header(HERE) == 'a="quoted; b=spaced; nameless; c=x=y'


def test_a_jar_is_data_and_can_be_edited(jar: Jar) -> None:
    jar.store(HERE, "a=1; Max-Age=60; HttpOnly; SameSite=Strict; Path=/x")
    [cookie] = jar.data()
    assert cookie == {
        "name": "a",
        "value": "1",
        "domain": "localhost",
        "path": "/x",
        "hostOnly": True,
        "expires": 1_000_060.0,
        "secure": False,
        "httpOnly": True,
        "sameSite": "strict",
    }
    jar.put({**cookie, "value": "2"})
    assert [one.value for one in jar] == ["2"]
    jar.remove("localhost", "/x", "a")
    assert jar.data() == []
    jar.put(cookie)
    jar.clear()
    assert jar.data() == []


def test_a_jar_does_not_grow_without_end(jar: Jar) -> None:
    for number in range(300):
        jar.store(HERE, f"n{number}=1")
    names = [cookie.name for cookie in jar]
    assert (len(names), names[0], names[-1]) == (180, "n120", "n299")


def test_a_script_makes_and_changes_cookies_that_it_may_see(jar: Jar, clock: Clock) -> None:
    assert jar.store(HERE, "theme=dark; Path=/; Max-Age=10", by_script=True) is None
    assert jar.store(HERE, "theme=light", by_script=True) is None
    assert jar.script_value(HERE) == "theme=light"
    assert jar.store(HERE, "theme=; Max-Age=0", by_script=True) is None
    assert jar.header(HERE) == ""


@pytest.mark.parametrize(
    ("line", "url", "why"),
    [
        ("a=1; HttpOnly", "http://localhost:8000/", "scripts cannot make such a cookie"),
        ("session=2", "http://localhost:8000/", "scripts cannot replace it"),
        ("session=; Max-Age=0", "http://localhost:8000/", "scripts cannot replace it"),
        ("a=1; Secure", "http://shop.test/", "is Secure"),
        ("a=1\r\nX: 2", "http://localhost:8000/", "line breaks"),
    ],
)
def test_a_script_may_not_do_everything(jar: Jar, line: str, url: str, why: str) -> None:
    jar.store(HERE, "session=1; HttpOnly")
    assert why in (jar.store(to(url), line, by_script=True) or "")
    assert jar.header(HERE) == "session=1"


def test_a_script_may_use_a_name_whose_cookie_is_over(jar: Jar, clock: Clock) -> None:
    jar.store(HERE, "session=1; HttpOnly; Max-Age=10")
    clock.time += 11
    assert jar.store(HERE, "session=2", by_script=True) is None
