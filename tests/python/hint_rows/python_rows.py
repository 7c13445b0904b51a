"""Wrong code of Python alone, and words of the hint; see test_hints.py for the form."""

ROWS = r'''
> Did you mean `total`?
total = 1
print(totl)
---
> capital and small letters count
Total = 1
total
---
> `import pandas as pd`
pd.DataFrame()
---
> written `True`
true
---
> Did you mean `print`?
pritn(1)
---
> write `import math` first
math.pi
---
> If another cell defines it, run that cell first
qqq
---
> `x` is local to the function
x = 1
def f():
    x += 1
f()
---
> Did you mean `append`?
[].appendd(1)
---
> The value before `.append` is None
x = [1].sort()
x.append(2)
---
> The module `math` has no `sqroot`
import math
math.sqroot(4)
---
> put `await` before
async def f(): ...
f().status
---
> Did you mean `pandas`?
import panda_s
---
> The packages of this page are `flask`, `pandas`
import nothing_like_it
---
> `import yaml`
import pyyaml
---
> use SQLite
import psycopg2
---
> Did you mean `sqrt`?
from math import sqroot
---
> `math` has no `zzzz`
from math import zzzz
---
> `del print` brings the built-in back
print = 3
print('x')
---
> You gave the name `list` a value of your own
list = [1]
list((1, 2))
---
> `from datetime import …`
import datetime
datetime()
---
> use square brackets
x = [1]
x(0)
---
> is a int, which is no function
x = 3
x(0)
---
> leaves out `b`
def f(a, b): ...
f(1)
---
> call it on an object, as in `A().f()`
class A:
    def f(self): ...
A.f()
---
> begin with `self`
class A:
    def f(): ...
A().f()
---
> takes 1, but the call passes 2
def f(a): ...
f(1, 2)
---
> no parameter `nam`
def f(name): ...
f(nam=1)
---
> gives one parameter twice
def f(a): ...
f(1, a=2)
---
> use an f-string
'a' + 1
---
> use an f-string
1 + 'a'
---
> The value is None
1 + None
---
> do not go together
[1] + {}
---
> One side is text, the other a number
'3' < 4
---
> which of a `dict` and a `dict` is the smaller
{} < {}
---
> The value is None
None[0]
---
> The value is None
for x in None: ...
---
> use `range(n)`
for x in 3: ...
---
> use parentheses, not square brackets
len[3]
---
> `int` has no items
(3)[0]
---
> is text, not a dictionary
'abc'['a']
---
> is a list: its items have numbers
[1]['a']
---
> cannot be changed in place
x = 'abc'
x[0] = 'b'
---
> Use a tuple instead
{[1]: 2}
---
> give a default
int(None)
---
> This is a `set`: make it a list
import json
json.dumps({1, 2})
---
> leaves methods open
from abc import *
class A(ABC):
    @abstractmethod
    def f(self): ...
A()
---
> more values than `%` places
'%s' % (1, 2)
---
> text made of digits only
int('abc')
---
> use `float(…)`
int('3.5')
---
> The text is empty
int('')
---
> with a point
float('x')
---
> more values on the right than names
a, b = [1, 2, 3]
---
> more names on the left than values
a, b = [1]
---
> does not have that value
[1].remove(2)
---
> gives -1 instead
'abc'.index('x')
---
> The text and the format differ
from datetime import datetime
datetime.strptime('x', '%Y')
---
> dates like 2026-01-31 only
from datetime import date
date.fromisoformat('1.2.2026')
---
> dividing by 0
1 / 0
---
> too large
2.0 ** 10000
---
> no text in this encoding
b'\xff'.decode()
---
> cannot write
'ü'.encode('ascii')
---
> the last one is `xs[2]`
xs = [1, 2, 3]
xs[3]
---
> `xs` is empty
xs = []
xs[0]
---
> nothing left to take
[].pop()
---
> Did you mean 'name'?
d = {'name': 1}
d['nam']
---
> has the key 1 as a number
d = {1: 2}
d['1']
---
> has the key '1' as text
d = {'1': 2}
d[1]
---
> Its keys are `'a'`
d = {'a': 2}
d['zzz']
---
> The dictionary `d` is empty
d = {}
d['x']
---
> environment variable 'NOT_SET' is not set
import os
os.environ['NOT_SET']
---
> There is no 'nothing_like_it.txt'
open('nothing_like_it.txt')
---
> There is no folder 'no_folder'
open('no_folder/x.txt', 'w')
---
> Did you mean 'data.csv'?
open('datta.csv')
---
> The file lies in a folder: 'sub/deep.csv'
open('deep.csv')
---
> path of a folder
open('sub')
---
> There is such a file or folder already
import os
os.mkdir('sub')
---
> The text is empty
import json
json.loads('')
---
> double quotes
import json
json.loads("{'a': 1}")
---
> no comma after the last item
import json
json.loads('[1,]')
---
> small letters
import json
json.loads('[True]')
---
> HTML, not JSON
import json
json.loads('<html>')
---
> called itself over and over
def f(): return f()
f()
---
> not enough memory
raise MemoryError
---
> was stopped
raise KeyboardInterrupt
---
> the notebook goes on
raise SystemExit(2)
---
> nothing left
next(iter([]))
---
> Go through a copy
d = {1: 1}
for k in d: d[k + 1] = 1
---
> is not true
assert 1 == 2
---
> left to be written
raise NotImplementedError
---
> put what follows into parentheses
print 'x'
---
> A colon is missing
if x
  pass
---
> write `==`
if x = 3:
  pass
---
> no partner
print((1)
---
> a closing bracket too many
x = 1)
---
> of another kind
x = (1]
---
> no closing quote
x = 'abc
---
> three of the same quotes
x = """abc
---
> there must be a comma
x = [1 2]
---
> begins with `async def`
def f():
    await g()
---
> belongs inside a function
return 1
---
> belongs inside a `for` or `while`
break
---
> `except …:`
try:
    x
y
---
> come after those without
f(a=1, 2)
---
> cannot begin with a digit
1x = 3
---
> does not begin with 0
x = 007
---
> on the left of `=`
3 = x
---
> needs its
f'{'
---
> typographic quotes
x = “a”
---
> `class` is a word of Python's own
class = 3
---
> Nothing needs to be installed
!pip install flask
---
> Nothing needs to be installed
pip install flask
---
> commands of Jupyter
%timeit 1
---
> is a prompt
>>> 1 + 1
---
> Python has no `++`
x++
---
> without `var`, `let` or `const`
let x = 3
---
> `and` and `or`
if a && b:
  pass
---
> The line ends too early
x = 1 +
---
> read on from the marked place
x = 1 $ 2
---
> `elif`
if x:
  pass
else if y:
  pass
---
> must be indented
def f():
return 1
---
> indented further
x = 1
  y = 2
---
> indented less than
if 1:
    x = 1
  y = 2
---
> Tabs and spaces
if 1:
	x = 1
        y = 2
---
> has to come first
global x; x = 1
def f():
    x = 1
    global x
'''
