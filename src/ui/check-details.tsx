import type { CheckDetail } from "../shared/kernel.ts";

/** What a failed check asked, expected and got; nothing where it says none of it. */
export function CheckDetails({ details }: { readonly details: readonly CheckDetail[] }) {
  if (details.length === 0) return null;
  return (
    <dl>
      {details.map(({ label, value }, index) => [
        <dt key={`label-${index}`}>{label}</dt>,
        <dd key={`value-${index}`}>{value}</dd>,
      ])}
    </dl>
  );
}
