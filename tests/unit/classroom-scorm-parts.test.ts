import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApiWindow, findApi } from "../../src/scorm/find-api.ts";
import { sessionTime } from "../../src/scorm/session-time.ts";
import {
  cellAt,
  lessonLocation,
  readSuspendData,
  suspendData,
} from "../../src/scorm/suspend-data.ts";
import { anyText } from "./support/any-text.ts";
import { StandInLms } from "./support/scorm-lms.ts";

const LESSON = "flask-routing/01-first-route";

describe("findApi(window)", () => {
  const api = new StandInLms();
  /** A window so many windows below one with the API. */
  const below = (levels: number, top: ApiWindow = { API: api }): ApiWindow =>
    levels === 0 ? top : { parent: below(levels - 1, top) };

  it.each([0, 1, 7, 300, 500])("finds it %i windows up", (levels) => {
    expect(findApi(below(levels))).toBe(api);
  });

  it("gives up after 500 windows", () => expect(findApi(below(501))).toBeNull());

  it("ends at the top window, which is its own parent", () => {
    const top: { parent?: unknown } = {};
    top.parent = top;
    expect(findApi(below(3, top))).toBeNull();
  });

  it("looks around the window that opened this one", () => {
    expect(findApi({ opener: below(2) })).toBe(api);
    const around = new StandInLms();
    expect(findApi({ parent: { API: around }, opener: below(1) })).toBe(around);
  });

  it("looks past windows of other origins", () => {
    const foreign = {
      get API(): never {
        throw new DOMException("Blocked a frame", "SecurityError");
      },
      parent: { API: api },
    };
    expect(findApi({ parent: foreign })).toBe(api);
    const closed = {
      get parent(): never {
        throw new DOMException("Blocked", "SecurityError");
      },
    };
    expect(findApi({ parent: closed })).toBeNull();
  });

  it("takes nothing for it that is none", () => {
    expect(findApi({ API: {}, opener: null })).toBeNull();
    expect(findApi({ API: null, parent: { API: "x", parent: null } })).toBeNull();
  });
});

describe("sessionTime(milliseconds)", () => {
  it.each([
    [0, "0000:00:00.00"],
    [9, "0000:00:00.00"],
    [61_239, "0000:01:01.23"],
    [3_599_999, "0000:59:59.99"],
    [90_061_000, "0025:01:01.00"],
    [-5, "0000:00:00.00"],
    [1e15, "9999:59:59.99"],
  ])("writes %i as %s", (milliseconds, text) => expect(sessionTime(milliseconds)).toBe(text));

  it("never writes a 60", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4e10, noNaN: true }), (milliseconds) => {
        expect(sessionTime(milliseconds)).toMatch(/^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/);
      }),
    );
  });
});

describe("suspendData(best)", () => {
  it("is read again, in ASCII, whatever the lesson is called", () => {
    fc.assert(
      fc.property(anyText(300), fc.nat(50), fc.nat(50), (lesson, one, more) => {
        const best = { lesson, passed: one, total: one + more };
        const text = suspendData(best);
        expect(text).toMatch(/^[\u0020-\u007e]*$/);
        expect(readSuspendData(text, lesson)).toMatchObject(best);
      }),
    );
  });

  it("has 4096 characters at most, or none", () => {
    expect(suspendData({ lesson: "é".repeat(1000), passed: 0, total: 0 })).toBe("");
  });

  it.each([
    "",
    "null",
    "7",
    "{}",
    "[",
    '{"lesson":"other","passed":1,"total":1}',
    `{"lesson":"${LESSON}","passed":2,"total":1}`,
  ])("takes %j for nothing", (text) => expect(readSuspendData(text, LESSON)).toBeNull());

  it("keeps a place as a location, and nothing too long", () => {
    expect(cellAt(lessonLocation("größe 1"))).toBe("größe 1");
    expect([
      lessonLocation("é".repeat(100)),
      lessonLocation("\ud800"),
      cellAt(""),
      cellAt("%"),
    ]).toEqual(["", "", null, null]);
  });
});
