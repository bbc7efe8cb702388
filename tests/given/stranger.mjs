// A client of Bitácora's headquarters by somebody who has only sync/PROTOCOL.md and kinds.json.
//
//   node stranger.mjs FOLDER enrol ACTIVATION (the text of an activation file, section 10)
//   node stranger.mjs FOLDER write '{"created": [{kind, id, values}], "changed": [{kind, id, fields}]}'
//   node stranger.mjs FOLDER sync  '{"answer_bytes_max": 4096}'
//   node stranger.mjs FOLDER holds
//   node stranger.mjs FOLDER letter | open | bring | fetch   (stranger_carried.mjs)
//
// Its vault is FOLDER/vault.json. Every command prints one JSON object.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import * as carried from "./stranger_carried.mjs";
import * as wire from "./stranger_wire.mjs";

const TREE = path.resolve(import.meta.dirname, "../..");
const DESCRIBED = JSON.parse(fs.readFileSync(`${TREE}/sync/kinds.json`));
const DICTIONARIES = { 1: fs.readFileSync(`${TREE}/resources/dictionary/1.zstd`) };
const APP = "stranger 1";
const ROUNDS_MAX = 500;
// Verdicts on a unit: what was meant as new may have been there; nothing of it was applied.
const MET = new Set(["existed", "merged", "conflict", "sealed"]);
const SET_ASIDE = new Set(["quarantined", "held"]);

const keyOf = (kind, id) => `${kind} ${id}`;
const bytes = (base64) => Buffer.from(base64, "base64");

