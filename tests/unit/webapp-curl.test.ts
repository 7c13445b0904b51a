import { describe, expect, it } from "vitest";
import { formatHttpText, type HttpText } from "../../src/shared/http-text.ts";
import { copyAs } from "../../src/webapp/copy-as.ts";
import { copyOfText } from "../../src/webapp/copy-request.ts";
import { importCurl, looksLikeCurl } from "../../src/webapp/curl.ts";
import { shellWords } from "../../src/webapp/shell-words.ts";
import { Random } from "./support/random.ts";

/** The request as text, and the notes; or the sentence of a refusal. */
function imported(command: string) {
  const read = importCurl(command);
  return read.kind === "refused"
    ? read.message
    : { text: formatHttpText(read.request), notes: read.notes };
}
const textOf = (command: string) => {
  const read = imported(command);
  return typeof read === "string" ? read : read.text;
};

describe("shellWords(command)", () => {
  it.each([
    [`a 'b c' "d \\"e\\" \\n" f\\ g`, ["a", "b c", 'd "e" \\n', "f g"]],
    ["a \\\n  b\t'' \"\"", ["a", "b", "", ""]],
    [`x'y'"z"\\'`, [`xyz'`]],
    [`'it'"'"'s' 'a\\\\b'"'"`, ["it's", "a\\\\b'"]],
    [`$'a\\nb\\t\\'\\\\\\x41\\101\\u00e9\\xc3\\xa9' $"hi" $'\\q'`, ["a\nb\t'\\AAéé", "hi", "\\q"]],
    ["a # b\nc", ["a", "c"]],
    ["a#b 'c", ["a#b"]],
  ])("cuts %j as bash does", (command, words) => {
    expect(shellWords(command).words).toEqual(words);
  });

  it.each([
    ["a | b", ["a"], 'What follows "|" in the command was left out.'],
    ["a &b", ["a"], 'What follows "&" in the command was left out.'],
    ['a "$TOKEN"', ["a", "$TOKEN"], '"$TOKEN" is for your shell to fill in'],
    ["a `b`", ["a", "`b`"], '"`" is for your shell to fill in'],
  ])("says what a shell would do besides with %j", (command, words, note) => {
    const read = shellWords(command);
    expect(read.words).toEqual(words);
    expect(read.notes.join()).toContain(note);
  });

  it.each([
    [
      'curl ^"http://x/?a=1^&b=2^" ^\r\n  -H ^"A: \\^"b\\^"^"',
      ["curl", "http://x/?a=1&b=2", "-H", 'A: "b"'],
    ],
    ['curl "a^b" ^\n -d "c\\\\"', ["curl", "a^b", "-d", "c\\"]],
  ])("cuts %j as Windows does", (command, words) => {
    expect(shellWords(command).words).toEqual(words);
  });
});

