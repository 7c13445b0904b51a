/** Milliseconds until a time limit ends, which began at an ISO time; 0 once it has ended. */
export function timeLeft(agreed: string, minutes: number, now: number): number {
  return Math.max(0, Date.parse(agreed) + minutes * 60_000 - now);
}

/** "24 min left", "50 s left", "Time is up". */
export function timeWords(left: number): string {
  if (left <= 0) return "Time is up";
  if (left < 60_000) return `${Math.ceil(left / 1000)} s left`;
  return `${Math.ceil(left / 60_000)} min left`;
}

/** Milliseconds after which the words may be others. */
export function nextTick(left: number): number {
  return left > 60_000 ? Math.min(10_000, left - 60_000 + 50) : 500;
}
