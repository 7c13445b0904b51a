/** Something on the user's machine is in the way: told in one sentence, without a stack. */
export class Failure extends Error {
  override readonly name = "Failure";
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

/** The sentence for an error that the user can mend; null for a fault of ours. */
export function describeFailure(error: unknown): string | null {
  if (error instanceof Failure) return error.message;
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full: free some space, then run the command again.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `No permission to write here (${error instanceof Error ? error.message : ""}).`;
    default:
      return null;
  }
}

/** Runs a script's main function: a failure becomes one sentence and exit code 1. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const sentence = describeFailure(error);
    console.error(sentence === null ? error : `\n${sentence}`);
    process.exitCode = 1;
  }
}
