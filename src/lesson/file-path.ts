import { filePathProblem as problemOf } from "../shared/file-path.ts";

const ADVICE = 'write it relative to the working folder, such as file="app/models.py".';

/** Says in one sentence why a lesson's file cannot have this path, or null where it can. */
export function filePathProblem(path: string): string | null {
  return problemOf(path, ADVICE);
}
