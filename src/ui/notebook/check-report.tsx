import type { CheckReport } from "../../notebook/model.ts";
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
      {details.length > 0 && (
        <dl>
          {details.map(({ label, value }, index) => [
            <dt key={`label-${index}`}>{label}</dt>,
            <dd key={`value-${index}`}>{value}</dd>,
          ])}
        </dl>
      )}
      {error && <FailureView error={error} />}
    </div>
  );
}
