"""Hints, row by row: code that goes wrong, and words of the sentence that explains it.

The exceptions are raised by the real libraries.
"""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from routebook import hints, sources
from routebook.failures import failure_of
from running import raised

BASICS: list[tuple[str, str]] = [
    # names
    ("total = 1\nprint(totl)", "Did you mean `total`?"),
    ("Total = 1\ntotal", "capital and small letters count"),
    ("pd.DataFrame()", "`import pandas as pd`"),
    ("true", "written `True`"),
    ("pritn(1)", "Did you mean `print`?"),
    ("math.pi", "write `import math` first"),
    ("qqq", "If another cell defines it, run that cell first"),
    ("x = 1\ndef f():\n    x += 1\nf()", "`x` is local to the function"),
    # attributes
    ("[].appendd(1)", "Did you mean `append`?"),
    ("x = [1].sort()\nx.append(2)", "The value before `.append` is None"),
    ("import math\nmath.sqroot(4)", "The module `math` has no `sqroot`"),
    ("async def f(): ...\nf().status", "put `await` before"),
    # imports
    ("import panda_s", "Did you mean `pandas`?"),
    ("import nothing_like_it", "The packages of this page are `flask`, `pandas`"),
    ("import pyyaml", "`import yaml`"),
    ("import psycopg2", "use SQLite"),
    ("from math import sqroot", "Did you mean `sqrt`?"),
    ("from math import zzzz", "`math` has no `zzzz`"),
    # calls
    ("print = 3\nprint('x')", "`del print` brings the built-in back"),
    ("list = [1]\nlist((1, 2))", "You gave the name `list` a value of your own"),
    ("import datetime\ndatetime()", "`from datetime import …`"),
    ("x = [1]\nx(0)", "use square brackets"),
    ("x = 3\nx(0)", "is a int, which is no function"),
    ("def f(a, b): ...\nf(1)", "leaves out `b`"),
    ("class A:\n    def f(self): ...\nA.f()", "call it on an object, as in `A().f()`"),
    ("class A:\n    def f(): ...\nA().f()", "begin with `self`"),
    ("def f(a): ...\nf(1, 2)", "takes 1, but the call passes 2"),
    ("def f(name): ...\nf(nam=1)", "no parameter `nam`"),
    ("def f(a): ...\nf(1, a=2)", "gives one parameter twice"),
    # types
    ("'a' + 1", "use an f-string"),
    ("1 + 'a'", "use an f-string"),
    ("1 + None", "The value is None"),
    ("[1] + {}", "do not go together"),
    ("'3' < 4", "One side is text, the other a number"),
    ("{} < {}", "which of a `dict` and a `dict` is the smaller"),
    ("None[0]", "The value is None"),
    ("for x in None: ...", "The value is None"),
    ("for x in 3: ...", "use `range(n)`"),
    ("len[3]", "use parentheses, not square brackets"),
    ("(3)[0]", "`int` has no items"),
    ("'abc'['a']", "is text, not a dictionary"),
    ("[1]['a']", "is a list: its items have numbers"),
    ("x = 'abc'\nx[0] = 'b'", "cannot be changed in place"),
    ("{[1]: 2}", "Use a tuple instead"),
    ("int(None)", "give a default"),
    ("import json\njson.dumps({1, 2})", "This is a `set`: make it a list"),
    ("from abc import *\nclass A(ABC):\n    @abstractmethod\n    def f(self): ...\nA()", "leaves methods open"),
    ("'%s' % (1, 2)", "more values than `%` places"),
    # values
    ("int('abc')", "text made of digits only"),
    ("int('3.5')", "use `float(…)`"),
    ("int('')", "The text is empty"),
    ("float('x')", "with a point"),
    ("a, b = [1, 2, 3]", "more values on the right than names"),
    ("a, b = [1]", "more names on the left than values"),
    ("[1].remove(2)", "does not have that value"),
    ("'abc'.index('x')", "gives -1 instead"),
    ("from datetime import datetime\ndatetime.strptime('x', '%Y')", "The text and the format differ"),
    ("from datetime import date\ndate.fromisoformat('1.2.2026')", "dates like 2026-01-31 only"),
    ("1 / 0", "dividing by 0"),
    ("2.0 ** 10000", "too large"),
    ("b'\\xff'.decode()", "no text in this encoding"),
    ("'ü'.encode('ascii')", "cannot write"),
    # lookups
    ("xs = [1, 2, 3]\nxs[3]", "the last one is `xs[2]`"),
    ("xs = []\nxs[0]", "`xs` is empty"),
    ("[].pop()", "nothing left to take"),
    ("d = {'name': 1}\nd['nam']", "Did you mean 'name'?"),
    ("d = {1: 2}\nd['1']", "has the key 1 as a number"),
    ("d = {'1': 2}\nd[1]", "has the key '1' as text"),
    ("d = {'a': 2}\nd['zzz']", "Its keys are `'a'`"),
    ("d = {}\nd['x']", "The dictionary `d` is empty"),
    ("import os\nos.environ['NOT_SET']", "environment variable 'NOT_SET' is not set"),
    # system
    ("open('nothing_like_it.txt')", "There is no 'nothing_like_it.txt'"),
    ("open('no_folder/x.txt', 'w')", "There is no folder 'no_folder'"),
    ("open('datta.csv')", "Did you mean 'data.csv'?"),
    ("open('deep.csv')", "The file lies in a folder: 'sub/deep.csv'"),
    ("open('sub')", "path of a folder"),
    ("import os\nos.mkdir('sub')", "There is such a file or folder already"),
    ("import json\njson.loads('')", "The text is empty"),
    ("import json\njson.loads(\"{'a': 1}\")", "double quotes"),
    ("import json\njson.loads('[1,]')", "no comma after the last item"),
    ("import json\njson.loads('[True]')", "small letters"),
    ("import json\njson.loads('<html>')", "HTML, not JSON"),
    ("def f(): return f()\nf()", "called itself over and over"),
    ("raise MemoryError", "not enough memory"),
    ("raise KeyboardInterrupt", "was stopped"),
    ("raise SystemExit(2)", "the notebook goes on"),
    ("next(iter([]))", "nothing left"),
    ("d = {1: 1}\nfor k in d: d[k + 1] = 1", "Go through a copy"),
    ("assert 1 == 2", "is not true"),
    ("raise NotImplementedError", "left to be written"),
    # syntax
    ("print 'x'", "put what follows into parentheses"),
    ("if x\n  pass", "A colon is missing"),
    ("if x = 3:\n  pass", "write `==`"),
    ("print((1)", "no partner"),
    ("x = 1)", "a closing bracket too many"),
    ("x = (1]", "of another kind"),
    ("x = 'abc", "no closing quote"),
    ("x = '''abc", "three of the same quotes"),
    ("x = [1 2]", "there must be a comma"),
    ("def f():\n    await g()", "begins with `async def`"),
    ("return 1", "belongs inside a function"),
    ("break", "belongs inside a `for` or `while`"),
    ("try:\n    x\ny", "`except …:`"),
    ("f(a=1, 2)", "come after those without"),
    ("1x = 3", "cannot begin with a digit"),
    ("x = 007", "does not begin with 0"),
    ("3 = x", "on the left of `=`"),
    ("f'{'", "needs its"),
    ("x = “a”", "typographic quotes"),
    ("class = 3", "`class` is a word of Python's own"),
    ("!pip install flask", "Nothing needs to be installed"),
    ("pip install flask", "Nothing needs to be installed"),
    ("%timeit 1", "commands of Jupyter"),
    (">>> 1 + 1", "is a prompt"),
    ("x++", "Python has no `++`"),
    ("let x = 3", "without `var`, `let` or `const`"),
    ("if a && b:\n  pass", "`and` and `or`"),
    ("if x:\n  pass\nelse if y:\n  pass", "`elif`"),
    ("def f():\nreturn 1", "must be indented"),
    ("x = 1\n  y = 2", "indented further"),
    ("if 1:\n    x = 1\n  y = 2", "indented less than"),
    ("if 1:\n\tx = 1\n        y = 2", "Tabs and spaces"),
    ("global x; x = 1\ndef f():\n    x = 1\n    global x", "has to come first"),
]  # fmt: skip

