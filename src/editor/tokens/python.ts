import { rule, words, type Grammar } from "./grammar.ts";

const prefix = "(?:[rbuft]|[rbft]{2})?";

/** Python 3.14, as far as colours go (https://docs.python.org/3/reference/lexical_analysis.html). */
export const python: Grammar = {
  states: {
    root: [
      rule("comment", /#.*/),
      rule("string", new RegExp(`${prefix}"""`, "i"), "double"),
      rule("string", new RegExp(`${prefix}'''`, "i"), "single"),
      rule("string", new RegExp(`${prefix}"(?:[^"\\\\]|\\\\.)*(?:"|$)`, "i")),
      rule("string", new RegExp(`${prefix}'(?:[^'\\\\]|\\\\.)*(?:'|$)`, "i")),
      rule("function", /(?<=^\s*)@[\w.]+/),
      rule("function", /(?<=\b(?:def|class)\s+)[^\W\d]\w*/),
      rule("keyword", /(?<=^\s*)(?:match|case)\b(?=[^=.,)]*:\s*(?:#.*)?$)/),
      rule("keyword", /(?<=^\s*)type(?=\s+\w+\s*[=[])/),
      rule(
        "keyword",
        words(
          `and as assert async await break class continue def del elif else except finally for
           from global if import in is lambda nonlocal not or pass raise return try while with
           yield`,
        ),
      ),
      rule("constant", words("True False None self cls")),
      rule("number", /\b(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?j?)/i),
      rule("", /[^\W\d]\w*/),
      rule("", /\s+/),
    ],
    double: [rule("string", /(?:[^"\\]|\\.|"(?!""))*"""/, "root"), rule("string", /.+/)],
    single: [rule("string", /(?:[^'\\]|\\.|'(?!''))*'''/, "root"), rule("string", /.+/)],
  },
};
