import cloudAlert from "lucide-static/icons/cloud-alert.svg?raw";
import cloudCheck from "lucide-static/icons/cloud-check.svg?raw";
import cloudDownload from "lucide-static/icons/cloud-download.svg?raw";
import wifiOff from "lucide-static/icons/wifi-off.svg?raw";

const icons = { alert: cloudAlert, ready: cloudCheck, storing: cloudDownload, off: wifiOff };

/** An icon of the offline state; apart from the others, which the first paint waits for. */
export function OfflineIcon({ name }: { readonly name: keyof typeof icons }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}
