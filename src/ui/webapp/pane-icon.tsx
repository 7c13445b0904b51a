import back from "lucide-static/icons/arrow-left.svg?raw";
import cookie from "lucide-static/icons/cookie.svg?raw";
import database from "lucide-static/icons/database.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import fileCode from "lucide-static/icons/file-code.svg?raw";
import filePlus from "lucide-static/icons/file-plus.svg?raw";
import folder from "lucide-static/icons/folder.svg?raw";
import folderOpen from "lucide-static/icons/folder-open.svg?raw";
import forward from "lucide-static/icons/arrow-right.svg?raw";
import globe from "lucide-static/icons/globe.svg?raw";
import phone from "lucide-static/icons/smartphone.svg?raw";
import receive from "lucide-static/icons/arrow-down.svg?raw";
import reload from "lucide-static/icons/rotate-cw.svg?raw";
import send from "lucide-static/icons/arrow-up.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import { QuietButton } from "../icon-button.tsx";

const icons = {
  back,
  cookie,
  database,
  forward,
  globe,
  phone,
  receive,
  reload,
  send,
  download,
  "file-code": fileCode,
  "file-plus": filePlus,
  folder,
  "folder-open": folderOpen,
  upload,
} as const;

/** Icons that only the pane shows; the others are in the shell. */
export type PaneIconName = keyof typeof icons;

/** An icon of 16 px in the colour of the text; name the control it is in. */
export function PaneIcon({ name }: { readonly name: PaneIconName }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}

/** A quiet button that shows only such an icon. */
export function PaneIconButton({
  icon,
  ...parts
}: Omit<Parameters<typeof QuietButton>[0], "children"> & { readonly icon: PaneIconName }) {
  return (
    <QuietButton {...parts}>
      <PaneIcon name={icon} />
    </QuietButton>
  );
}
