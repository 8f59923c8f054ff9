// Who prefers to write the signs says so once; it is kept on this device.
const CHOICE = "terreau-signs";

export function signsPreferred(choice) {
  try {
    if (choice !== undefined) localStorage.setItem(CHOICE, choice ? "1" : "");
    return localStorage.getItem(CHOICE) === "1";
  } catch { return false; }
}
