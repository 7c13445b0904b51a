"""Routebook's own Python: it runs the learner's cells, shows their values, explains their errors.

Only this package and the standard library are imported at start; everything
heavy is looked up when it is needed, so that a kernel starts quickly.
"""
