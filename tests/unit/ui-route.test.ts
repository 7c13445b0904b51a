import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../src/shared/lesson.ts";
import { PLAIN_VIEW } from "../../src/lesson/link/link-view.ts";
import {
  hashOfQuery,
  lessonHref,
  nearestLesson,
  parseRoute,
  routeHref,
} from "../../src/ui/routing/route.ts";

describe("parseRoute(hash)", () => {
  it.each([
    ["", { kind: "catalogue" }],
    ["#/", { kind: "catalogue" }],
    ["#/lesson/flask/01-first", { kind: "lesson", path: "flask/01-first" }],
    ["#/lesson/flask/01-first/", { kind: "lesson", path: "flask/01-first" }],
    ["#/lesson/caf%C3%A9/01", { kind: "lesson", path: "café/01" }],
    [
      "#/lesson/flask/01-first?exercise=hello",
      { kind: "lesson", path: "flask/01-first", view: { ...PLAIN_VIEW, exercise: "hello" } },
    ],
    ["#l=1.abc", { kind: "shared", link: "#l=1.abc" }],
    ["#l%3D1.abc", { kind: "shared", link: "#l%3D1.abc" }],
    [
      "#l=1.abc&theme=dark",
      { kind: "shared", link: "#l=1.abc&theme=dark", view: { ...PLAIN_VIEW, theme: "dark" } },
    ],
    ["#/scratch", { kind: "scratch" }],
    ["#/class", { kind: "class" }],
    ["#/class/7b", { kind: "unknown", address: "class/7b" }],
    ["#/storage", { kind: "storage" }],
    ["#/about", { kind: "about" }],
    ["#/about/us", { kind: "unknown", address: "about/us" }],
    ["#/lesson/flask", { kind: "unknown", address: "lesson/flask" }],
    ["#/%E0%A4%A", { kind: "unknown", address: "%E0%A4%A" }],
  ])("reads %j", (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it("is the inverse of routeHref(route)", () => {
    const hrefs = ["#/", lessonHref("café/01 a"), "#/scratch", "#/storage", "#/class", "#/about"];
    expect(hrefs.map((href) => routeHref(parseRoute(href)))).toEqual(hrefs);
  });
});

describe("hashOfQuery(search, hash)", () => {
  it("reads the short form of a lesson's address", () => {
    expect(hashOfQuery("?lesson=flask/01-first", "")).toBe("#/lesson/flask/01-first");
    expect(hashOfQuery("?lesson=flask/01-first&exercise=hello", "")).toBe(
      "#/lesson/flask/01-first?exercise=hello",
    );
  });

  it("is null where there is none, or where the hash says more", () => {
    expect(hashOfQuery("", "")).toBeNull();
    expect(hashOfQuery("?lesson=flask/01-first", "#/scratch")).toBeNull();
  });
});

describe("nearestLesson(address, catalogue)", () => {
  const lessons = ["flask/01-first-route", "flask/02-paths", "pandas/01-frames"].map((path) => ({
    path,
    title: path,
    summary: "",
    minutes: null,
    packages: [],
    exercises: [],
  }));
  const catalogue: Catalogue = [{ id: "flask", title: "Flask", summary: "", lessons }];

  it("finds the lesson a mistyped address meant", () => {
    expect(nearestLesson("lesson/flask/1-first-rout", catalogue)).toBe("flask/01-first-route");
  });

  it("finds nothing for an address that is like none", () => {
    expect(nearestLesson("wp-admin", catalogue)).toBeNull();
  });

  it("finds nothing in an empty catalogue", () => {
    expect(nearestLesson("flask", [])).toBeNull();
  });
});
