import { describe, expect, it } from "vitest";
import {
  lessonQuery,
  lessonRoute,
  linkHash,
  parseLessonAddress,
} from "../../src/lesson/link/lesson-address.ts";
import { PLAIN_VIEW, readView, viewParameters } from "../../src/lesson/link/link-view.ts";
import { contentOf, hashOf, opened } from "./support/link-bench.ts";

const PATH = "flask-routing/01-first-route";
const lesson = (view: object = {}) => ({
  kind: "lesson",
  path: PATH,
  view: { ...PLAIN_VIEW, ...view },
});

describe("parseLessonAddress(address)", () => {
  it.each([
    [`https://site.example/course/?lesson=${PATH}`, lesson()],
    [`?lesson=${PATH}`, lesson()],
    [`?lesson=${PATH}&exercise=hello`, lesson({ exercise: "hello" })],
    [`?lang=en&lesson=${PATH}&cell=start-2#/`, lesson({ cell: "start-2" })],
    [`?lesson=${encodeURIComponent(PATH)}`, lesson()],
    [`?lesson=${encodeURIComponent(encodeURIComponent(PATH))}`, lesson()],
    [`?lesson=${PATH}.`, lesson()],
    [`<https://site.example/?lesson=${PATH}>`, lesson()],
    [`(see https://site.example/?lesson=${PATH}).`, lesson()],
    [`?lesson=${PATH}&exercise=hello).`, lesson({ exercise: "hello" })],
    [`?lesson=${PATH}&amp;exercise=hello`, lesson({ exercise: "hello" })],
    [`?lesson=flask-\u00ADrouting/\u200B01-first-route`, lesson()],
    [`#/lesson/${PATH}`, lesson()],
    [`#/lesson/${PATH}/`, lesson()],
    [`#/lesson/${PATH}?exercise=hello&theme=dark`, lesson({ exercise: "hello", theme: "dark" })],
    [`#/lesson/${PATH}&exercise=hello`, lesson({ exercise: "hello" })],
    [`#%2Flesson%2F${encodeURIComponent(PATH)}`, lesson()],
  ])("reads %j", (address, expected) => {
    expect(parseLessonAddress(address)).toEqual(expected);
  });

  it.each([
    "",
    "#/",
    "#/scratch",
    "?lesson=",
    "?lesson=flask-routing",
    "?lesson=a/b/c",
    "?lesson=../secret",
    "?lesson=a/..",
    "?lesson=a\\b/c",
    "#/lesson/flask-routing",
    "?lesson=%E0%A4%A/x y z/",
  ])("is null for %j", (address) => {
    expect(parseLessonAddress(address)).toBeNull();
  });

  it("leaves a link to the decoder, and reads what follows it", async () => {
    const hash = await hashOf(contentOf("text"));
    const address = `https://site.example/${linkHash(hash, { cell: "über-1", theme: "light" })}`;
    const read = parseLessonAddress(address);
    expect(read).toEqual({
      kind: "shared",
      link: address,
      view: { ...PLAIN_VIEW, cell: "über-1", theme: "light" },
    });
    expect(await opened(read?.kind === "shared" ? read.link : "")).toMatchObject({ text: "text" });
  });

  it("leaves a broken link to the decoder, too", () => {
    for (const address of ["#l=", "#l=1", "#l=2.abc", "#l=1.…"]) {
      expect(parseLessonAddress(address)).toMatchObject({ kind: "shared", link: address });
    }
  });
});

describe("lessonQuery(path, view) and lessonRoute(path, view)", () => {
  it("are short", () => {
    expect(lessonQuery(PATH)).toBe(`?lesson=${PATH}`);
    expect(lessonQuery(PATH, { exercise: "hello" })).toBe(`?lesson=${PATH}&exercise=hello`);
    expect(lessonRoute(PATH)).toBe(`#/lesson/${PATH}`);
    expect(lessonRoute(PATH, { exercise: "hello" })).toBe(`#/lesson/${PATH}?exercise=hello`);
  });

  it("are read back, whatever the view", () => {
    const view = {
      exercise: "a-b_c",
      cell: "größe-request-1",
      theme: "dark",
      readOnly: true,
      embedded: true,
      host: "https://school.example:8443",
    } as const;
    for (const address of [lessonQuery(PATH, view), lessonRoute(PATH, view)]) {
      expect(parseLessonAddress(address)).toEqual(lesson(view));
    }
  });
});

describe("linkHash(hash, view)", () => {
  it("takes the place of an earlier view", () => {
    const first = linkHash("#l=1.abc", { embedded: true, readOnly: true });
    expect(first).toBe("#l=1.abc&edit=no&embed=yes");
    expect(linkHash(first)).toBe("#l=1.abc");
  });
});

describe("readView(parameters)", () => {
  it.each([
    ["embed=yes", { embedded: true, host: null }],
    ["embed=https://school.example", { embedded: true, host: "https://school.example" }],
    ["embed=https://school.example/page", { embedded: true, host: "https://school.example" }],
    ["embed=javascript:alert(1)", { embedded: true, host: null }],
    ["embed=https://user@school.example", { embedded: true, host: null }],
    ["embed=null", { embedded: true, host: null }],
    ["embed=", {}],
    ["theme=blue", {}],
    ["theme=dark.", { theme: "dark" }],
    ["edit=yes", {}],
    ["edit=no", { readOnly: true }],
    ["cell=<script>", {}],
    ["exercise=a&exercise=b", { exercise: "a" }],
    ["__proto__=x&constructor=y", {}],
    ["%E0%A4%A&&&==", {}],
  ])("reads %j", (parameters, expected) => {
    expect(readView(parameters)).toEqual({ ...PLAIN_VIEW, ...expected });
  });

  it("is the inverse of viewParameters(view)", () => {
    expect(viewParameters(PLAIN_VIEW)).toBe("");
    expect(readView("")).toEqual(PLAIN_VIEW);
  });
});
