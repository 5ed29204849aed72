import { access, constants, open, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DetectionPackage } from '@interloper/detect';
import { renderHtmlReport, reportMark } from '@interloper/report';
import type { ReportedDetection } from '@interloper/report';
import { sources } from '@interloper/sources';
import { causeOf } from '../compile/rule-file.js';
import { UserError } from '../user-error.js';
import type { ScanResult } from '../workspace/scan.js';
import type { Session } from '../workspace/session.js';
import { signInsOf } from '../workspace/sign-ins.js';

/**
 * Refuses, before the work, a file that the report cannot be written to: one that is there and no report (it may be a
 * log), or one whose folder is not there.
 */
export async function checkReport(file: string): Promise<void> {
  const before = await beginningOf(file);
  if (before === reportMark) return;
  if (before === undefined) {
    await checkFolder(dirname(file));
    return;
  }
  throw new UserError(
    `${file} is there and is no report of a scan: it is not overwritten; name another file`,
  );
}

/** Writes a scan's result as an HTML page, over an earlier one. The sign-ins of its accounts are asked of the data. */
export async function writeReport(
  file: string,
  session: Session,
  detections: readonly DetectionPackage[],
  result: ScanResult,
  signal?: AbortSignal,
): Promise<void> {
  const signIns = await signInsOf(session, result, signal);
  const fired = new Set(result.alerts.map(({ detection }) => detection));
  const told = detections.filter(({ slug }) => fired.has(slug));
  const page = renderHtmlReport({
    ...result,
    signIns,
    detections: await Promise.all(told.map(async (each) => reported(each, result.inputs))),
  });
  try {
    await writeFile(file, page);
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${causeOf(error)}`);
  }
}

async function reported(
  detection: DetectionPackage,
  inputs: ScanResult['inputs'],
): Promise<ReportedDetection> {
  const { slug, title, description, attack, falsePositives, references, documents } = detection;
  const logs = logsOf(detection, inputs);
  const about = { slug, title, description, attack, falsePositives, references, logs };
  if (documents.playbook === undefined) return about;
  return { ...about, playbook: await readFile(documents.playbook, 'utf8') };
}

/** Titles of the logs at hand that a detection reads; sign-ins are what it compares other logs with. */
function logsOf({ dataSources }: DetectionPackage, inputs: ScanResult['inputs']): readonly string[] {
  const atHand = new Set(inputs.map(({ source }) => source));
  const read = sources.filter(
    ({ id, tables }) => atHand.has(id) && tables.some(({ name }) => dataSources.tables.includes(name)),
  );
  const others = read.filter(({ id }) => id !== 'entra-sign-ins');
  return (others.length === 0 ? read : others).map(({ title }) => title);
}

async function checkFolder(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UserError(`no report can be written into ${folder}: ${causeOf(error)}`);
  }
}

/** As many bytes of a file as the mark has; undefined when there is no such file, or nothing in it. */
async function beginningOf(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const length = Buffer.byteLength(reportMark);
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
      return bytesRead === 0 ? undefined : buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UserError(`${file} cannot be written: ${causeOf(error)}`);
  }
}
