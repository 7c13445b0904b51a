/** One of a few views: its id and what it is called. */
export interface Segment<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

/** Buttons in a row of which one is pressed: which of a few views is shown. */
export function Segments<Id extends string>({
  name,
  segments,
  value,
  onChange,
}: {
  /** Names the group. */
  readonly name: string;
  readonly segments: readonly Segment<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}) {
  return (
    <div class="segments" role="group" aria-label={name}>
      {segments.map(({ id, label }) => (
        <button key={id} type="button" aria-pressed={id === value} onClick={() => onChange(id)}>
          {label}
        </button>
      ))}
    </div>
  );
}
