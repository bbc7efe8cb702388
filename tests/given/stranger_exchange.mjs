// One exchange with headquarters, written from sync/PROTOCOL.md alone: what a request says and what
// its answer does to the vault (sections 5 to 7).
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import * as wire from "./stranger_wire.mjs";

export const TREE = path.resolve(import.meta.dirname, "../..");
export const DESCRIBED = JSON.parse(fs.readFileSync(`${TREE}/sync/kinds.json`));
export const DICTIONARIES = { 1: fs.readFileSync(`${TREE}/resources/dictionary/1.zstd`) };
export const APP = "stranger 1";
// Verdicts on a unit: what was meant as new may have been there; nothing of it was applied.
const MET = new Set(["existed", "merged", "conflict", "sealed"]);
const SET_ASIDE = new Set(["quarantined", "held"]);

export const keyOf = (kind, id) => `${kind} ${id}`;
export const bytes = (base64) => Buffer.from(base64, "base64");

// ---- what waits to be sent ----
export const waiting = (vault) => vault.batches.filter((batch) => !batch.receipt);
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
export function takeScope(vault, pages) {
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
/** The permit ended and all that was written there is received. */
function dropScope(vault, scope) {
  for (const [key, record] of Object.entries(vault.records))
    if (record.scope === scope) {
      vault.left[key] = record.rev ?? 0;
      delete vault.records[key];
    }
  delete vault.anchors[scope];
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
  const revoked = (answer.scopes ?? []).filter(({ state }) => state === "revoked");
  if (!waiting(vault).length) for (const { scope } of revoked) dropScope(vault, scope);
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
  const mayTell = !revoked.some(({ scope }) => vault.anchors[scope]);
  const absent = (mayTell ? answer.absent ?? [] : []).map(([kind, id, rev]) => [
    keyOf(kind, wire.idText(id)), rev]);
  for (const [key, rev] of absent)
    if (!unsent(vault, key)) {
      delete vault.records[key];
      vault.left[key] = rev;
    }
  const heard = new Set([...told.map(({ key }) => key), ...absent.map(([key]) => key)]);
  vault.asked = vault.asked.filter((key) => !heard.has(key));
  for (const page of answer.scopes ?? []) {
    const { scope, state = "ok" } = page;
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

// ---- what a request says ----
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
