import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { decode, encode } from "../src/codec.js";
import { generator } from "./random.js";
import { parseText } from "./text-format.js";

const vectors = JSON.parse(readFileSync(new URL("../../doc/vectors/frames.json", import.meta.url), "utf8"));

/** The bytes of a golden frame, without its length. */
function body(hex) {
  const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
  let at = 0;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    length |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  assert.equal(bytes.length - at, length);
  return bytes.subarray(at);
}

/** Leaves out what has its default. */
function stated(value) {
  if (Array.isArray(value)) return value.map(stated);
  if (value instanceof Uint8Array) return [...value];
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, of]) => [key, stated(of)])
      .filter(([, of]) => of !== undefined && of !== "" && of !== 0 && of !== 0n && of !== false && !isEmpty(of)),
  );
}

const isEmpty = (of) => (Array.isArray(of) ? of.length === 0 : of?.isMap && Object.keys(of).length === 0);

for (const { name, hex, frame, unknown } of vectors) {
  test(`golden frame ${name} is read and written`, () => {
    const read = decode(body(hex));
    const { properties, ...rest } = stated(read);
    const { properties: expectedProperties, ...expected } = stated(parseText(frame));
    if (unknown) delete rest.cmd; // one that nobody knows
    assert.deepEqual(rest, expected);
    assert.deepEqual(properties ?? {}, expectedProperties ?? {});
    assert.deepEqual(decode(encode(read)), unknown ? { ...read } : read);
    if (!unknown && !frame.includes("properties")) {
      assert.deepEqual(Buffer.from(encode(read)).toString("hex"), Buffer.from(body(hex)).toString("hex"));
    }
  });
}

test("the largest numbers are exact", () => {
  const read = decode(body(vectors.find((of) => of.name === "push-largest").hex));
  assert.equal(read.messages[0].seq, 9223372036854775807n);
  assert.equal(read.messages[0].conversation.id, 9007199254740991n);
});

test("negative numbers take ten bytes and come back", () => {
  const read = decode(encode({ id: -1n, goAway: { delayMs: -5 } }));
  assert.equal(read.id, -1n);
  assert.equal(read.goAway.delayMs, -5);
});

test("a list of numbers is read packed and one by one", () => {
  assert.deepEqual(decode(Uint8Array.of(0x7a, 4, 8, 9, 8, 11)).subscription.presence, [9n, 11n]);
  assert.deepEqual(decode(Uint8Array.of(0x7a, 4, 10, 2, 9, 11)).subscription.presence, [9n, 11n]);
});

test("a field of another wire type is passed over", () => {
  assert.equal(decode(Uint8Array.of(0x08, 5, 0x12, 1, 65, 0x18, 2)).cmd, 2); // text as a number, id as bytes
});

test("bytes that are no frame are refused", () => {
  const whole = body(vectors.find((of) => of.name === "push-group").hex);
  assert.throws(() => decode(Uint8Array.of(0x0a, 5, 65)), RangeError);
  assert.throws(() => decode(Uint8Array.of(0x10, ...Array(11).fill(0xff))), RangeError);
  assert.throws(() => decode(Uint8Array.of(0x0b)), RangeError); // a group, which proto3 does not have
  for (let length = 0; length < whole.length; length++) {
    try {
      decode(whole.subarray(0, length));
    } catch (e) {
      assert.ok(e instanceof RangeError, `cut at ${length}: ${e}`);
    }
  }
});

test("random bytes are read or refused, and nothing else", () => {
  const random = generator(7);
  for (let i = 0; i < 20_000; i++) {
    const bytes = Uint8Array.from({ length: random() * 60 }, () => random() * 256);
    try {
      decode(bytes);
    } catch (e) {
      assert.ok(e instanceof RangeError, `${Buffer.from(bytes).toString("hex")}: ${e}`);
    }
  }
});

test("a body holds its own bytes, and not the frame around them", () => {
  const [{ body: bytes }] = decode(body(vectors.find((of) => of.name === "push").hex)).messages;
  assert.equal(bytes.buffer.byteLength, bytes.length);
});
