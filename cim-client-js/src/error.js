/** What went wrong: `code` is a result code of CIM, and `message` says it in words. */
export class CimError extends Error {
  name = "CimError";

  /**
   * @param {string} code
   * @param {string} message
   * @param {{ cause?: unknown, unavailable?: boolean }} [more]
   */
  constructor(code, message, { cause, unavailable = false } = {}) {
    super(message, { cause });
    this.code = code;
    /** Whether no answer came, so that it is not known what was done. */
    this.unavailable = unavailable;
  }
}

/**
 * @param {string} message
 * @param {unknown} [cause]
 */
export const unavailable = (message, cause) => new CimError("4000", message, { cause, unavailable: true });

/**
 * @param {string} field
 * @param {unknown} found
 * @param {string} expected
 */
export const invalid = (field, found, expected) =>
  new CimError("3000", `${field}: ${found ?? "nothing"} (expected: ${expected})`);

/**
 * @param {unknown} e
 * @returns {CimError}
 */
export const cimError = (e) => (e instanceof CimError ? e : new CimError("4000", String(e), { cause: e }));
