import type { CheckReport } from "../../notebook/model.ts";
import { CheckDetails } from "../check-details.tsx";
import { CodedText } from "../coded-text.tsx";
import { Icon } from "../icon.tsx";
import { FailureView } from "../outputs/failure-view.tsx";

/** What the last check said. */
export function CheckReportView({ report }: { readonly report: CheckReport | null }) {
  if (!report) return null;
  if (report.kind === "passed") {
    return (
      <div class="report report-passed" role="group" aria-label="Check passed">
        <Icon name="check" />
        <span>
          Passed. <CodedText text={report.message ?? ""} />
        </span>
      </div>
    );
  }
  const { message, details, error } = report;
  return (
    <div class="report report-failed" role="group" aria-label="Check failed">
      <b>
        Not yet: <CodedText text={message} />
      </b>
      <CheckDetails details={details} />
      {error && <FailureView error={error} />}
    </div>
  );
}

/** Below an exercise that was passed, and that is checked otherwise since. */
export function CheckChanged() {
  return (
    <div class="report report-changed" role="note" aria-label="Check changed">
      <Icon name="info" />
      <span>
        The check changed since you passed it. It still counts; press Check to try the new one.
      </span>
    </div>
  );
}
