/**
 * Compares two release numbers ("3.9", "3.14.0") part by part; missing parts count as zero
 * (PEP 440, releases only: environment markers compare nothing else). Null where one is none.
 */
export function compareReleases(left: string, right: string): number | null {
  const parse = (text: string): number[] | null =>
    /^\d+(\.\d+)*$/.test(text) ? text.split(".").map(Number) : null;
  const a = parse(left);
  const b = parse(right);
  if (a === null || b === null) return null;
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}
