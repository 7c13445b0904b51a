import { linkLength } from "../../lesson/link/link-length.ts";
import { qrCode } from "../../lesson/link/qr.ts";
import { CopyButton } from "./copy-button.tsx";

/** Characters at which the meter is full: what browsers open, and programs no longer send. */
const FULL = 32_000;

/** The link: to be copied, opened, or shown to a class; "" while there is none. */
export function ShareLink({ address }: { readonly address: string }) {
  const { characters, level, sentence } = linkLength(address);
  return (
    <>
      <label class="share-address">
        <span>Link</span>
        <input
          class="field"
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <div class="share-length" data-level={level}>
        <span class="share-meter" aria-hidden="true">
          <span style={{ width: `${widthOf(characters)}%` }} />
        </span>
        <p role="status" aria-label="Length of the link">
          {address === "" ? "" : sentence}
        </p>
      </div>
      <div class="shared-buttons">
        <CopyButton text={address} verb="Copy link" done="Link copied" primary />
        {address !== "" && (
          <a class="button" href={address} target="_blank" rel="noopener">
            Open in own tab
          </a>
        )}
      </div>
      <details class="share-more">
        <summary>QR code</summary>
        {address !== "" && <QrCode address={address} />}
      </details>
    </>
  );
}

/** Per cent of the meter; by the logarithm, for what matters are the steps of 2,000, 8,000 and 32,000. */
function widthOf(characters: number): number {
  const part = Math.log(Math.max(100, characters) / 100) / Math.log(FULL / 100);
  return Math.round(Math.min(1, part) * 100);
}

function QrCode({ address }: { readonly address: string }) {
  const code = qrCode(address);
  if (code === null) {
    return (
      <p>This link is too long for a QR code. Share a link with fewer changes, or a file below.</p>
    );
  }
  return (
    <>
      <svg
        class="share-qr"
        viewBox={`0 0 ${code.size} ${code.size}`}
        role="img"
        aria-label="QR code of the link"
        shape-rendering="crispEdges"
      >
        <rect width={code.size} height={code.size} fill="#fff" />
        <path d={code.path} fill="#000" />
      </svg>
      {code.dense && <p>It has many squares: show it large, and hold the camera near.</p>}
    </>
  );
}
