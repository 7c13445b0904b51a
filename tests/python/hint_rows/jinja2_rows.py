"""Wrong code with Jinja, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> setup
import jinja2
loader = jinja2.DictLoader({'home.html': ''})
env = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined)
---
> Did you mean 'home.html'?
env.get_template('hom.html')
---
> There are `home.html`
env.get_template('other.txt')
---
> The template uses `user`
env.from_string('{{ user }}').render()
---
> The mistake is in the template, line 1
env.from_string('{% if %}')
"""
