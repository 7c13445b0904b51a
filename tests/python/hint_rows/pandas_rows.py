"""Wrong code with pandas and numpy, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> setup
import pandas as pd, numpy as np
df = pd.DataFrame({'price': [1.0, 2.0], 'name': ['a', 'b'], ' spaced ': [1, 2]})
---
> Did you mean 'price'?
df['pric']
---
> Did you mean 'name'?
df[['price', 'nam']]
---
> spaces around it
df['spaced']
---
> It has `price`, `name`
df['zzz']
---
> is the index, not a column
df.set_index('name')['name']
---
> Did you mean 'name'?
df.groupby('nam').sum()
---
> For a position use `.iloc[…]`
df.loc[7]
---
> write `&` for and
if df['price'] > 1: ...
---
> write `&` for and
if np.array([1, 2]): ...
---
> bind more tightly
df['price'] > 1 & df['name'] == 'a'
---
> share no column name
df.merge(pd.DataFrame({'x': [1]}))
---
> of different kinds
df.merge(pd.DataFrame({'price': ['1']}), on='price')
---
> `.duplicated()`
df.merge(pd.DataFrame({'price': [1.0, 1.0]}), on='price', validate='1:1')
---
> as many values as the table has rows
df['x'] = [1, 2, 3]
---
> Put the values into lists
pd.DataFrame({'a': 1})
---
> the same number of values
pd.DataFrame({'a': [1], 'b': [1, 2]})
---
> different labels
df['price'] == pd.Series([1])
---
> as many names as there are columns
df.columns = ['a']
---
> `pd.concat([first, second])`
df.append({})
---
> use `items`
df.iteritems()
---
> Did you mean `values`?
df.valeus
---
> pd.to_datetime
df['name'].dt.year
---
> `.astype(str)` first
df['price'].str.lower()
---
> holds text
df['name'].mean()
---
> text
df.groupby('price').mean()
---
> `.fillna(0)` first
pd.Series([1.5, None]).astype(int)
---
> The text and the format differ
pd.to_datetime(['2026-01-01', 'someday'])
---
> no date that pandas can read
pd.Timestamp('no date')
---
> errors="coerce"
pd.to_numeric(pd.Series(['x']))
---
> more fields than the first one
import io
pd.read_csv(io.StringIO('a,b\n1,2\n1,2,3,4'))
---
> The file is empty
import io
pd.read_csv(io.StringIO(''))
---
> `query` knows columns by name
df.query('prise > 1')
---
> take rows and columns
df.iloc[0, 0, 0]
---
> `.loc[rows, columns]`
df[0:1, 'name']
---
> shapes that do not fit
np.array([1, 2]) + np.array([1, 2, 3])
---
> as many rows as columns
np.linalg.inv(np.zeros((2, 3)))
---
> is empty
pd.concat([])
---
> `df.loc[rows, column] = …`
import warnings
warnings.simplefilter('error', pd.errors.ChainedAssignmentError)
def f():
  df['price'][0] = 9
f()
"""
