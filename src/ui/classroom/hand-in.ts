import { type WrittenResult, writeResult } from "../../classroom/write-result.ts";
import type { Notebook } from "../../notebook/model.ts";
import type { Workspace } from "../../notebook/workspace.ts";

const LESSON = "lesson:";

/** The open lesson's work as a result file under the typed name, or a sentence that says why not. */
export async function handIn(
  workspace: Pick<Workspace, "lessonRecord">,
  notebook: Pick<Notebook, "key" | "lesson">,
  learner: string,
  date = new Date(),
): Promise<WrittenResult> {
  const { key, lesson } = notebook;
  const record = await workspace.lessonRecord();
  if (lesson === null || record === null) {
    return { kind: "refused", message: "No lesson is open. Open the one to hand in first." };
  }
  if (learner.trim() === "") {
    const message = "Type your name, so that your teacher knows whose work it is.";
    return { kind: "refused", message };
  }
  return writeResult({ path: key.slice(LESSON.length), lesson, record, learner, date });
}
