/**
 * Our Python as versions from 3.12 on read it: exceptions in brackets (PEP 758 made them optional in
 * 3.14), and annotations that are not evaluated (PEP 649, likewise). Everything else stays.
 */
export function forOlderPython(source: string): string {
  const bracketed = source.replace(
    /^([ \t]*except) ([\w.]+(?:, [\w.]+)+)(?= as \w+:|:)/gm,
    "$1 ($2)",
  );
  const docstring = /^(?:"""[\s\S]*?"""\n)?/.exec(bracketed)?.[0] ?? "";
  const rest = bracketed.slice(docstring.length).replace(/^\n+/, "");
  if (rest === "") return bracketed;
  return `${docstring}${docstring === "" ? "" : "\n"}from __future__ import annotations\n\n${rest}`;
}
