// What does not travel in a sync, written from sync/PROTOCOL.md alone: files (section 11), letters
// (section 13) and bundles (section 14). Commands of stranger.mjs.
import crypto from "node:crypto";
import fs from "node:fs";
import { opened, rawOf, replyKey, sealed } from "./stranger_envelope.mjs";
import { answerTo, bytes, requestOf, takeAnswer, takeScope } from "./stranger_exchange.mjs";
import * as wire from "./stranger_wire.mjs";

const PIECE = 16_384;

const signedFor = (vault, method, target, body = Buffer.alloc(0)) => {
  const asked = `${method}\n${target}\n${wire.sha256(body).toString("hex")}`;
  const said = Buffer.from(`bitacora file request 1\0${asked}`);
  const signature = crypto.sign(null, said, wire.privateKey(bytes(vault.seed)));
  return {
    "Bitacora-Device": vault.enrolment.device,
    "Bitacora-Signature": signature.toString("base64"),
  };
};
/** Bring a file to headquarters, piece by piece, from where headquarters stands. */
export async function bring(vault, { file }) {
  const content = fs.readFileSync(file);
  const name = wire.sha256(content).toString("hex");
  const told = [];
  let off = 0;
  for (let complete = false; !complete; ) {
    const piece = content.subarray(off, off + PIECE);
    const target = `/v1/file/${name}?off=${off}&size=${content.length}`;
    const headers = signedFor(vault, "PUT", target, piece);
    const answer = JSON.parse(await wire.ask(vault, "PUT", target, headers, piece));
    told.push(answer.received);
    ({ complete, received: off } = answer);
  }
  return { name, told };
}
/** Fetch a file in two ranges, and believe its digest only. */
export async function fetch(vault, { name, cut, to }) {
  const target = `/v1/file/${name}`;
  const headers = signedFor(vault, "GET", target);
  const ranges = [`bytes=0-${cut - 1}`, `bytes=${cut}-`];
  const parts = [];
  for (const Range of ranges) parts.push(await wire.ask(vault, "GET", target, { ...headers, Range }));
  const content = Buffer.concat(parts);
  if (wire.sha256(content).toString("hex") !== name) throw new Error("another file");
  fs.writeFileSync(to, content);
  return { parts: parts.map((part) => part.length) };
}

/** Write a whole sync as a letter; the request of its frame is remembered until the answer. */
export function letter(vault, { to }) {
  const { device, certificate, envelope_key } = vault.enrolment;
  const seed = bytes(vault.seed);
  const request = { ...requestOf(vault, {}, [], {}), certificate: certificate.map(bytes) };
  const frame = wire.frame(device, seed, wire.pack(request));
  const body = wire.pack({
    sender: wire.idBytes(device), reply_key: rawOf(replyKey(seed)), frames: [frame] });
  const said = Buffer.concat([Buffer.from("bitacora letter 1\0"), body]);
  const signature = crypto.sign(null, said, wire.privateKey(seed));
  fs.writeFileSync(to, sealed(wire.pack([body, signature]), bytes(envelope_key)));
  vault.lettered = frame.toString("base64");
  return { bytes: body.length };
}
/** Take in the answer to the letter. */
export function open(vault, { from }) {
  const content = opened(fs.readFileSync(from), replyKey(bytes(vault.seed)), 2);
  const key = bytes(vault.enrolment.headquarters_key);
  const said = wire.statement(wire.unpack(content), "bitacora letter answer 1", key);
  const report = { number: said.number, pages: 0, receipts: [], scopes: {}, repaired: [] };
  takeAnswer(vault, answerTo(vault, bytes(vault.lettered), said.frames[0]), {}, report);
  return report;
}

/** Take in a bundle from a memory stick: all pages of all scopes, each part signed. */
export function load(vault, { from }) {
  const { headquarters_key, account } = vault.enrolment;
  const content = opened(fs.readFileSync(from), replyKey(bytes(vault.seed)), 3);
  const aside = {};
  const scopes = {};
  for (let at = 0; at < content.length; ) {
    const end = at + 4 + content.readUInt32BE(at);
    const { sender, payload } = wire.unframe(content.subarray(at + 4, end), bytes(headquarters_key));
    const { page, place = 0 } = payload;
    const pages = (aside[page.scope] ??= []);
    if (sender !== wire.NOBODY || wire.idText(payload.account) !== account || place !== pages.length)
      throw new Error("a part of another bundle");
    pages.push(page);
    if (!page.more) scopes[page.scope] = takeScope(vault, pages);
    at = end;
  }
  return { scopes };
}
