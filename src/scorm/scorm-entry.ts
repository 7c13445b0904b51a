import { launch } from "./launch.ts";

launch(window);
