import bookOpen from "lucide-static/icons/book-open.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import chevronDown from "lucide-static/icons/chevron-down.svg?raw";
import chevronRight from "lucide-static/icons/chevron-right.svg?raw";
import chevronUp from "lucide-static/icons/chevron-up.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import file from "lucide-static/icons/file.svg?raw";
import globe from "lucide-static/icons/globe.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import keyboard from "lucide-static/icons/circle-question-mark.svg?raw";
import list from "lucide-static/icons/list.svg?raw";
import lock from "lucide-static/icons/lock.svg?raw";
import maximize from "lucide-static/icons/maximize-2.svg?raw";
import minimize from "lucide-static/icons/minimize-2.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import panel from "lucide-static/icons/panel-right.svg?raw";
import pencil from "lucide-static/icons/pencil.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import requests from "lucide-static/icons/arrow-right-left.svg?raw";
import reset from "lucide-static/icons/rotate-ccw.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import stop from "lucide-static/icons/square.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import warning from "lucide-static/icons/triangle-alert.svg?raw";
import close from "lucide-static/icons/x.svg?raw";

const icons = {
  "book-open": bookOpen,
  check,
  "chevron-down": chevronDown,
  "chevron-right": chevronRight,
  "chevron-up": chevronUp,
  clock,
  close,
  copy,
  ellipsis,
  file,
  globe,
  info,
  keyboard,
  list,
  lock,
  maximize,
  minimize,
  moon,
  panel,
  pencil,
  play,
  plus,
  requests,
  reset,
  search,
  stop,
  sun,
  trash,
  warning,
} as const;

/** The names of the icons in use. */
export type IconName = keyof typeof icons;

/** An icon of 16 px in the colour of the text. It says nothing by itself: name the control it is in. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <span
      class="icon"
      data-icon={name}
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: icons[name] }}
    />
  );
}
