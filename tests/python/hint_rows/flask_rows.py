"""Wrong code with Flask, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> setup
from flask import *
import flask
app = Flask('app'); app.testing = True
---
> `home` ended without `return`
@app.route('/')
def home(): pass
app.test_client().get('/')
---
> returned something that is no answer
@app.route('/')
def home(): return 3
app.test_client().get('/')
---
> The view `home` wants 'name'
@app.route('/')
def home(name): return name
app.test_client().get('/')
---
> must be the same
@app.route('/<x>')
def home(y): return y
app.test_client().get('/3')
---
> Did you mean 'home'?
@app.route('/')
def home(): return url_for('hom')
app.test_client().get('/')
---
> the name of the view function
@app.route('/')
def home(): return url_for('/x')
app.test_client().get('/')
---
> also needs `n`
@app.route('/')
def home(): return url_for('item')
@app.route('/i/<n>')
def item(n): ...
app.test_client().get('/')
---
> `url_for('shop.home')`
b = Blueprint('shop', 'x')
@b.route('/')
def home(): return url_for('home')
app.register_blueprint(b)
app.test_client().get('/')
---
> with app.app_context()
current_app.name
---
> only work while a request is handled
request.args
---
> app.secret_key
@app.route('/')
def home(): session['a'] = 1; return ''
app.test_client().get('/')
---
> Two views have the same name
@app.route('/')
def home(): return ''
@app.route('/a')
def home(): return ''
---
> Routes are added outside of views
app.config['TESTING'] = True
@app.route('/')
def home():
    app.add_url_rule('/late', 'late', lambda: '')
    return ''
app.test_client().get('/')
---
> begins with a slash
@app.route('x')
def home(): return ''
---
> knows the kinds
@app.route('/<number:x>')
def home(x): return ''
---
> Flask removed `before_first_request`
@app.before_first_request
def f(): ...
---
> no field 'name'
app.config['TRAP_HTTP_EXCEPTIONS'] = True
@app.route('/')
def home(): return request.form['name']
app.test_client().get('/')
---
> lie in the folder `templates`
@app.route('/')
def home(): return render_template('home.html')
app.test_client().get('/')
"""