describe("importCurl(command)", () => {
  it.each([
    ["curl http://localhost:8000/items?page=2", "GET /items?page=2"],
    ["$ curl -sSL -i --compressed -k localhost:8000", "GET /"],
    ["curl -X put /a -H 'Accept: x' -H 'X-Empty;' -H 'Gone:'", "PUT /a\nAccept: x\nX-Empty: "],
    ["curl -XDELETE --url '/a b'", "DELETE /a%20b"],
    ["curl -I /a", "HEAD /a"],
    [
      "curl /a -d x=1 --data-urlencode 'y=a b&c' --data-urlencode '=ü' -d @-",
      "POST /a\nContent-Type: application/x-www-form-urlencoded\n\nx=1&y=a%20b%26c&%C3%BC&",
    ],
    ["curl -G /a?z=0 -d x=1 --data-urlencode 'y= '", "GET /a?z=0&x=1&y=%20"],
    [
      `curl --json '{"a":1}' /a`,
      'POST /a\nContent-Type: application/json\nAccept: application/json\n\n{"a":1}',
    ],
    [
      `curl /a -H 'content-type: text/plain' --data-raw '@no file'`,
      "POST /a\ncontent-type: text/plain\n\n@no file",
    ],
    [
      "curl -u 'ada:söcret' -A me -e http://x/ -b 'a=1; b=2' /a",
      `GET /a\nAuthorization: Basic ${btoa(String.fromCharCode(...new TextEncoder().encode("ada:söcret")))}\nUser-Agent: me\nReferer: http://x/\nCookie: a=1; b=2`,
    ],
    [
      "curl -F name=Ada -F 'cv=@/home/ada/cv.pdf;type=application/pdf' --form-string 's=@x' /up",
      'POST /up\nContent-Type: multipart/form-data; boundary=routebook-part\n\n--routebook-part\nContent-Disposition: form-data; name="name"\n\nAda\n--routebook-part\nContent-Disposition: form-data; name="cv"; filename="cv.pdf"\nContent-Type: application/pdf\n\n\n--routebook-part\nContent-Disposition: form-data; name="s"\n\n@x\n--routebook-part--\n',
    ],
    ["curl /a -H $'X: a\\nEvil: b'", "GET /a\nX: a Evil: b"],
  ])("reads %j", (command, text) => {
    expect(textOf(command)).toBe(text);
  });

  it.each([
    [
      "curl /a --frobnicate -o x",
      ["The option --frobnicate is not understood here and was left out."],
    ],
    [
      "curl https://api.example.org/items",
      ["The address was on api.example.org; the request goes to your app instead."],
    ],
    ["curl /a /b", ["The command has several addresses; the first one was taken."]],
    [
      "curl /a -d @body.json",
      ["The file body.json is on your computer; put its content into the body."],
    ],
    ["curl /a -b jar.txt", ["The cookie file jar.txt was not read: it is on your computer."]],
    ["curl -L /a", ["Redirects are not followed here: each answer is shown as it comes."]],
    ["curl /a?x=1&y=2", ['What follows "&" in the command was left out.']],
    [
      "curl -b a=1 /",
      ["The Cookie header of the command goes in place of the client's own cookies."],
    ],
  ])("says what is different about %j", (command, notes) => {
    expect(imported(command)).toMatchObject({ notes });
  });

  it.each([
    ["wget /a", "This is no curl command"],
    ["curl -X GET", "The command has no address"],
    ["curl 'http://localhost", "A quotation mark is not closed"],
    ["", "This is no curl command"],
  ])("refuses %j", (command, sentence) => {
    expect(imported(command)).toContain(sentence);
  });

  it('reads back what copyAs("curl") wrote', () => {
    const signs = [
      "a",
      " ",
      "'",
      '"',
      "\\",
      "\n",
      "\t",
      "é",
      "🐍",
      "$x",
      "`",
      "!",
      "%41",
      "\u0001",
      "[",
      "}",
    ] as const;
    for (let seed = 1; seed <= 300; seed++) {
      const random = new Random(seed);
      const text = () => `x${random.list(12, () => random.pick(signs)).join("")}x`;
      const request: HttpText = {
        method: random.pick(["POST", "PUT", "X-ODD"]),
        target: `/${random.pick(["", "a?b=[1]&c={x}", "it's", "a%20b", "x/../y"])}`,
        headers: [
          ["Content-Type", random.pick(["text/plain", "application/json"])],
          ["X-A", `v${random.pick(["it's", 'say "hi"', "é", "a;b", "\\", "$HOME"])}`],
        ],
        body: text(),
      };
      const read = importCurl(copyAs("curl", copyOfText(request, "Alice")));
      expect(read, `seed ${seed}`).toEqual({ kind: "request", request, notes: [] });
    }
  });

  it("never throws", () => {
    const parts = [
      "curl",
      "-d",
      "-F",
      "-H",
      "=",
      "@",
      ";",
      "'",
      '"',
      "$'",
      "\\",
      "^",
      "\n",
      "--json",
      "-X",
      "é",
      "\0",
      "\ud800",
      "-u",
      "%",
    ] as const;
    for (let seed = 1; seed <= 500; seed++) {
      const random = new Random(seed);
      const command = `curl ${random.list(12, () => random.pick(parts) + random.pick(["", " "])).join("")}`;
      expect(["request", "refused"], command).toContain(importCurl(command).kind);
    }
  });
});

describe("looksLikeCurl(text)", () => {
  it.each([
    ["curl /a", true],
    [" $ curl.exe /a", true],
    ["/curl", false],
    ["curly /a", false],
  ])("of %j is %j", (text, is) => {
    expect(looksLikeCurl(text)).toBe(is);
  });
});
