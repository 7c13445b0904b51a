import { rule, words, type Grammar } from "./grammar.ts";

const doubleQuoted = /"(?:[^"\\]|\\.)*"?/;
const singleQuoted = /'(?:[^'\\]|\\.)*'?/;

/** HTML with Jinja's and Django's template marks. */
export const html: Grammar = {
  states: {
    root: [
      rule("comment", /<!--.*?-->/),
      rule("comment", /<!--.*/, "comment"),
      rule("comment", /\{#.*?#\}/),
      rule("template", /\{\{.*?\}\}|\{%.*?%\}/),
      rule("keyword", /<!doctype[^>]*>/i),
      rule("tag", /<\/?[a-z][\w:-]*/i, "tag"),
      rule("constant", /&(?:#\d+|#x[\da-f]+|\w+);/i),
      rule("", /[^<{&]+/),
    ],
    tag: [
      rule("tag", /\/?>/, "root"),
      rule("template", /\{\{.*?\}\}|\{%.*?%\}/),
      rule("attribute", /[^\s"'>/={]+/),
      rule("string", /"[^"]*"?/),
      rule("string", /'[^']*'?/),
    ],
    comment: [rule("comment", /.*?-->/, "root"), rule("comment", /.+/)],
  },
};

/** Style sheets. */
export const css: Grammar = {
  states: {
    root: [
      rule("comment", /\/\*.*?\*\//),
      rule("comment", /\/\*.*/, "comment"),
      rule("keyword", /@[\w-]+/),
      rule("", /\{/, "block"),
      rule("tag", /[^{}@/\s][^{}@/]*/),
    ],
    block: [
      rule("comment", /\/\*.*?\*\//),
      rule("", /\}/, "root"),
      rule("attribute", /[\w-]+(?=\s*:)/),
      rule("string", doubleQuoted),
      rule("string", singleQuoted),
      rule("number", /#[\da-f]{3,8}\b|-?\d+(?:\.\d+)?[a-z%]*/i),
      rule("", /[\w-]+/),
    ],
    comment: [rule("comment", /.*?\*\//, "root"), rule("comment", /.+/)],
  },
};

/** JSON (RFC 8259). */
export const json: Grammar = {
  states: {
    root: [
      rule("attribute", /"(?:[^"\\]|\\.)*"(?=\s*:)/),
      rule("string", doubleQuoted),
      rule("number", /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/i),
      rule("constant", words("true false null")),
    ],
  },
};

/** SQL, in SQLite's dialect. */
export const sql: Grammar = {
  states: {
    root: [
      rule("comment", /--.*/),
      rule("string", /'(?:[^']|'')*'?/),
      rule("attribute", /"[^"]*"?/),
      rule("number", /\b\d+(?:\.\d+)?\b/),
      rule(
        "keyword",
        words(
          `add all alter and as asc between by case check column commit constraint create cross
           default delete desc distinct drop else end except exists foreign from full group having
           if in index inner insert into intersect is join key left like limit not null offset on
           or order outer primary references returning right rollback select set table then to
           union unique update using values view when where with begin transaction`,
          "i",
        ),
      ),
      rule("constant", words("integer text real blob numeric boolean varchar date datetime", "i")),
      rule("", /\w+/),
    ],
  },
};

/** Markdown (CommonMark), as far as colours go. */
export const markdown: Grammar = {
  states: {
    root: [
      rule("heading", /(?<=^)#{1,6}\s.*/),
      rule("string", /(?<=^\s*)```.*/, "fence"),
      rule("keyword", /(?<=^\s*)(?:[-*+]|\d+\.|>)(?=\s)/),
      rule("string", /`[^`]+`/),
      rule("strong", /\*\*[^*]+\*\*|__[^_]+__/),
      rule("attribute", /!?\[[^\]]*\]\([^)]*\)/),
      rule("", /[^`*_[!]+/),
    ],
    fence: [rule("string", /(?<=^\s*)```\s*$/, "root"), rule("", /.+/)],
  },
};

/** A request as in RFC 9110's examples: method and path, headers, a blank line, the body. */
export const http: Grammar = {
  states: {
    root: [
      rule("keyword", /(?<=^)(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/),
      rule("attribute", /(?<=^)[\w-]+(?=:\s)/),
      rule("attribute", /"(?:[^"\\]|\\.)*"(?=\s*:)/),
      rule("string", doubleQuoted),
      rule("number", /\b\d+(?:\.\d+)?\b/),
    ],
  },
};
