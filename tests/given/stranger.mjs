// A client of Bitácora's headquarters by somebody who has only sync/PROTOCOL.md and kinds.json.
//
//   node stranger.mjs FOLDER enrol ACTIVATION (the text of an activation file, section 10)
//   node stranger.mjs FOLDER write '{"created": [{kind, id, values}], "changed": [{kind, id, fields}]}'
//   node stranger.mjs FOLDER sync  '{"answer_bytes_max": 4096}'
//   node stranger.mjs FOLDER holds
//   node stranger.mjs FOLDER letter | open | bring | fetch | load   (stranger_carried.mjs)
//
// Its vault is FOLDER/vault.json. Every command prints one JSON object.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import * as carried from "./stranger_carried.mjs";
import {
  answerTo, APP, bytes, DESCRIBED, DICTIONARIES, keyOf, requestOf, takeAnswer, TREE, waiting,
} from "./stranger_exchange.mjs";
import { rawOf, replyKey } from "./stranger_envelope.mjs";
import * as wire from "./stranger_wire.mjs";

const ROUNDS_MAX = 500;

// ---- enrolment (section 10) ----
async function enrol({ address, authority, code, headquarters_key }) {
  const seed = crypto.randomBytes(32);
  const asked = {
    code,
    device_key: wire.publicBytes(seed).toString("base64"),
    reply_key: rawOf(replyKey(seed)).toString("base64"),
    app: APP,
    schema: DESCRIBED.schema,
    platform: `Node ${process.version}`,
  };
  const enrolment = JSON.parse(
    await wire.ask({ address, authority }, "POST", "/v1/enrol",
      { "Content-Type": "application/json" }, Buffer.from(JSON.stringify(asked))),
  );
  if (enrolment.headquarters_key !== headquarters_key) throw new Error("another headquarters");
  const certificate = wire.statement(
    enrolment.certificate.map(bytes), "bitacora certificate 1", bytes(headquarters_key));
  if (!certificate.device_key.equals(wire.publicBytes(seed)))
    throw new Error("a certificate of somebody else");
  return {
    address, authority, enrolment,
    seed: seed.toString("base64"),
    records: {}, // by kind and id: {kind, id, scope, rev (null: none), values}
    anchors: {}, // by scope, newest first: [revision, commit id in base64]
    batches: [], // {device, number, body in base64, wrote: [[key, fields]], receipt}
    asked: [], // keys of records of which the truth is not known
    left: {}, // tombstones: by key, the revision at which a record left
    beacon: 0,
  };
}

// ---- writing (section 5): what is written is frozen at once ----
const departments = (country) => {
  const parents = {};
  const places = fs.readFileSync(
    `${TREE}/resources/packs/${country.toLowerCase()}/territories.csv`, "utf8");
  for (const line of places.split(/\r?\n/).slice(1)) {
    const place = /^([^,]*),(?:"[^"]*"|[^,]*),([^,]*),(\d+)/.exec(line);
    if (place) parents[place[1]] = { parent: place[2], level: Number(place[3]) };
  }
  return (code) => {
    while (parents[code]?.level > 1) code = parents[code].parent;
    return parents[code]?.level === 1 ? code : "0";
  };
};
const rootOf = (vault, row) => {
  const reference = DESCRIBED.kinds[row.kind]?.unit;
  if (!reference) return row;
  const [kind] = DESCRIBED.kinds[row.kind].fields[reference].to;
  return rootOf(vault, vault.records[keyOf(kind, row.values[reference])]);
};
const scopeOf = (vault, row) => {
  const by = DESCRIBED.kinds[row.kind]?.scope_by;
  const value = by && row.values[by];
  if (!value) return vault.enrolment.home_scope;
  const { type, to } = DESCRIBED.kinds[row.kind].fields[by];
  if (type === "territory") return departments(vault.enrolment.country)(value);
  const near = to.map((kind) => vault.records[keyOf(kind, value)]).find(Boolean);
  return near ? near.scope : vault.enrolment.home_scope;
};

