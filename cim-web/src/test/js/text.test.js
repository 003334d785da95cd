import assert from "node:assert/strict";
import { test } from "node:test";
import { isOnlyEmoji, mentioned, parts } from "../../main/resources/io/crossim/web/state/text.js";
import { find, mayHaveAlias, replace } from "../../main/resources/io/crossim/web/state/emoji.js";
import { hue, initials } from "../../main/resources/io/crossim/web/state/names.js";

const links = (text) => parts(text).flatMap(({ href }) => href ?? []);

test("links are those of the web, without the sentence around them", () => {
  assert.deepEqual(links("see https://example.org/a?b=1#c. (http://x.org)"), [
    "https://example.org/a?b=1#c",
    "http://x.org",
  ]);
  assert.deepEqual(links("javascript:alert(1) data:text/html,x ftp://x.org https:// http://"), []);
  assert.deepEqual(links("见https://example.org/路，谢谢"), ["https://example.org/路"]);
});

test("the parts make up the text", () => {
  const text = "<b>@bob</b> http://x.org/<script> @bobby";
  assert.equal(
    parts(text, ["bob"])
      .map((part) => part.text)
      .join(""),
    text,
  );
});

test("a name is mentioned as a whole word, the longest first", () => {
  const members = [
    { userId: 1, userName: "Ann" },
    { userId: 2, userName: "Ann Lee" },
    { userId: 3, userName: "A.n" },
  ];
  assert.deepEqual(mentioned("@Ann Lee!", [members[1]]), [2]);
  assert.deepEqual(mentioned("@Annabel", members), []);
  assert.deepEqual(mentioned("@Axn", members), []);
  assert.deepEqual(parts("hi @Ann Lee", ["Ann", "Ann Lee"])[1], { text: "@Ann Lee", mention: true });
});

test("emoji alone are told from texts", () => {
  assert.ok(["🎉", "👍🏽", "❤️", "👩‍👩‍👧", "🇳🇴 🇨🇳"].every(isOnlyEmoji));
  assert.ok(!["", "1", "a🎉", "🎉🎉🎉🎉", "#"].some(isOnlyEmoji));
});

test("aliases become emoji as in the console", () => {
  const table = new Map([
    [":smile:", "😄"],
    [":heart:", "❤️"],
  ]);
  assert.equal(replace("a:smile: :heart::smile:", table), "a😄 ❤️😄");
  assert.equal(replace("at 10:100:20 :none:smile:", table), "at 10:100:20 :none😄");
  assert.equal(replace("10:smile:20", table), "10:smile:20");
  assert.ok(!mayHaveAlias("http://x.org"));
});

test("the shortest alias is found first", () => {
  const groups = [
    {
      group: "g",
      emoji: [
        ["😃", "smiley"],
        ["😄", "smile"],
      ],
    },
  ];
  assert.deepEqual(
    find(groups, ":smil").map(([sign]) => sign),
    ["😄", "😃"],
  );
});

test("names become letters and a colour", () => {
  assert.deepEqual(["alice", "Bob Miller", " Åsa  Maria Öberg ", "李明", "", "👩‍👩‍👧 x"].map(initials), [
    "A",
    "BM",
    "ÅÖ",
    "李",
    "?",
    "👩‍👩‍👧",
  ]);
  assert.equal(hue("alice"), hue("alice"));
  assert.ok(hue("alice") !== hue("bob"));
});
