/**
 * What of a wheel does not go into its pack. Everything here is used only to build, type-check,
 * translate or test the package; the contract test imports every module that remains a top level.
 */
const DROPPED: readonly RegExp[] = [
  // Sources of compiled parts, type stubs, link libraries.
  /\.(pyi|pyx|pxd|pxi|c|cc|cpp|h|hpp|a|tp|in)$/,
  /(^|\/)(meson\.build|py\.typed)$/,
  /^numpy\/(_core\/include|f2py\/src)\//,
  // Translations before compilation (the compiled .mo stay) and maps of minified scripts.
  /\.(po|pot|map)$/,
  // Tests of the packages themselves. What helps to test others stays: django/test,
  // numpy/testing, pandas/_testing, sqlalchemy/testing, falcon/testing, starlette.testclient.
  /\/tests\//,
  /^(joblib|graphene)\/test\//,
  /^falcon\/bench\//,
  /^matplotlib\/mpl-data\/sample_data\//,
  /^allauth\/headless\/spec\//,
  // Tk is not there; these two would bring the interpreter down instead of saying so.
  /^(PIL\/_imagingtk|matplotlib\/backends\/_tkagg)\./,
  // Compiled code of some other Python.
  /(^|\/)__pycache__\//,
  // Of the metadata only what importlib.metadata reads stays; licences are on the About page.
  /^[^/]+\.dist-info\/(?!(METADATA|entry_points\.txt|top_level\.txt)$)/,
];

/** True where a file of the installed tree belongs into the pack. */
export function isKept(path: string): boolean {
  return !DROPPED.some((pattern) => pattern.test(path));
}

/** Static hosts refuse larger files (Cloudflare Pages: 25 MiB). */
export const LARGEST_PACK: number = 25 * 1024 * 1024;
