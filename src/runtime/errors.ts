/** The worker died or was replaced while a call was pending; the call has no result. */
export class KernelDied extends Error {
  override readonly name = "KernelDied";
}

/** Python did not start; the message says why and what to do next. */
export class KernelStartFailed extends Error {
  override readonly name = "KernelStartFailed";
}

/** The learner's app gave no answer, or half a one; the message is a sentence. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
}

export function isKernelDied(error: unknown): error is KernelDied {
  return error instanceof KernelDied;
}

/** The sentence of an unknown rejection. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
