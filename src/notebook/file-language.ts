const LANGUAGES: Readonly<Record<string, string>> = {
  py: "python",
  pyi: "python",
  html: "html",
  htm: "html",
  jinja: "html",
  j2: "html",
  xml: "html",
  svg: "html",
  css: "css",
  js: "javascript",
  mjs: "javascript",
  json: "json",
  sql: "sql",
  md: "markdown",
  http: "http",
  toml: "toml",
  yaml: "yaml",
  yml: "yaml",
};

/** The editor's language for a file, by its extension; "plaintext" for an unknown one. */
export function languageOfPath(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return LANGUAGES[extension] ?? "plaintext";
}
