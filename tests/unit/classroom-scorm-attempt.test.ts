import { describe, expect, it } from "vitest";
import { beginAttempt } from "../../src/scorm/attempt.ts";
import type { ScormApi } from "../../src/scorm/scorm-api.ts";
import { type LmsOptions, type LmsRecord, StandInLms } from "./support/scorm-lms.ts";

const LESSON = "flask-routing/01-first-route";

function visit(options: LmsOptions = {}, mastery = 100) {
  const lms = new StandInLms(options);
  let time = 1000;
  const attempt = beginAttempt({ api: lms, lesson: LESSON, mastery, now: () => time });
  return {
    lms,
    attempt,
    wait: (milliseconds: number) => void (time += milliseconds),
    core: (name: string) => lms.record[`cmi.core.${name}`],
    refused: () => lms.log.filter((line) => line.endsWith(")") && !line.endsWith("(0)")),
  };
}

describe("a visit", () => {
  it("begins with a lesson under way", () => {
    const { lms, core, attempt } = visit();
    expect(lms.state).toBe("running");
    expect(core("lesson_status")).toBe("incomplete");
    expect(attempt).toMatchObject({ message: "Connected to your course.", cell: null });
  });

  it("reports what passed, as score and status, and keeps it for the next visit", () => {
    const { attempt, core, lms, wait, refused } = visit();
    wait(61_000);
    attempt.hear({ passed: 2, total: 3, cell: "two" });
    expect(
      ["score.raw", "score.min", "score.max", "lesson_status", "lesson_location"].map(core),
    ).toEqual(["66.67", "0", "100", "incomplete", "two"]);
    expect(lms.record["cmi.core.session_time"]).toBe("0000:01:01.00");
    expect(attempt.message).toBe("Reported to your course: 2 of 3 exercises passed.");
    attempt.hear({ passed: 3, total: 3 });
    expect([core("lesson_status"), core("score.raw")]).toEqual(["passed", "100"]);
    attempt.finish();
    expect([lms.state, core("exit"), core("total_time")]).toEqual(["ended", "", "0000:01:01.00"]);
    expect(refused()).toEqual([]);
  });

  it("is resumed: what was reached before stands, and time adds up", () => {
    const first = visit();
    first.attempt.hear({ passed: 2, total: 3, cell: "größe" });
    first.wait(30_000);
    first.attempt.finish();
    expect(first.core("exit")).toBe("suspend");

    const second = visit({ record: first.lms.record });
    expect(second.core("entry")).toBe("resume");
    expect(second.attempt).toMatchObject({
      cell: "größe",
      message: "Reported to your course: 2 of 3 exercises passed.",
    });
    // Another browser, which knows nothing of the first visit.
    second.attempt.hear({ passed: 0, total: 3 });
    expect([second.core("score.raw"), second.core("lesson_status")]).toEqual([
      "66.67",
      "incomplete",
    ]);
    second.attempt.hear({ passed: 3, total: 3 });
    second.wait(45_500);
    second.attempt.finish();
    expect([second.core("lesson_status"), second.core("total_time")]).toEqual([
      "passed",
      "0000:01:15.50",
    ]);

    const third = visit({ record: second.lms.record });
    third.attempt.hear({ passed: 1, total: 3 });
    third.attempt.finish();
    expect(third.core("lesson_status")).toBe("passed");
    expect([first, second, third].flatMap(({ refused }) => refused())).toEqual([]);
  });

  it("keeps the score of a lesson to which exercises were added", () => {
    const first = visit();
    first.attempt.hear({ passed: 1, total: 2 });
    first.attempt.finish();
    const second = visit({ record: first.lms.record });
    second.attempt.hear({ passed: 1, total: 4 });
    expect(second.core("score.raw")).toBe("50");
  });

  it("passes from the mastery score on", () => {
    const { attempt, core } = visit({}, 60);
    attempt.hear({ passed: 1, total: 3 });
    expect(core("lesson_status")).toBe("incomplete");
    attempt.hear({ passed: 2, total: 3 });
    expect(core("lesson_status")).toBe("passed");
  });

  it("passes later in a system that called it failed meanwhile", () => {
    const first = visit({ mastery: 60 }, 60);
    first.attempt.hear({ passed: 1, total: 3 });
    first.attempt.finish();
    expect(first.core("lesson_status")).toBe("failed");
    const second = visit({ mastery: 60, record: first.lms.record }, 60);
    second.attempt.hear({ passed: 3, total: 3 });
    second.attempt.finish();
    expect(second.core("lesson_status")).toBe("passed");
  });

  it("completes a lesson without exercises, without a score", () => {
    const { attempt, core, lms } = visit();
    attempt.hear({ passed: 0, total: 0 });
    attempt.finish();
    expect([core("lesson_status"), core("score.raw"), core("exit"), lms.state]).toEqual([
      "completed",
      "",
      "",
      "ended",
    ]);
  });

  it("says the same thing once", () => {
    const { attempt, lms } = visit();
    attempt.hear({ passed: 1, total: 3 });
    const { length } = lms.log;
    attempt.hear({ passed: 1, total: 3 });
    expect(lms.log).toHaveLength(length);
  });

  it("says nothing after it has ended, and ends once", () => {
    const { attempt, lms } = visit();
    attempt.finish();
    const { length } = lms.log;
    attempt.finish();
    attempt.hear({ passed: 3, total: 3 });
    expect(lms.log).toHaveLength(length);
  });

  it.each(["review", "browse"] as const)("changes nothing in a %s", (mode) => {
    const record: LmsRecord = {
      "cmi.core.lesson_status": "passed",
      "cmi.core.exit": "suspend",
      "cmi.core.score.raw": "90",
    };
    const { attempt, core, lms, wait, refused } = visit({ mode, record });
    wait(5000);
    attempt.hear({ passed: 0, total: 3 });
    attempt.finish();
    expect([core("lesson_status"), core("score.raw"), core("total_time")]).toEqual([
      "passed",
      "90",
      "0000:00:05.00",
    ]);
    expect(attempt.message).toContain("nothing is reported");
    expect([lms.state, refused()]).toEqual(["ended", []]);
  });

  it("works without a system, with a sentence", () => {
    const attempt = beginAttempt({ api: null, lesson: LESSON, mastery: 100, now: () => 0 });
    attempt.hear({ passed: 1, total: 3 });
    attempt.finish();
    expect(attempt.message).toMatch(/^No course system was found .* The lesson works as usual/);
  });

  it("works with a system that refuses the connection", () => {
    const used = new StandInLms();
    used.LMSInitialize("");
    const attempt = beginAttempt({ api: used, lesson: LESSON, mastery: 100, now: () => 0 });
    expect(attempt.message).toContain("refused the connection (error 101: General Exception)");
    const { length } = used.log;
    attempt.hear({ passed: 1, total: 3 });
    attempt.finish();
    expect(used.log).toHaveLength(length);
  });

  it("tells of what the system did not take", () => {
    const lms = new StandInLms();
    const stubborn: ScormApi = Object.assign(Object.create(lms) as ScormApi, bound(lms), {
      LMSSetValue: () => "false",
      LMSGetLastError: () => "405",
    });
    const attempt = beginAttempt({ api: stubborn, lesson: LESSON, mastery: 100, now: () => 0 });
    attempt.hear({ passed: 1, total: 3 });
    expect(attempt.message).toContain(
      "did not take all that was reported (error 405: Incorrect Data Type)",
    );
  });

  it("survives a system that throws at everything but the beginning", () => {
    const fail = (): never => {
      throw new Error("Lost.");
    };
    const broken: ScormApi = {
      LMSInitialize: () => "true",
      LMSFinish: fail,
      LMSGetValue: fail,
      LMSSetValue: fail,
      LMSCommit: fail,
      LMSGetLastError: fail,
      LMSGetErrorString: fail,
      LMSGetDiagnostic: fail,
    };
    const attempt = beginAttempt({ api: broken, lesson: LESSON, mastery: 100, now: () => 0 });
    attempt.hear({ passed: 1, total: 3 });
    attempt.finish();
    expect(attempt.message).toContain("Lost.");
  });
});

/** The methods of an API object, free of it. */
function bound(lms: StandInLms): ScormApi {
  return {
    LMSInitialize: (parameter) => lms.LMSInitialize(parameter),
    LMSFinish: (parameter) => lms.LMSFinish(parameter),
    LMSGetValue: (element) => lms.LMSGetValue(element),
    LMSSetValue: (element, value) => lms.LMSSetValue(element, value),
    LMSCommit: (parameter) => lms.LMSCommit(parameter),
    LMSGetLastError: () => lms.LMSGetLastError(),
    LMSGetErrorString: (code) => lms.LMSGetErrorString(code),
    LMSGetDiagnostic: (code) => lms.LMSGetDiagnostic(code),
  };
}
