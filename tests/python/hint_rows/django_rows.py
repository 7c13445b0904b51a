"""Wrong code with Django, and words of the hint; see test_hints.py for the form."""

ROWS = r"""
> setup
import django
from django.conf import settings
if not settings.configured:
    settings.configure(SECRET_KEY='x', ROOT_URLCONF='django_urls', ALLOWED_HOSTS=['*'])
django.setup()
from django.urls import reverse
from django.template import Context, Engine
---
> `settings.configure(…)`
from django.conf import LazySettings
LazySettings().DEBUG
---
> No URL is named 'nothing'
reverse('nothing')
---
> Django found no template 'home.html'
Engine().get_template('home.html')
---
> The mistake is in the template
Engine().from_string('{% nothing %}')
---
> restart the kernel
settings.configure()
---
> INSTALLED_APPS
from django.db import models
class Item(models.Model): ...
---
> The request has no field 'b'
from django.http import QueryDict
QueryDict('a=1')['b']
---
> Django refused the values
from django.core.validators import validate_email
validate_email('x')
---
> aget
from django.core.exceptions import *
raise SynchronousOnlyOperation('x')
---
> Call `django.setup()`
from django.core.exceptions import *
raise AppRegistryNotReady('x')
---
> Did you mean `name`?
from django.core.exceptions import *
raise FieldError("Cannot resolve keyword 'nam' into field. Choices are: id, name")
"""
