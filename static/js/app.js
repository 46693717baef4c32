// Starts the few GOV.UK components a page may hold. Every page works without this file.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "./govuk-frontend.min.js";
import { startCounts } from "./count.js";
import { startCountdowns } from "./countdown.js";
import { startMenu } from "./menu.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true });
[CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink].forEach(
  (component) => createAll(component),
);
startMenu();
startCounts();
startCountdowns();
