import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Container } from '../../src/files/container.js';
import type { InputMember, RefusedInput } from '../../src/files/input-member.js';
import { openInput } from '../../src/files/open-input.js';
import { recognise } from '../../src/files/recognise.js';
import { salvageRecords } from '../../src/files/salvage.js';
import type { BadRecord, Salvaged, SalvagedRecord } from '../../src/files/salvaged.js';

const folder = mkdtempSync(join(tmpdir(), 'interloper-files-'));
let written = 0;

/** Writes a file whose name tells nothing, and gives its path. */
export function fileOf(content: string | Uint8Array): string {
  written += 1;
  const path = join(folder, `input-${written}`);
  writeFileSync(path, content);
  return path;
}

export async function openAll(path: string): Promise<(InputMember | RefusedInput)[]> {
  return collect(openInput(path));
}

/** The only member of an input. */
export async function openOne(path: string): Promise<InputMember> {
  const [member, ...others] = await openAll(path);
  expect(others).toEqual([]);
  if (member?.kind !== 'member') throw new Error(`refused: ${member?.cause ?? 'nothing'}`);
  return member;
}

/** The only refusal of an input. */
export async function refusalOf(path: string): Promise<string> {
  const found = await openAll(path);
  expect(found.map(({ kind }) => kind)).toEqual(['refused']);
  return found.map((each) => (each.kind === 'refused' ? each.cause : '')).join('');
}

export function containerFor(member: InputMember): Container {
  const container = recognise(member);
  if (container.kind === 'unrecognised') throw new Error(`unrecognised: ${container.cause}`);
  return container;
}

export interface Read {
  readonly container: Container;
  readonly records: readonly SalvagedRecord[];
  readonly bad: readonly BadRecord[];
  readonly values: readonly unknown[];
}

/** Opens, recognises and salvages text or bytes as a file would be. */
export async function readText(content: string | Uint8Array, as?: Container): Promise<Read> {
  return readMember(await openOne(fileOf(content)), as);
}

export async function readMember(member: InputMember, as?: Container): Promise<Read> {
  const container = as ?? containerFor(member);
  const all: readonly Salvaged[] = await collect(salvageRecords(member, container));
  const records = all.filter((each) => each.kind === 'record');
  return {
    container,
    records,
    bad: all.filter((each) => each.kind === 'bad'),
    values: records.map(({ value }) => value),
  };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly encrypted?: boolean;
  readonly method?: number;
  /** Wrong on purpose. */
  readonly checksum?: number;
}

/** A zip archive (PKWARE APPNOTE 4.3): local headers and data, central directory, end record. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, encrypted = false, method = 8, checksum } of parts) {
    const data = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(data) : data;
    const sum = checksum ?? crc32(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}