_FLASK = "from flask import *\nimport flask\napp = Flask('app'); app.testing = True\n"
_GET = "\napp.test_client().get('/')"
_TEMPLATES = (
    "import jinja2\nenv = jinja2.Environment(loader=jinja2.DictLoader({'home.html': ''}),"
    " undefined=jinja2.StrictUndefined)\n"
)
WEB: list[tuple[str, str]] = [
    (_FLASK + "@app.route('/')\ndef home(): pass" + _GET, "`home` ended without `return`"),
    (_FLASK + "@app.route('/')\ndef home(): return 3" + _GET, "returned something that is no answer"),
    (_FLASK + "@app.route('/')\ndef home(name): return name" + _GET, "The view `home` wants 'name'"),
    (_FLASK + "@app.route('/<x>')\ndef home(y): return y\napp.test_client().get('/3')", "must be the same"),
    (_FLASK + "@app.route('/')\ndef home(): return url_for('hom')" + _GET, "Did you mean 'home'?"),
    (_FLASK + "@app.route('/')\ndef home(): return url_for('/x')" + _GET, "the name of the view function"),
    (_FLASK + "@app.route('/')\ndef home(): return url_for('item')\n@app.route('/i/<n>')\ndef item(n): ..." + _GET, "also needs `n`"),
    (_FLASK + "b = Blueprint('shop', 'x')\n@b.route('/')\ndef home(): return url_for('home')\napp.register_blueprint(b)" + _GET, "`url_for('shop.home')`"),
    (_FLASK + "current_app.name", "with app.app_context()"),
    (_FLASK + "request.args", "only work while a request is handled"),
    (_FLASK + "@app.route('/')\ndef home(): session['a'] = 1; return ''" + _GET, "app.secret_key"),
    (_FLASK + "@app.route('/')\ndef home(): return ''\n@app.route('/a')\ndef home(): return ''", "Two views have the same name"),
    (_FLASK + "app.test_client().get('/')\n@app.route('/')\ndef home(): return ''", "Run the cell that makes the app"),
    (_FLASK + "@app.route('x')\ndef home(): return ''", "begins with a slash"),
    (_FLASK + "@app.route('/<number:x>')\ndef home(x): return ''", "knows the kinds"),
    (_FLASK + "@app.before_first_request\ndef f(): ...", "Flask removed `before_first_request`"),
    (_FLASK + "app.config['TRAP_HTTP_EXCEPTIONS'] = True\n@app.route('/')\ndef home(): return request.form['name']" + _GET, "no field 'name'"),
    (_FLASK + "@app.route('/')\ndef home(): return render_template('home.html')" + _GET, "lie in the folder `templates`"),
    (_TEMPLATES + "env.get_template('hom.html')", "Did you mean 'home.html'?"),
    (_TEMPLATES + "env.get_template('other.txt')", "There are `home.html`"),
    (_TEMPLATES + "env.from_string('{{ user }}').render()", "The template uses `user`"),
    (_TEMPLATES + "env.from_string('{% if %}')", "The mistake is in the template, line 1"),
    ("from pydantic import BaseModel\nclass Item(BaseModel):\n    name: str\n    prices: list[float]\nItem(prices=[1, 'x'])", "`name` is missing. item 2 of `prices`: input should be a valid number"),
    ("from pydantic import BaseModel\nclass Item(BaseModel, extra='forbid'):\n    n: int\nItem(n=1, m=2)", "`m` is not a field of the model"),
    ("from pydantic import BaseModel\nclass Item(BaseModel):\n    n = 3", "Every field of a model needs a type"),
    ("from fastapi import FastAPI\nclass A: ...\napp = FastAPI()\n@app.get('/')\ndef f() -> A: ...", "response_model=None"),
]  # fmt: skip

