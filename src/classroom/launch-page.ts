import { LAUNCH_FRAME, LAUNCH_SCRIPT, LAUNCH_STATUS } from "../shared/scorm-launch.ts";
import { xmlText } from "./xml.ts";

export interface LaunchPage {
  readonly title: string;
  /** Path of the lesson. */
  readonly lesson: string;
  /** Absolute address of the lesson on the teacher's site. */
  readonly address: string;
  /** Percent from which it counts as passed; null where all exercises must pass. */
  readonly masteryScore: number | null;
}

/** The HTML of a lesson's launch page: a line on the connection, and the lesson in a frame. */
export function launchPageHtml({ title, lesson, address, masteryScore }: LaunchPage): string {
  const mastery = masteryScore === null ? "" : ` data-mastery="${masteryScore}"`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${xmlText(title)}</title>
    <style>
      html, body { height: 100%; margin: 0; }
      body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; }
      p { margin: 0; padding: 4px 12px; }
      iframe { flex: 1; border: 0; min-height: 480px; }
    </style>
    <script src="${LAUNCH_SCRIPT}" defer></script>
  </head>
  <body data-lesson="${xmlText(lesson)}"${mastery}>
    <p id="${LAUNCH_STATUS}" role="status"></p>
    <noscript><p>This lesson needs JavaScript. <a href="${xmlText(address)}">Open it by itself.</a></p></noscript>
    <iframe
      id="${LAUNCH_FRAME}"
      title="${xmlText(title)}"
      data-address="${xmlText(address)}"
      allow="clipboard-write; fullscreen"
    ></iframe>
  </body>
</html>
`;
}
