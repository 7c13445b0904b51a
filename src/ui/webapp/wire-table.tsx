import type { WireGroup } from "../../webapp/wire-groups.ts";
import { WireValue } from "./wire-value.tsx";

/** A WSGI environment or an ASGI scope, key by key, in groups. */
export function WireTable({
  title,
  words,
  groups,
}: {
  readonly title: string;
  readonly words: string;
  readonly groups: readonly WireGroup[];
}) {
  return (
    <section class="detail-part" aria-label={title}>
      <h3>
        <code>{title}</code>
        <span class="dim">{words}</span>
      </h3>
      <table class="wire-table" aria-label={title}>
        {groups.map(({ title: group, entries }) => (
          <tbody key={group}>
            <tr>
              <th class="wire-group" colSpan={2} scope="rowgroup">
                {group}
              </th>
            </tr>
            {entries.map(([key, value]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>
                  <WireValue value={value} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
