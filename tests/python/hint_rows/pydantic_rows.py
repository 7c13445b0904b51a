"""Wrong code with Pydantic, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> `name` is missing. item 2 of `prices`: input should be a valid number
from pydantic import BaseModel
class Item(BaseModel):
    name: str
    prices: list[float]
Item(prices=[1, 'x'])
---
> `m` is not a field of the model
from pydantic import BaseModel
class Item(BaseModel, extra='forbid'):
    n: int
Item(n=1, m=2)
---
> Every field of a model needs a type
from pydantic import BaseModel
class Item(BaseModel):
    n = 3
"""
