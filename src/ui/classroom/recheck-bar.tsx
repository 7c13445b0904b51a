import { useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import type { ClassState } from "./class-state.ts";
import { runWords } from "./class-words.ts";

/** Seconds that one check may take. */
const LIMITS = [2, 5, 10, 30, 60] as const;
const USUAL = 10;

/** Runs the checks again, and says how far that is. */
export function RecheckBar({ state }: { readonly state: ClassState }) {
  const [limit, setLimit] = useState<number>(USUAL);
  const run = state.run.value;
  const isRunning = run.kind === "running";
  const canRun = state.tables.value.some(({ lesson }) => lesson.kind === "here");
  return (
    <section class="class-run" aria-labelledby="class-run">
      <h2 id="class-run">Run the checks again</h2>
      <p>
        Checks that ran on a learner's device can be cheated. Only what is run again here counts.
        Your learners' code runs in this tab when you press the button, and not before: in a Python
        of its own, which has none of your work in it.
      </p>
      <div class="class-run-line">
        {isRunning ? (
          <button type="button" class="button" onClick={() => state.stop()}>
            <Icon name="stop" />
            Stop
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            disabled={!canRun}
            onClick={() => void state.runChecks(limit * 1000)}
          >
            <Icon name="play" />
            Run the checks again
          </button>
        )}
        <label>
          One check may take{" "}
          <select
            class="field"
            value={String(limit)}
            disabled={isRunning}
            onChange={({ currentTarget: { value } }) => setLimit(Number(value))}
          >
            {LIMITS.map((seconds) => (
              <option key={seconds} value={String(seconds)}>
                {seconds} seconds
              </option>
            ))}
          </select>
        </label>
        {/* Read out when it has ended; on the way the bar tells who asks. */}
        <span
          class="class-run-words"
          role="status"
          aria-label="Checks"
          aria-live={isRunning ? "off" : "polite"}
        >
          {runWords(run)}
        </span>
      </div>
      <div class="class-run-meter">
        {isRunning && (
          <div
            class="meter"
            role="progressbar"
            aria-label="Exercises checked"
            aria-valuemin={0}
            aria-valuemax={run.total}
            aria-valuenow={run.done}
          >
            <span style={{ width: `${run.total === 0 ? 0 : (100 * run.done) / run.total}%` }} />
          </div>
        )}
      </div>
    </section>
  );
}
