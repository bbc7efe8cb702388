// Sealed envelopes, written from sync/PROTOCOL.md alone: section 13.
import crypto from "node:crypto";
import { sha256 } from "./stranger_wire.mjs";

const PIECE = 65_536;
const TAG = 16;
const HEAD = 46;
const hex = (text) => Buffer.from(text, "hex");

export const privateX = (raw) => crypto.createPrivateKey({
  key: Buffer.concat([hex("302e020100300506032b656e04220420"), raw]), format: "der", type: "pkcs8" });
const publicX = (raw) => crypto.createPublicKey({
  key: Buffer.concat([hex("302a300506032b656e032100"), raw]), format: "der", type: "spki" });
export const rawOf = (key) =>
  crypto.createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
/** What opens answers to a device: from the seed of its Ed25519 key. */
export const replyKey = (seed) =>
  privateX(Buffer.from(crypto.hkdfSync("sha256", seed, "", "bitacora reply 1", 32)));

const sealing = (mine, theirs, once, recipient) => Buffer.from(crypto.hkdfSync(
  "sha256", crypto.diffieHellman({ privateKey: mine, publicKey: publicX(theirs) }),
  Buffer.concat([once, recipient]), "bitacora sealed envelope 1", 32));
const nonce = (place, last) => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(place, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
};

export const sealed = (content, recipient) => {
  const { privateKey } = crypto.generateKeyPairSync("x25519");
  const once = rawOf(privateKey);
  const head = Buffer.concat([
    Buffer.from("BITS"), Buffer.of(1, 1), sha256(recipient).subarray(0, 8), once]);
  const key = sealing(privateKey, recipient, once, recipient);
  const count = Math.max(1, Math.ceil(content.length / PIECE));
  const pieces = Array.from({ length: count }, (_, place) => {
    const closing = crypto.createCipheriv("aes-256-gcm", key, nonce(place, place === count - 1));
    closing.setAAD(head);
    const piece = closing.update(content.subarray(place * PIECE, (place + 1) * PIECE));
    return Buffer.concat([piece, closing.final(), closing.getAuthTag()]);
  });
  return Buffer.concat([head, ...pieces]);
};

/** What an envelope holds: form 1 a letter, 2 its answer, 3 a bundle. */
export const opened = (envelope, privateKey, form) => {
  const head = envelope.subarray(0, HEAD);
  if (head.toString("latin1", 0, 4) !== "BITS" || head[4] !== 1 || head[5] !== form)
    throw new Error("no such envelope");
  const recipient = rawOf(privateKey);
  if (!sha256(recipient).subarray(0, 8).equals(head.subarray(6, 14))) throw new Error("to another");
  const once = head.subarray(14);
  const key = sealing(privateKey, once, once, recipient);
  const pieces = [];
  for (let at = HEAD; at < envelope.length; at += PIECE + TAG) {
    const piece = envelope.subarray(at, at + PIECE + TAG);
    const last = at + PIECE + TAG >= envelope.length;
    const opening = crypto.createDecipheriv("aes-256-gcm", key, nonce(pieces.length, last));
    opening.setAAD(head).setAuthTag(piece.subarray(-TAG));
    pieces.push(Buffer.concat([opening.update(piece.subarray(0, -TAG)), opening.final()]));
  }
  return Buffer.concat(pieces);
};
