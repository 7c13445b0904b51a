const PROBLEMS_SHOWN = 5;

/** One notice for all that was wrong with a text a notebook was made from. */
export function problemsNotice(problems: readonly string[]): string {
  const more = problems.length - PROBLEMS_SHOWN;
  const rest = more > 0 ? ` And ${more} more.` : "";
  return `Parts of the text could not be read. ${problems.slice(0, PROBLEMS_SHOWN).join(" ")}${rest}`;
}
