import { Component, h } from "preact";

/** A view that is drawn anew only for other properties. */
export function memo(View) {
  return class extends Component {
    shouldComponentUpdate(next) {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => this.props[name] !== next[name]);
    }

    render() {
      return h(View, this.props);
    }
  };
}