_SQLITE = (
    "import sqlite3\ndb = sqlite3.connect(':memory:')\ndb.execute('create table t (id integer"
    " primary key, name text not null unique)')\n"
)
_ALCHEMY = (
    "import sqlalchemy as sa\nfrom sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\nclass"
    " Item(Base):\n    __tablename__ = 'items'\n    id: Mapped[int] ="
    " mapped_column(primary_key=True)\nengine = sa.create_engine('sqlite://')\nsession ="
    " Session(engine)\n"
)
DATABASE: list[tuple[str, str]] = [
    (_SQLITE + "db.execute('select * from items')", "run the `CREATE TABLE` first"),
    (_SQLITE + "db.execute('select price from t')", "no column `price`"),
    (_SQLITE + "db.execute('selec 1')", "cannot be read from `selec`"),
    (_SQLITE + "db.execute('insert into t (id) values (1)')", "`t.name` must have a value"),
    (_SQLITE + "for i in 1, 2: db.execute('insert into t (name) values (?)', ('a',))", "must be unique"),
    (_SQLITE + "db.execute('insert into t (name) values (?)', ())", "as many values as `?`"),
    (_SQLITE + "db.close(); db.execute('select 1')", "closed before"),
    (_ALCHEMY + "session.scalars(sa.select(Item)).all()", "Base.metadata.create_all(engine)"),
    (_ALCHEMY + "session.execute('select 1')", "has to be marked"),
    (_ALCHEMY + "Base.metadata.create_all(engine)\nsession.scalars(sa.select(Item)).one()", "No row matches"),
    (_ALCHEMY + "session.query(Item).filter_by(nam=1)", "has no column `nam`"),
    (_ALCHEMY + "class Again(Base):\n    __tablename__ = 'items'\n    id: Mapped[int] = mapped_column(primary_key=True)", "made the table before"),
    (_ALCHEMY + "class Bad(Base):\n    __tablename__ = 'bad'\n    n: Mapped[int]", "needs a primary key"),
]  # fmt: skip

