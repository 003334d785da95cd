import { t } from "../i18n/index.js";

const NAMES = {
  5000: "loggedInElsewhere",
  6000: "errorTooFast",
  7300: "errorFull",
  7400: "errorBlocked",
  9100: "errorNoUser",
  9102: "signedOut",
  9103: "signedOut",
  9300: "errorGroupGone",
  9301: "errorNotMember",
  9302: "errorNotAllowed",
};

/** What a failure means to whoever reads the page. At the sign-in, some codes mean something else. */
export function sentence(failure, { password, isNew } = {}) {
  if (failure.unavailable) {
    return t("notReached");
  }
  if (password !== undefined) {
    switch (failure.code) {
      case "6000":
        return t("tooMany");
      case "9100":
        return t("noSuchAccount");
      case "9101":
        return t(password === "" ? "passwordNeeded" : isNew ? "nameTaken" : "passwordWrong");
      default:
    }
  }
  const name = NAMES[failure.code];
  return name ? t(name) : t("errorOther", { reason: failure.message });
}
