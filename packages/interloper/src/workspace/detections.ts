import { loadDetections } from '@interloper/detect';
import type { DetectionPackage } from '@interloper/detect';
import { UserError } from '../user-error.js';
import { shippedDetections } from './shipped.js';

/** The detections of a folder, or the shipped ones. A package with a mistake is a `UserError` that names them all. */
export async function loadedDetections(folder = shippedDetections): Promise<readonly DetectionPackage[]> {
  const { detections, diagnostics } = await loadDetections(folder);
  if (diagnostics.length === 0) return detections;
  const problems = diagnostics.map(({ code, file, position, message, help }) => {
    const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
    return `${place}: ${code}: ${message}${help === undefined ? '' : ` ${help}`}`;
  });
  throw new UserError(problems.join('\n'));
}