_DJANGO = (
    "import django\nfrom django.conf import settings\nif not settings.configured:"
    " settings.configure(SECRET_KEY='x', ROOT_URLCONF='django_urls',"
    " ALLOWED_HOSTS=['*'])\ndjango.setup()\nfrom django.urls import reverse\nfrom django.template"
    " import Context, Engine\n"
)
DJANGO: list[tuple[str, str]] = [
    ("from django.conf import LazySettings\nLazySettings().DEBUG", "`settings.configure(…)`"),
    (_DJANGO + "reverse('nothing')", "No URL is named 'nothing'"),
    (_DJANGO + "Engine().get_template('home.html')", "Django found no template 'home.html'"),
    (_DJANGO + "Engine().from_string('{% nothing %}')", "The mistake is in the template"),
    (_DJANGO + "settings.configure()", "restart the kernel"),
    (_DJANGO + "from django.db import models\nclass Item(models.Model): ...", "INSTALLED_APPS"),
    (_DJANGO + "from django.http import QueryDict\nQueryDict('a=1')['b']", "The request has no field 'b'"),
    (_DJANGO + "from django.core.validators import validate_email\nvalidate_email('x')", "Django refused the values"),
    ("from django.core.exceptions import *\nraise SynchronousOnlyOperation('x')", "aget"),
    ("from django.core.exceptions import *\nraise AppRegistryNotReady('x')", "Call `django.setup()`"),
    ("from django.core.exceptions import *\nraise FieldError(\"Cannot resolve keyword 'nam' into field. Choices are: id, name\")", "Did you mean `name`?"),
]  # fmt: skip

_PANDAS = (
    "import pandas as pd, numpy as np\ndf = pd.DataFrame({'price': [1.0, 2.0], 'name': ['a', 'b'],"
    " ' spaced ': [1, 2]})\n"
)
PANDAS: list[tuple[str, str]] = [
    (_PANDAS + "df['pric']", "Did you mean 'price'?"),
    (_PANDAS + "df[['price', 'nam']]", "Did you mean 'name'?"),
    (_PANDAS + "df['spaced']", "spaces around it"),
    (_PANDAS + "df['zzz']", "It has `price`, `name`"),
    (_PANDAS + "df.set_index('name')['name']", "is the index, not a column"),
    (_PANDAS + "df.groupby('nam').sum()", "Did you mean 'name'?"),
    (_PANDAS + "df.loc[7]", "For a position use `.iloc[…]`"),
    (_PANDAS + "df.drop(columns=['zzz'])", ""),
    (_PANDAS + "if df['price'] > 1: ...", "write `&` for and"),
    (_PANDAS + "if np.array([1, 2]): ...", "write `&` for and"),
    (_PANDAS + "df['price'] > 1 & df['name'] == 'a'", "binds more tightly"),
    (_PANDAS + "df.merge(pd.DataFrame({'x': [1]}))", "share no column name"),
    (_PANDAS + "df.merge(pd.DataFrame({'price': ['1']}), on='price')", "of different kinds"),
    (_PANDAS + "df.merge(pd.DataFrame({'price': [1.0, 1.0]}), on='price', validate='1:1')", "`.duplicated()`"),
    (_PANDAS + "df['x'] = [1, 2, 3]", "as many values as the table has rows"),
    (_PANDAS + "pd.DataFrame({'a': 1})", "Put the values into lists"),
    (_PANDAS + "pd.DataFrame({'a': [1], 'b': [1, 2]})", "the same number of values"),
    (_PANDAS + "df['price'] == pd.Series([1])", "different labels"),
    (_PANDAS + "df.columns = ['a']", "as many names as there are columns"),
    (_PANDAS + "df.append({})", "`pd.concat([first, second])`"),
    (_PANDAS + "df.iteritems()", "use `items`"),
    (_PANDAS + "df.valeus", "Did you mean `values`?"),
    (_PANDAS + "df['name'].dt.year", "pd.to_datetime"),
    (_PANDAS + "df['price'].str.lower()", "`.astype(str)` first"),
    (_PANDAS + "df['name'].mean()", "holds text"),
    (_PANDAS + "df.groupby('price').mean()", "text"),
    (_PANDAS + "pd.Series([1.5, None]).astype(int)", "`.fillna(0)` first"),
    (_PANDAS + "pd.to_datetime(['2026-01-01', 'someday'])", "The text and the format differ"),
    (_PANDAS + "pd.Timestamp('no date')", "no date that pandas can read"),
    (_PANDAS + "pd.to_numeric(pd.Series(['x']))", "errors=\"coerce\""),
    (_PANDAS + "import io\npd.read_csv(io.StringIO('a,b\\n1,2\\n1,2,3,4'))", "more fields than the first one"),
    (_PANDAS + "import io\npd.read_csv(io.StringIO(''))", "The file is empty"),
    (_PANDAS + "df.query('prise > 1')", "`query` knows columns by name"),
    (_PANDAS + "df.iloc[0, 0, 0]", "take rows and columns"),
    (_PANDAS + "df[0:1, 'name']", "`.loc[rows, columns]`"),
    (_PANDAS + "np.array([1, 2]) + np.array([1, 2, 3])", "shapes that do not fit"),
    (_PANDAS + "np.linalg.inv(np.zeros((2, 2)))", "rows depend on each other"),
    (_PANDAS + "pd.concat([])", "is empty"),
    (_PANDAS + "import warnings\nwarnings.simplefilter('error', pd.errors.ChainedAssignmentError)\ndef f():\n  df['price'][0] = 9\nf()", "`df.loc[rows, column] = …`"),
]  # fmt: skip


