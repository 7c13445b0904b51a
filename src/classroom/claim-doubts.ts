import type { LessonBlock } from "../shared/lesson.ts";
import { type Doubt, know, look } from "./doubt.ts";
import type { Outcome } from "./outcome.ts";
import type { ResultExercise } from "./result-file.ts";

/** What of a file's claim about one exercise does not fit the lesson, itself, or the check run again. */
export function claimDoubts(
  claim: ResultExercise,
  exercise: Extract<LessonBlock, { readonly kind: "exercise" }>,
  outcome: Outcome | undefined,
): readonly Doubt[] {
  const { id, passedAt, tries, hintsShown, solutionShown } = claim;
  const doubts: Doubt[] = [];
  if (passedAt !== null && tries === 0) {
    doubts.push(look("It is named as passed without a single try of the check.", id));
  }
  if (passedAt !== null && outcome !== undefined && DISAGREES.has(outcome.kind)) {
    const said = "message" in outcome && outcome.message !== null ? ` (${outcome.message})` : "";
    doubts.push(
      look(
        `The file names it as passed, and here the code does not pass${said}. The code may have been changed after it passed, or the file was.`,
        id,
      ),
    );
  }
  if (passedAt === null && outcome?.kind === "passed") {
    doubts.push(know("It passes here, though the file does not name it as passed.", id));
  }
  if (hintsShown > exercise.hints.length) {
    const given = `The file counts ${hintsShown} hints shown, and the lesson has ${exercise.hints.length}.`;
    doubts.push(look(given, id));
  }
  if (solutionShown && exercise.solution === null) {
    doubts.push(look("The file says that the solution was shown, and the lesson has none.", id));
  }
  return doubts;
}

/** Outcomes that a passed exercise should not have; what was not run says nothing. */
const DISAGREES: ReadonlySet<Outcome["kind"]> = new Set(["failed", "timed-out", "died"]);
