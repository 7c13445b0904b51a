const files = import.meta.glob<string>("./py/routebook/**/*.py", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The `routebook` package, by path relative to it. */
export const sources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice("./py/routebook/".length), text]),
);
