import { useState } from "preact/hooks";
import type { JarCookie } from "../../shared/http.ts";
import { cookieProblem, fromLocalTime, toLocalTime } from "../../webapp/cookie-words.ts";

/** The fields of a cookie. A new one has a name to be given; one that is there keeps it. */
export function CookieForm({
  cookie,
  isNew,
  onSave,
  onCancel,
}: {
  readonly cookie: JarCookie;
  readonly isNew: boolean;
  readonly onSave: (cookie: JarCookie) => void;
  readonly onCancel: () => void;
}) {
  const [edited, setEdited] = useState(cookie);
  const [problem, setProblem] = useState("");
  const set = (change: Partial<JarCookie>) => {
    setEdited({ ...edited, ...change });
    setProblem("");
  };
  return (
    <form
      class="cookie-form"
      aria-label={isNew ? "New cookie" : `Cookie ${cookie.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = cookieProblem(edited);
        if (wrong === null) onSave(edited);
        else setProblem(wrong);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onCancel();
      }}
    >
      {isNew && (
        <label>
          Name
          <input
            class="field"
            value={edited.name}
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) => set({ name: currentTarget.value.trim() })}
          />
        </label>
      )}
      <label>
        Value
        <textarea
          class="field"
          rows={2}
          spellcheck={false}
          value={edited.value}
          onInput={({ currentTarget }) => set({ value: currentTarget.value.replace(/\n/g, "") })}
        />
      </label>
      <label>
        Path
        <input
          class="field"
          spellcheck={false}
          value={edited.path}
          onInput={({ currentTarget }) => set({ path: currentTarget.value.trim() })}
        />
      </label>
      <label>
        Ends
        <input
          class="field"
          type="datetime-local"
          title="Empty: when the browser closes"
          value={toLocalTime(edited.expires)}
          onInput={({ currentTarget }) => set({ expires: fromLocalTime(currentTarget.value) })}
        />
      </label>
      <label>
        SameSite
        <select
          class="field"
          value={edited.sameSite}
          onChange={({ currentTarget }) =>
            set({ sameSite: currentTarget.value as JarCookie["sameSite"] })
          }
        >
          <option value="lax">Lax</option>
          <option value="strict">Strict</option>
          <option value="none">None</option>
        </select>
      </label>
      <fieldset>
        <legend class="sr-only">Flags</legend>
        <label class="cookie-flag">
          <input
            type="checkbox"
            checked={edited.httpOnly}
            onChange={({ currentTarget }) => set({ httpOnly: currentTarget.checked })}
          />
          HttpOnly
        </label>
        <label class="cookie-flag">
          <input
            type="checkbox"
            checked={edited.secure}
            onChange={({ currentTarget }) => set({ secure: currentTarget.checked })}
          />
          Secure
        </label>
      </fieldset>
      {problem && (
        <p class="request-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="request-row">
        <button type="submit" class="button primary">
          Save cookie
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
