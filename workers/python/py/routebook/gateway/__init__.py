"""The gateway: requests become WSGI or ASGI calls of the learner's app, answers become messages.

Written to PEP 3333 and ASGI 3.0 (https://asgi.readthedocs.io). Nothing here knows JavaScript
except `desk`; the rest runs on any Python. Imported when the first request comes, not before.
"""
