import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonParts {
  readonly name: string;
  readonly disabled?: boolean;
  /** For a button that switches something on and off. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

/** A quiet button that shows only an icon; its name is read out and shown on hover. */
export function IconButton({ icon, ...parts }: ButtonParts & { readonly icon: IconName }) {
  return (
    <QuietButton {...parts}>
      <Icon name={icon} />
    </QuietButton>
  );
}

/** The same around an icon from elsewhere. */
export function QuietButton({
  name,
  disabled = false,
  pressed,
  onClick,
  children,
}: ButtonParts & { readonly children: ComponentChildren }) {
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
      {children}
    </button>
  );
}
