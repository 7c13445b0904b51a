const ADVICE = "write it relative to the working folder, such as app/models.py.";

/**
 * Says in one sentence why a file of the page (a lesson's or the learner's own) cannot have this
 * path, or null where it can. A path is relative to the working folder, with "/" between its parts,
 * and stays inside the folder. `advice` ends the sentence.
 */
export function filePathProblem(path: string, advice = ADVICE): string | null {
  if (path.trim() === "") return `This file has no name; ${advice}`;
  if (path.includes("\\")) return `The path "${path}" has backslashes; ${advice}`;
  if (path.startsWith("/") || path.startsWith("~") || /^[A-Za-z]:/.test(path)) {
    return `The path "${path}" leads out of the working folder; ${advice}`;
  }
  const parts = path.split("/");
  if (parts.includes("..")) return `The path "${path}" leads out of the working folder; ${advice}`;
  if (parts.some((part) => part === "" || part === "." || part !== part.trim())) {
    return `The path "${path}" has an empty part; ${advice}`;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return `The path has a control character; ${advice}`;
  if (parts[0] === "data") {
    return `The path "${path}" is in data/, where the course's data is and nothing can be written; choose another folder.`;
  }
  return null;
}
