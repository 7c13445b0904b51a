import { describe, expect, it } from "vitest";
import { StandInLms } from "./support/scorm-lms.ts";

/** A call's answer and the error after it. */
function running() {
  const lms = new StandInLms();
  lms.LMSInitialize("");
  return {
    lms,
    set: (element: string, value: string) => [
      lms.LMSSetValue(element, value),
      lms.LMSGetLastError(),
    ],
    get: (element: string) => [lms.LMSGetValue(element), lms.LMSGetLastError()],
  };
}

describe("the stand-in for a system's run-time API", () => {
  it("refuses calls before LMSInitialize and after LMSFinish with 301", () => {
    const lms = new StandInLms();
    const calls = [
      () => lms.LMSGetValue("cmi.core.lesson_status"),
      () => lms.LMSSetValue("cmi.core.lesson_status", "passed"),
      () => lms.LMSCommit(""),
      () => lms.LMSFinish(""),
    ];
    const answers = () => calls.map((call) => [call(), lms.LMSGetLastError()]);
    const refused = [
      ["", "301"],
      ["false", "301"],
      ["false", "301"],
      ["false", "301"],
    ];
    expect(answers()).toEqual(refused);
    expect([lms.LMSInitialize("x"), lms.LMSGetLastError()]).toEqual(["false", "201"]);
    expect([lms.LMSInitialize(""), lms.LMSGetLastError()]).toEqual(["true", "0"]);
    expect([lms.LMSInitialize(""), lms.LMSGetLastError()]).toEqual(["false", "101"]);
    lms.LMSFinish("");
    expect(answers()).toEqual(refused);
  });

  it.each([
    ["cmi.core.lesson_status", "done", "405"],
    ["cmi.core.lesson_status", "passed", "0"],
    ["cmi.core.score.raw", "66.67", "0"],
    ["cmi.core.score.raw", "", "0"],
    ["cmi.core.score.raw", "101", "405"],
    ["cmi.core.score.raw", "a lot", "405"],
    ["cmi.core.session_time", "0000:01:02.03", "0"],
    ["cmi.core.session_time", "1:2:3", "405"],
    ["cmi.core.session_time", "0000:61:00", "405"],
    ["cmi.suspend_data", "x".repeat(4096), "0"],
    ["cmi.suspend_data", "x".repeat(4097), "405"],
    ["cmi.suspend_data", "é", "405"],
    ["cmi.core.lesson_location", "x".repeat(256), "405"],
    ["cmi.core.exit", "later", "405"],
    ["cmi.core.student_name", "Eve", "403"],
    ["cmi.core._children", "x", "402"],
    ["cmi.interactions.0.id", "x", "401"],
    ["cmi.nonsense", "x", "201"],
  ])("answers to %s = %s with %s", (element, value, error) => {
    expect(running().set(element, value)).toEqual([error === "0" ? "true" : "false", error]);
  });

  it.each([
    ["cmi.core.exit", "404"],
    ["cmi.core.lesson_status._children", "202"],
    ["cmi.core._count", "203"],
    ["cmi.core.lesson_status", "0"],
  ])("answers to the question for %s with %s", (element, error) => {
    expect(running().get(element)[1]).toBe(error);
  });

  it("keeps what was committed", () => {
    const { lms, set } = running();
    set("cmi.core.lesson_status", "incomplete");
    expect(lms.record["cmi.core.lesson_status"]).toBe("not attempted");
    lms.LMSCommit("");
    expect(lms.record["cmi.core.lesson_status"]).toBe("incomplete");
  });
});
