/**
 * A dead runtime shows as a rejection nobody handles, which a worker keeps to
 * itself. Thrown again it reaches the page as the worker's `error` event, upon
 * which the page replaces the worker.
 */
export function reportDeaths(scope: DeathScope): void {
  scope.addEventListener("unhandledrejection", (event) => {
    if (isFatal(event.reason)) scope.reportError(event.reason);
  });
}

/** The part of a worker's global object that this needs. */
interface DeathScope {
  addEventListener(
    type: "unhandledrejection",
    listener: (event: PromiseRejectionEvent) => void,
  ): void;
  reportError(error: unknown): void;
}

/** Pyodide marks the error that ended it. */
function isFatal(reason: unknown): boolean {
  return typeof reason === "object" && reason !== null && "pyodide_fatal_error" in reason;
}
