import { useState } from "preact/hooks";
import { scormAddressProblem } from "../../classroom/scorm-address.ts";
import { download } from "../download.ts";
import { Icon } from "../icon.tsx";
import { useServices } from "../services.ts";
import { readMastery, scormChoice } from "./scorm-choice.ts";

/** Makes a SCORM package of a lesson or a course, for the teacher's learning-management system. */
export function ScormSection() {
  const { catalogue, toasts } = useServices();
  const [chosen, setChosen] = useState(catalogue[0]?.id ?? "");
  const [mastery, setMastery] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const score = readMastery(mastery);
  const problem = scormAddressProblem(document.baseURI);
  const save = async () => {
    if (score.kind === "wrong") {
      setFailure(score.message);
      return;
    }
    try {
      const [{ scormPackage, scormFileName }, { script }] = await Promise.all([
        import("../../classroom/scorm-package.ts"),
        import("virtual:scorm-script"),
      ]);
      const choice = scormChoice(catalogue, chosen, document.baseURI);
      if (choice === null) return;
      const bytes = scormPackage({ ...choice, masteryScore: score.percent, script });
      const name = scormFileName(choice.id);
      download(name, new Blob([Uint8Array.from(bytes)], { type: "application/zip" }));
      toasts.show("info", `Package downloaded: ${name}`);
    } catch {
      setFailure("The package could not be made. Check the connection, then try again.");
    }
  };
  return (
    <section aria-labelledby="class-scorm">
      <h2 id="class-scorm">For a learning-management system</h2>
      <p>
        Moodle, ILIAS, Canvas and others take a SCORM 1.2 package. It shows the lessons of this site
        inside the system and reports who completed them, with a score. That score comes from the
        learner's device and can be cheated; what is run again above cannot so easily.
      </p>
      {problem !== null && (
        <div class="notice" data-level="warning" role="note">
          <Icon name="warning" />
          <span class="notice-text">{problem}</span>
        </div>
      )}
      <form
        class="settings class-scorm"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="settings-line">
          <span>Lesson or course</span>
          <select
            class="field"
            value={chosen}
            onChange={({ currentTarget: { value } }) => setChosen(value)}
          >
            {catalogue.map(({ id, title, lessons }) => (
              <optgroup key={id} label={title}>
                <option value={id}>Whole course: {title}</option>
                {lessons.map((lesson) => (
                  <option key={lesson.path} value={lesson.path}>
                    {lesson.title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label class="settings-line">
          <span>
            Passed from, in percent
            <span class="dim">Leave it empty, and all exercises must pass.</span>
          </span>
          <input
            class="field"
            type="text"
            inputMode="numeric"
            autocomplete="off"
            placeholder="All"
            aria-invalid={failure !== null && score.kind === "wrong"}
            value={mastery}
            onInput={(event) => {
              setMastery(event.currentTarget.value);
              setFailure(null);
            }}
          />
        </label>
        {failure !== null && (
          <p class="class-failure" role="alert">
            {failure}
          </p>
        )}
        <div class="course-buttons">
          <button type="submit" class="button">
            Download package
          </button>
        </div>
      </form>
    </section>
  );
}