def hint(code: str) -> str:
    filename_free = raised(code, {"__name__": "__main__"})
    return failure_of(filename_free, sources.cells)["hint"] or ""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with few files, and few packages."""
    (tmp_path / "data.csv").write_text("a\n1\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "deep.csv").write_text("")
    monkeypatch.chdir(tmp_path)
    hints.set_known_modules(["flask", "pandas", "yaml", "sklearn"])


def named(rows: list[tuple[str, str]]) -> list[Any]:
    return [pytest.param(code, words, id=(words or code)[-60:]) for code, words in rows]


@pytest.mark.parametrize(("code", "words"), named(BASICS))
def test_python(code: str, words: str) -> None:
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), named(WEB))
def test_web(code: str, words: str) -> None:
    pytest.importorskip("flask")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), named(DATABASE))
def test_databases(code: str, words: str) -> None:
    pytest.importorskip("sqlalchemy")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), named(DJANGO))
def test_django(code: str, words: str) -> None:
    pytest.importorskip("django")
    assert words in hint(code)


@pytest.mark.parametrize(("code", "words"), named(PANDAS))
def test_pandas(code: str, words: str) -> None:
    pytest.importorskip("pandas")
    assert words in hint(code)


def test_missing_await() -> None:
    async def f() -> int:
        return 1

    code = "f() + 1"
    assert "put `await` before" in hint_with(code, f=f)
    assert "put `await` before" in hint_with("f()['a']", f=f)
    assert "Leave `await` out" in hint_of_coroutine("async def g():\n    await 3")


def hint_with(code: str, **names: Any) -> str:
    error = raised(code, dict(names))
    return failure_of(error, sources.cells)["hint"] or ""


def hint_of_coroutine(code: str) -> str:
    names: dict[str, Any] = {}
    exec(compile(code, sources.register("c", "cell 1", 1, code), "exec"), names)
    coroutine = names["g"]()
    try:
        coroutine.send(None)
    except TypeError as error:
        return failure_of(error, sources.cells)["hint"] or ""
    raise AssertionError("nothing was raised")


def test_asyncio_run_in_a_notebook() -> None:
    error = RuntimeError("asyncio.run() cannot be called from a running event loop")
    assert "write `await main()`" in (hints.hint_for(error, {}) or "")
    assert asyncio is not None


def test_an_error_that_explains_itself_gets_no_hint() -> None:
    assert hints.hint_for(ValueError("The price must not be negative."), {}) is None
    assert hints.hint_for(AssertionError("one is not two"), {}) is None


def test_a_rule_that_fails_has_no_answer() -> None:
    class Odd(KeyError):
        @property
        def args(self) -> Any:  # type: ignore[override]
            raise RuntimeError

    assert hints.hint_for(Odd("x"), {}) is None
    assert os.getcwd()
