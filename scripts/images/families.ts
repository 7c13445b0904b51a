/** A family of packages that lessons use together: it gets one memory image. */
export interface Family {
  readonly name: string;
  /** Packs in the image, beside those that they need. */
  readonly packages: readonly string[];
  /**
   * Packs of which modules are imported anew in a kernel's life, so that their files are needed:
   * each check sets Django up from the start.
   */
  readonly reimported?: readonly string[];
  /** Modules that are imported when a kernel starts from it. */
  readonly imports: readonly string[];
}

/** The images that are made, small ones first. Every lesson's packages are to be covered by one. */
export const FAMILIES: readonly Family[] = [
  { name: "base", packages: [], imports: [] },
  {
    name: "django",
    packages: ["django", "djangorestframework", "jinja2"],
    reimported: ["django", "djangorestframework"],
    imports: [
      "django.conf",
      "django.contrib.admin",
      "django.contrib.staticfiles",
      "django.core.asgi",
      "django.core.management",
      "django.core.wsgi",
      "django.db.backends.sqlite3.base",
      "django.db.migrations",
      "django.db.models",
      "django.forms",
      "django.http",
      "django.template",
      "django.test",
      "django.urls",
      "django.views.generic",
      "rest_framework",
      "sqlite3",
    ],
  },
  {
    name: "web",
    packages: [
      "email-validator",
      "flask",
      "fastapi",
      "httpx",
      "jinja2",
      "pydantic",
      "python-multipart",
      "sqlalchemy",
      "starlette",
    ],
    imports: [
      "fastapi",
      "fastapi.testclient",
      "flask",
      "flask.testing",
      "httpx",
      "jinja2",
      "pydantic",
      "python_multipart",
      "sqlalchemy",
      "sqlalchemy.dialects.sqlite",
      "sqlalchemy.orm",
      "sqlite3",
    ],
  },
  {
    name: "data",
    packages: ["numpy", "pandas", "pytz"],
    imports: ["numpy", "pandas"],
  },
  {
    name: "plots",
    packages: ["matplotlib", "numpy", "pandas", "pytz"],
    imports: ["matplotlib.pyplot", "numpy", "pandas"],
  },
];
