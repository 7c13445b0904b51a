import { useId } from "preact/hooks";
import type { Conflict } from "../../notebook/cell-change.ts";
import type { PassageChoice } from "../../notebook/marked-text.ts";

const CHOICES = [
  ["mine", "Mine"],
  ["theirs", "The lesson’s"],
  ["both", "Both"],
] as const;

/** The passages that a learner and the lesson both changed: the lines of each, and whose are to stay. */
export function PassageList({
  conflicts,
  choices,
  onChoose,
}: {
  readonly conflicts: readonly Conflict[];
  readonly choices: readonly PassageChoice[];
  readonly onChoose: (index: number, choice: PassageChoice) => void;
}) {
  const name = useId();
  return (
    <div class="passages">
      {conflicts.map((conflict, index) => (
        <fieldset key={index} class="passage">
          <legend>
            Passage {index + 1} of {conflicts.length}
          </legend>
          <div class="passage-choices">
            {CHOICES.map(([choice, label]) => (
              <label key={choice}>
                <input
                  type="radio"
                  name={`${name}-${index}`}
                  checked={choices[index] === choice}
                  onChange={() => onChoose(index, choice)}
                />
                {label}
              </label>
            ))}
          </div>
          <div class="passage-lines diff" role="group" aria-label="Its lines" tabIndex={0}>
            <Side side="mine" label="Mine" lines={conflict.mine} choice={choices[index] ?? null} />
            <Side
              side="theirs"
              label="The lesson’s"
              lines={conflict.theirs}
              choice={choices[index] ?? null}
            />
          </div>
        </fieldset>
      ))}
    </div>
  );
}

function Side({
  side,
  label,
  lines,
  choice,
}: {
  readonly side: "mine" | "theirs";
  readonly label: string;
  readonly lines: readonly string[];
  readonly choice: PassageChoice;
}) {
  const isLeft = choice !== null && choice !== "both" && choice !== side;
  return (
    <div class="passage-side" data-side={side} data-left={isLeft ? "" : undefined}>
      <span class="passage-label">{label}</span>
      {lines.length === 0 ? (
        <span class="dim">No lines</span>
      ) : (
        <pre>
          <code>{lines.join("\n")}</code>
        </pre>
      )}
    </div>
  );
}
