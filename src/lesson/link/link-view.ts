/** How an address wants its lesson to be shown. It changes nothing of what the lesson is. */
export interface LinkView {
  /** Id of the one exercise to open; null for the whole lesson. */
  readonly exercise: string | null;
  /** Id of the cell, or of the heading, to begin at. */
  readonly cell: string | null;
  /** Null for the reader's own choice. */
  readonly theme: "light" | "dark" | null;
  /** True where nothing can be edited; cells still run. */
  readonly readOnly: boolean;
  /** True within another page: no header, and a way to open it in a tab of its own. */
  readonly embedded: boolean;
  /**
   * Origin of the page around it, whose messages to the page's API are answered; null where none
   * is named: then none are.
   */
  readonly host: string | null;
}

/** The view of an address that says nothing of it. */
export const PLAIN_VIEW: LinkView = {
  exercise: null,
  cell: null,
  theme: null,
  readOnly: false,
  embedded: false,
  host: null,
};

/** Reads parameters such as "exercise=hello&theme=dark". Total: what makes no sense is left out. */
export function readView(parameters: string): LinkView {
  const read = new URLSearchParams(parameters.replace(/^[?&]/, ""));
  const theme = readId(read.get("theme"));
  const embed = read.get("embed");
  return {
    exercise: readId(read.get("exercise")),
    cell: readId(read.get("cell")),
    theme: theme === "light" || theme === "dark" ? theme : null,
    readOnly: readId(read.get("edit")) === "no",
    embedded: embed !== null && embed !== "",
    host: embed === null ? null : readOrigin(embed),
  };
}

/** The inverse of {@link readView}; "" for {@link PLAIN_VIEW}. */
export function viewParameters(view: Partial<LinkView>): string {
  const { exercise, cell, theme, readOnly, embedded, host } = { ...PLAIN_VIEW, ...view };
  const pairs: readonly (readonly [string, string | null])[] = [
    ["exercise", exercise],
    ["cell", cell],
    ["theme", theme],
    ["edit", readOnly ? "no" : null],
    ["embed", embedded ? (host ?? "yes") : null],
  ];
  return pairs
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join("&");
}

/** An id of cell-ids.ts, without the punctuation of the sentence that the address stands in. */
function readId(text: string | null): string | null {
  const id = /^[\p{L}\p{M}\p{N}\p{Pc}-]{1,200}/u.exec(text?.replace(/[\s\p{Cf}]/gu, "") ?? "");
  return id?.[0] ?? null;
}

/** Such as "https://school.example"; null for what is no origin of a web page. */
function readOrigin(text: string): string | null {
  const origin = /^https?:\/\/[^/?#\s]+/i.exec(text)?.[0] ?? "";
  return URL.canParse(origin) && new URL(origin).origin === origin ? origin : null;
}
