import type { JsonValue } from "../../shared/json.ts";
import { readAnswer } from "../../shared/kept-answer.ts";
import { HttpOutput } from "./http-output.tsx";

/** The output of a request; a value that is no answer shows as the text beside it. */
export function AnswerOutput({
  value,
  plain,
}: {
  readonly value: JsonValue;
  readonly plain: JsonValue;
}) {
  const answer = readAnswer(value);
  if (answer !== null) return <HttpOutput answer={answer} />;
  return <pre class="output output-text">{typeof plain === "string" ? plain : ""}</pre>;
}
