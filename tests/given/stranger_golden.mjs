// The recorded messages (tests/sync/protocol/golden), read as sync/PROTOCOL.md says and no way else.
//
//   node stranger_golden.mjs FOLDER     prints {name of the file: whether it says what it should}
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { opened, privateX } from "./stranger_envelope.mjs";
import * as wire from "./stranger_wire.mjs";

const [folder] = process.argv.slice(2);
const file = (name) => fs.readFileSync(path.join(folder, name));
const json = (name) => JSON.parse(file(name));
const hex = (text) => Buffer.from(text, "hex");
const keys = json("keys.json");
const DICTIONARIES = {
  1: fs.readFileSync(path.join(import.meta.dirname, "../../resources/dictionary/1.zstd")),
};

/** Whether a message and its JSON agree: ids and bytes are text there. */
const same = (told, written) => {
  if (Buffer.isBuffer(told))
    return told.toString("base64") === written || (told.length === 16 && wire.idText(told) === written);
  if (told === null || typeof told !== "object") return told === written;
  const names = Object.keys(told);
  return written !== null && names.length === Object.keys(written).length &&
    names.every((name) => same(told[name], written[name]));
};
/** Columns of one value, written out for every row, as the JSON has them. */
const written = (body) => ({
  ...body,
  created: body.created.map(([kind, units, ids, columns]) => [kind, units, ids,
    Object.fromEntries(Object.entries(columns).map(([field, column]) => [
      field, column.length === 1 ? ids.map(() => column[0]) : column]))]),
});

/** The completed copy of a paper (section 15). */
const completed = (paper, completion) => {
  const [form, paperHash, copyHash, at, stream] = wire.unpack(completion);
  if (form !== 1 || !paperHash.equals(wire.sha256(paper))) throw new Error("of another paper");
  const dictionary = paper.subarray(at, at + 32_768);
  const [inserted, tail] = wire.unpack(zlib.inflateSync(stream, { dictionary }));
  const copy = Buffer.concat([
    paper.subarray(0, at), inserted, paper.subarray(at + inserted.length), tail]);
  return copyHash.equals(wire.sha256(copy)) && copy.equals(file("completed_paper.bin"));
};

const report = {};
for (const name of ["answer", "beacon", "bundle_part", "certificate", "receipt", "request"])
  report[`${name}.msgpack`] = same(wire.unpack(file(`${name}.msgpack`)), json(`${name}.json`));
report["body.msgpack"] = same(written(wire.unpack(file("body.msgpack"))), json("body.json"));
const letterAnswer = wire.statement(
  wire.unpack(file("letter_answer.msgpack")), "bitacora letter answer 1", hex(keys.headquarters_key));
report["letter_answer.msgpack"] = same(letterAnswer, json("letter_answer.json"));
for (const [name, key, said] of [
  ["request", keys.device_key, "request"],
  ["request_dictionary_1", keys.device_key, "request"],
  ["answer", keys.headquarters_key, "answer"],
]) {
  const { payload } = wire.unframe(file(`${name}.frame`), hex(key), DICTIONARIES);
  const should = json(`${said}.json`);
  if (said === "answer")
    should.answers = wire.sha256(file("request.frame")).subarray(0, 8).toString("base64");
  report[`${name}.frame`] = same(payload, should);
}
const letter = wire.statement(
  wire.unpack(opened(file("letter.sobre"), privateX(hex(keys.envelope_private_key)), 1)),
  "bitacora letter 1", hex(keys.device_key));
report["letter.sobre"] = same(letter, json("letter.json"));
report["completion.msgpack"] = completed(file("paper.bin"), file("completion.msgpack"));
for (const [value, hash] of [
  ["Guapi", "4dd02d9992b1f587"], [null, "7b8b2cb83a44fca2"], [["a", "b"], "354e9858bacd8b07"],
  [{ currency: "COP", minor: 5 }, "f1f6601add34e64c"],
])
  report[`base hash ${hash}`] = wire.baseHash(value).toString("hex") === hash;
const row = { kind: "activity", id: "0193b1a0-0000-7000-8000-000000000001", rev: 1028 };
report["digest of a row"] = wire.digest([row]).toString("hex") === "7d13ef1f3cd2dbda";
console.log(JSON.stringify(report));
