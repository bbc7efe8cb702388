// The bytes of the sync protocol, written from sync/PROTOCOL.md alone: sections 2, 3, 4 and 7.
// It needs nothing but a Node whose zlib knows zstd with dictionaries, as that of Node 24 does.
import crypto from "node:crypto";
import http from "node:http";
import https from "node:https";
import zlib from "node:zlib";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PAYLOAD_MAX = 8_388_608;
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();
const blake = (...parts) => {
  const hash = crypto.createHash("blake2b512");
  for (const part of parts) hash.update(part);
  return hash.digest().subarray(0, 8);
};

// ---- ids ----
export const idBytes = (text) => Buffer.from(text.replaceAll("-", ""), "hex");
export const idText = (bytes) =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

// Values on the way out and in: a text that is a UUID travels as its 16 bytes.
const through = (value, one) => {
  if (Array.isArray(value)) return value.map((each) => through(each, one));
  if (value !== null && typeof value === "object" && !Buffer.isBuffer(value))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, through(v, one)]));
  return one(value);
};
export const spelled = (value) =>
  through(value, (v) => (typeof v === "string" && UUID.test(v) ? idBytes(v) : v));
export const read = (value) => through(value, (v) => (Buffer.isBuffer(v) ? idText(v) : v));

// ---- MessagePack ----
const head = (size, fix, fixMax, codes) => {
  if (fix !== null && size <= fixMax) return Buffer.from([fix | size]);
  const bits = [8, 16, 32].find((b, i) => codes[i] && size < 2 ** b);
  const bytes = Buffer.alloc(1 + bits / 8);
  bytes[0] = codes[bits / 8 >> 1];
  bytes.writeUIntBE(size, 1, bits / 8);
  return bytes;
};
const whole = (value) => {
  const n = BigInt(value);
  if (n >= 0n && n < 2n ** 32n) return head(Number(n), 0, 127, [0xcc, 0xcd, 0xce]);
  const bytes = Buffer.alloc(9);
  bytes[0] = n < 0n ? 0xd3 : 0xcf;
  if (n < 0n) bytes.writeBigInt64BE(n, 1);
  else bytes.writeBigUInt64BE(n, 1);
  return bytes;
};
export const pack = (value) => {
  if (value === null) return Buffer.from([0xc0]);
  if (typeof value === "boolean") return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === "bigint" || Number.isInteger(value)) return whole(value);
  if (typeof value === "number") throw new Error("there are no floats");
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([head(text.length, 0xa0, 31, [0xd9, 0xda, 0xdb]), text]);
  }
  if (Buffer.isBuffer(value))
    return Buffer.concat([head(value.length, null, 0, [0xc4, 0xc5, 0xc6]), value]);
  if (Array.isArray(value))
    return Buffer.concat([head(value.length, 0x90, 15, [0, 0xdc, 0xdd]), ...value.map(pack)]);
  const pairs = Object.entries(value).filter(([, v]) => v !== undefined);
  return Buffer.concat([
    head(pairs.length, 0x80, 15, [0, 0xde, 0xdf]),
    ...pairs.flatMap(([k, v]) => [pack(k), pack(v)]),
  ]);
};
export const unpack = (bytes) => {
  let at = 0;
  const take = (size) => {
    if (at + size > bytes.length) throw new Error("cut short");
    return bytes.subarray(at, (at += size));
  };
  const size = (width) => take(width).readUIntBE(0, width);
  const safe = (n) => (Number.isSafeInteger(Number(n)) ? Number(n) : n);
  const list = (n) => Array.from({ length: n }, one);
  const map = (n) => Object.fromEntries(Array.from({ length: n }, () => [one(), one()]));
  const text = (n) => take(n).toString("utf8");
  function one() {
    const c = size(1);
    if (c < 0x80) return c;
    if (c < 0x90) return map(c & 15);
    if (c < 0xa0) return list(c & 15);
    if (c < 0xc0) return text(c & 31);
    if (c >= 0xe0) return c - 256;
    if (c === 0xc0) return null;
    if (c === 0xc2 || c === 0xc3) return c === 0xc3;
    if (c >= 0xc4 && c <= 0xc6) return Buffer.from(take(size(1 << (c - 0xc4))));
    if (c >= 0xcc && c <= 0xce) return size(1 << (c - 0xcc));
    if (c === 0xcf) return safe(take(8).readBigUInt64BE());
    if (c >= 0xd0 && c <= 0xd2) return take(1 << (c - 0xd0)).readIntBE(0, 1 << (c - 0xd0));
    if (c === 0xd3) return safe(take(8).readBigInt64BE());
    if (c >= 0xd9 && c <= 0xdb) return text(size(1 << (c - 0xd9)));
    if (c === 0xdc || c === 0xdd) return list(size(c === 0xdc ? 2 : 4));
    if (c === 0xde || c === 0xdf) return map(size(c === 0xde ? 2 : 4));
    throw new Error(`no such thing in this protocol: ${c.toString(16)}`);
  }
  const value = one();
  if (at !== bytes.length) throw new Error("something follows");
  return value;
};