// ---- enrolment (section 10) ----
async function enrol({ address, authority, code, headquarters_key }) {
  const seed = crypto.randomBytes(32);
  const asked = {
    code,
    device_key: wire.publicBytes(seed).toString("base64"),
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
const waiting = (vault) => vault.batches.filter((batch) => !batch.receipt);
/** The fields of a record that wait to be sent; null where none does. */
const unsent = (vault, key) => {
  const wrote = waiting(vault).flatMap((batch) => batch.wrote).filter(([of]) => of === key);
  return wrote.length ? new Set(wrote.flatMap(([, fields]) => fields)) : null;
};

// ---- taking an answer in (sections 6 and 7) ----
function* rowsOf(page) {
  for (const [kind, ids, revs, columns, , , , withheld = []] of page.rows ?? [])
    for (const [at, id] of ids.entries()) {
      const values = Object.entries(columns)
        .map(([field, column]) => [field, wire.read(column[column.length === 1 ? 0 : at])])
        .filter(([, value]) => value !== null);
      yield { kind, id: wire.idText(id), key: keyOf(kind, wire.idText(id)), rev: revs[at],
        scope: page.scope, withheld, values: Object.fromEntries(values) };
    }
}
/** Keep a row as told, but for what is not shown to us and what waits to be sent. */
function put(vault, { key, kind, id, rev, scope, withheld, values }) {
  const held = vault.records[key]?.values ?? {};
  for (const field of [...withheld, ...(unsent(vault, key) ?? [])])
    if (field in held) values[field] = held[field];
    else delete values[field];
  vault.records[key] = { kind, id, scope, rev, values };
  delete vault.left[key];
}
const doubt = (vault, key) => {
  if (vault.records[key]) vault.records[key].rev = null;
  delete vault.left[key];
  if (!vault.asked.includes(key)) vault.asked.push(key);
};

/** Which revision each row of a batch that stands as sent has: unit after unit, new ones first. */
function* sentRows(vault, [device, number, rev]) {
  const batch = vault.batches.find((b) => b.device === wire.idText(device) && b.number === number);
  const { units, created = [], changed = [] } = wire.unpack(bytes(batch.body));
  for (const unit of units.keys()) {
    for (const [kind, places, ids] of created)
      for (const [at, id] of ids.entries())
        if (places[at] === unit) yield [keyOf(kind, wire.idText(id)), rev++];
    for (const [kind, place, id] of changed)
      if (place === unit) yield [keyOf(kind, wire.idText(id)), rev++];
  }
}

/** All pages of one scope, at once; what must not be removed unheard is asked for. */
function takeScope(vault, pages) {
  const { scope } = pages[0];
  const newer = (key, rev) => rev > (vault.records[key]?.rev ?? -1);
  for (const page of pages) {
    for (const row of rowsOf(page)) if (newer(row.key, row.rev)) put(vault, row);
    const yours = (page.yours ?? []).flatMap(([kind, ids, revs]) =>
      ids.map((id, at) => [keyOf(kind, wire.idText(id)), revs[at]]));
    const sent = (page.sent ?? []).flatMap((one) => [...sentRows(vault, one)]);
    for (const [key, rev] of [...yours, ...sent])
      if (newer(key, rev)) Object.assign(vault.records[key], { rev, scope });
  }
  const here = () => Object.values(vault.records).filter((record) => record.scope === scope);
  const leaving = pages.flatMap((page) => page.gone ?? [])
    .map(([kind, id, rev]) => [keyOf(kind, wire.idText(id)), rev])
    .filter(([key, rev]) => vault.records[key]?.scope === scope && newer(key, rev));
  const many = leaving.length > Math.min(200, here().length / 5);
  for (const [key, rev] of leaving)
    if (many || unsent(vault, key)) doubt(vault, key);
    else {
      delete vault.records[key];
      vault.left[key] = rev;
    }
  const { anchor, digest } = pages.at(-1);
  const older = (vault.anchors[scope] ?? []).filter(([revision]) => revision < anchor[0]);
  vault.anchors[scope] = [[anchor[0], anchor[1].toString("base64")], ...older].slice(0, 8);
  const own = wire.digest(here().filter(({ rev }) => rev !== null));
  return { told: digest.toString("hex"), own: own.toString("hex"), rows: here().length };
}
/** Rows of buckets whose digests differed; whether anything changed. */
function takeRepair(vault, page) {
  const told = [...rowsOf(page)];
  const wrong = told.filter(({ key, rev, scope }) =>
    vault.records[key]?.rev !== rev || vault.records[key].scope !== scope);
  for (const row of wrong) put(vault, row);
  const keys = new Set(told.map(({ key }) => key));
  const strays = Object.entries(vault.records).filter(([key, { scope, rev, id }]) =>
    scope === page.scope && rev !== null && !keys.has(key) &&
    page.buckets.includes(wire.idBytes(id)[15]));
  for (const [key] of strays) doubt(vault, key);
  return wrong.length + strays.length > 0;
}

function takeReceipt(vault, signed) {
  const key = bytes(vault.enrolment.headquarters_key);
  const receipt = wire.statement(signed, "bitacora receipt 1", key);
  const batch = vault.batches.find(({ device, number }) =>
    device === wire.idText(receipt.device) && number === receipt.number);
  if (!batch || !receipt.hash.equals(wire.sha256(bytes(batch.body))))
    throw new Error("a receipt for something else");
  batch.receipt = signed.map((part) => part.toString("base64"));
  const { units, created = [], changed = [] } = wire.unpack(bytes(batch.body));
  const { number, revision, rulings } = receipt;
  const verdictOn = (unit) => rulings[rulings.length === units.length ? unit : 0][0];
  const made = created.flatMap(([kind, places, ids]) =>
    ids.map((id, at) => [keyOf(kind, wire.idText(id)), verdictOn(places[at])]));
  for (const [kind, place, id] of changed)
    if (SET_ASIDE.has(verdictOn(place)) && vault.records[keyOf(kind, wire.idText(id))]?.rev)
      doubt(vault, keyOf(kind, wire.idText(id)));
  const met = made.filter(([, verdict]) => MET.has(verdict)).map(([key]) => key);
  return { batch: number, revision, rulings, met };
}

/** Headquarters was restored from a backup: what it lost is sent again, what is newer is doubted. */
function goBack(vault, { scopes = [], resend = [] }, aside) {
  const rewinds = scopes.filter(({ state }) => state === "rewind");
  if (!rewinds.length && !resend.length && !scopes.some(({ state }) => state === "restage")) return;
  const again = vault.batches.filter((batch) => resend.some(([device, number]) =>
    batch.device === wire.idText(device) && batch.number >= number));
  for (const batch of again) delete batch.receipt;
  for (const scope of Object.keys(aside)) delete aside[scope];
  const newest = Object.values(vault.anchors).map(([first]) => first?.[0] ?? 0);
  const point = Math.min(...newest, ...rewinds.map(({ anchor }) => anchor?.[0] ?? 0));
  for (const { scope, anchor } of rewinds)
    vault.anchors[scope] = (vault.anchors[scope] ?? []).filter(([rev]) => rev <= (anchor?.[0] ?? 0));
  const carried = new Set(again.flatMap((batch) => batch.wrote.map(([key]) => key)));
  for (const [key, { rev }] of Object.entries(vault.records))
    if (rev !== null && (rev > point || carried.has(key))) doubt(vault, key);
  for (const [key, rev] of Object.entries(vault.left)) if (rev > point) doubt(vault, key);
}
/** Another vault uses our number: this one goes on as another device. */
function takeSuccessor(vault, signed) {
  const key = bytes(vault.enrolment.headquarters_key);
  const certificate = wire.statement(signed, "bitacora certificate 1", key);
  if (!certificate.device_key.equals(wire.publicBytes(bytes(vault.heir))))
    throw new Error("a certificate of somebody else");
  const device = wire.idText(certificate.device);
  waiting(vault).forEach((batch, at) => Object.assign(batch, { device, number: at + 1 }));
  Object.assign(vault.enrolment, { device, device_code: certificate.device_code,
    certificate: signed.map((part) => part.toString("base64")) });
  vault.seed = vault.heir;
  delete vault.heir;
}

export function takeAnswer(vault, answer, aside, report) {
  const receipts = (answer.receipts ?? []).map((signed) => takeReceipt(vault, signed));
  report.receipts.push(...receipts);
  if (answer.forked?.length) vault.heir ??= crypto.randomBytes(32).toString("base64");
  if (answer.successor) takeSuccessor(vault, answer.successor);
  goBack(vault, answer, aside);
  const doubtful = receipts.flatMap(({ met }) => met);
  for (const row of (answer.standing ?? []).flatMap((page) => [...rowsOf(page)])) {
    const held = vault.records[row.key];
    if (!held || (held.rev ?? 0) > row.rev) continue;
    const whole = !unsent(vault, row.key) && held.scope === row.scope;
    if (!whole) doubtful.push(row.key);
    put(vault, { ...row, scope: held.scope, rev: whole ? row.rev : null });
  }
  const told = [...(answer.truths ?? []).flatMap((page) => [...rowsOf(page)])];
  for (const row of told)
    if (vault.asked.includes(row.key) || row.rev > (vault.records[row.key]?.rev ?? -1))
      put(vault, row);
  const absent = (answer.absent ?? []).map(([kind, id, rev]) => [keyOf(kind, wire.idText(id)), rev]);
  for (const [key, rev] of absent)
    if (!unsent(vault, key)) {
      delete vault.records[key];
      vault.left[key] = rev;
    }
  const heard = new Set([...told.map(({ key }) => key), ...absent.map(([key]) => key)]);
  vault.asked = vault.asked.filter((key) => !heard.has(key));
  for (const page of answer.scopes ?? []) {
    const { scope, state = "ok" } = page;
    if (state === "revoked") throw new Error(`the permit for ${scope} ended`);
    if (state === "repair") report.repaired.push([scope, takeRepair(vault, page)]);
    if (state !== "ok") continue;
    (aside[scope] ??= []).push(page);
    if (page.more) continue;
    report.pages += aside[scope].length;
    report.scopes[scope] = takeScope(vault, aside[scope]);
    delete aside[scope];
  }
  for (const key of doubtful) if (vault.records[key]?.rev === null) doubt(vault, key);
  if (answer.beacon) {
    const key = bytes(vault.enrolment.headquarters_key);
    vault.beacon = wire.statement(answer.beacon, "bitacora beacon 1", key).at;
  }
}

// ---- one sync: as many requests as it takes ----
function cursorOf(vault, scope, pages = [], differs = false) {
  const [first, ...older] = (vault.anchors[scope] ?? []).map(([rev, commit]) => [rev, bytes(commit)]);
  const cursor = { anchors: first ? [first] : [] };
  let before = first?.[0];
  for (const [rev, commit] of older) {
    cursor.anchors.push([before - rev, commit.subarray(0, 3)]);
    before = rev;
  }
  if (pages.length) cursor.stage = [pages.at(-1).upto, pages.at(-1).anchor];
  if (differs) {
    const buckets = Array.from({ length: 256 }, () => []);
    for (const record of Object.values(vault.records))
      if (record.scope === scope && record.rev !== null)
        buckets[wire.idBytes(record.id)[15]].push(record);
    cursor.buckets = buckets.map(wire.digest);
  }
  return cursor;
}
export function requestOf(vault, aside, differing, options) {
  const acknowledged = {};
  for (const { device, number, receipt } of vault.batches)
    if (receipt) acknowledged[device] = Math.max(number, acknowledged[device] ?? 0);
  const scopes = new Set([...Object.keys(vault.anchors), ...Object.keys(aside)]);
  return {
    protocol: 1, schema: DESCRIBED.schema, app: APP, now: Date.now() * 1000, ...options,
    batches: waiting(vault).slice(0, 64).map(({ device, number, body }) => ({
      device: wire.idBytes(device), number, body: bytes(body) })),
    acknowledged: Object.entries(acknowledged).map(([d, number]) => [wire.idBytes(d), number]),
    cursors: Object.fromEntries([...scopes].map((scope) => [
      scope, cursorOf(vault, scope, aside[scope], differing.includes(scope))])),
    beacon: vault.beacon,
    asked: vault.asked.slice(0, 2000).map((key) => key.split(" ")).map(([kind, id]) => [
      kind, wire.idBytes(id)]),
    successor: vault.heir ? wire.publicBytes(bytes(vault.heir)) : null,
  };
}
/** Headquarters' signed answer to this very request. */
export function answerTo(vault, frame, said) {
  const key = bytes(vault.enrolment.headquarters_key);
  const { sender, payload } = wire.unframe(said, key, DICTIONARIES);
  if (sender !== wire.NOBODY || !payload.answers.equals(wire.sha256(frame).subarray(0, 8)))
    throw new Error("the answer to something else");
  return payload;
}
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
