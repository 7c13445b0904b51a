import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { AddressBar } from "./address-bar.tsx";
import { AppChoice } from "./app-choice.tsx";
import { PreviewCover } from "./preview-cover.tsx";
import { useWebApp } from "./web-app-context.ts";

/** The browser in the pane: address bar, the app's page, and what is to be said in its place. */
export function PreviewTab() {
  const { preview } = useWebApp();
  const place = useRef<HTMLDivElement>(null);
  const [phoneWidth, setPhoneWidth] = useState(false);
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    preview.mount(place.current);
    return () => preview.unmount();
  }, [preview]);
  const reduced = preview.reduced.value;
  return (
    <div class="preview">
      <AddressBar phoneWidth={phoneWidth} onPhoneWidth={setPhoneWidth} />
      <AppChoice />
      {reduced !== null && <p class="pane-note">{reduced}</p>}
      <div class="preview-stage" data-phone={phoneWidth ? "" : undefined}>
        <div class="preview-place" ref={place} />
        <PreviewCover />
      </div>
    </div>
  );
}
