import type { Doubt } from "../../classroom/doubt.ts";
import { Icon } from "../icon.tsx";

/** What does not fit together, and what is good to know. */
export function DoubtList({ doubts }: { readonly doubts: readonly Doubt[] }) {
  if (doubts.length === 0) return null;
  return (
    <ul class="class-doubts">
      {doubts.map(({ level, text }, index) => (
        <li key={index} data-level={level}>
          <Icon name={level === "look" ? "warning" : "info"} />
          <span>
            <b>{level === "look" ? "To look at:" : "Good to know:"}</b> {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