// ---- canonical form, hashes and digests ----
export const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object")
    return typeof value === "bigint" ? String(value) : JSON.stringify(value);
  const keys = Object.keys(value).sort(); // by UTF-16 code units, as JavaScript sorts
  return `{${keys.map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(",")}}`;
};
export const baseHash = (value) => blake(canonical(value));

export const digest = (rows) => {
  let sum = 0n;
  for (const { kind, id, rev } of rows) {
    const revision = Buffer.alloc(8);
    revision.writeBigUInt64BE(BigInt(rev));
    sum += blake(kind, Buffer.of(0), idBytes(id), revision).readBigUInt64BE();
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, sum));
  return bytes;
};

// ---- keys and signatures ----
export const privateKey = (seed) =>
  crypto.createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });
export const publicBytes = (seed) =>
  crypto.createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" }).subarray(-32);
const publicKey = (raw) =>
  crypto.createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]),
    format: "der",
    type: "spki",
  });

/** The body of a Signed, believed: what it says under one purpose. */
export const statement = (signed, purpose, key) => {
  const [body, signature] = signed;
  const said = Buffer.concat([Buffer.from(`${purpose}\0`), body]);
  if (!crypto.verify(null, said, publicKey(key), signature))
    throw new Error(`not signed: ${purpose}`);
  return unpack(body);
};

// ---- frames ----
const declaredSize = (zstd) => {
  if (zstd.readUInt32LE(0) !== 0xfd2fb528) throw new Error("no zstd frame");
  const single = (zstd[4] >> 5) & 1;
  const width = [single, 2, 4, 8][zstd[4] >> 6];
  if (!width) throw new Error("a zstd frame that does not declare its size");
  const at = 5 + (single ? 0 : 1) + [0, 1, 2, 4][zstd[4] & 3];
  return width === 8
    ? Number(zstd.readBigUInt64LE(at))
    : zstd.readUIntLE(at, width) + (width === 2 ? 256 : 0);
};

export const frame = (sender, seed, payload, number = 0, dictionary = undefined) => {
  const start = Buffer.alloc(25);
  start.write("BIT1");
  start.writeUInt32LE(number, 5);
  idBytes(sender).copy(start, 9);
  const params = { [zlib.constants.ZSTD_c_dictIDFlag]: 0 };
  const rest = zlib.zstdCompressSync(payload, { params, dictionary });
  declaredSize(rest);
  const signature = crypto.sign(null, Buffer.concat([start, rest]), privateKey(seed));
  return Buffer.concat([start, signature, rest]);
};

/** What a frame holds, once its signature is believed; `dictionaries` by number. */
export const unframe = (bytes, key, dictionaries = {}) => {
  if (bytes.length < 89 || bytes.toString("latin1", 0, 4) !== "BIT1" || bytes[4] !== 0)
    throw new Error("no frame");
  const rest = bytes.subarray(89);
  const signed = Buffer.concat([bytes.subarray(0, 25), rest]);
  if (!crypto.verify(null, signed, publicKey(key), bytes.subarray(25, 89)))
    throw new Error("a frame that nobody signed");
  const number = bytes.readUInt32LE(5);
  const dictionary = dictionaries[number];
  if (number && !dictionary) throw new Error("a dictionary nobody has");
  const size = declaredSize(rest);
  if (size > PAYLOAD_MAX) throw new Error("too large");
  const payload = zlib.zstdDecompressSync(rest, { dictionary, maxOutputLength: size });
  if (payload.length !== size) throw new Error("not the size it declared");
  return { sender: idText(bytes.subarray(9, 25)), payload: unpack(payload) };
};

// ---- the line ----
/** One request; `authority` (PEM) is whom to believe about the server, if it is its own. */
export const ask = ({ address, authority }, method, route, headers, body = Buffer.alloc(0)) =>
  new Promise((done, failed) => {
    const { request } = address.startsWith("https:") ? https : http;
    const options = { method, ca: authority, headers: { ...headers, "Content-Length": body.length } };
    const asking = request(address + route, options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const said = Buffer.concat(parts);
        if (answer.statusCode < 300) done(said);
        else failed(new Error(`${answer.statusCode} ${said}`));
      });
    });
    asking.on("error", failed);
    asking.end(body);
  });
