import type { Lesson } from "../shared/lesson.ts";
import { claimDoubts } from "./claim-doubts.ts";
import { type Doubt, know, look } from "./doubt.ts";
import type { Outcome } from "./outcome.ts";
import { quizOutcomes } from "./quiz-answers.ts";
import type { ResultFile } from "./result-file.ts";
import { submissionCode } from "./submission-code.ts";
import { timeDoubts } from "./time-doubts.ts";

/** What is known when the doubts are looked for. */
export interface DoubtFacts {
  /** The site's lesson. */
  readonly lesson: Lesson;
  readonly result: ResultFile;
  /** False where the file is not as Routebook wrote it. */
  readonly intact: boolean;
  /** By exercise; empty before anything was run again. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The teacher's clock. */
  readonly now: Date;
}

const CHANGED =
  "This file is not as Routebook wrote it: it was changed afterwards, or on its way here.";
const OTHER_TEXT =
  "This file was made with another text of this lesson than the one on this site. The checks of this site are run, which may ask for something else.";
const OTHERWISE_RIGHT =
  "The file names a quiz as answered right whose answer is not right by this site's lesson.";
const UNKNOWN = "The file names an exercise as passed that this lesson does not have.";

/**
 * What in a file does not fit together, or is good to know; the file's doubts first, then those of
 * its exercises. None of it proves anything: code that was changed after it passed looks like a
 * forged claim, and a wrong clock like an edited time. The sentences say what was found, and leave
 * the judgement to the teacher.
 */
export function doubtsOf(facts: DoubtFacts): readonly Doubt[] {
  const { lesson, result, intact, outcomes } = facts;
  const exercises = lesson.blocks.filter((block) => block.kind === "exercise");
  const code = submissionCode(lesson, result).exercises;
  const isOtherwiseRight = quizOutcomes(lesson, result).some(
    ({ kind, claim }) => kind === "wrong" && claim?.right === true,
  );
  return [
    ...(intact ? [] : [look(CHANGED)]),
    ...(result.lesson.hash === lesson.hash ? [] : [know(OTHER_TEXT)]),
    ...timeDoubts(facts),
    ...(isOtherwiseRight ? [look(OTHERWISE_RIGHT)] : []),
    ...result.exercises.flatMap((claim): readonly Doubt[] => {
      const { id, passedAt } = claim;
      const exercise = exercises.find((one) => one.id === id);
      if (exercise === undefined) return passedAt === null ? [] : [look(UNKNOWN, id)];
      const changed = code.find((one) => one.id === id)?.changed ?? [];
      const doubts = claimDoubts(claim, exercise, outcomes.get(id));
      if (passedAt === null || changed.length === 0) return doubts;
      const text = `The learner changed or added cells that run before it: ${changed.join(", ")}. The check is run with them.`;
      return [...doubts, know(text, id)];
    }),
  ];
}
