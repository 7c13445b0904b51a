import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { createProgressReporter, embedderOrigin } from "../../src/classroom/progress-reporter.ts";
import { launch } from "../../src/scorm/launch.ts";
import { launchBench, LESSON, LMS, progress, SITE } from "./support/launch-bench.ts";
import { StandInLms } from "./support/scorm-lms.ts";

function launched(options: Parameters<typeof launchBench>[0] = {}) {
  const bench = launchBench(options);
  launch(bench.page);
  return bench;
}

const status = ({ lms }: ReturnType<typeof launchBench>) => lms?.record["cmi.core.lesson_status"];

describe("launch(page)", () => {
  it("opens the lesson, which learns from its address who embeds it", () => {
    const { frame } = launched();
    expect(frame.src).toBe(`${SITE}/?x=1&embedder=https%3A%2F%2Flms.example#/lesson/${LESSON}`);
    expect(embedderOrigin(new URL(frame.src).search)).toBe(LMS);
  });

  it("asks the lesson on the site's origin, and on no other", () => {
    const { sent, loaded } = launched();
    loaded();
    expect(sent).toEqual([
      { message: { routebook: 1, type: "progress-wanted", lesson: LESSON }, origin: SITE },
    ]);
  });

  it("asks once more at the first answer: the lesson's code may have come later", () => {
    const { sent, hear, loaded } = launched();
    loaded();
    hear(progress(1, 3));
    hear(progress(2, 3));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it("reports what the lesson says, and that it does", () => {
    const bench = launched();
    bench.hear(progress(3, 3));
    expect(status(bench)).toBe("passed");
    expect(bench.status.textContent).toBe("Reported to your course: 3 of 3 exercises passed.");
  });

  it.each<readonly [string, unknown, { source?: unknown; origin?: string }]>([
    ["another window", progress(3, 3), { source: {} }],
    ["no window", progress(3, 3), { source: null }],
    ["another origin", progress(3, 3), { origin: "https://evil.example" }],
    ["the system's own origin", progress(3, 3), { origin: LMS }],
    ["another lesson", progress(3, 3, { lesson: "other/01-x" }), {}],
    ["another version", progress(3, 3, { routebook: 2 }), {}],
    ["another type", progress(3, 3, { type: "done" }), {}],
    ["more than all", progress(4, 3), {}],
    ["half an exercise", progress(1.5, 1.5), {}],
    ["less than none", progress(-1, 3), {}],
    ["figures in words", progress(3, 3, { passed: "3" }), {}],
    ["nothing", null, {}],
    ["a text", "progress", {}],
  ])("takes nothing from %s", (_who, message, from) => {
    const bench = launched();
    bench.hear(message, from);
    expect(status(bench)).toBe("incomplete");
  });

  it("counts from the mastery score of its package on", () => {
    const bench = launched({ data: { lesson: LESSON, mastery: "50" } });
    bench.hear(progress(2, 3));
    expect(status(bench)).toBe("passed");
  });

  it("ends the visit when the page goes, and begins a new one where it comes back", () => {
    const { lms, leave, clock, comeBack } = launched();
    clock.time = 90_000;
    leave();
    expect([lms?.state, lms?.record["cmi.core.total_time"]]).toEqual(["ended", "0000:01:30.00"]);
    comeBack(false);
    expect(clock.reloads).toBe(0);
    comeBack(true);
    expect(clock.reloads).toBe(1);
  });

  it("takes the learner back to the place of the last visit", () => {
    const first = launched();
    first.hear(progress(1, 3, { cell: "two" }));
    first.leave();
    const second = launched({ lms: new StandInLms({ record: first.lms?.record ?? {} }) });
    second.loaded();
    expect(second.sent[0]?.message).toMatchObject({ type: "progress-wanted", cell: "two" });
    expect(second.status.textContent).toContain("1 of 3");
  });

  it("shows the lesson without a system, and says so", () => {
    const bench = launched({ lms: null });
    bench.hear(progress(1, 3));
    bench.leave();
    expect(bench.frame.src).toContain(LESSON);
    expect(bench.status.textContent).toContain("No course system was found");
  });

  it("does nothing on a page that is none of ours", () => {
    expect(launched({ address: "nonsense" }).lms?.state).toBe("new");
  });
});

describe("the script in the package", () => {
  let script = "";
  beforeAll(async () => {
    ({ script } = await import("virtual:scorm-script"));
  });

  it("is one small classic script that asks nobody for anything", () => {
    expect(script.length).toBeLessThan(8_000);
    expect(script).not.toMatch(/\b(?:import|export|fetch|XMLHttpRequest|eval)\b/);
  });

  it("takes a visit from launch to finish", () => {
    const bench = launchBench();
    runInNewContext(script, { window: bench.page, URL });
    bench.loaded();
    bench.hear(progress(1, 2));
    bench.hear(progress(2, 2));
    bench.clock.time = 1000;
    bench.leave();
    expect(bench.lms?.record).toMatchObject({
      "cmi.core.lesson_status": "passed",
      "cmi.core.score.raw": "100",
      "cmi.core.total_time": "0000:00:01.00",
    });
    expect(bench.lms?.log.filter((line) => /\(\d+\)$/.test(line))).toEqual([]);
  });
});

describe("createProgressReporter(page)", () => {
  function reporter(search = `?embedder=${encodeURIComponent(LMS)}`) {
    const events = new EventTarget();
    const sent: { message: unknown; origin: string }[] = [];
    const places: string[] = [];
    const embedder = {
      postMessage: (message: unknown, origin: string) => void sent.push({ message, origin }),
    };
    const page = {
      location: { search },
      addEventListener: events.addEventListener.bind(events) as never,
      removeEventListener: events.removeEventListener.bind(events) as never,
    };
    const made = createProgressReporter({ page, embedder, onPlace: (cell) => places.push(cell) });
    const hear = (data: unknown, from: { source?: unknown; origin?: string } = {}) =>
      void events.dispatchEvent(
        Object.assign(new Event("message"), { data, source: embedder, origin: LMS, ...from }),
      );
    return { made, sent, places, hear };
  }
  const wanted = (more: object = {}) => ({
    routebook: 1,
    type: "progress-wanted",
    lesson: LESSON,
    ...more,
  });
  const at = { lesson: LESSON, passed: 1, total: 3 };

  it("tells the named origin, and no other, at each change", () => {
    const { made, sent } = reporter();
    made?.tell(at);
    made?.tell(at);
    made?.tell({ ...at, passed: 2 });
    expect(sent).toEqual([
      { message: progress(1, 3), origin: LMS },
      { message: progress(2, 3), origin: LMS },
    ]);
  });

  it("tells again when asked, and passes on the place once", () => {
    const { made, sent, hear, places } = reporter();
    hear(wanted({ cell: "two" }));
    expect([sent, places]).toEqual([[], ["two"]]);
    made?.tell(at);
    hear(wanted({ cell: "two" }));
    expect([sent.length, places]).toEqual([2, ["two"]]);
  });

  it.each<readonly [string, object, { source?: unknown; origin?: string }]>([
    ["another origin", wanted({ cell: "x" }), { origin: "https://evil.example" }],
    ["another window", wanted({ cell: "x" }), { source: {} }],
    ["who asks for another lesson", wanted({ lesson: "other/01-x", cell: "x" }), {}],
    ["who says something else", { type: "progress-wanted", lesson: LESSON }, {}],
  ])("answers nothing to %s", (_who, message, from) => {
    const { made, sent, places, hear } = reporter();
    made?.tell(at);
    hear(message, from);
    expect([sent.length, places]).toEqual([1, []]);
  });

  it("is silent once it is closed", () => {
    const { made, sent, hear } = reporter();
    made?.tell(at);
    made?.close();
    hear(wanted());
    expect(sent).toHaveLength(1);
  });

  it.each([
    "",
    "?embedder=",
    "?embedder=*",
    "?embedder=null",
    "?embedder=javascript:alert(1)",
    "?embedder=https://lms.example/path",
    "?embedder=file:///",
  ])("is none for an address with %j", (search) => expect(reporter(search).made).toBeNull());

  it("is none on a page that is in no frame", () => {
    const page = { location: { search: `?embedder=${LMS}` }, postMessage: () => {} };
    const own = { page: page as never, embedder: page as never, onPlace: () => {} };
    expect(createProgressReporter(own)).toBeNull();
  });

  it("and the launch page understand each other", () => {
    const lms = launched();
    const { made, hear, sent } = reporter(new URL(lms.frame.src).search);
    made?.tell(at);
    lms.loaded();
    hear(lms.sent[0]?.message);
    for (const { message } of sent) lms.hear(message);
    expect(lms.lms?.record["cmi.core.score.raw"]).toBe("33.33");
  });
});
