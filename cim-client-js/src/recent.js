/** The last of what was put in, so many at most. */
export class Recent extends Map {
  /** @param {number} most */
  constructor(most) {
    super();
    this.most = most;
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  set(key, value) {
    super.delete(key);
    super.set(key, value);
    if (this.size > this.most) super.delete(this.keys().next().value);
    return this;
  }
}
