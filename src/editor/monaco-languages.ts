import { languages } from "monaco-editor/editor";
import { languages as grammars, tokenizeLine } from "./tokens/tokenize.ts";

/**
 * Makes our grammars Monaco's: a cell then has the same colours as a text field, as a full
 * editor and in prose, and no grammar is shipped twice.
 */
export function registerLanguages(): void {
  for (const id of grammars) {
    languages.register({ id });
    languages.setTokensProvider(id, {
      getInitialState: () => new LineState("root"),
      tokenize(line, state) {
        const name = state instanceof LineState ? state.name : "root";
        const { tokens, state: next } = tokenizeLine(id, line, name);
        return {
          tokens: tokens.map(({ start, kind }) => ({ startIndex: start, scopes: kind })),
          endState: new LineState(next),
        };
      },
    });
    languages.setLanguageConfiguration(id, configurations[id] ?? brackets);
  }
}

class LineState implements languages.IState {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  clone(): LineState {
    return this;
  }

  equals(other: languages.IState): boolean {
    return other instanceof LineState && other.name === this.name;
  }
}

const pairs = [
  { open: "(", close: ")" },
  { open: "[", close: "]" },
  { open: "{", close: "}" },
  { open: '"', close: '"', notIn: ["string", "comment"] },
  { open: "'", close: "'", notIn: ["string", "comment"] },
];

const brackets: languages.LanguageConfiguration = {
  brackets: [
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
  ],
  autoClosingPairs: pairs,
  surroundingPairs: pairs,
};

const configurations: Readonly<Record<string, languages.LanguageConfiguration>> = {
  python: {
    ...brackets,
    comments: { lineComment: "#" },
    onEnterRules: [
      {
        beforeText:
          /^\s*(?:async|case|class|def|elif|else|except|finally|for|if|match|try|while|with)\b.*:\s*(?:#.*)?$/,
        action: { indentAction: languages.IndentAction.Indent },
      },
      {
        beforeText: /^\s*(?:return|pass|break|continue|raise)\b[^([{]*$/,
        action: { indentAction: languages.IndentAction.Outdent },
      },
    ],
  },
  html: { ...brackets, comments: { blockComment: ["<!--", "-->"] } },
  css: { ...brackets, comments: { blockComment: ["/*", "*/"] } },
  sql: { ...brackets, comments: { lineComment: "--" } },
};
