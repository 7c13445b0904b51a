import { editor } from "monaco-editor/editor";

/** Monaco wants colours as hexadecimal digits: they are read from the page's own properties. */
const tokens = {
  keyword: "--code-keyword",
  constant: "--code-number",
  string: "--code-string",
  number: "--code-number",
  comment: "--code-comment",
  function: "--code-function",
  tag: "--code-keyword",
  attribute: "--code-function",
  heading: "--code-function",
  strong: "--text",
  template: "--code-keyword",
} as const;

/** The page's monospaced font, which static code uses too. */
export function monospace(): string {
  return property("--mono");
}

/** Makes Monaco look like the page, now and whenever the page's theme changes. */
export function followTheme(): void {
  apply();
  new MutationObserver(apply).observe(document.documentElement, {
    attributeFilter: ["data-theme"],
  });
}

function apply(): void {
  const dark = document.documentElement.dataset["theme"] === "dark";
  const name = dark ? "routebook-dark" : "routebook-light";
  editor.defineTheme(name, {
    base: dark ? "vs-dark" : "vs",
    inherit: false,
    rules: [
      { token: "", foreground: digits("--text") },
      ...Object.entries(tokens).map(([token, from]) => ({ token, foreground: digits(from) })),
    ],
    colors: {
      ...plainBrackets(),
      "editor.background": color("--panel"),
      "editor.foreground": color("--text"),
      "editorCursor.foreground": color("--text"),
      "editor.selectionBackground": color("--selection"),
      "editor.inactiveSelectionBackground": color("--sunk"),
      "editorBracketMatch.background": color("--sunk"),
      "editorBracketMatch.border": color("--line-strong"),
      "editor.findMatchBackground": color("--mark"),
      "editor.findMatchHighlightBackground": color("--mark"),
      "editorWidget.background": color("--panel"),
      "editorWidget.foreground": color("--text"),
      "editorWidget.border": color("--line"),
      "input.background": color("--sunk"),
      "input.foreground": color("--text"),
      "input.border": color("--line-strong"),
      focusBorder: color("--accent"),
      "scrollbarSlider.background": color("--line"),
      "scrollbarSlider.hoverBackground": color("--line-strong"),
      "scrollbarSlider.activeBackground": color("--line-strong"),
    },
  });
  editor.setTheme(name);
}

/** Brackets have the colour of the text, as everywhere else; models turn their colours on by themselves. */
function plainBrackets(): Record<string, string> {
  const levels = ["foreground1", "foreground2", "foreground3", "unexpectedBracket.foreground"];
  return Object.fromEntries(
    levels.map((level) => [`editorBracketHighlight.${level}`, color("--text")]),
  );
}

function property(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function digits(name: string): string {
  return color(name).slice(1);
}

/** Monaco insists on six digits; style sheets may have been shortened to three. */
function color(name: string): string {
  const value = property(name);
  return /^#[\da-f]{3}$/i.test(value) ? value.replaceAll(/[\da-f]/gi, "$&$&") : value;
}
