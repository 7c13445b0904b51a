import { IconButton } from "../icon-button.tsx";
import { Icon } from "../icon.tsx";

/** A name and a value; one that is off is kept and does not count. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  readonly on: boolean;
}

/** Rows of names and values that can be edited, switched off, added and removed. */
export function PairRows({
  what,
  pairs,
  names,
  switches,
  onChange,
}: {
  /** What a row is: "header". */
  readonly what: string;
  readonly pairs: readonly Pair[];
  /** Id of a `<datalist>` with known names. */
  readonly names?: string;
  /** Whether rows can be switched off. */
  readonly switches: boolean;
  readonly onChange: (pairs: readonly Pair[]) => void;
}) {
  const set = (at: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair)));
  const label = what.charAt(0).toUpperCase() + what.slice(1);
  return (
    <div class="pair-rows">
      {pairs.map(({ name, value, on }, index) => (
        <div key={index} class="pair-row" data-off={on ? undefined : ""}>
          {switches && (
            <input
              type="checkbox"
              aria-label={`Send ${what} ${index + 1}`}
              checked={on}
              onChange={({ currentTarget }) => set(index, { on: currentTarget.checked })}
            />
          )}
          <input
            class="field"
            aria-label={`Name of ${what} ${index + 1}`}
            placeholder="Name"
            list={names}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={name}
            onInput={({ currentTarget }) => set(index, { name: currentTarget.value })}
          />
          <input
            class="field"
            aria-label={`Value of ${what} ${index + 1}`}
            placeholder="Value"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={value}
            onInput={({ currentTarget }) => set(index, { value: currentTarget.value })}
          />
          <IconButton
            icon="close"
            name={`Remove ${what} ${index + 1}`}
            onClick={() => onChange(pairs.toSpliced(index, 1))}
          />
        </div>
      ))}
      <button
        type="button"
        class="button quiet"
        onClick={() => onChange([...pairs, { name: "", value: "", on: true }])}
      >
        <Icon name="plus" />
        Add {label.toLowerCase()}
      </button>
    </div>
  );
}
