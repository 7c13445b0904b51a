import { Icon, type IconName } from "./icon.tsx";

/** A quiet button that shows only an icon; its name is read out and shown on hover. */
export function IconButton({
  icon,
  name,
  disabled = false,
  pressed,
  onClick,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly disabled?: boolean;
  /** For a button that switches something on and off. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      class="button quiet only-icon"
      aria-label={name}
      title={name}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