function write(vault, { created = [], changed = [] }) {
  for (const { kind, id, values } of created)
    vault.records[keyOf(kind, id)] = { kind, id, values, rev: null };
  const units = [];
  const place = (row) => {
    const root = rootOf(vault, row);
    root.scope ??= scopeOf(vault, root);
    row.scope ??= root.scope;
    const id = wire.idBytes(root.id);
    const known = units.findIndex((unit) => unit[0] === root.kind && unit[1].equals(id));
    return known >= 0 ? known : units.push([root.kind, id, root.scope]) - 1;
  };
  const body = {
    units,
    created: created.map(({ kind, id, values }) => [
      kind,
      [place(vault.records[keyOf(kind, id)])],
      [wire.idBytes(id)],
      Object.fromEntries(Object.entries(values).map(([f, v]) => [f, [wire.spelled(v)]])),
    ]),
    changed: changed.map(({ kind, id, fields }) => {
      const row = vault.records[keyOf(kind, id)];
      const offered = Object.entries(fields).map(([field, value]) => {
        const base = wire.baseHash(row.values[field] ?? null);
        row.values[field] = value;
        return [field, [wire.spelled(value), base]];
      });
      return [kind, place(row), wire.idBytes(id), Object.fromEntries(offered)];
    }),
  };
  const { device } = vault.enrolment;
  vault.batches.push({
    device,
    number: vault.batches.filter((batch) => batch.device === device).length + 1,
    body: wire.pack(body).toString("base64"),
    wrote: [...created.map(({ kind, id, values }) => [keyOf(kind, id), Object.keys(values)]),
      ...changed.map(({ kind, id, fields }) => [keyOf(kind, id), Object.keys(fields)])],
  });
  return { frozen: vault.batches.length, units: units.map(([kind, , scope]) => [kind, scope]) };
}

// ---- one sync: as many requests as it takes ----
async function sync(vault, options) {
  const report = { requests: 0, pages: 0, receipts: [], scopes: {}, repaired: [] };
  const aside = {};
  const differ = () => Object.keys(report.scopes).filter(
    (scope) => report.scopes[scope].told !== report.scopes[scope].own);
  let shown = null;
  let quiet = false;
  do {
    if (++report.requests > ROUNDS_MAX) throw new Error("this does not end");
    const request = requestOf(vault, aside, quiet ? differ() : [], options);
    const frame = wire.frame(vault.enrolment.device, bytes(vault.seed),
      wire.pack({ ...request, certificate: shown }), 1, DICTIONARIES[1]);
    const said = await wire.ask(vault, "POST", "/v1/sync",
      { "Content-Type": "application/octet-stream" }, frame);
    const answer = answerTo(vault, frame, said);
    if (answer.state === "revoked") throw new Error("this device was revoked");
    if (answer.state === "who" && shown) throw new Error("headquarters does not know us");
    shown = answer.state === "who" ? vault.enrolment.certificate.map(bytes) : null;
    takeAnswer(vault, answer, aside, report);
    if (report.repaired.some(([scope, changed]) => !changed && differ().includes(scope)))
      throw new Error("repaired, and still not the same");
    quiet = !shown && !waiting(vault).length && !vault.asked.length && !Object.keys(aside).length;
  } while (!quiet || differ().length);
  return report;
}

// ---- the command line ----
const holds = (vault) => ({ records: Object.values(vault.records) });
const COMMANDS = { write, sync, holds, ...carried };
const [folder, command, words = "{}"] = process.argv.slice(2);
const file = path.join(folder, "vault.json");
const enrols = command === "enrol";
const vault = enrols ? await enrol(JSON.parse(words)) : JSON.parse(fs.readFileSync(file));
const report = enrols ? vault.enrolment : await COMMANDS[command](vault, JSON.parse(words));
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(file, JSON.stringify(vault));
console.log(JSON.stringify(report));
