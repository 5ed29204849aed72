import { loadDetections } from '@interloper/detect';
import type { DetectionPackage } from '@interloper/detect';
import { unpack } from '../compile/packed-detections.js';
import type { PackedDetections } from '../compile/packed-detections.js';
import { UserError } from '../user-error.js';
import { shippedDetections } from './shipped.js';

/**
 * The detections of a folder, or the shipped ones: those are taken as they were packed when the program was built, unless
 * they have changed since. A package with a mistake is a `UserError` that names them all.
 */
export async function loadedDetections(
  folder = shippedDetections,
  packed?: PackedDetections,
): Promise<readonly DetectionPackage[]> {
  const ready = packed === undefined || folder !== shippedDetections ? undefined : unpack(folder, packed);
  if (ready !== undefined) return ready;
  const { detections, diagnostics } = await loadDetections(folder);
  if (diagnostics.length === 0) return detections;
  const problems = diagnostics.map(({ code, file, position, message, help }) => {
    const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
    return `${place}: ${code}: ${message}${help === undefined ? '' : ` ${help}`}`;
  });
  throw new UserError(problems.join('\n'));
}
