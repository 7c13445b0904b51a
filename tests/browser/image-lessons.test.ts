import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { root } from "../../scripts/paths.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import type { PlainCheck, PlainRun } from "../../src/page-api/page-api.ts";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { withoutImages } from "./support/without-images.ts";

/** What a lesson shows when everything in it is run. */
interface Shown {
  readonly image: string | null;
  readonly cells: readonly string[];
  readonly checks: readonly string[];
}

/** The courses by the image that their lessons start from; one lesson has another. */
const COURSES = {
  django: "django",
  fastapi: "web",
  "flask-routing": "web",
  "pandas-first-steps": "data",
  "pydantic-validation": "web",
  "sessions-and-security": "web",
} as const;

/** A course is run through twice, and Python starts plainly for each lesson of it. */
const PATIENCE = { timeout: 480_000 };

/** Small enough that the app's page is out of sight: its requests would come between the lesson's. */
const PHONE = { viewport: { width: 390, height: 844 } };

const PLOT = "pandas-first-steps/05-a-plot";

describe("every lesson shows the same in a restored Python as in one that started plainly", () => {
  test.for(Object.entries(COURSES))("%s", PATIENCE, async ([course, image], { visit }) => {
    const restored = await visit("isolated", PHONE);
    const plain = await withoutImages(await visit("isolated", PHONE));
    for (const visitor of [restored, plain]) {
      // What lessons' pages do: one on purpose, one because nobody has looked at it yet.
      visitor.expectProblem(/giveHours is not defined/);
      visitor.expectProblem(/Blocked autofocusing/);
    }
    for (const lesson of lessonsOf(course)) {
      const one = await showAll(await restored.open(`#/lesson/${lesson}`), lesson);
      const other = await showAll(await plain.open(`#/lesson/${lesson}`), lesson);
      expect(one.image, lesson).toBe(lesson === PLOT ? "plots" : image);
      expect(other.image, lesson).toBeNull();
      expect(one.cells.length, lesson).toBeGreaterThan(0);
      expect(one.cells, lesson).toEqual(other.cells);
      expect(one.checks, lesson).toEqual(other.checks);
      expect(one.checks.filter((check) => !check.startsWith("passed"))).toEqual([]);
    }
  });
});

function lessonsOf(course: string): string[] {
  return readdirSync(join(root, "lessons", course))
    .filter((file) => /^\d+-.*\.md$/.test(file))
    .map((file) => `${course}/${file.slice(0, -".md".length)}`)
    .toSorted();
}

/** Runs every cell in order, and checks each exercise's solution. */
async function showAll(view: LessonView, path: string): Promise<Shown> {
  // The address names it already: this waits for it, where only the fragment changed.
  await view.api.open(path);
  const { image } = await view.api.kernel();
  const solutions = solutionsOf(path);
  const cells: string[] = [];
  const checks: string[] = [];
  for (const { id, kind, exercise } of await view.api.cells()) {
    if (kind === "file") continue;
    const solution = solutions.get(exercise?.id ?? "");
    if (solution === undefined) {
      cells.push(textOfRun(await view.api.run(id)));
      continue;
    }
    await view.api.setSource(id, solution);
    checks.push(textOfCheck(await view.api.check(id)));
  }
  return { image: image?.name ?? null, cells, checks };
}

function solutionsOf(path: string): ReadonlyMap<string, string> {
  const lesson = parseLesson(readFileSync(join(root, "lessons", `${path}.md`), "utf8"));
  return new Map(
    lesson.blocks.flatMap((block) =>
      block.kind === "exercise" && block.solution !== null
        ? [[block.id, block.solution.source]]
        : [],
    ),
  );
}

function textOfRun({ status, outputs, error }: PlainRun): string {
  return steady(JSON.stringify({ status, outputs, error }));
}

function textOfCheck({ passed, message }: PlainCheck): string {
  return steady(`${passed ? "passed" : "failed"} ${message}`);
}

/** What differs between any two starts: addresses, times, durations, numbers of grids, secrets. */
function steady(text: string): string {
  return (
    text
      .replaceAll(/(pbkdf2_sha256\$\d+)\$[^"\\<]+/g, "$1")
      // Before all that is shorter: by chance a secret has a duration or an address within it.
      .replaceAll(/[\w-]{20,}(\.[\w-]{6,}){1,2}/g, "<signed>")
      .replaceAll(/[\w-]{32,}/g, "<token>")
      .replaceAll(/0x[0-9a-f]{4,}/g, "<address>")
      .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?/g, "<time>")
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})/g, "<time>")
      .replaceAll(/\b(c|v|pre|post)\d{6,}/g, "<frame>")
      .replaceAll(/\d+(\.\d+)? ?(ms|s|seconds)\b/g, "<duration>")
      .replaceAll(/"ms":\d+(\.\d+)?/g, '"ms":0')
      // Django's page about an error numbers its frames by their addresses, which are not of one length.
      .replaceAll(/"bytes":\d+/g, '"bytes":0')
      .replaceAll(/"id":\d+,"rows"/g, '"rows"')
  );
}
