import type { Outcome } from "../../classroom/outcome.ts";
import { CheckDetails } from "../check-details.tsx";
import { CodedText } from "../coded-text.tsx";
import { Icon } from "../icon.tsx";
import { outcomeWords } from "./class-words.ts";

/** How an exercise came out here, with what its check said. */
export function OutcomeReport({ outcome }: { readonly outcome: Outcome | undefined }) {
  const { icon, tone, text } = outcomeWords(outcome);
  const message = outcome !== undefined && "message" in outcome ? outcome.message : null;
  const details = outcome?.kind === "failed" ? outcome.details : [];
  return (
    <div class="class-report" data-tone={tone}>
      <p>
        {icon !== null && <Icon name={icon} />}
        <span>
          <b>Here: {text.toLowerCase()}.</b> {message !== null && <CodedText text={message} />}
        </span>
      </p>
      <CheckDetails details={details} />
    </div>
  );
}
