import { describe, expect, it } from "vitest";
import { parseCourse } from "../../src/lesson/course.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";

function lessonOf(yaml: string) {
  const { title, summary, packages, minutes, problems } = parseLesson(`---\n${yaml}\n---\n`);
  return { title, summary, packages, minutes, problems: problems.map(({ line }) => line) };
}

const EMPTY = { title: "T", summary: "", packages: [], minutes: null, problems: [] };

describe("parseLesson(front matter)", () => {
  it.each([
    ["title: T", EMPTY],
    ["title: 404", { ...EMPTY, title: "404" }],
    ["title: '  two\n  lines '", { ...EMPTY, title: "two lines" }],
    ["title: T\nsummary: A route.", { ...EMPTY, summary: "A route." }],
    [
      "title: T\npackages: [Flask, python_multipart]",
      { ...EMPTY, packages: ["flask", "python-multipart"] },
    ],
    ["title: T\npackages: flask, pandas", { ...EMPTY, packages: ["flask", "pandas"] }],
    ["title: T\npackages:\n  - flask\n  - flask", { ...EMPTY, packages: ["flask"] }],
    ["title: T\npackages:", EMPTY],
    ["title: T\nminutes: 12.5", { ...EMPTY, minutes: 12.5 }],
    ["title: T\njupyter:\n  kernelspec: {name: python3}", EMPTY],
  ])("reads %j", (yaml, lesson) => {
    expect(lessonOf(yaml)).toEqual(lesson);
  });

  it.each([
    ["title: [T]", 2],
    ["title: T\nsummary: {a: 1}", 3],
    ["title: T\npackages: [flask, 3]", 3],
    ["title: T\npackages: [../flask]", 3],
    ["title: T\nminutes: soon", 3],
    ["title: T\nminutes: -5", 3],
    ["title: T\nminutes: .inf", 3],
    ["title: T\nauthor: me", 3],
    ["title: T\ntitle: again", 3],
    ["title: *nobody", 2],
    ["- title", 2],
    ["minutes: 5", 1],
    ['title: ""', 1],
  ])("tells what is wrong with %j in its line", (yaml, line) => {
    expect(lessonOf(yaml).problems).toEqual([line]);
  });

  it("keeps the fields of well-formed lines where another is not", () => {
    expect(lessonOf('title: T\nsummary: "open\nminutes: 5')).toMatchObject({
      title: "T",
      minutes: 5,
    });
  });
});

describe("parseLesson(text).app", () => {
  const appOf = (yaml: string, body = "") =>
    parseLesson(`---\ntitle: T\n${yaml}\n---\n\n${body}`).app;
  const request = "```http\nGET /\n```\n";

  it.each([
    ["packages: [pandas]", "", null],
    ["packages: [Flask]", "", "/"],
    ["packages: [djangorestframework]", "", "/"],
    ["packages: [pandas]", request, "/"],
    ["packages: [pandas]", "```http .noeval\nGET /\n```\n", null],
    ["app: /login?next=/", "", "/login?next=/"],
    ["packages: [flask]\napp: false", request, null],
    ["app: true", "", "/"],
    ["packages: [flask]\napp: http://localhost/", "", "/"],
  ])("is, for %j and %j, %j", (yaml, body, app) => {
    expect(appOf(yaml, body)).toBe(app);
  });

  it.each(["app: login", "app: //example.org/", "app: [a]", "app: 8000"])(
    "tells its author of %j",
    (yaml) => {
      const { problems } = parseLesson(`---\ntitle: T\n${yaml}\n---\n`);
      expect(problems).toEqual([
        {
          line: 3,
          message:
            "The field app must be a path that begins with a slash, or false; write, for instance, app: /login.",
        },
      ]);
    },
  );
});

describe("parseCourse(text)", () => {
  it("reads title, summary, order and the text", () => {
    const text =
      "---\ntitle: Flask\nsummary: Routes.\norder: 2\n---\n\n# Flask\n\nFor *beginners*.\n";
    expect(parseCourse(text)).toEqual({
      title: "Flask",
      summary: "Routes.",
      order: 2,
      about: "<p>For <em>beginners</em>.</p>\n",
      problems: [],
    });
  });

  it("puts a course without an order last", () => {
    expect(parseCourse("---\ntitle: Flask\n---\n").order).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    ["", "The course has no title; add title: … to the front matter."],
    [
      "---\ntitle: T\norder: first\n---\n",
      "The field order must be a number; write, for instance, order: 2.",
    ],
    [
      "---\ntitle: T\nminutes: 3\n---\n",
      'The front matter has no field "minutes"; the fields are title, summary, order.',
    ],
  ])("tells what is wrong with %j", (text, message) => {
    expect(parseCourse(text).problems.map((problem) => problem.message)).toEqual([message]);
  });
});
