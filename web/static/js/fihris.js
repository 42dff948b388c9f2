// What a browser adds to pages that are complete without it: the start of the other modules.
import { startKeys } from "./keys.js";
import { startNavigation } from "./navigate.js";
import { startSuggestions } from "./suggest.js";

startKeys();
startSuggestions();
startNavigation();
