/** What a table's cell holds. */
export type CsvValue = string | number;

/** By this mark spreadsheet programs know UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * A table as CSV (RFC 4180): lines end in CR and LF, the last one too; a cell with a comma, a
 * quotation mark or a line break stands in quotation marks, which are doubled inside. Begins with
 * U+FEFF, so that spreadsheet programs take it for UTF-8.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe in front, which such
 * programs show or hide: names and code come from files that anybody can write
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers are written as they are.
 */
export function csvOf(rows: readonly (readonly CsvValue[])[]): string {
  const lines = rows.map((row) => `${row.map(cellOf).join(",")}\r\n`);
  return BYTE_ORDER_MARK + lines.join("");
}

function cellOf(value: CsvValue): string {
  if (typeof value === "number") return String(value);
  // NUL and its like end a text in some programs; half a surrogate pair is no UTF-8.
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const plain = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/gu, "");
  const safe = isFormula(plain) ? `'${plain}` : plain;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Spreadsheets compute what begins with one of these, in full width too, and some of them after
 * spaces; a tab or a line break at the beginning is skipped by others.
 */
function isFormula(text: string): boolean {
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(text);
}
