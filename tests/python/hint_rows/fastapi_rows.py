"""Wrong code with FastAPI, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> response_model=None
from fastapi import FastAPI
class A: ...
app = FastAPI()
@app.get('/')
def f() -> A: ...
"""
