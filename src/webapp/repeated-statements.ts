import type { TracedQuery } from "../shared/http.ts";

/** From so many times on, a repeated SELECT is worth a word: a query for each row of a list. */
const MANY = 4;

/** SELECT statements that ran again and again within one request, with how often. */
export function repeatedStatements(
  queries: readonly Pick<TracedQuery, "statement">[],
): readonly { readonly statement: string; readonly times: number }[] {
  const counts = new Map<string, number>();
  for (const { statement } of queries) {
    if (!/^\s*select\b/i.test(statement)) continue;
    const plain = shortened(statement);
    counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, times]) => times >= MANY)
    .map(([statement, times]) => ({ statement, times }));
}

function shortened(statement: string): string {
  const line = statement.trim().replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
